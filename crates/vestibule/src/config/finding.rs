//! What is wrong, or could be better, in one sentence, and what to do in another. The one shape in which
//! `config check`, `doctor` and `serve` speak of an installation.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// The server does not start with it.
    Refused,
    /// The server starts; somebody should know.
    Advice,
}

/// One thing found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub severity: Severity,
    /// A key of the configuration such as `server.issuer`, or what was looked at, such as `store`.
    pub about: String,
    /// The line of the configuration file, from 1.
    pub line: Option<usize>,
    pub says: String,
    pub cure: String,
}

impl Finding {
    pub fn refused(about: impl Into<String>, says: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            severity: Severity::Refused,
            about: about.into(),
            line: None,
            says: says.into(),
            cure: cure.into(),
        }
    }

    pub fn advice(about: impl Into<String>, says: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::refused(about, says, cure) }
    }

    #[must_use]
    pub fn at_line(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }

    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Refused
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_refusal() { "refused" } else { "advice " };
        write!(f, "{mark}  {}", self.about)?;
        if let Some(line) = self.line {
            write!(f, " (line {line})")?;
        }
        write!(f, ": {} {}", self.says, self.cure)
    }
}

impl std::error::Error for Finding {}

/// An error with all its causes, as one half of a sentence.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let said = next.to_string();
        // Some libraries repeat their cause in their own words.
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = next.source();
    }
    text
}
