//! Sessions and devices: a browser's proof of a past sign-in, and the person-in-a-browser it belongs to.

use std::time::Duration;

use crate::policy::SessionPolicy;
use crate::{AccountId, DeviceId, Method, SessionId, SignInId, Timestamp};

/// A signed-in browser. It ends with the browser unless its device is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub id: SessionId,
    pub account: AccountId,
    pub device: DeviceId,
    /// Stable through renewals of one sign-in: what relying parties know as `sid`.
    pub sign_in: SignInId,
    pub started_at: Timestamp,
    /// When a person last proved who they are; a renewal by cookie does not move it (SE6).
    pub authenticated_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// The absolute end, whatever the activity.
    pub ends_at: Timestamp,
    pub methods: Vec<Method>,
}

impl Session {
    /// Idle and absolute limits, enforced by the server (SE6).
    pub fn is_live(&self, now: Timestamp, policy: &SessionPolicy) -> bool {
        now < self.ends_at && now.since(self.last_seen_at) < policy.idle
    }

    /// What is left of it, if nothing more is asked (R33).
    pub fn remaining(&self, now: Timestamp, policy: &SessionPolicy) -> Remaining {
        let rest = policy.idle.saturating_sub(now.since(self.last_seen_at));
        let whole = self.ends_at.since(now);
        Remaining { span: rest.min(whole), can_stay: rest < whole }
    }

    /// Whether somebody proved who they are less than `age` ago.
    pub fn is_fresh(&self, now: Timestamp, age: Duration) -> bool {
        now.since(self.authenticated_at) < age
    }

    /// Writes are spared: a session is noted as seen at most once a minute.
    pub fn sighting_is_due(&self, now: Timestamp) -> bool {
        now.since(self.last_seen_at) >= Duration::from_mins(1)
    }
}

/// How long a session still lasts, and whether a sign of life makes it longer: none does at its absolute end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Remaining {
    pub span: Duration,
    pub can_stay: bool,
}

/// One person in one browser. `kept_until` is « rester identifié » (O11): it runs from the sign-in and does not slide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    pub id: DeviceId,
    pub account: AccountId,
    /// Browser and system as in « Firefox · Windows »; never the whole user agent (PR2).
    pub label: String,
    /// What its owner calls it.
    pub name: Option<String>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub authenticated_at: Timestamp,
    pub kept_until: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

/// What a kept device's cookie proves when it comes back (SE3, SE4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presented {
    /// The verifier of today: rotate it.
    Current,
    /// The one before, within the grace window: a parallel tab or a lost answer. Same successor again.
    Predecessor,
    /// An older one: somebody copied the cookie. End this device's series, and only this one (SE5).
    Stolen,
}

/// Compares digests of verifiers; the caller has found the device by its selector.
pub fn judge_verifier(
    presented: &[u8; 32],
    current: &[u8; 32],
    previous: Option<(&[u8; 32], Timestamp)>,
    now: Timestamp,
    grace: Duration,
) -> Presented {
    if presented == current {
        return Presented::Current;
    }
    match previous {
        Some((digest, rotated_at)) if digest == presented && now.since(rotated_at) <= grace => {
            Presented::Predecessor
        }
        _ => Presented::Stolen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::time::{hours, minutes};

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn session() -> Session {
        Session {
            id: SessionId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: at(0),
            authenticated_at: at(0),
            last_seen_at: at(0),
            ends_at: at(0) + hours(12),
            methods: vec![Method::Password],
        }
    }

    #[test]
    fn a_session_ends_when_idle_and_at_its_absolute_end() {
        let policy = Policy::default().session;
        let mut session = session();
        assert!(session.is_live(at(0) + minutes(29), &policy));
        assert!(!session.is_live(at(0) + minutes(30), &policy));
        session.last_seen_at = at(0) + hours(12);
        assert!(!session.is_live(at(0) + hours(12), &policy));
    }

    #[test]
    fn a_sign_of_life_helps_until_the_absolute_end_is_the_nearer_one() {
        let policy = Policy::default().session;
        let mut session = session();
        let left = |session: &Session, now| {
            let Remaining { span, can_stay } = session.remaining(now, &policy);
            (span, can_stay)
        };
        assert_eq!(left(&session, at(0) + minutes(27)), (minutes(3), true));
        assert_eq!(left(&session, at(0) + minutes(31)), (Duration::ZERO, true));
        session.last_seen_at = at(0) + minutes(715);
        assert_eq!(left(&session, at(0) + minutes(718)), (minutes(2), false));
        assert_eq!(left(&session, at(0) + hours(13)), (Duration::ZERO, false));
    }

    #[test]
    fn an_older_verifier_is_a_theft_only_after_the_grace_window() {
        let grace = Duration::from_mins(1);
        let (old, new) = ([1; 32], [2; 32]);
        let judge = |seen: &[u8; 32], now| judge_verifier(seen, &new, Some((&old, at(0))), now, grace);
        assert_eq!(judge(&new, at(99_000)), Presented::Current);
        assert_eq!(judge(&old, at(60_000)), Presented::Predecessor);
        assert_eq!(judge(&old, at(60_001)), Presented::Stolen);
        assert_eq!(judge(&[9; 32], at(1)), Presented::Stolen);
    }
}
