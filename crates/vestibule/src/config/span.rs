//! A length of time as people write it: `"60 days"`, `"30 min"`, `"90 s"`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use domain::time::{days, hours, minutes};
use serde::Deserialize;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Span(pub Duration);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a length of time is written \"90 s\", \"30 min\", \"12 hours\" or \"60 days\"")]
pub struct NotASpan;

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit()).ok_or(NotASpan)?;
        let (count, unit) = text.split_at(end);
        let count: u64 = count.parse().map_err(|_| NotASpan)?;
        // Beyond a century it is a slip of the finger, and arithmetic stays far from its bounds.
        let most = |limit: u64| if count <= limit { Ok(count) } else { Err(NotASpan) };
        Ok(Self(match unit.trim() {
            "s" | "second" | "seconds" => Duration::from_secs(most(3_155_760_000)?),
            "min" | "minute" | "minutes" => minutes(most(52_596_000)?),
            "h" | "hour" | "hours" => hours(most(876_600)?),
            "d" | "day" | "days" => days(most(36_525)?),
            _ => return Err(NotASpan),
        }))
    }
}

impl TryFrom<String> for Span {
    type Error = NotASpan;
    fn try_from(text: String) -> Result<Self, NotASpan> {
        text.parse()
    }
}

impl fmt::Display for Span {
    /// In the largest unit that says it without a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let units = [(86_400, "day", "days"), (3600, "hour", "hours"), (60, "min", "min"), (1, "s", "s")];
        let (size, one, many) = units
            .into_iter()
            .find(|(size, ..)| seconds >= *size && seconds.is_multiple_of(*size))
            .unwrap_or((1, "s", "s"));
        let count = seconds / size;
        write!(f, "{count} {}", if count == 1 { one } else { many })
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, NotASpan, Span};

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        let read = |text: &str| text.parse::<Span>().map(|span| span.0.as_secs());
        assert_eq!(read("60 days"), Ok(5_184_000));
        assert_eq!(read("1 day"), Ok(86_400));
        assert_eq!(read("12 h"), Ok(43_200));
        assert_eq!(read(" 30min "), Ok(1800));
        assert_eq!(read("90 s"), Ok(90));
    }

    #[test]
    fn whatever_else_is_refused() {
        for text in
            ["", "60", "days", "-1 days", "1.5 h", "60 fortnights", "99999999999999999999 s", "40000 days"]
        {
            assert_eq!(text.parse::<Span>(), Err(NotASpan), "{text}");
        }
    }

    #[test]
    fn it_is_told_in_the_largest_whole_unit() {
        for text in ["60 days", "30 min", "90 s", "25 hours", "0 s"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        assert_eq!(Span(Duration::from_hours(24)).to_string(), "1 day");
    }
}
