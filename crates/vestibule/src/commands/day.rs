//! Days as operators write and read them, in UTC.

use std::str::FromStr;

use domain::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A day's first instant, or an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day(pub Timestamp);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("write a day such as 2026-12-01, or 2026-12-01T13:00:00Z")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let day = |day: Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let at = text.parse::<jiff::Timestamp>().ok().or_else(|| day(text.parse().ok()?));
        at.map(|at| Self(Timestamp::from_millis(at.as_millisecond()))).ok_or(NotADay)
    }
}

/// `2026-12-01 13:00 UTC`.
pub fn shown(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%F %R UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_utc_and_nonsense_is_refused() {
        let day: Day = "2026-12-01".parse().expect("a day");
        assert_eq!(shown(day.0), "2026-12-01 00:00 UTC");
        assert_eq!(
            "2026-12-01T13:00:00Z".parse::<Day>().map(|day| shown(day.0)),
            Ok("2026-12-01 13:00 UTC".into())
        );
        assert!("demain".parse::<Day>().is_err() && "2026-13-01".parse::<Day>().is_err());
    }
}
