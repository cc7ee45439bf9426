//! When somebody comes of age, where their brand lives. Knows no person.

use domain::Timestamp;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The first instant of the birthday on which somebody comes of age, where the brand lives. `None` where the text is no
/// day, or one that no living person was born on.
pub(crate) fn comes_of_age(born: &str, years: u8, zone: &str, now: Timestamp) -> Option<Timestamp> {
    let born: Date = born.trim().parse().ok()?;
    let zone = TimeZone::get(zone).ok()?;
    let today = jiff::Timestamp::from_millisecond(now.millis()).ok()?.to_zoned(zone.clone()).date();
    let oldest = today.checked_sub(Span::new().years(120)).ok()?;
    if born > today || born < oldest {
        return None;
    }
    // Born on 29 February: of age on 28 February where there is no 29th.
    let day = born.checked_add(Span::new().years(i64::from(years))).ok()?;
    let instant = day.to_zoned(zone).ok()?.timestamp();
    Some(Timestamp::from_millis(instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Timestamp {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let zoned = text.parse::<Date>().expect("a day").to_zoned(zone).expect("an instant");
        Timestamp::from_millis(zoned.timestamp().as_millisecond())
    }

    fn of_age(born: &str) -> Option<Timestamp> {
        comes_of_age(born, 18, "Europe/Paris", day("2026-11-25"))
    }

    #[test]
    fn a_minor_comes_of_age_at_midnight_of_their_birthday() {
        assert_eq!(of_age("2010-03-14"), Some(day("2028-03-14")));
        assert_eq!(of_age("2012-02-29"), Some(day("2030-02-28")));
        assert_eq!(of_age("1980-06-01"), Some(day("1998-06-01")));
    }

    #[test]
    fn a_day_that_nobody_alive_was_born_on_is_none() {
        for born in ["", "2010-02-30", "14/03/2010", "2026-11-26", "1890-01-01", "hier"] {
            assert_eq!(of_age(born), None, "{born}");
        }
    }
}
