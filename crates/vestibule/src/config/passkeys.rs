//! `[policy.passkeys]`: in whose name passkeys are made, and from where they may be shown besides our own pages.

use domain::passkey::RelyingParty;
use serde::Deserialize;

use super::Finding;
use super::key::{Default as Is, Key, Section};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passkeys {
    /// Absent: the issuer's own host.
    pub relying_party: Option<String>,
    /// Beside the issuer.
    pub origins: Vec<String>,
}

impl Passkeys {
    /// `None` where browsers make no passkey at this issuer, whatever is configured.
    pub fn rules(&self, issuer: &str) -> Option<RelyingParty> {
        let mut party = RelyingParty::of(issuer)?;
        if let Some(id) = &self.relying_party {
            party.id.clone_from(id);
        }
        party.origins.extend(self.origins.iter().cloned());
        Some(party)
    }

    pub fn check(&self, issuer: &str) -> Vec<Finding> {
        let refused = |key: &str, says: &str, cure: &str| {
            Finding::refused(format!("policy.passkeys.{key}"), says.to_owned(), cure.to_owned())
        };
        let own = RelyingParty::of(issuer).map(|party| party.id);
        let mut findings = Vec::new();
        if let Some(id) = &self.relying_party
            && own.as_ref() != Some(id)
            && !RelyingParty::may_be(id, issuer)
        {
            let cure = "Name the issuer's host, or a domain that it ends in, such as \"lumen.example\".";
            findings.push(refused(
                "relying_party",
                "Browsers let this issuer make no passkeys in that name.",
                cure,
            ));
        }
        let is_whole = |origin: &&String| {
            origin.starts_with("android:apk-key-hash:")
                || origin.strip_prefix("https://").is_some_and(|host| !host.is_empty() && !host.contains('/'))
        };
        if !self.origins.iter().all(|origin| is_whole(&origin)) {
            let cure =
                "Write each as a browser does: \"https://www.lumen.example\", without a slash at the end.";
            findings.push(refused("origins", "One of them is not an origin.", cure));
        }
        findings
    }
}

pub const SECTION: Section = Section {
    header: "[policy.passkeys]",
    says: "Passkeys: the name they are made in cannot be changed later without making every one of them worthless.",
    is_written: true,
    keys: &[
        Key::new(
            "relying_party",
            "host name",
            Is::Absent("\"lumen.example\""),
            "The issuer's host where absent. A domain that it ends in keeps passkeys good when the issuer moves within it.",
        ),
        Key::new(
            "origins",
            "list",
            Is::Is("[]"),
            "From where passkeys may be shown besides the issuer, such as the company's own app. Compared whole.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://connexion.lumen.example";

    fn named(id: &str) -> Passkeys {
        Passkeys { relying_party: Some(id.to_owned()), ..Passkeys::default() }
    }

    #[test]
    fn a_relying_party_is_the_issuers_host_or_what_it_ends_in() {
        for good in ["connexion.lumen.example", "lumen.example"] {
            assert!(named(good).check(ISSUER).is_empty());
            assert_eq!(named(good).rules(ISSUER).expect("a party").id, good);
        }
        for bad in ["example", "umen.example", "autre.example", "", "https://lumen.example"] {
            assert_eq!(named(bad).check(ISSUER).len(), 1, "{bad}");
        }
        assert_eq!(Passkeys::default().rules("http://192.0.2.7"), None);
    }

    #[test]
    fn origins_are_whole() {
        let with = |origin: &str| Passkeys { origins: vec![origin.to_owned()], ..Passkeys::default() };
        let good = with("https://www.lumen.example");
        assert!(good.check(ISSUER).is_empty());
        assert_eq!(good.rules(ISSUER).expect("a party").origins, [ISSUER, "https://www.lumen.example"]);
        for bad in ["https://www.lumen.example/", "http://www.lumen.example", "www.lumen.example", "https://"]
        {
            assert_eq!(with(bad).check(ISSUER).len(), 1, "{bad}");
        }
    }
}
