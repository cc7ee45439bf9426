//! Opaque tokens: 256 random bits that mean nothing by themselves (sessions, links, codes, refresh
//! tokens). The holder has the text, the store has only a hash (SE1, architecture invariant 10).
//! Does not know what a token opens, nor until when.

use std::fmt;

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// Length of a token's text: 32 bytes in base64url without padding.
pub const TEXT_LENGTH: usize = 43;

/// A token as its holder has it. Blind in `Debug`, wiped when dropped, never serialised.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

impl Token {
    /// A token made of 32 bytes of chance, which the caller drew from a CSPRNG.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// Reads a token from what a client sent. Only the exact 43 characters are one: a shortened,
    /// padded, lengthened or non-canonical text is `None` (OA10).
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != TEXT_LENGTH {
            return None;
        }
        let mut secret = Zeroizing::new([0; 32]);
        let written = URL_SAFE_NO_PAD.decode_slice(text, secret.as_mut_slice()).ok()?;
        (written == 32).then_some(Self(secret))
    }

    /// The text for a cookie or a link: 43 characters of `A-Z a-z 0-9 - _`.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(*self.0))
    }

    /// What the store keeps and looks up: SHA-256 of the secret. A fast hash is right here, for 256
    /// random bits cannot be guessed; a slow one would only slow us.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, self.0.as_slice()).as_ref());
        hash
    }

    /// The one token that may follow this one, known again to whoever holds this one and the key:
    /// a rotation whose answer was lost can be repeated without storing the answer (invariant 10).
    #[must_use]
    pub fn successor(&self, key: &[u8; 32]) -> Self {
        Self(Zeroizing::new(successor(key, &self.0)))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// HMAC-SHA256 of the predecessor's secret under `key` (see `keys::derive`), with a purpose label in
/// front, so that no other use of the same key can give the same bytes.
pub fn successor(key: &[u8; 32], predecessor: &[u8; 32]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    context.update(b"vestibule/token/successor/1\0");
    context.update(predecessor);
    let mut next = [0; 32];
    next.copy_from_slice(context.sign().as_ref());
    next
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TEXT_LENGTH, Token, successor};
    use crate::hex;

    proptest! {
        #[test]
        fn a_token_survives_its_text(secret: [u8; 32]) {
            let token = Token::new(secret);
            let text = token.text();
            prop_assert_eq!(text.len(), TEXT_LENGTH);
            prop_assert_eq!(Token::parse(&text).map(|read| read.hash()), Some(token.hash()));
        }

        #[test]
        fn what_is_not_a_token_is_none_and_never_a_panic(text in "\\PC{0,60}") {
            let read = Token::parse(&text);
            prop_assert_eq!(read.is_some_and(|token| *token.text() != text), false);
        }
    }

    #[test]
    fn a_truncated_padded_or_lengthened_token_is_refused() {
        let text = Token::new([9; 32]).text();
        for length in 0..TEXT_LENGTH {
            assert!(Token::parse(&text[..length]).is_none(), "{length} characters were enough");
        }
        for wrong in [format!("{}=", *text), format!("{}A", *text), format!(" {}", *text)] {
            assert!(Token::parse(&wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn a_second_spelling_of_the_same_bytes_is_refused() {
        // 43 characters hold 258 bits: the two last ones must be zero, or one token has four texts.
        let text = Token::new([0; 32]).text();
        let mut other = text[..TEXT_LENGTH - 1].to_owned();
        other.push('B');
        assert!(Token::parse(&text).is_some());
        assert!(Token::parse(&other).is_none());
    }

    #[test]
    fn the_hash_is_sha_256_of_the_secret() {
        // sha256sum of 32 zero bytes.
        let expected = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(*hex::lower(&Token::new([0; 32]).hash()), expected);
    }

    #[test]
    fn a_successor_can_be_repeated_and_depends_on_key_and_predecessor() {
        let next = successor(&[1; 32], &[2; 32]);
        assert_eq!(next, successor(&[1; 32], &[2; 32]));
        assert_eq!(Token::new([2; 32]).successor(&[1; 32]).hash(), Token::new(next).hash());
        assert_ne!(next, successor(&[1; 32], &[3; 32]));
        assert_ne!(next, successor(&[3; 32], &[2; 32]));
        assert_ne!(next, [2; 32]);
    }

    #[test]
    fn debug_shows_nothing_of_the_secret() {
        assert_eq!(format!("{:?}", Token::new([7; 32])), "Token(…)");
    }
}
