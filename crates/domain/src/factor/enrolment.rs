//! Whether somebody must enrol a second factor now, may postpone it, and may enrol at all (E1, EN1, EN2).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::policy::{Demand, FactorPolicy};
use super::{Held, is_protected};
use crate::method::Assurance;
use crate::{Method, Session, Timestamp};

/// Why an enrolment begins: the three of the seed (E1), and the customer's own wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    SwitchedOn,
    AccountCreated,
    SettingsChanged,
    OwnWish,
}

impl Why {
    /// As it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SwitchedOn => "switched_on",
            Self::AccountCreated => "account_created",
            Self::SettingsChanged => "settings_changed",
            Self::OwnWish => "own_wish",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Self::SwitchedOn, Self::AccountCreated, Self::SettingsChanged, Self::OwnWish]
            .into_iter()
            .find(|why| why.word() == word)
    }
}

/// What is noted of one account's enrolment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// This account must, whatever the others must.
    pub required: Option<(Why, Timestamp)>,
    pub first_asked_at: Option<Timestamp>,
    pub postponed_at: Option<Timestamp>,
    /// An operator let this account off until then (X6).
    pub exempt_until: Option<Timestamp>,
}

impl Standing {
    /// Whether nothing is asked of this account at that instant, whatever is asked of the others.
    pub fn is_exempt(&self, now: Timestamp) -> bool {
        self.exempt_until.is_some_and(|until| now < until)
    }
}

/// Enrolment is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolmentDue {
    pub why: Why,
    /// Until when it may be postponed; absent on the last day and after.
    pub postponable_until: Option<Timestamp>,
}

/// Whether enrolment is asked for now of whoever signed in then. While it may be postponed it is asked for once after each sign-in.
pub fn enrolment_due(
    held: &[Held],
    standing: Standing,
    signed_in_at: Timestamp,
    created_at: Timestamp,
    now: Timestamp,
    policy: &FactorPolicy,
) -> Option<EnrolmentDue> {
    if is_protected(held) || standing.is_exempt(now) {
        return None;
    }
    let why = match (standing.required, policy.demand) {
        (Some((why, from)), _) if from <= now => why,
        (_, Demand::Required { from }) if from <= now && created_at >= from => Why::AccountCreated,
        (_, Demand::Required { from }) if from <= now => Why::SwitchedOn,
        _ => return None,
    };
    let until = standing.first_asked_at.unwrap_or(now) + policy.postpone_for;
    if now >= until {
        return Some(EnrolmentDue { why, postponable_until: None });
    }
    let answered = standing.postponed_at.is_some_and(|at| at >= signed_in_at);
    (!answered).then_some(EnrolmentDue { why, postponable_until: Some(until) })
}

/// Why somebody may not enrol now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Who they are must be proven once more, with a factor where one is held (EN1).
    NotProven,
    /// No contact of theirs was ever verified (EN2).
    Unverified,
}

/// Why what protects or recovers an account may not be changed now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shut {
    NotProven,
    /// The account was recovered a moment ago, and this session proved nothing that stood before (RE6).
    Waits {
        until: Timestamp,
    },
}

/// Whether this session may change factors (EN1, EN2). `verified`: a contact was verified, or none is known.
pub fn may_enrol(
    held: &[Held],
    session: &Session,
    verified: bool,
    now: Timestamp,
    fresh: Duration,
) -> Result<(), Unfit> {
    if !session.is_fresh(now, fresh) {
        return Err(Unfit::NotProven);
    }
    if is_protected(held) && !may_change(&session.methods) {
        return Err(Unfit::NotProven);
    }
    if verified { Ok(()) } else { Err(Unfit::Unverified) }
}

/// Whether this session may change what protects or recovers the account: after a fresh proof, with a factor where one is held
/// (EN1, EL8, EN6), and not while a recovery makes it wait (RE6). The one gate before all such acts; `waits` is
/// `recovery::waits`'s word.
pub fn may_change_account(
    held: &[Held],
    session: &Session,
    waits: Option<Timestamp>,
    now: Timestamp,
    fresh: Duration,
) -> Result<(), Shut> {
    // A proof that is asked for anew would open nothing while it waits.
    if let Some(until) = waits {
        return Err(Shut::Waits { until });
    }
    // A contact that nobody verified keeps nobody from it.
    may_enrol(held, session, true, now, fresh).map_err(|_| Shut::NotProven)
}

