//! Six digits of an app: RFC 6238 over RFC 4226 with SHA-1, six digits, thirty seconds, the one form that every app reads
//! as we mean it. The instant and the last step taken are handed in; nothing is remembered here.

use aws_lc_rs::hmac;
use domain::Timestamp;
use subtle::ConstantTimeEq as _;

/// 160 bits, as RFC 4226 §4 recommends (EN3).
pub const SECRET_BYTES: usize = 20;
pub const STEP_SECONDS: i64 = 30;
/// A code of the step before or after is taken too (TO2).
const WINDOW: i64 = 1;
/// How far a telephone's clock is looked for, to say that it is wrong: ten minutes.
const DRIFT: i64 = 20;

/// What a typed code turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judged {
    /// Of this step, which must now be taken for ever (TO1).
    Right {
        step: i64,
    },
    /// It was right, and was taken before.
    Used,
    Wrong,
}

/// The step of an instant: thirty seconds since 1970 each.
pub const fn step_at(now: Timestamp) -> i64 {
    now.seconds().div_euclid(STEP_SECONDS)
}

/// The six digits of a step.
pub fn code(secret: &[u8], step: i64) -> String {
    format!("{:06}", truncated(secret, step) % 1_000_000)
}

/// RFC 4226 §5.3: 31 bits at the place that the last four bits say.
fn truncated(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 15);
    u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]])
}

/// Judges six digits; `last` is the last step that was taken. Every step of the window is compared in full.
pub fn judge(secret: &[u8], typed: &str, now: Timestamp, last: i64) -> Judged {
    let current = step_at(now);
    let mut judged = Judged::Wrong;
    for step in current - WINDOW..=current + WINDOW {
        let same = bool::from(code(secret, step).as_bytes().ct_eq(typed.as_bytes()));
        judged = match judged {
            Judged::Right { .. } => judged,
            _ if same && step > last => Judged::Right { step },
            _ if same => Judged::Used,
            _ => judged,
        };
    }
    judged
}

/// Whether the code is one of a clock that goes wrong by ten minutes at most. It is not taken for that.
pub fn is_of_a_wrong_clock(secret: &[u8], typed: &str, now: Timestamp) -> bool {
    let current = step_at(now);
    (current - DRIFT..=current + DRIFT).any(|step| code(secret, step) == typed)
}

/// The secret as apps let people type it: RFC 4648 §6, without padding.
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut held, mut bits) = (String::new(), 0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits)) as usize & 31]));
    }
    text
}

/// What the QR code says: only what every app understands, the defaults spelled out for those that do not know them.
pub fn uri(secret: &[u8], company: &str, login: &str) -> String {
    let (company, login) = (escaped(company), escaped(login));
    let secret = base32(secret);
    format!(
        "otpauth://totp/{company}:{login}?secret={secret}&issuer={company}&algorithm=SHA1&digits=6&period=30"
    )
}

/// RFC 3986 §2.1: everything but the unreserved characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            out.extend(['%', char::from(high), char::from(low)]);
        }
    }
    out
}
