//! Typed ids of 16 bytes (UUIDv7 as bytes): made from an instant and random bytes that the shell hands in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Lays 48 bits of milliseconds before 74 random bits, as RFC 9562 §5.7 says of version 7.
fn uuid_v7(now: Timestamp, chance: [u8; 10]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&now.millis().to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&chance);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    bytes
}

fn hex(bytes: &[u8; 16]) -> String {
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        text.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
        text
    })
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new id: time-ordered, 74 random bits.
            pub fn new(now: Timestamp, chance: [u8; 10]) -> Self {
                Self(uuid_v7(now, chance))
            }
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            pub const fn bytes(&self) -> &[u8; 16] {
                &self.0
            }
            /// Reads the 32 hexadecimal digits that `Display` writes; anything else is `None`.
            pub fn parse(text: &str) -> Option<Self> {
                unhex(text).map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex(&self.0))
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(&hex(&self.0))
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = String::deserialize(input)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom("an id has 32 hexadecimal digits"))
            }
        }
    )+};
}

ids! {
    /// One person's standing with us.
    AccountId,
    /// What is billed: a holder, members, lines, mailboxes.
    ContractId,
    LineId,
    MailboxId,
    /// A contact address or phone of an account.
    ContactId,
    /// One person in one browser or phone.
    DeviceId,
    /// One period of being signed in on one device; OpenID Connect calls it `sid`.
    SignInId,
    SessionId,
    JourneyId,
    /// One proposal to hand a contract over.
    HandoverId,
    /// One code by which somebody starts an account that their holder made (X19).
    StartId,
    /// One message by which somebody may choose a new password.
    RecoveryId,
    /// One thing that proves somebody beside their password: an app, a passkey, a phone (`enr` in VAP/1).
    AuthenticatorId,
    /// One that is being set up and counts for nothing yet (EN4); `es` in VAP/1.
    EnrolmentId,
    /// One link of a security notice, « ce n’était pas moi ».
    AlarmId,
    /// One change of a contact address, from its wish to its end.
    ChangeId,
    /// One set of printed codes.
    CodeSetId,
    /// One code that was sent, for one question and no other (SM3).
    SentCodeId,
    /// One message of the outbox.
    MessageId,
    /// One `Batch`: what was written together.
    ActId,
    /// One question to one phone.
    VapChallengeId,
}

impl AuthenticatorId {
    /// The six digits of a phone, from the phone, and the other way round.
    #[must_use]
    pub const fn codes(self) -> Self {
        let mut bytes = self.0;
        bytes[15] ^= 1;
        Self(bytes)
    }
}

/// The name of a relying party, as its operator chose it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(pub String);

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_own_text() {
        let id = AccountId::new(Timestamp::from_millis(1_795_290_000_000), [7; 10]);
        assert_eq!(AccountId::parse(&id.to_string()), Some(id));
        assert_eq!(AccountId::parse("zz"), None);
        assert_eq!(AccountId::parse(&"é".repeat(16)), None);
    }

    #[test]
    fn ids_made_later_sort_later() {
        let early = AccountId::new(Timestamp::from_millis(1), [255; 10]);
        let late = AccountId::new(Timestamp::from_millis(2), [0; 10]);
        assert!(early < late);
    }

    #[test]
    fn version_and_variant_are_those_of_rfc_9562() {
        let id = AccountId::new(Timestamp::from_millis(0), [255; 10]);
        assert_eq!(id.bytes()[6] >> 4, 7);
        assert_eq!(id.bytes()[8] >> 6, 2);
    }
}
