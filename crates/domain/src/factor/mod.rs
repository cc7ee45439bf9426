//! Second factors: which kinds there are, what each proves, and what an account holds. Knows no secret and no page.

mod enrolment;
mod forecast;
mod lost;
mod policy;

pub use enrolment::{EnrolmentDue, Shut, Standing, Unfit, Why, enrolment_due, may_change_account, may_enrol};
pub use forecast::{Fate, foretell};
pub use lost::{losable, may_lose};
pub use policy::{Asked, Demand, Due, FactorPolicy, factor_due};

use serde::{Deserialize, Serialize};

use crate::{AuthenticatorId, Method, Timestamp};

/// A kind of proof beside the password.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    Passkey,
    /// Our own authenticator: approve on the phone, and its six digits offline.
    Push,
    /// Any app that shows six digits.
    Totp,
    Sms,
    Voice,
    /// A printed card of codes, for people without a telephone at hand (X14).
    Card,
    /// Two steps, not two factors (decision 6).
    MailCode,
    /// A way back in, never a factor.
    RecoveryCode,
}

impl Factor {
    /// The best first: what resists phishing, then what is quick, then what can be read by others (B6).
    pub const ALL: [Self; 8] = [
        Self::Passkey,
        Self::Push,
        Self::Totp,
        Self::Card,
        Self::Voice,
        Self::Sms,
        Self::MailCode,
        Self::RecoveryCode,
    ];

    /// As it is stored and configured; never renamed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Push => "push",
            Self::Totp => "totp",
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Card => "card",
            Self::MailCode => "mail_code",
            Self::RecoveryCode => "recovery_code",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What a sign-in may say when it was proven.
    pub const fn method(self) -> Method {
        match self {
            Self::Passkey => Method::Passkey,
            Self::Push => Method::Push,
            Self::Totp => Method::Totp,
            Self::Sms => Method::Sms,
            Self::Voice => Method::Voice,
            Self::Card => Method::Card,
            Self::MailCode => Method::MailCode,
            Self::RecoveryCode => Method::RecoveryCode,
        }
    }

    /// Whether holding it protects the account: ways back in do not.
    pub const fn is_second_factor(self) -> bool {
        self.method().is_second_factor()
    }

    /// Whether its code goes to the customer when it is asked for, by text, call or mail.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sms | Self::Voice | Self::MailCode)
    }

    /// Whether it is asked for at a sign-in: a code by mail makes two steps of one factor (decision 6).
    pub const fn is_asked(self) -> bool {
        self.is_second_factor() || matches!(self, Self::MailCode)
    }

    /// No other site can ask for it in our place.
    pub const fn resists_phishing(self) -> bool {
        matches!(self, Self::Passkey)
    }
}

/// One authenticator that an account holds and that works.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    pub id: AuthenticatorId,
    pub kind: Factor,
    /// As the customer named it; may be empty.
    pub label: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    /// It proves nothing and still protects: guessed at too often, until a new password is chosen (TO3), or lost.
    #[serde(default)]
    pub blocked: bool,
    /// Its owner blocked it with the telephone they lost (C29): what is lost is blocked.
    #[serde(default)]
    pub lost: bool,
    /// Of a telephone its last two digits, of an address its first letter and its domain: all that is ever shown of it.
    #[serde(default)]
    pub ending: Option<String>,
}

/// What may be asked for at sign-in, the best first; of one kind, the one used last.
pub fn best_first(held: &[Held]) -> Vec<&Held> {
    let rank = |held: &Held| Factor::ALL.iter().position(|kind| *kind == held.kind);
    let mut sorted: Vec<&Held> = held.iter().filter(|held| !held.blocked).collect();
    sorted.sort_by_key(|held| (rank(held), std::cmp::Reverse(held.last_used_at.unwrap_or(held.created_at))));
    sorted
}

/// What is offered to choose from, the best first: whichever passkey is at hand serves, so that all of them are one entry (C23).
pub fn choices(held: &[Held]) -> Vec<Held> {
    let several = held.iter().filter(|held| held.kind == Factor::Passkey && !held.blocked).count() > 1;
    let mut offered: Vec<Held> = Vec::new();
    for one in best_first(held) {
        let is_passkey = one.kind == Factor::Passkey;
        if is_passkey && offered.iter().any(|known| known.kind == Factor::Passkey) {
            continue;
        }
        let label = if is_passkey && several { String::new() } else { one.label.clone() };
        offered.push(Held { label, ..one.clone() });
    }
    offered
}