/// Two factors; or a password with a printed code, the two proofs by which somebody whose telephone is gone comes back (RE5).
fn may_change(methods: &[Method]) -> bool {
    let password = methods.iter().any(|method| matches!(method, Method::Password | Method::Line));
    Assurance::of(methods) >= Assurance::TwoFactors || (password && methods.contains(&Method::RecoveryCode))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{days, minutes};
    use crate::{AccountId, AuthenticatorId, DeviceId, SessionId, SignInId, factor::Factor};

    fn at(day: u64) -> Timestamp {
        Timestamp::from_millis(0) + days(day)
    }

    fn session(day: u64, methods: &[Method]) -> Session {
        Session {
            id: SessionId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: at(day),
            authenticated_at: at(day),
            last_seen_at: at(day),
            ends_at: at(day + 1),
            methods: methods.to_vec(),
        }
    }

    fn held() -> Vec<Held> {
        let id = AuthenticatorId::from_bytes([1; 16]);
        vec![Held {
            id,
            kind: Factor::Totp,
            label: String::new(),
            created_at: at(0),
            last_used_at: None,
            blocked: false,
            lost: false,
            ending: None,
        }]
    }

    fn required() -> FactorPolicy {
        FactorPolicy { demand: Demand::Required { from: at(10) }, ..FactorPolicy::default() }
    }

    fn due(standing: Standing, now: u64) -> Option<EnrolmentDue> {
        enrolment_due(&[], standing, at(now), at(0), at(now), &required())
    }

    #[test]
    fn nobody_is_asked_before_the_day_and_then_says_which_trigger() {
        assert_eq!(due(Standing::default(), 9), None);
        let asked = due(Standing::default(), 10).expect("asked");
        assert_eq!((asked.why, asked.postponable_until), (Why::SwitchedOn, Some(at(24))));
        let new = enrolment_due(&[], Standing::default(), at(12), at(11), at(12), &required());
        assert_eq!(new.map(|due| due.why), Some(Why::AccountCreated));
        let alone = Standing { required: Some((Why::SettingsChanged, at(1))), ..Standing::default() };
        assert_eq!(due(alone, 2).map(|due| due.why), Some(Why::SettingsChanged));
    }

    #[test]
    fn it_is_postponed_as_often_as_one_likes_until_the_last_day() {
        let asked = |day| Standing {
            first_asked_at: Some(at(10)),
            postponed_at: Some(at(day)),
            ..Standing::default()
        };
        assert_eq!(due(asked(12), 12), None, "answered after this sign-in");
        assert!(due(asked(12), 13).is_some_and(|due| due.postponable_until == Some(at(24))));
        assert!(due(asked(24), 24).is_some_and(|due| due.postponable_until.is_none()), "the last day");
    }

    #[test]
    fn an_exempt_account_is_left_alone_until_its_day() {
        let exempt = Standing { exempt_until: Some(at(20)), ..Standing::default() };
        assert_eq!(due(exempt, 19), None);
        assert!(due(exempt, 20).is_some());
    }

    #[test]
    fn an_open_session_alone_changes_no_factor() {
        let may = |held: &[Held], methods: &[Method], minute| {
            may_enrol(held, &session(1, methods), true, at(1) + minutes(minute), minutes(10))
        };
        assert_eq!(may(&[], &[Method::Password], 9), Ok(()));
        assert_eq!(may(&[], &[Method::Password], 10), Err(Unfit::NotProven));
        assert_eq!(may(&held(), &[Method::Password], 1), Err(Unfit::NotProven), "EN1");
        assert_eq!(may(&held(), &[Method::Password, Method::MailCode], 1), Err(Unfit::NotProven));
        assert_eq!(may(&held(), &[Method::Password, Method::Totp], 1), Ok(()));
        assert_eq!(may(&held(), &[Method::Password, Method::RecoveryCode], 1), Ok(()), "RE5");
        assert_eq!(may(&held(), &[Method::RecoveryCode], 1), Err(Unfit::NotProven));
        let unverified = may_enrol(&[], &session(1, &[Method::Password]), false, at(1), minutes(10));
        assert_eq!(unverified, Err(Unfit::Unverified), "EN2");
    }
}
