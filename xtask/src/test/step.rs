//! How a step ended, and the summary of all. A part that was not run is never called passed.

use std::fmt;
use std::time::Duration;

pub enum Outcome {
    Passed,
    /// One sentence: what failed.
    Failed(String),
    /// One sentence: what is missing and how to get it.
    NotRun(String),
}

impl From<Result<(), String>> for Outcome {
    fn from(done: Result<(), String>) -> Self {
        done.map_or_else(Self::Failed, |()| Self::Passed)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => write!(f, "passed"),
            Self::Failed(sentence) => write!(f, "FAILED: {sentence}"),
            Self::NotRun(sentence) => write!(f, "NOT RUN: {sentence}"),
        }
    }
}

#[derive(Default)]
pub struct Report {
    steps: Vec<(String, Outcome, Duration)>,
}

impl Report {
    pub fn add(&mut self, name: &str, outcome: Outcome, took: Duration) {
        self.steps.push((name.to_owned(), outcome, took));
    }

    pub fn failed(&self) -> usize {
        self.steps.iter().filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_))).count()
    }

    /// The line that machines read.
    pub fn count(&self) -> String {
        format!("{} passed, {} failed", self.passed(), self.failed())
    }

    fn passed(&self) -> usize {
        self.steps.iter().filter(|(_, outcome, _)| matches!(outcome, Outcome::Passed)).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome, took) in &self.steps {
            writeln!(f, "{:>7.1} s  {name}: {outcome}", took.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_was_not_run_is_told_and_not_counted_as_passed() {
        let mut report = Report::default();
        report.add("format", Outcome::Passed, Duration::from_millis(1500));
        report.add("walks", Outcome::NotRun("Chromium is missing.".to_owned()), Duration::ZERO);
        report.add("tests", Outcome::Failed("`cargo test` ended".to_owned()), Duration::ZERO);
        let text = report.to_string();
        assert!(text.contains("    1.5 s  format: passed\n"));
        assert!(text.contains("walks: NOT RUN: Chromium is missing.\n"));
        assert_eq!(report.count(), "1 passed, 1 failed");
        assert_eq!(report.failed(), 1);
    }
}
