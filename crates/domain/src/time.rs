//! Instants as milliseconds since 1970 UTC. Nothing here reads a clock.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }
    pub const fn millis(self) -> i64 {
        self.0
    }
    /// Whole seconds, as OAuth and OpenID Connect count (`iat`, `exp`, `auth_time`).
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
    /// How long ago `earlier` was; zero when it lies ahead, as after a clock that moved back.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }
}

/// `count` minutes.
pub const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

/// `count` hours.
pub const fn hours(count: u64) -> Duration {
    minutes(count * 60)
}

/// `count` days of 24 hours.
pub const fn days(count: u64) -> Duration {
    hours(count * 24)
}
