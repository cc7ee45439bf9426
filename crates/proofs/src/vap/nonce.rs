//! Nonces of the server without memory: an instant and its HMAC. The phone's clock therefore does not matter.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::same;

/// How long a nonce is accepted, in seconds; a second node's clock may be a minute ahead.
const VALID: i64 = 300;
const AHEAD: i64 = 60;
const TAG: usize = 16;

/// A nonce of this instant (seconds since 1970): 32 characters of base64url.
pub fn make(key: &[u8; 32], now: i64) -> String {
    let mut bytes = now.to_be_bytes().to_vec();
    bytes.extend_from_slice(&tag(key, now));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether this key made it within the last five minutes.
pub fn is_fresh(key: &[u8; 32], nonce: &str, now: i64) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(nonce) else { return false };
    let Some((at, given)) = bytes.split_first_chunk::<8>() else { return false };
    let at = i64::from_be_bytes(*at);
    let age = now.saturating_sub(at);
    same(given, &tag(key, at)) && (-AHEAD..=VALID).contains(&age)
}

fn tag(key: &[u8; 32], at: i64) -> [u8; TAG] {
    let signed = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), &at.to_be_bytes());
    let mut tag = [0; TAG];
    tag.copy_from_slice(&signed.as_ref()[..TAG]);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_nonce_serves_for_five_minutes() {
        let nonce = make(&KEY, 1000);
        assert_eq!(nonce.len(), 32);
        for (now, fresh) in [(1000, true), (1300, true), (1301, false), (940, true), (939, false)] {
            assert_eq!(is_fresh(&KEY, &nonce, now), fresh, "{now}");
        }
    }

    #[test]
    fn nobody_else_makes_one() {
        assert!(!is_fresh(&KEY, &make(&[8; 32], 1000), 1000));
        let mut bytes = URL_SAFE_NO_PAD.decode(make(&KEY, 1000)).unwrap();
        bytes[7] ^= 1;
        assert!(!is_fresh(&KEY, &URL_SAFE_NO_PAD.encode(bytes), 1000));
    }

    proptest! {
        #[test]
        fn noise_is_stale(noise: String, now: i64) {
            prop_assert!(!is_fresh(&KEY, &noise, now));
        }
    }
}
