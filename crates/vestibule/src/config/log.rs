//! `[log]` and `[hashing]`: how the process speaks, and how much of the machine passwords may take.

use std::num::NonZeroUsize;

use serde::Deserialize;
use tracing::level_filters::LevelFilter;

use super::Finding;
use super::key::{Default as Is, Key, Section};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    pub format: Format,
    pub level: Level,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[default]
    Json,
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
}

impl Level {
    pub const fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hashing {
    pub permits: Option<NonZeroUsize>,
}

impl Hashing {
    /// Passwords hashed side by side (DO1).
    pub fn permits(&self) -> usize {
        self.permits.map_or_else(cores, NonZeroUsize::get)
    }

    pub fn check(&self) -> Vec<Finding> {
        if self.permits() <= cores() {
            return Vec::new();
        }
        let says = format!(
            "{} permits share {} cores: sign-ins only slow one another down.",
            self.permits(),
            cores()
        );
        vec![Finding::advice("hashing.permits", says, "Remove the key: the number of cores is the default.")]
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[log]",
        says: "What the process writes to its standard error. Never an identifier, an address or a form.",
        is_written: true,
        keys: &[
            Key::new("format", "\"json\" or \"text\"", Is::Is("\"json\""), "For machines, or for people."),
            Key::new(
                "level",
                "\"error\", \"warn\", \"info\" or \"debug\"",
                Is::Is("\"info\""),
                "The least important line to write.",
            ),
        ],
    },
    Section {
        header: "[hashing]",
        says: "Password hashing: each permit uses one core and 19 MiB while it works.",
        is_written: true,
        keys: &[Key::new(
            "permits",
            "number",
            Is::Derived("the number of cores", "2"),
            "Passwords that are hashed side by side; further ones wait, then are asked to come back.",
        )],
    },
];
