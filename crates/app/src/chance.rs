//! The one place that draws random bytes.

use domain::Timestamp;
use proofs::token::Token;

/// `N` bytes from the operating system's generator through aws-lc.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut drawn = [0; N];
    aws_lc_rs::rand::fill(&mut drawn).expect("the system's generator of random numbers answers");
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
