//! `[policy.second_factor]`: who must hold a second factor, from when, which ones, and how often one is asked for.

use domain::factor::{Demand, FactorPolicy};
use domain::time::days;
use domain::{Factor, Timestamp};
use serde::Deserialize;

use super::Finding;
use super::key::{Default as Is, Key, Section};
use super::span::Span;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecondFactor {
    pub demand: Wanted,
    /// `2026-12-01`; at midnight UTC.
    pub required_from: Option<String>,
    pub postpone_for: Span,
    pub fresh_for: Span,
    pub methods: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    Nobody,
    Optional,
    Required,
}

impl Default for SecondFactor {
    fn default() -> Self {
        let policy = FactorPolicy::default();
        Self {
            demand: Wanted::Optional,
            required_from: None,
            postpone_for: Span(policy.postpone_for),
            fresh_for: Span(policy.fresh_for),
            methods: METHODS
                .iter()
                .filter(|kind| policy.allows(**kind))
                .map(|kind| kind.word().to_owned())
                .collect(),
        }
    }
}

/// What can be set up in this release.
const METHODS: &[Factor] = journeys::enrol_authenticator::KINDS;

impl SecondFactor {
    pub fn rules(&self) -> FactorPolicy {
        let usual = FactorPolicy::default();
        let is_on = |kind: &Factor| self.methods.iter().any(|word| word == kind.word());
        // Ways back in are not methods: they follow their own rules.
        let is_kept = |kind: &Factor| {
            if METHODS.contains(kind) { is_on(kind) } else { usual.allows(*kind) }
        };
        let kinds = Factor::ALL.into_iter().filter(is_kept).collect();
        FactorPolicy {
            demand: match (self.demand, self.from()) {
                (Wanted::Nobody, _) => Demand::Nobody,
                (Wanted::Required, Some(from)) => Demand::Required { from },
                (Wanted::Optional | Wanted::Required, _) => Demand::Optional,
            },
            postpone_for: self.postpone_for.0,
            fresh_for: self.fresh_for.0,
            kinds,
            ..usual
        }
    }

    fn from(&self) -> Option<Timestamp> {
        let day: jiff::civil::Date = self.required_from.as_deref()?.parse().ok()?;
        let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Timestamp::from_millis(midnight.timestamp().as_millisecond()))
    }

    pub fn check(&self) -> Vec<Finding> {
        let refused = |key: &str, says: &str, cure: &str| {
            Finding::refused(format!("policy.second_factor.{key}"), says.to_owned(), cure.to_owned())
        };
        let mut findings = Vec::new();
        if self.demand == Wanted::Required && self.from().is_none() {
            let cure = "Write a day, such as required_from = \"2026-12-01\".";
            findings.push(refused(
                "required_from",
                "It must be said from which day on it is required.",
                cure,
            ));
        }
        if self.demand == Wanted::Required && self.methods.is_empty() {
            let cure = "Name at least one method, or choose demand = \"optional\".";
            findings.push(refused("methods", "Customers must hold a method, and none is offered.", cure));
        }
        if self.methods.iter().any(|word| !METHODS.iter().any(|kind| kind.word() == word)) {
            let known: Vec<&str> = METHODS.iter().map(|kind| kind.word()).collect();
            let cure = format!("Known in this release: {}.", known.join(", "));
            findings.push(refused("methods", "There is no such method.", &cure));
        }
        let within =
            |span: Span, least: u64, most: u64| span >= Span(days(least)) && span <= Span(days(most));
        if !within(self.postpone_for, 0, 90) {
            findings.push(refused(
                "postpone_for",
                "It is outside of what is safe and useful.",
                "Choose 0 to 90 days.",
            ));
        }
        if !within(self.fresh_for, 1, 90) {
            findings.push(refused(
                "fresh_for",
                "It is outside of what is safe and useful.",
                "Choose 1 to 90 days.",
            ));
        }
        findings
    }
}

pub const SECTION: Section = Section {
    header: "[policy.second_factor]",
    says: "Two-step verification: who must hold a method beside the password, and how often it is asked for. A method that a \
           customer holds is asked for under every demand.",
    is_written: true,
    keys: &[
        Key::new(
            "demand",
            "\"nobody\", \"optional\" or \"required\"",
            Is::Is("\"optional\""),
            "Whether customers must set a method up.",
        ),
        Key::new(
            "required_from",
            "day",
            Is::Absent("\"2026-12-01\""),
            "From which day on, where it is required; at midnight UTC.",
        ),
        Key::new(
            "postpone_for",
            "length of time",
            Is::Is("\"14 days\""),
            "How long a customer may put it off, from the first time it was asked for.",
        ),
        Key::new(
            "fresh_for",
            "length of time",
            Is::Is("\"60 days\""),
            "On a device where a method was used, it is asked for again after so long.",
        ),
        Key::new(
            "methods",
            "list",
            Is::Is("[\"push\", \"totp\", \"passkey\", \"card\"]"),
            "What may be set up and used: \"push\" (our app), \"totp\", \"passkey\", \"card\" (printed), \"voice\", \"sms\", \"mail_code\". The last makes two \
             steps and no second factor.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn required(from: Option<&str>) -> SecondFactor {
        let required_from = from.map(str::to_owned);
        SecondFactor { demand: Wanted::Required, required_from, ..SecondFactor::default() }
    }

    #[test]
    fn what_is_required_needs_a_day_and_a_method() {
        assert!(SecondFactor::default().check().is_empty());
        assert_eq!(required(None).check().len(), 1);
        assert_eq!(required(Some("bientôt")).check().len(), 1);
        let good = required(Some("2026-12-01"));
        assert!(good.check().is_empty());
        let from = Timestamp::from_millis(1_796_083_200_000);
        assert_eq!(good.rules().demand, Demand::Required { from });
        assert_eq!(SecondFactor { methods: vec![], ..good.clone() }.check().len(), 1);
        assert_eq!(SecondFactor { methods: vec!["fax".into()], ..good }.check().len(), 1);
    }

    #[test]
    fn texts_calls_and_codes_by_mail_are_off_until_they_are_named() {
        let usual = SecondFactor::default().rules();
        let sent = [Factor::Sms, Factor::Voice, Factor::MailCode];
        assert!(sent.iter().all(|kind| !usual.allows(*kind)), "B6");
        let methods = vec!["totp".to_owned(), "sms".to_owned()];
        let named = SecondFactor { methods, ..SecondFactor::default() }.rules();
        assert!(named.allows(Factor::Sms) && !named.allows(Factor::Voice) && !named.allows(Factor::Card));
    }

    #[test]
    fn a_method_that_is_off_is_neither_offered_nor_counted() {
        let off = SecondFactor { methods: vec![], ..SecondFactor::default() }.rules();
        assert!(!off.allows(Factor::Totp) && off.allows(Factor::RecoveryCode));
    }
}
