//! `[audit]` and `[policy.audit]`: where the audit's checkpoints go, and how long it remembers persons.

use std::path::PathBuf;

use domain::policy::AuditPolicy;
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::span::Span;
use super::{Finding, Place};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audit {
    pub checkpoint_file: Option<PathBuf>,
}

impl Audit {
    /// Where this node appends checkpoints.
    pub fn checkpoint_file(&self, place: &Place) -> Option<PathBuf> {
        self.checkpoint_file.as_ref().map(|path| place.resolve(path))
    }

    pub fn check(&self, place: &Place) -> Vec<Finding> {
        const ABOUT: &str = "audit.checkpoint_file";
        let Some(path) = self.checkpoint_file(place) else { return Vec::new() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if path.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
            let says = format!("{} cannot be a file: its folder is not there, or it is one.", path.display());
            return vec![Finding::refused(ABOUT, says, "Make the folder, or name another file.")];
        }
        Vec::new()
    }
}

/// `[policy.audit]`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    pub personal_for: Span,
}

impl Default for Rules {
    fn default() -> Self {
        Self { personal_for: Span(AuditPolicy::default().personal_for) }
    }
}

impl Rules {
    pub fn rules(&self) -> AuditPolicy {
        AuditPolicy { personal_for: self.personal_for.0 }
    }
}

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[policy.audit]",
        says: "What the audit remembers of persons.",
        is_written: true,
        keys: &[Key::new(
            "personal_for",
            "length of time",
            Is::Is("\"365 days\""),
            "How long device and network of an act are kept; the act itself stays.",
        )],
    },
    Section {
        header: "[audit]",
        says: "The audit proves itself by signed checkpoints; `vestibule audit verify` reads them.",
        is_written: true,
        keys: &[Key::new(
            "checkpoint_file",
            "file",
            Is::Absent("\"audit.checkpoints\""),
            "Where checkpoints are appended, outside of the store: each node a file of its own.",
        )],
    },
];
