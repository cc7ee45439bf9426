//! What somebody can fall back on when a password is lost (O12), and when they are asked for more. Pure: the shell says which
//! ways there are.

use std::time::Duration;

use crate::time::days;
use crate::{Method, Session, Timestamp};

/// One way to recover.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// A mail address. `opened_by_this` where it is a mailbox that this very sign-in opens: who is locked out of the one is
    /// locked out of the other.
    Address { opened_by_this: bool },
    /// Printed codes of which some are left; `kept` once their owner said that they lie in a safe place.
    Codes { kept: bool },
}

impl Way {
    /// Whether it serves also who cannot sign in.
    const fn stands_apart(self) -> bool {
        match self {
            Self::Address { opened_by_this } => !opened_by_this,
            Self::Codes { kept } => kept,
        }
    }
}

/// O12: whether one of these ways stands apart from the sign-in itself.
pub fn is_safe(ways: &[Way]) -> bool {
    ways.iter().any(|way| way.stands_apart())
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoursePolicy {
    /// Domains whose mailboxes this sign-in opens, such as `lumen.example`; those of the import are known besides.
    pub mailbox_domains: Vec<String>,
    /// Nobody is asked sooner after their account was made: choosing a password is enough for one day.
    pub asks_after: Duration,
    /// « Plus tard » lasts so long.
    pub asks_again_after: Duration,
}

impl Default for RecoursePolicy {
    fn default() -> Self {
        Self { mailbox_domains: Vec::new(), asks_after: days(1), asks_again_after: days(14) }
    }
}

impl RecoursePolicy {
    /// Whether a folded address belongs to a domain whose mailboxes this sign-in opens; its subdomains, too.
    pub fn opens(&self, folded: &str) -> bool {
        let Some((_, domain)) = folded.rsplit_once('@') else { return false };
        self.mailbox_domains.iter().any(|own| {
            domain.strip_suffix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// How somebody stands who may be asked for a second way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub created_at: Timestamp,
    /// « Plus tard » was pressed last.
    pub postponed_at: Option<Timestamp>,
}

/// Whether it is the moment to ask: soon after a proof of identity, and not again for a while after « Plus tard ». Who still
/// uses the line's password has something else to choose first (O7). The shell reads the ways only then.
pub fn may_ask(
    standing: Standing,
    session: &Session,
    now: Timestamp,
    fresh: Duration,
    policy: &RecoursePolicy,
) -> bool {
    session.is_fresh(now, fresh)
        && !session.methods.contains(&Method::Line)
        && now.since(standing.created_at) >= policy.asks_after
        && standing.postponed_at.is_none_or(|at| now.since(at) >= policy.asks_again_after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{hours, minutes};
    use crate::{AccountId, DeviceId, SessionId, SignInId};

    #[test]
    fn a_mailbox_of_this_sign_in_is_never_enough() {
        let own = Way::Address { opened_by_this: true };
        assert!(!is_safe(&[]));
        assert!(!is_safe(&[own, own]), "O12");
        assert!(!is_safe(&[own, Way::Codes { kept: false }]), "codes that nobody put anywhere");
        assert!(is_safe(&[own, Way::Codes { kept: true }]));
        assert!(is_safe(&[own, Way::Address { opened_by_this: false }]));
    }

    #[test]
    fn a_domain_counts_with_its_subdomains_and_nothing_that_only_ends_alike() {
        let policy =
            RecoursePolicy { mailbox_domains: vec!["lumen.example".into()], ..RecoursePolicy::default() };
        assert!(policy.opens("a@lumen.example") && policy.opens("a@mail.lumen.example"));
        for other in ["a@notlumen.example", "a@lumen.example.evil.example", "lumen.example", "a@b"] {
            assert!(!policy.opens(other), "{other}");
        }
    }

    #[test]
    fn it_is_asked_after_a_proof_not_on_the_first_day_and_not_soon_again() {
        let at = |hour| Timestamp::from_millis(0) + hours(hour);
        let session = |hour| Session {
            id: SessionId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: at(hour),
            authenticated_at: at(hour),
            last_seen_at: at(hour),
            ends_at: at(hour + 12),
            methods: vec![Method::Password],
        };
        let ask = |postponed: Option<u64>, signed_in, now| {
            let standing = Standing { created_at: at(0), postponed_at: postponed.map(at) };
            may_ask(standing, &session(signed_in), now, minutes(10), &RecoursePolicy::default())
        };
        assert!(!ask(None, 23, at(23)), "the first day");
        assert!(ask(None, 24, at(24)));
        assert!(!ask(None, 24, at(25)), "in the middle of a visit");
        assert!(!ask(Some(24), 200, at(200)), "later");
        assert!(ask(Some(24), 24 + 14 * 24, at(24 + 14 * 24)));
    }
}
