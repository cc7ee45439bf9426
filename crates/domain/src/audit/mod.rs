//! Facts: what happened, in the past tense and worth keeping. They are the audit trail and the metrics (AU1).

mod fact;

pub use fact::{Fact, HandoverEnd};

use crate::AccountId;

/// How many hash chains share the audit log (AU2).
pub const LANES: u8 = 64;

/// The lane of an account; acts without one go to lane 0.
pub fn lane(account: Option<AccountId>) -> u8 {
    account.map_or(0, |id| id.bytes()[15] % LANES)
}
