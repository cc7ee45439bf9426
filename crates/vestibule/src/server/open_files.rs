//! To the system a connection is an open file, and most systems allow a thousand unless asked for more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::limits::CONNECTIONS;

/// What the store, the mail and the log may hold beside the connections.
const BESIDE: u64 = 256;

/// How many files a full house needs.
pub const fn needed() -> u64 {
    CONNECTIONS as u64 + BESIDE
}

/// Asks the system for as many as it lets us have; `None` means without a limit.
pub fn raise() -> Option<u64> {
    let now = getrlimit(Resource::Nofile);
    // A refusal leaves what there was, which is told below.
    let _refused = setrlimit(Resource::Nofile, Rlimit { current: now.maximum, ..now });
    getrlimit(Resource::Nofile).current
}

/// As many as this process could have.
pub fn most() -> Option<u64> {
    getrlimit(Resource::Nofile).maximum
}
