//! `[policy.sending]`: codes by text, call and mail: to which countries, how often, and until when (SM2, SM6).

use domain::Timestamp;
use domain::sending::SendingPolicy;
use domain::telephone::is_country;
use serde::Deserialize;

use super::Finding;
use super::key::{Default as Is, Key, Section};

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sending {
    pub countries: Vec<String>,
    pub in_all_a_day: u32,
    pub to_a_range_a_day: u32,
    pub of_a_network_an_hour: u32,
    /// `2027-01-01`; at midnight UTC.
    pub closes_on: Option<String>,
    pub told_on: Option<String>,
    pub ends_on: Option<String>,
}

impl Default for Sending {
    fn default() -> Self {
        let SendingPolicy { countries, in_all_a_day, to_a_range_a_day, of_a_network_an_hour, .. } =
            SendingPolicy::default();
        Self {
            countries,
            in_all_a_day,
            to_a_range_a_day,
            of_a_network_an_hour,
            closes_on: None,
            told_on: None,
            ends_on: None,
        }
    }
}

impl Sending {
    pub fn rules(&self) -> SendingPolicy {
        SendingPolicy {
            countries: self.countries.clone(),
            in_all_a_day: self.in_all_a_day,
            to_a_range_a_day: self.to_a_range_a_day,
            of_a_network_an_hour: self.of_a_network_an_hour,
            closes_at: self.closes_on.as_deref().and_then(midnight),
            told_at: self.told_on.as_deref().and_then(midnight),
            ends_at: self.ends_on.as_deref().and_then(midnight),
            ..SendingPolicy::default()
        }
    }

    pub fn check(&self) -> Vec<Finding> {
        let refused = |key: &str, says: String, cure: &str| {
            Finding::refused(format!("policy.sending.{key}"), says, cure.to_owned())
        };
        let mut findings = Vec::new();
        for code in self.countries.iter().filter(|code| !is_country(code)) {
            let says = format!("There is no country `{code}`.");
            findings.push(refused("countries", says, "Write two capitals, such as \"FR\" or \"CA\"."));
        }
        for (key, count, most) in [
            ("in_all_a_day", self.in_all_a_day, 10_000_000),
            ("to_a_range_a_day", self.to_a_range_a_day, 10_000),
            ("of_a_network_an_hour", self.of_a_network_an_hour, 10_000),
        ] {
            if !(1..=most).contains(&count) {
                let says = "It is outside of what is safe and useful.".to_owned();
                findings.push(refused(key, says, &format!("Choose 1 to {most}.")));
            }
        }
        findings.extend(self.check_days());
        findings
    }

    fn check_days(&self) -> Vec<Finding> {
        let refused = |key: &str, says: &str, cure: &str| {
            Finding::refused(format!("policy.sending.{key}"), says.to_owned(), cure.to_owned())
        };
        let mut findings = Vec::new();
        let days = [("closes_on", &self.closes_on), ("told_on", &self.told_on), ("ends_on", &self.ends_on)];
        for (key, day) in days {
            if day.as_deref().is_some_and(|day| midnight(day).is_none()) {
                findings.push(refused(key, "It is not a day.", "Write it as 2027-01-01."));
            }
        }
        let rules = self.rules();
        if let (Some(closes), Some(ends)) = (rules.closes_at, rules.ends_at)
            && ends < closes
        {
            findings.push(refused(
                "ends_on",
                "It ends before it closes for new numbers.",
                "Let closes_on come first.",
            ));
        }
        if let Some(told) = rules.told_at {
            match rules.ends_at {
                None => findings.push(refused("told_on", "Nothing ends.", "Say when it ends with ends_on.")),
                Some(ends) if ends <= told => {
                    findings.push(refused(
                        "told_on",
                        "Nobody would be told in time.",
                        "Let told_on come before ends_on.",
                    ));
                }
                Some(_) => {}
            }
        }
        findings
    }
}

fn midnight(day: &str) -> Option<Timestamp> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp::from_millis(midnight.timestamp().as_millisecond()))
}

pub const SECTION: Section = Section {
    header: "[policy.sending]",
    says: "Codes that are sent by text, call or mail, where [policy.second_factor] allows them.",
    is_written: true,
    keys: &[
        Key::new(
            "countries",
            "list",
            Is::Is("[]"),
            "Whose numbers are served, such as `[\"FR\", \"RE\"]`; where empty, the brand's own country, and with France its \
             overseas departments.",
        ),
        Key::new(
            "in_all_a_day",
            "number",
            Is::Is("20000"),
            "Texts and calls of the whole installation in a day: what they may cost.",
        ),
        Key::new(
            "to_a_range_a_day",
            "number",
            Is::Is("200"),
            "To numbers that share their first seven digits, in a day.",
        ),
        Key::new(
            "of_a_network_an_hour",
            "number",
            Is::Is("60"),
            "Codes that one network may ask for in an hour.",
        ),
        Key::new(
            "closes_on",
            "day",
            Is::Absent("\"2027-01-01\""),
            "From this day on, no text or call is set up any more.",
        ),
        Key::new(
            "told_on",
            "day",
            Is::Absent("\"2027-04-01\""),
            "From this day on, whoever uses texts or calls is told by mail, once, when they end.",
        ),
        Key::new("ends_on", "day", Is::Absent("\"2027-07-01\""), "From this day on, none is used."),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_told() {
        assert!(Sending::default().check().is_empty());
        let bad = Sending {
            countries: vec!["FR".into(), "XX".into()],
            in_all_a_day: 0,
            closes_on: Some("2027-07-01".into()),
            ends_on: Some("2027-01-01".into()),
            ..Sending::default()
        };
        assert_eq!(bad.check().len(), 3, "{:?}", bad.check());
        let told = |told: &str, ends: Option<&str>| {
            let (told_on, ends_on) = (Some(told.into()), ends.map(str::to_owned));
            Sending { told_on, ends_on, ..Sending::default() }.check().len()
        };
        assert_eq!(told("2027-04-01", Some("2027-07-01")), 0);
        assert_eq!((told("2027-04-01", None), told("2027-07-01", Some("2027-07-01"))), (1, 1));
        assert_eq!(Sending { ends_on: Some("bientôt".into()), ..Sending::default() }.check().len(), 1);
    }
}
