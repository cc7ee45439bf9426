//! What an authenticator says of itself and of the act: `authenticatorData` (WebAuthn Level 3 §6.1). Judges nothing.

use super::cbor;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENDED: u8 = 0x80;

/// Longest credential id in bytes (WebAuthn §4, « credential ID »).
pub const LONGEST_ID: usize = 1023;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuthenticatorData<'a> {
    /// SHA-256 of the relying party that it was made for.
    pub party: [u8; 32],
    flags: u8,
    /// Zero where the device does not count.
    pub counter: u32,
    /// Only of a new passkey.
    pub made: Option<MadeKey<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MadeKey<'a> {
    pub aaguid: [u8; 16],
    pub id: &'a [u8],
    pub cose: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// `None` where it is cut short, where bytes are left over, or where it is backed up without being able to be.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (party, rest) = bytes.split_first_chunk::<32>()?;
        let (&flags, rest) = rest.split_first()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let mut made = None;
        if flags & ATTESTED != 0 {
            let (key, after) = made_key(rest)?;
            (made, rest) = (Some(key), after);
        }
        if flags & EXTENDED != 0 {
            (_, rest) = cbor::read(rest)?;
        }
        let consistent = flags & BACKED_UP == 0 || flags & ELIGIBLE != 0;
        let counter = u32::from_be_bytes(*counter);
        (rest.is_empty() && consistent).then_some(Self { party: *party, flags, counter, made })
    }

    /// Somebody touched it.
    pub const fn is_present(&self) -> bool {
        self.flags & PRESENT != 0
    }

    /// It knew who: by face, finger or its own code.
    pub const fn is_verified(&self) -> bool {
        self.flags & VERIFIED != 0
    }

    /// It may leave the device, to be on others of the same person.
    pub const fn is_eligible(&self) -> bool {
        self.flags & ELIGIBLE != 0
    }

    pub const fn is_backed_up(&self) -> bool {
        self.flags & BACKED_UP != 0
    }
}

/// §6.5.1, « attested credential data », and what follows it.
fn made_key(bytes: &[u8]) -> Option<(MadeKey<'_>, &[u8])> {
    let (aaguid, rest) = bytes.split_first_chunk::<16>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (id, rest) = rest.split_at_checked(length)?;
    let (_, after) = cbor::read(rest)?;
    let cose = &rest[..rest.len() - after.len()];
    (!id.is_empty() && length <= LONGEST_ID).then_some((MadeKey { aaguid: *aaguid, id, cose }, after))
}
