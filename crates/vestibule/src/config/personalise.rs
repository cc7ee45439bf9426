//! `[[policy.personalise]]`: from which day on customers choose a login and a password of their own (O5, O7).

use domain::Timestamp;
use domain::personalise::{POSTPONE_DAYS, PersonalisePolicy, Start};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Finding;
use super::brand::Brand;
use super::key::{Default as Is, Key, Section};

const ABOUT: &str = "policy.personalise";
/// Longer is no postponement.
const MOST_DAYS: u32 = 90;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personalise {
    pub brand: String,
    pub segment: Option<String>,
    /// A day of the brand's own clock, such as `2027-07-01`.
    pub from: String,
    #[serde(default = "usual")]
    pub postpone_days: u32,
}

const fn usual() -> u32 {
    POSTPONE_DAYS
}

/// The policy as the rules read it; what cannot be read is told by `check`.
pub fn rules(said: &[Personalise], brands: &[Brand]) -> PersonalisePolicy {
    let start = |one: &Personalise| {
        Some(Start {
            brand: one.brand.clone(),
            segment: one.segment.clone(),
            from: midnight(&one.from, brands.iter().find(|brand| brand.id == one.brand)?)?,
            postpone_days: one.postpone_days,
        })
    };
    PersonalisePolicy { starts: said.iter().filter_map(start).collect() }
}

fn midnight(day: &str, brand: &Brand) -> Option<Timestamp> {
    let zone = TimeZone::get(&brand.time_zone).ok()?;
    let at = day.parse::<Date>().ok()?.to_zoned(zone).ok()?.timestamp();
    Some(Timestamp::from_millis(at.as_millisecond()))
}

pub fn check(said: &[Personalise], brands: &[Brand]) -> Vec<Finding> {
    let refused = |says: String, cure: &str| Some(Finding::refused(ABOUT, says, cure));
    let one = |(at, one): (usize, &Personalise)| {
        let Some(brand) = brands.iter().find(|brand| brand.id == one.brand) else {
            return refused(format!("There is no brand `{}`.", one.brand), "Write the id of a [[brand]].");
        };
        if midnight(&one.from, brand).is_none() {
            return refused(format!("`{}` is not a day.", one.from), "Write it as 2027-07-01.");
        }
        if one.postpone_days > MOST_DAYS {
            return refused(
                format!("{} days are no postponement.", one.postpone_days),
                "Choose 0 to 90 days.",
            );
        }
        let same = |other: &Personalise| (&other.brand, &other.segment) == (&one.brand, &one.segment);
        if said[..at].iter().any(same) {
            return refused("The same brand and segment stand twice.".into(), "Keep one of them.");
        }
        None
    };
    said.iter().enumerate().filter_map(one).collect()
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[[policy.personalise]]",
    says: "From which day on holders who still use their line's password choose a login and a password of their own. \
           Without an entry, nobody does.",
    is_written: false,
    keys: &[
        Key::new("brand", "id", Is::Required("\"lumen\""), "Whose customers."),
        Key::new(
            "segment",
            "word",
            Is::Absent("\"fibre\""),
            "Only this group; an entry without one is for all others.",
        ),
        Key::new(
            "from",
            "day",
            Is::Required("\"2027-07-01\""),
            "The first day, such as `\"2027-07-01\"`, by the brand's clock.",
        ),
        Key::new(
            "postpone_days",
            "number",
            Is::Derived("14", "14"),
            "For how many days from the first showing « Plus tard » is offered; 0 to 90.",
        ),
    ],
}];
