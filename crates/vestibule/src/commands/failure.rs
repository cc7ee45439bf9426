//! How a command ends badly: in sentences on standard error, and with an exit code.

use std::process::ExitCode;

use super::console::complain;
use crate::config::Finding;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The command or the configuration could not be understood: exit code 2.
    Misunderstood(String),
    /// Understood, and something is wrong: exit code 1.
    Trouble(String),
    /// Wrong things that the command has told already: exit code 1.
    Told,
}

impl Failure {
    pub fn trouble(sentence: impl Into<String>) -> Self {
        Self::Trouble(sentence.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
    pub fn misunderstood(finding: Finding) -> Self {
        Self::Misunderstood(finding.to_string())
    }

    pub fn code(&self) -> ExitCode {
        match self {
            Self::Misunderstood(_) => ExitCode::from(2),
            Self::Trouble(_) | Self::Told => ExitCode::from(1),
        }
    }

    pub fn tell(&self) {
        match self {
            Self::Misunderstood(sentence) | Self::Trouble(sentence) => complain(sentence),
            Self::Told => {}
        }
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Trouble(finding.to_string())
    }
}

impl From<Vec<Finding>> for Failure {
    fn from(findings: Vec<Finding>) -> Self {
        Self::Trouble(findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}
