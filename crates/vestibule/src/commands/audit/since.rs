//! `--since` as people write it: « 7 days », a day, or an instant.

use std::str::FromStr;

use domain::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::span::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Ago(Span),
    At(Timestamp),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("write a length of time such as \"7 days\", a day such as 2026-11-21, or 2026-11-21T13:00:00Z")]
pub struct NotAnInstant;

impl Since {
    pub fn instant(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Ago(span) => now - span.0,
            Self::At(at) => at,
        }
    }
}

impl FromStr for Since {
    type Err = NotAnInstant;

    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        if let Ok(span) = text.parse() {
            return Ok(Self::Ago(span));
        }
        let day = |day: Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let at = text.parse::<jiff::Timestamp>().ok().or_else(|| day(text.parse().ok()?));
        at.map(|at| Self::At(Timestamp::from_millis(at.as_millisecond()))).ok_or(NotAnInstant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_read_as_people_write_it() {
        let now = Timestamp::from_millis(1_795_266_300_000);
        let read = |text: &str| text.parse::<Since>().map(|since| since.instant(now).millis());
        assert_eq!(read("7 days"), Ok(1_795_266_300_000 - 7 * 86_400_000));
        assert_eq!(read("2026-11-21"), Ok(1_795_219_200_000));
        assert_eq!(read("2026-11-21T13:05:00Z"), Ok(1_795_266_300_000));
        for text in ["", "yesterday", "2026-13-01", "7"] {
            assert_eq!(read(text), Err(NotAnInstant), "{text}");
        }
    }
}
