//! The one place that reads the time, so that a test can turn two months in a line.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Timestamp;

/// The system's clock, moved ahead by an offset that only tests turn.
#[derive(Clone, Default, Debug)]
pub struct Clock {
    offset_millis: Arc<AtomicI64>,
    /// Where a test holds the system's clock; 0 while it runs.
    held_at: Arc<AtomicI64>,
}

impl Clock {
    /// The instant now, in milliseconds since 1970 UTC.
    pub fn now(&self) -> Timestamp {
        let millis = match self.held_at.load(Ordering::Relaxed) {
            0 => system_millis(),
            held => held,
        };
        Timestamp::from_millis(millis.saturating_add(self.offset_millis.load(Ordering::Relaxed)))
    }

    /// Lets no time pass from here on but what `turn` turns: for tests that count seconds.
    pub fn hold(&self) {
        self.held_at.store(system_millis(), Ordering::Relaxed);
    }

    /// Moves this clock, and all its clones, ahead.
    pub fn turn(&self, ahead: Duration) {
        let millis = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
        self.offset_millis.fetch_add(millis, Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn system_millis() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
