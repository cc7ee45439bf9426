//! Who must hold a second factor, and when one that is held is asked for. Each answer is a named reason that reaches the
//! page and the audit.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Factor, Held, is_asked, is_protected};
use crate::Timestamp;
use crate::method::Assurance;
use crate::network_throttle::NetworkPolicy;
use crate::passkey::RelyingParty;
use crate::throttle::ThrottlePolicy;
use crate::time::{days, minutes};

/// Whether customers must hold a second factor. One that is held is asked for under every demand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// None is offered. Single accounts may still be told to hold one.
    Nobody,
    Optional,
    /// From this instant on everybody must, after a time to postpone it.
    Required {
        from: Timestamp,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorPolicy {
    pub demand: Demand,
    /// How long enrolment may be postponed, from the first time it was asked for (E1).
    pub postpone_for: Duration,
    /// On a device where a factor was proven, one is asked for again after so long.
    pub fresh_for: Duration,
    /// What may be enrolled and used. What is off is hidden, and no longer counts.
    pub kinds: Vec<Factor>,
    /// How long the secret of an enrolment serves (EN3).
    pub enrolment_lives: Duration,
    /// How long a sign-in waits for its factor after the password.
    pub waits_for: Duration,
    /// Codes that may be typed before the password is asked for once more (TO3).
    pub tries: u32,
    /// So many wrong codes in a row block one authenticator (TO3).
    pub blocks_after: u32,
    /// Waits between codes of one account, whichever session, device or address they come from (TO3, TO5).
    pub throttle: ThrottlePolicy,
    /// In whose name passkeys are made; absent: in that of the issuer's own host.
    pub relying_party: Option<RelyingParty>,
}

impl Default for FactorPolicy {
    fn default() -> Self {
        Self {
            demand: Demand::Optional,
            postpone_for: days(14),
            fresh_for: days(60),
            kinds: vec![Factor::Passkey, Factor::Push, Factor::Totp, Factor::Card, Factor::RecoveryCode],
            enrolment_lives: minutes(10),
            waits_for: minutes(15),
            tries: 5,
            blocks_after: 100,
            throttle: ThrottlePolicy {
                free_tries: 5,
                free_tries_known_device: 5,
                first_delay: minutes(1),
                longest_delay: minutes(100),
                forget_after: days(1),
                network: NetworkPolicy::default(),
            },
            relying_party: None,
        }
    }
}

impl FactorPolicy {
    pub fn allows(&self, kind: Factor) -> bool {
        self.kinds.contains(&kind)
    }
}

/// What the way on asks of the sign-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// What follows concerns the security of the account.
    pub sensitive: bool,
    /// What the service wants to hear in `acr`.
    pub assurance: Assurance,
    /// How long this service trusts a device, where it says so.
    pub fresh_for: Option<Duration>,
}

/// Why a factor is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// None was ever proven on this device.
    NewDevice,
    TooLongAgo,
    Sensitive,
    AskedByService,
    /// The phone approved without a password before it, and its own lock did not answer for its owner (decision 5).
    PhoneAlone,
}

/// Whether a factor is asked for after the password; `proven_at` is when one was last proven on this device.
pub fn factor_due(
    held: &[Held],
    proven_at: Option<Timestamp>,
    asked: Asked,
    now: Timestamp,
    policy: &FactorPolicy,
) -> Option<Due> {
    if !is_asked(held) {
        return None;
    }
    if asked.sensitive {
        return Some(Due::Sensitive);
    }
    let Some(proven_at) = proven_at else { return Some(Due::NewDevice) };
    if asked.assurance >= Assurance::TwoFactors && is_protected(held) {
        return Some(Due::AskedByService);
    }
    let fresh_for = asked.fresh_for.unwrap_or(policy.fresh_for);
    (now.since(proven_at) >= fresh_for).then_some(Due::TooLongAgo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AuthenticatorId;
    use crate::throttle::{Admission, Counter, admit};

    const PLAIN: Asked = Asked { sensitive: false, assurance: Assurance::Nothing, fresh_for: None };

    fn at(day: u64) -> Timestamp {
        Timestamp::from_millis(0) + days(day)
    }

    fn held(kind: Factor) -> Vec<Held> {
        let id = AuthenticatorId::from_bytes([1; 16]);
        vec![Held {
            id,
            kind,
            label: String::new(),
            created_at: at(0),
            last_used_at: None,
            blocked: false,
            lost: false,
            ending: None,
        }]
    }

    fn due(proven_at: Option<Timestamp>, asked: Asked, now: Timestamp) -> Option<Due> {
        factor_due(&held(Factor::Totp), proven_at, asked, now, &FactorPolicy::default())
    }

    #[test]
    fn a_known_device_is_asked_every_sixty_days_and_a_new_one_at_once() {
        assert_eq!(due(None, PLAIN, at(1)), Some(Due::NewDevice));
        assert_eq!(due(Some(at(1)), PLAIN, at(60)), None);
        assert_eq!(due(Some(at(1)), PLAIN, at(61)), Some(Due::TooLongAgo));
        let weekly = Asked { fresh_for: Some(days(7)), ..PLAIN };
        assert_eq!(due(Some(at(1)), weekly, at(8)), Some(Due::TooLongAgo));
    }

    #[test]
    fn what_is_sensitive_and_what_a_service_asks_for_is_asked_on_every_device() {
        assert_eq!(due(Some(at(1)), Asked { sensitive: true, ..PLAIN }, at(1)), Some(Due::Sensitive));
        let asked = Asked { assurance: Assurance::TwoFactors, ..PLAIN };
        assert_eq!(due(Some(at(1)), asked, at(1)), Some(Due::AskedByService));
        let one = Asked { assurance: Assurance::OneFactor, ..PLAIN };
        assert_eq!(due(Some(at(1)), one, at(1)), None);
    }

    #[test]
    fn a_code_by_mail_is_asked_for_on_new_devices_and_answers_no_service() {
        let policy = FactorPolicy::default();
        let due = |proven_at, asked| factor_due(&held(Factor::MailCode), proven_at, asked, at(1), &policy);
        assert_eq!(due(None, PLAIN), Some(Due::NewDevice));
        let asked = Asked { assurance: Assurance::TwoFactors, ..PLAIN };
        assert_eq!(due(Some(at(1)), asked), None, "it could not say two factors");
    }

    #[test]
    fn who_holds_none_is_not_asked_for_one() {
        let policy = FactorPolicy::default();
        assert_eq!(factor_due(&[], None, Asked { sensitive: true, ..PLAIN }, at(1), &policy), None);
        assert_eq!(factor_due(&held(Factor::RecoveryCode), None, PLAIN, at(1), &policy), None);
    }

    /// TO5: three of a million codes are right at any time; so many guesses a day reach 2.7 % in a year, and a hundred in a
    /// row block the authenticator long before.
    #[test]
    fn guessing_all_day_gives_twenty_five_codes_at_most() {
        let policy = FactorPolicy::default().throttle;
        let (mut counter, mut second, mut judged) = (Counter::default(), 0, 0);
        while second < 86_400 {
            let now = Timestamp::from_millis(second * 1000);
            match admit(counter, policy.free_tries, now, &policy) {
                Admission::Admitted { failures } => {
                    judged += 1;
                    counter = Counter { failures, last_at: Some(now) };
                }
                Admission::Wait { until } => second = until.seconds(),
            }
        }
        assert!((15..=25).contains(&judged), "{judged}");
    }
}
