//! Sealed values: what must be read again (contact, phone, seed, outbox body) is kept under a key
//! that is not in the database (KE2). Does not know which column a value is for: the caller says it
//! in `aad`, so that a value moved to another row or column does not open.
//!
//! Form: version (1 byte) | key id (2, big endian) | nonce (12) | AES-256-GCM ciphertext and tag (16).

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// Form of a sealed value that this release writes.
const VERSION: u8 = 1;
const HEADER: usize = 1 + 2;
const NONCE: usize = 12;
const TAG: usize = 16;

/// How many bytes sealing adds to a value.
pub const OVERHEAD: usize = HEADER + NONCE + TAG;

/// Names a sealing key within one installation; never used again for another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub u16);

/// Why a set of sealing keys cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeysRefused {
    #[error("two sealing keys have the id {0}")]
    Repeated(u16),
    #[error("the current sealing key, id {0}, is not among the keys")]
    NoCurrent(u16),
}

/// The keys that open, and the one that seals. Prepared once (key schedules and hash tables are
/// computed here), then shared by all threads; the library wipes a key when it is dropped.
///
/// Nonces are 96 random bits drawn by the shell, so one key must not seal more than 2^32 values
/// (NIST SP 800-38D §8.3): give busy purposes keys of their own and rotate them.
pub struct SealingKeys {
    current: KeyId,
    keys: Vec<(KeyId, LessSafeKey)>,
}

impl SealingKeys {
    /// Prepares the keys. `current` seals; all of them open.
    pub fn new<'a>(
        current: KeyId,
        keys: impl IntoIterator<Item = (KeyId, &'a [u8; 32])>,
    ) -> Result<Self, KeysRefused> {
        let mut prepared: Vec<(KeyId, LessSafeKey)> = Vec::new();
        for (id, key) in keys {
            if prepared.iter().any(|(known, _)| *known == id) {
                return Err(KeysRefused::Repeated(id.0));
            }
            let key = UnboundKey::new(&AES_256_GCM, key).expect("AES-256 takes every key of 32 bytes");
            prepared.push((id, LessSafeKey::new(key)));
        }
        if prepared.iter().all(|(id, _)| *id != current) {
            return Err(KeysRefused::NoCurrent(current.0));
        }
        Ok(Self { current, keys: prepared })
    }

    /// The id of the key that `seal` uses.
    pub fn current(&self) -> KeyId {
        self.current
    }

    /// Seals `plain` under the current key. `aad` is not stored: it must be said again to open.
    /// `nonce` must never be used twice; the shell draws it at random.
    pub fn seal(&self, plain: &[u8], aad: &[u8], nonce: [u8; 12]) -> Vec<u8> {
        let key = self.key(self.current).expect("the current key was found when the keys were prepared");
        let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.current.0.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let body = &mut sealed[HEADER + NONCE..];
        let tag = key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body)
            .expect("AES-GCM seals every value that fits in memory");
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }

    /// Opens a sealed value. `None` when the form or key is unknown, the value was altered, or `aad`
    /// is not what it was sealed with: the reasons are not told apart on purpose.
    pub fn open(&self, sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let id = key_id(sealed)?;
        let (nonce, body) = sealed.get(HEADER..)?.split_first_chunk::<NONCE>()?;
        let (text, tag) = body.split_at_checked(body.len().checked_sub(TAG)?)?;
        let mut plain = vec![0; text.len()];
        self.key(id)?
            .open_separate_gather(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), text, tag, &mut plain)
            .ok()?;
        Some(plain)
    }

    fn key(&self, id: KeyId) -> Option<&LessSafeKey> {
        self.keys.iter().find(|(known, _)| *known == id).map(|(_, key)| key)
    }
}

/// The key that a value was sealed with, for the work that re-wraps old values; `None` if the form
/// is unknown. Says nothing about whether the value opens.
pub fn key_id(sealed: &[u8]) -> Option<KeyId> {
    match *sealed {
        [VERSION, high, low, ..] => Some(KeyId(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

impl fmt::Debug for SealingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKeys(current {}, {} in all)", self.current.0, self.keys.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{KeyId, KeysRefused, OVERHEAD, SealingKeys, key_id};

    const OLD: (KeyId, &[u8; 32]) = (KeyId(1), &[1; 32]);
    const NEW: (KeyId, &[u8; 32]) = (KeyId(513), &[2; 32]);

    fn keys() -> SealingKeys {
        SealingKeys::new(NEW.0, [OLD, NEW]).unwrap()
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens(plain: Vec<u8>, aad: Vec<u8>, nonce: [u8; 12]) {
            let sealed = keys().seal(&plain, &aad, nonce);
            prop_assert_eq!(sealed.len(), plain.len() + OVERHEAD);
            prop_assert_eq!(keys().open(&sealed, &aad), Some(plain));
        }

        #[test]
        fn noise_does_not_open_and_does_not_panic(noise: Vec<u8>) {
            prop_assert_eq!(keys().open(&noise, b""), None);
        }
    }

    #[test]
    fn every_altered_or_missing_bit_closes_the_value() {
        let sealed = keys().seal(b"+33612345678", b"accounts.phone", [5; 12]);
        for bit in 0..sealed.len() * 8 {
            let mut altered = sealed.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(keys().open(&altered, b"accounts.phone"), None, "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert_eq!(keys().open(&sealed[..length], b"accounts.phone"), None, "{length} bytes");
        }
    }

    #[test]
    fn a_value_moved_to_another_column_does_not_open() {
        let sealed = keys().seal(b"+33612345678", b"accounts.phone", [5; 12]);
        assert_eq!(keys().open(&sealed, b"accounts.contact"), None);
    }

    #[test]
    fn after_a_rotation_old_values_still_open_until_their_key_is_gone() {
        let before = SealingKeys::new(OLD.0, [OLD]).unwrap().seal(b"seed", b"", [6; 12]);
        assert_eq!(key_id(&before), Some(OLD.0));
        assert_eq!(keys().open(&before, b"").as_deref(), Some(&b"seed"[..]));
        assert_eq!(key_id(&keys().seal(b"seed", b"", [6; 12])), Some(NEW.0));
        let only_new = SealingKeys::new(NEW.0, [NEW]).unwrap();
        assert_eq!(only_new.open(&before, b""), None);
    }

    #[test]
    fn a_value_sealed_by_other_software_opens() {
        // node: createCipheriv("aes-256-gcm", 32 bytes of 2, 12 bytes of 5), aad "accounts.phone".
        let text = "01020105050505050505050505050503635d3b914f057f5564eec0c72fa0e7bc04d3713b6512d78c4d13a4";
        let sealed: Vec<u8> =
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        assert_eq!(keys().open(&sealed, b"accounts.phone").as_deref(), Some(&b"+33612345678"[..]));
        assert_eq!(keys().seal(b"+33612345678", b"accounts.phone", [5; 12]), sealed);
    }

    #[test]
    fn a_key_set_without_its_current_key_or_with_one_id_twice_is_refused() {
        assert_eq!(SealingKeys::new(KeyId(3), [OLD, NEW]).err(), Some(KeysRefused::NoCurrent(3)));
        assert_eq!(SealingKeys::new(OLD.0, [OLD, OLD]).err(), Some(KeysRefused::Repeated(1)));
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", keys()), "SealingKeys(current 513, 2 in all)");
    }
}