/// What can be set up, where the list is read: on a telephone, whose lock makes passkeys, they come first (C11).
pub fn offered_on(mut offered: Vec<Factor>, phone: bool) -> Vec<Factor> {
    if phone {
        offered.sort_by_key(|kind| *kind != Factor::Passkey);
    }
    offered
}

/// What may stand before the door of a sign-in: a code by mail does not replace what protects an account, blocked or not.
pub fn askable(mut held: Vec<Held>) -> Vec<Held> {
    if is_protected(&held) {
        held.retain(|held| held.kind != Factor::MailCode);
    }
    held
}

/// Whether anything is asked for beside the password: second factors, and codes by mail (decision 6).
pub fn is_asked(held: &[Held]) -> bool {
    held.iter().any(|held| held.kind.is_asked())
}

/// Whether an account that holds these is protected by a second factor: by a blocked one, too.
pub fn is_protected(held: &[Held]) -> bool {
    held.iter().any(|held| held.kind.is_second_factor())
}

/// Whether these are the six digits of a phone that is held too: they come and go with it.
pub fn is_of_a_phone(one: &Held, held: &[Held]) -> bool {
    held.iter().any(|phone| phone.kind == Factor::Push && phone.id.codes() == one.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_comes_first_and_of_one_kind_the_one_used_last() {
        let held = |n: u8, kind, used: Option<i64>| Held {
            id: AuthenticatorId::from_bytes([n; 16]),
            kind,
            label: String::new(),
            created_at: Timestamp::from_millis(1),
            last_used_at: used.map(Timestamp::from_millis),
            blocked: false,
            lost: false,
            ending: None,
        };
        let all = [
            held(1, Factor::Sms, None),
            held(2, Factor::Totp, Some(5)),
            held(3, Factor::Totp, Some(9)),
            held(4, Factor::Passkey, None),
        ];
        let order: Vec<u8> = best_first(&all).iter().map(|held| held.id.bytes()[0]).collect();
        assert_eq!(order, [4, 3, 2, 1]);
        let named = |n, label: &str| Held { label: label.into(), ..held(n, Factor::Passkey, None) };
        let two = [held(1, Factor::Totp, None), named(2, "Mac"), named(3, "iPhone")];
        let offered = choices(&two);
        assert_eq!(offered.iter().map(|held| held.kind).collect::<Vec<_>>(), [Factor::Passkey, Factor::Totp]);
        assert_eq!(offered[0].label, "", "whichever is at hand serves");
        assert_eq!(choices(&two[1..2])[0].label, "Mac");
    }

    #[test]
    fn on_a_telephone_a_passkey_is_offered_first() {
        let offered = vec![Factor::Push, Factor::Totp, Factor::Passkey, Factor::Card];
        assert_eq!(offered_on(offered.clone(), false), offered);
        let first = [Factor::Passkey, Factor::Push, Factor::Totp, Factor::Card];
        assert_eq!(offered_on(offered, true), first);
    }

    #[test]
    fn a_code_by_mail_is_asked_for_and_stands_in_for_nothing() {
        let held = |kind, blocked| Held {
            id: AuthenticatorId::from_bytes([1; 16]),
            kind,
            label: String::new(),
            created_at: Timestamp::from_millis(1),
            last_used_at: None,
            blocked,
            lost: false,
            ending: None,
        };
        let mail = held(Factor::MailCode, false);
        let alone = std::slice::from_ref(&mail);
        assert!(is_asked(alone) && !is_protected(alone), "decision 6");
        assert_eq!(askable(alone.to_vec()), alone);
        for blocked in [false, true] {
            let totp = held(Factor::Totp, blocked);
            assert_eq!(askable(vec![mail.clone(), totp.clone()]), [totp], "nobody gets in by mail instead");
        }
    }

    #[test]
    fn every_kind_has_its_word_and_a_way_back_in_protects_nothing() {
        for kind in Factor::ALL {
            assert_eq!(Factor::from_word(kind.word()), Some(kind));
        }
        let unprotecting: Vec<_> = Factor::ALL.into_iter().filter(|kind| !kind.is_second_factor()).collect();
        assert_eq!(unprotecting, [Factor::MailCode, Factor::RecoveryCode], "EN8");
    }
}
