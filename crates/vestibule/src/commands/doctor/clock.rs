//! Is the clock right? Tokens, sessions and waits live by it. A machine cannot know, but it can notice absurdity.

use domain::Timestamp;
use domain::time::minutes;

use crate::config::{Config, Finding};

/// 1 January 2025: this release is younger.
const BEFORE_US: Timestamp = Timestamp::from_millis(1_735_689_600_000);
/// 1 January 2100.
const LONG_AFTER_US: Timestamp = Timestamp::from_millis(4_102_444_800_000);

pub fn examine(config: &Config, now: Timestamp) -> Option<Finding> {
    let wrong = |says: &str| {
        Some(Finding::refused(
            "clock",
            says,
            "Set the clock and keep it right with NTP (chrony or systemd-timesyncd).",
        ))
    };
    if now < BEFORE_US || now > LONG_AFTER_US {
        return wrong("This machine's clock is years away from now.");
    }
    let keys = config.keys.read(&config.place).ok()?;
    let made_at = keys.sealing_roots.iter().map(|root| root.created_at).max()?;
    if made_at > now + minutes(5) {
        return wrong("This machine's clock stands before the moment at which the keys were made.");
    }
    None
}
