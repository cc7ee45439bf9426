//! Tells how the import goes: a progress bar on a terminal, a plain line every few seconds elsewhere, every refused line
//! at once. Never told: a value of a line.

use std::io::{self, IsTerminal as _, Write};
use std::time::Duration;

use domain::Timestamp;
use indicatif::{ProgressBar, ProgressStyle};

use super::tally::Tally;

/// How often a plain line says how far it is.
const EVERY: Duration = Duration::from_secs(5);
const TEMPLATE: &str = "{bar:40} {percent:>3} %  {msg}  about {eta} left";

pub struct Teller {
    out: Box<dyn Write + Send>,
    bar: Option<ProgressBar>,
    began: Option<Timestamp>,
    told_at: Option<Timestamp>,
}

impl Teller {
    /// On standard error.
    pub fn on_terminal() -> Self {
        let style = ProgressStyle::with_template(TEMPLATE).ok();
        let bar =
            style.filter(|_| io::stderr().is_terminal()).map(|style| ProgressBar::new(0).with_style(style));
        Self { bar, ..Self::plain(Box::new(io::stderr())) }
    }

    /// Plain lines only.
    pub fn plain(out: Box<dyn Write + Send>) -> Self {
        Self { out, bar: None, began: None, told_at: None }
    }

    pub fn begin(&mut self, bytes: u64, now: Timestamp) {
        (self.began, self.told_at) = (Some(now), Some(now));
        if let Some(bar) = &self.bar {
            bar.set_length(bytes);
        }
    }

    pub fn say(&mut self, sentence: &str) -> io::Result<()> {
        let out = &mut self.out;
        match &self.bar {
            Some(bar) => bar.suspend(|| writeln!(out, "{sentence}")),
            None => writeln!(out, "{sentence}"),
        }
    }

    pub fn refused(&mut self, line: u64, reason: &str) -> io::Result<()> {
        self.say(&format!("line {line} refused: {reason}"))
    }

    /// `offset` bytes of the file are answered.
    pub fn progress(&mut self, tally: &Tally, offset: u64, now: Timestamp) -> io::Result<()> {
        let people = tally.people.added + tally.people.updated + tally.people.unchanged;
        let seconds = self.began.map_or(Duration::ZERO, |began| now.since(began)).as_secs().max(1);
        let said = format!("{} lines, {people} people, {} a second", tally.lines, people / seconds);
        if let Some(bar) = &self.bar {
            bar.set_position(offset);
            bar.set_message(said);
        } else if self.told_at.is_none_or(|told| now.since(told) >= EVERY) {
            self.told_at = Some(now);
            writeln!(self.out, "{said}")?;
        }
        Ok(())
    }

    pub fn end(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
