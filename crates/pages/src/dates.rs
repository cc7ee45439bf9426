//! Days, clock times and spans as people say them, in their language and in the brand's time zone.
//! Knows no clock: instants are handed in.

use std::borrow::Borrow;
use std::time::Duration;

use domain::{Locale, Timestamp};
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::words::{say, say_with};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;

/// « 21 novembre 2026 »
pub fn day(locale: Locale, zone: &TimeZone, at: Timestamp) -> String {
    day_of(locale, &local(zone, at))
}

/// « 14 h 05 »
pub fn clock(locale: Locale, zone: &TimeZone, at: Timestamp) -> String {
    clock_of(locale, &local(zone, at))
}

/// The first full minute that is not before this instant: who is told to come back then does not come too early.
pub fn clock_from(locale: Locale, zone: &TimeZone, at: Timestamp) -> String {
    let minute = 60_000;
    let into = at.millis().rem_euclid(minute);
    let full = if into == 0 { at.millis() } else { at.millis() - into + minute };
    clock(locale, zone, Timestamp::from_millis(full))
}

/// « 21 novembre 2026 à 14 h 05 »
pub fn moment(locale: Locale, zone: &TimeZone, at: Timestamp) -> String {
    let then = local(zone, at);
    let (day, clock) = (day_of(locale, &then), clock_of(locale, &then));
    say_with(locale, "date-moment", [("day", day.into()), ("clock", clock.into())])
}

/// « 2 mois », « 90 jours », « 12 heures », « 5 minutes »: the largest unit that divides the span.
/// A span of less than a minute is told as such, one with odd seconds is rounded up to the minute.
pub fn span(locale: Locale, span: Duration) -> String {
    let seconds = span.as_secs();
    if seconds < MINUTE {
        return say(locale, "date-span-seconds");
    }
    let units = [(MONTH, "date-span-months"), (DAY, "date-span-days"), (HOUR, "date-span-hours")];
    let (unit, key) = units
        .into_iter()
        .find(|(unit, _)| seconds.is_multiple_of(*unit))
        .unwrap_or((MINUTE, "date-span-minutes"));
    say_with(locale, key, [("n", seconds.div_ceil(unit).into())])
}

/// The `datetime` attribute of `<time>`.
pub fn machine(at: impl Borrow<Timestamp>) -> String {
    instant(*at.borrow()).to_string()
}

fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::MAX)
}

fn local(zone: &TimeZone, at: Timestamp) -> Zoned {
    instant(at).to_zoned(zone.clone())
}

fn day_of(locale: Locale, then: &Zoned) -> String {
    let month = say_with(locale, "date-month", [("month", then.month().into())]);
    let year = then.year().to_string();
    let day = then.day().into();
    say_with(locale, "date-day", [("day", day), ("month", month.into()), ("year", year.into())])
}

fn clock_of(locale: Locale, then: &Zoned) -> String {
    let hour = then.hour();
    let half = if hour < 12 { "am" } else { "pm" };
    let twelve = (hour + 11) % 12 + 1;
    let minute = format!("{:02}", then.minute());
    say_with(
        locale,
        "date-clock",
        [
            ("hour", hour.to_string().into()),
            ("twelve", twelve.to_string().into()),
            ("minute", minute.into()),
            ("half", half.into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::time::{days, hours, minutes};
    use domain::{Locale, Timestamp};
    use jiff::tz::TimeZone;

    use super::{clock, clock_from, day, moment, span};

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    /// 2026-11-21T13:05:00Z
    const AN_AFTERNOON: Timestamp = Timestamp::from_millis(1_795_266_300_000);

    #[test]
    fn a_moment_is_told_as_each_language_tells_it() {
        let told = |locale| moment(locale, &paris(), AN_AFTERNOON);
        assert_eq!(told(Locale::Fr), "21\u{a0}novembre 2026 à 14\u{a0}h\u{a0}05");
        assert_eq!(told(Locale::FrCa), "21\u{a0}novembre 2026 à 14\u{a0}h\u{a0}05");
        assert_eq!(told(Locale::En), "21\u{a0}November 2026, 2:05\u{a0}pm");
    }

    #[test]
    fn the_same_instant_reads_by_the_clock_of_the_brand() {
        let montreal = TimeZone::get("America/Montreal").unwrap();
        assert_eq!(clock(Locale::FrCa, &montreal, AN_AFTERNOON), "8\u{a0}h\u{a0}05");
        assert_eq!(clock(Locale::En, &montreal, AN_AFTERNOON), "8:05\u{a0}am");
    }

    #[test]
    fn who_is_told_to_come_back_does_not_come_too_early() {
        let told = |after: u64| clock_from(Locale::Fr, &paris(), AN_AFTERNOON + Duration::from_secs(after));
        assert_eq!(told(0), "14\u{a0}h\u{a0}05");
        assert_eq!(told(1), "14\u{a0}h\u{a0}06");
        assert_eq!(told(290), "14\u{a0}h\u{a0}10");
    }

    #[test]
    fn the_first_of_a_month_is_premier_in_french() {
        let first = Timestamp::from_millis(1_782_900_000_000);
        assert_eq!(day(Locale::Fr, &paris(), first), "1er\u{a0}juillet 2026");
        assert_eq!(day(Locale::En, &paris(), first), "1\u{a0}July 2026");
    }

    #[test]
    fn midnight_and_noon_are_twelve_in_english() {
        let utc = TimeZone::UTC;
        let at = |hour| Timestamp::from_millis(0) + hours(hour);
        assert_eq!(clock(Locale::En, &utc, at(0)), "12:00\u{a0}am");
        assert_eq!(clock(Locale::En, &utc, at(12)), "12:00\u{a0}pm");
    }

    #[test]
    fn a_span_is_told_in_the_largest_unit_that_divides_it() {
        let told = |length| span(Locale::Fr, length);
        assert_eq!(told(days(60)), "2\u{a0}mois");
        assert_eq!(told(days(30)), "1\u{a0}mois");
        assert_eq!(told(days(14)), "14\u{a0}jours");
        assert_eq!(told(days(1)), "1\u{a0}jour");
        assert_eq!(told(hours(12)), "12\u{a0}heures");
        assert_eq!(told(minutes(30)), "30\u{a0}minutes");
        assert_eq!(told(Duration::from_secs(61)), "2\u{a0}minutes");
        assert_eq!(told(Duration::from_secs(5)), "moins d’une minute");
        assert_eq!(span(Locale::En, days(60)), "2\u{a0}months");
    }
}
