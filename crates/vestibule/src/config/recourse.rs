//! `[policy.recourse]`: which mailboxes this sign-in itself opens, and how often whoever has no other way to recover is asked
//! for one (O12).

use domain::contact::is_mailbox;
use domain::recourse::RecoursePolicy;
use domain::time::days;
use serde::Deserialize;

use super::Finding;
use super::key::{Default as Is, Key, Section};
use super::span::Span;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recourse {
    pub mailbox_domains: Vec<String>,
    pub asks_after: Span,
    pub asks_again_after: Span,
}

impl Default for Recourse {
    fn default() -> Self {
        let RecoursePolicy { mailbox_domains, asks_after, asks_again_after } = RecoursePolicy::default();
        Self { mailbox_domains, asks_after: Span(asks_after), asks_again_after: Span(asks_again_after) }
    }
}

impl Recourse {
    pub fn rules(&self) -> RecoursePolicy {
        RecoursePolicy {
            mailbox_domains: self.mailbox_domains.iter().map(|domain| domain.to_lowercase()).collect(),
            asks_after: self.asks_after.0,
            asks_again_after: self.asks_again_after.0,
        }
    }

    pub fn check(&self) -> Vec<Finding> {
        let refused = |key: &str, says: String, cure: &str| {
            Finding::refused(format!("policy.recourse.{key}"), says, cure.to_owned())
        };
        let mut findings = Vec::new();
        for domain in &self.mailbox_domains {
            if !is_mailbox(&format!("a@{}", domain.to_lowercase())) {
                let cure = "Write it without @, such as \"lumen.example\".";
                findings.push(refused(
                    "mailbox_domains",
                    format!("{domain} is no domain of mail addresses."),
                    cure,
                ));
            }
        }
        let within =
            |span: Span, least: u64, most: u64| span >= Span(days(least)) && span <= Span(days(most));
        if !within(self.asks_after, 0, 365) {
            let says = "It is outside of what is useful.".to_owned();
            findings.push(refused("asks_after", says, "Choose 0 to 365 days."));
        }
        if !within(self.asks_again_after, 1, 365) {
            let says = "It is outside of what is useful.".to_owned();
            findings.push(refused("asks_again_after", says, "Choose 1 to 365 days."));
        }
        findings
    }
}

pub const SECTION: Section = Section {
    header: "[policy.recourse]",
    says: "A mailbox that this sign-in itself opens is never the only way to recover: whoever has no other is asked for one.",
    is_written: true,
    keys: &[
        Key::new(
            "mailbox_domains",
            "list",
            Is::Is("[]"),
            "Domains whose mailboxes this sign-in opens, subdomains included; mailboxes that were imported are known besides.",
        ),
        Key::new(
            "asks_after",
            "length of time",
            Is::Is("\"1 day\""),
            "Nobody is asked sooner after their account was made.",
        ),
        Key::new(
            "asks_again_after",
            "length of time",
            Is::Is("\"14 days\""),
            "How long « Plus tard » lasts.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_one_and_the_spans_are_useful() {
        assert!(Recourse::default().check().is_empty());
        let with = |domain: &str| Recourse { mailbox_domains: vec![domain.into()], ..Recourse::default() };
        assert!(with("Lumen.example").check().is_empty());
        assert!(with("Lumen.example").rules().opens("a@lumen.example"));
        for bad in ["@lumen.example", "lumen", "", "a b.example"] {
            assert_eq!(with(bad).check().len(), 1, "{bad:?}");
        }
        let never = Recourse { asks_again_after: Span(days(400)), ..Recourse::default() };
        assert_eq!(never.check().len(), 1);
    }
}
