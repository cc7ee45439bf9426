//! What a policy would mean for one account on a day, before it is applied (X6).

use super::enrolment::{Standing, enrolment_due};
use super::policy::FactorPolicy;
use crate::{Factor, Timestamp};

/// What somebody would meet who signed in with the right password.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// They hold a method that counts, and nothing changes for them.
    Protected,
    /// They go on with the password alone, as the policy lets them.
    PasswordOnly,
    /// They are asked to set a method up, and may put it off.
    Asked,
    /// They must set a method up before they go on.
    Stopped,
    /// Every method that they hold would be off: nothing would protect them any more but the password.
    Bared,
}

impl Fate {
    pub const ALL: [Self; 5] = [Self::Protected, Self::PasswordOnly, Self::Asked, Self::Stopped, Self::Bared];
}

/// Foretells it from what the account holds, of whichever kinds.
pub fn foretell(
    holds: &[Factor],
    standing: Standing,
    created_at: Timestamp,
    at: Timestamp,
    policy: &FactorPolicy,
) -> Fate {
    let protects = |kind: &&Factor| kind.is_second_factor();
    if holds.iter().filter(protects).any(|kind| policy.allows(*kind)) {
        return Fate::Protected;
    }
    if holds.iter().any(|kind| kind.is_second_factor()) && !standing.is_exempt(at) {
        return Fate::Bared;
    }
    match enrolment_due(&[], standing, at, created_at, at, policy) {
        None => Fate::PasswordOnly,
        Some(due) if due.postponable_until.is_some() => Fate::Asked,
        Some(_) => Fate::Stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::Demand;
    use crate::time::days;

    fn at(day: u64) -> Timestamp {
        Timestamp::from_millis(0) + days(day)
    }

    fn fate(holds: &[Factor], standing: Standing, day: u64) -> Fate {
        let policy = FactorPolicy {
            demand: Demand::Required { from: at(10) },
            kinds: vec![Factor::Totp, Factor::RecoveryCode],
            ..FactorPolicy::default()
        };
        foretell(holds, standing, at(0), at(day), &policy)
    }

    #[test]
    fn who_holds_nothing_is_asked_from_the_day_on_and_stopped_after_the_last() {
        assert_eq!(fate(&[], Standing::default(), 9), Fate::PasswordOnly);
        assert_eq!(fate(&[], Standing::default(), 10), Fate::Asked);
        let asked = Standing { first_asked_at: Some(at(10)), ..Standing::default() };
        assert_eq!(fate(&[], asked, 23), Fate::Asked);
        assert_eq!(fate(&[], asked, 24), Fate::Stopped);
        assert_eq!(fate(&[Factor::RecoveryCode], asked, 24), Fate::Stopped, "a way back protects nobody");
    }

    #[test]
    fn a_method_that_is_off_bares_only_whoever_has_no_other() {
        assert_eq!(fate(&[Factor::Totp], Standing::default(), 30), Fate::Protected);
        assert_eq!(fate(&[Factor::Sms, Factor::Totp], Standing::default(), 30), Fate::Protected);
        assert_eq!(fate(&[Factor::Sms], Standing::default(), 1), Fate::Bared);
        let exempt = Standing { exempt_until: Some(at(31)), ..Standing::default() };
        assert_eq!(fate(&[Factor::Sms], exempt, 30), Fate::PasswordOnly);
    }
}
