//! The one place that draws random bytes.

use domain::{ActId, Timestamp};
use proofs::token::Token;
use store::db::Batch;

/// `N` bytes from the operating system's generator. Asked directly: aws-lc's own, which signatures draw from, times the
/// processor for 70 ms before its first byte, and a page would wait for it.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut drawn = [0; N];
    getrandom::fill(&mut drawn).expect("the system's generator of random numbers answers");
    drawn
}

/// A new opaque token of 256 bits (SE1).
pub fn token() -> Token {
    Token::new(bytes())
}

/// A new id of any kind: `new_id(SessionId::new, now)`.
pub fn new_id<Id>(make: impl FnOnce(Timestamp, [u8; 10]) -> Id, now: Timestamp) -> Id {
    make(now, bytes())
}

/// A new act: what it holds is written together or not at all, and once, whatever the network does.
pub fn act(now: Timestamp) -> Batch {
    Batch::new(new_id(ActId::new, now)).retryable(now)
}
