//! Sealing and finding: what the store keeps is sealed under keys outside the database, and found again by keyed
//! digests (KE2). Every purpose has its own derived key, so a value sealed for one never opens as another.

use domain::Identifier;
use proofs::blind_index::BlindIndex;
use proofs::keys::{Key, derive};
use proofs::sealing::{KeyId, SealingKeys};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::chance;

/// The number of counters that identifiers nobody has share (invariant 11).
const STRANGER_BUCKETS: u64 = 1 << 20;

/// What a sealed value is for; it is bound into the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    Person,
    Identifier,
    Contact,
    Contract,
    Line,
    Mailbox,
    PasswordHash,
    LineLogin,
    LineHash,
    DeviceLabel,
    /// What its owner calls it.
    DeviceName,
    /// What a second factor is judged with (TO4).
    Authenticator,
    AuthenticatorLabel,
    /// The same before it was seen to work (EN3).
    Enrolment,
    /// Why an operator let somebody off.
    ExemptionReason,
    JourneyBody,
    Form,
    VisitLink,
    BrowserPeople,
    Grant,
    OutboxBody,
    /// What a portal is told of a person, beside its cookie's hash.
    PortalPerson,
    /// Where a ticket leads.
    Passage,
    AuditPersonal,
    /// Device and network that a security notice tells.
    AlarmPlace,
    /// What a phone says of itself, and where to wake it.
    PhoneAbout,
    PhonePush,
    /// The passkey that is the phone's own lock.
    PhoneLock,
    /// The link and the code of an offer, while a page shows them (EN3).
    PhoneOffer,
    /// What a phone was asked, the number that goes with it, what it answered.
    Challenge,
    ChallengeNumber,
    ChallengeAnswer,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Identifier => "identifier",
            Self::Contact => "contact",
            Self::Contract => "contract",
            Self::Line => "line",
            Self::Mailbox => "mailbox",
            Self::PasswordHash => "password",
            Self::LineLogin => "line login",
            Self::LineHash => "line password",
            Self::DeviceLabel => "device label",
            Self::DeviceName => "device name",
            Self::Authenticator => "authenticator",
            Self::AuthenticatorLabel => "authenticator label",
            Self::Enrolment => "enrolment",
            Self::ExemptionReason => "exemption",
            Self::JourneyBody => "journey",
            Self::Form => "form",
            Self::VisitLink => "visit",
            Self::BrowserPeople => "people",
            Self::Grant => "grant",
            Self::OutboxBody => "outbox",
            Self::PortalPerson => "portal",
            Self::Passage => "passage",
            Self::AuditPersonal => "audit",
            Self::AlarmPlace => "alarm",
            Self::PhoneAbout => "phone",
            Self::PhonePush => "push",
            Self::PhoneLock => "phone lock",
            Self::PhoneOffer => "phone offer",
            Self::Challenge => "challenge",
            Self::ChallengeNumber => "challenge number",
            Self::ChallengeAnswer => "challenge answer",
        }
    }

    /// Values that travel through browsers have their own key, apart from those at rest.
    const fn travels(self) -> bool {
        matches!(self, Self::Form | Self::VisitLink | Self::BrowserPeople)
    }
}

pub struct Vault {
    at_rest: SealingKeys,
    travelling: SealingKeys,
    index: BlindIndex,
    rotation: Key,
    renewal: Key,
    nonce: Key,
    /// Of the oldest root: subscriptions are bound to the key it gives.
    vapid: Key,
}

impl Vault {
    /// Prepares the keys. The first root seals; all of them open; the last, the installation's oldest, makes
    /// the blind indexes and therefore stays for ever.
    pub fn new(roots: &[(u16, [u8; 32])]) -> Option<Self> {
        let (current, newest) = roots.first()?;
        let (_, oldest) = roots.last()?;
        Some(Self {
            at_rest: sealing_keys(*current, roots, "sealing/at-rest")?,
            travelling: sealing_keys(*current, roots, "sealing/travelling")?,
            index: BlindIndex::new(&derive(oldest, "blind-index")),
            rotation: derive(newest, "kept/rotation"),
            renewal: derive(newest, "kept/session"),
            nonce: derive(newest, "vap/nonce"),
            vapid: derive(oldest, "vap/vapid"),
        })
    }

    /// Seals bytes for one purpose and one owner (an id, or nothing where none is known yet).
    pub fn seal(&self, purpose: Purpose, owner: &[u8], plain: &[u8]) -> Vec<u8> {
        self.keys(purpose).seal(plain, &aad(purpose, owner), chance::bytes())
    }

    pub fn open(&self, purpose: Purpose, owner: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.keys(purpose).open(sealed, &aad(purpose, owner))
    }

    pub fn seal_json<T: Serialize>(&self, purpose: Purpose, owner: &[u8], value: &T) -> Vec<u8> {
        let plain = serde_json::to_vec(value).expect("our own values are plain JSON");
        self.seal(purpose, owner, &plain)
    }

    pub fn open_json<T: DeserializeOwned>(&self, purpose: Purpose, owner: &[u8], sealed: &[u8]) -> Option<T> {
        serde_json::from_slice(&self.open(purpose, owner, sealed)?).ok()
    }

    /// Opens a text; `None` also when it is not UTF-8.
    pub fn open_text(&self, purpose: Purpose, owner: &[u8], sealed: &[u8]) -> Option<String> {
        String::from_utf8(self.open(purpose, owner, sealed)?).ok()
    }

    /// The key under which an identifier is found; all spellings of one give the same.
    pub fn identifier_digest(&self, identifier: &Identifier) -> [u8; 16] {
        self.digest("identifier", identifier.as_str().as_bytes())
    }

    pub fn digest(&self, purpose: &str, value: &[u8]) -> [u8; 16] {
        self.index.short_digest(purpose, value)
    }

    pub fn wide_digest(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        self.index.digest(purpose, value)
    }

    /// The counter that an identifier nobody has shares with others: one of a fixed number.
    pub fn stranger_bucket(&self, identifier: &Identifier) -> [u8; 16] {
        self.bucket("attempts/bucket", identifier)
    }

    /// The same for counters of another purpose.
    pub fn bucket(&self, purpose: &str, identifier: &Identifier) -> [u8; 16] {
        self.bucket_of(purpose, identifier.as_str().as_bytes())
    }

    /// The same for anything that a stranger may make up.
    pub fn bucket_of(&self, purpose: &str, value: &[u8]) -> [u8; 16] {
        let digest = self.digest("stranger", value);
        let (first, _) = digest.split_first_chunk::<8>().expect("sixteen bytes begin with eight");
        let bucket = u64::from_be_bytes(*first) % STRANGER_BUCKETS;
        self.digest(purpose, &bucket.to_be_bytes())
    }

    /// The counter that a network shares with others: one of a fixed number, so that no stranger grows the table (DO4).
    pub fn network_bucket(&self, network: &str) -> [u8; 16] {
        self.network_bucket_of("attempts/network", network)
    }

    /// The same for counters of another purpose.
    pub fn network_bucket_of(&self, purpose: &str, network: &str) -> [u8; 16] {
        let digest = self.digest("network", network.as_bytes());
        let (first, _) = digest.split_first_chunk::<8>().expect("sixteen bytes begin with eight");
        let bucket = u64::from_be_bytes(*first) % STRANGER_BUCKETS;
        self.digest(purpose, &bucket.to_be_bytes())
    }

    /// Makes nonces for phones, the same on every node.
    pub fn nonce_key(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// Candidates for the private key that signs push messages: all but one in 2^32 are one.
    pub fn vapid_scalars(&self) -> impl Iterator<Item = Key> {
        (0..4).map(|n| derive(&self.vapid, &format!("vapid/{n}")))
    }

    /// Makes the verifier that follows a kept device's (invariant 10).
    pub fn rotation_key(&self) -> &[u8; 32] {
        &self.rotation
    }

    /// Makes the session that a kept device's verifier renews, the same for a repeated request (SE4).
    pub fn renewal_key(&self) -> &[u8; 32] {
        &self.renewal
    }

    const fn keys(&self, purpose: Purpose) -> &SealingKeys {
        if purpose.travels() { &self.travelling } else { &self.at_rest }
    }
}

fn sealing_keys(current: u16, roots: &[(u16, [u8; 32])], purpose: &str) -> Option<SealingKeys> {
    let derived: Vec<_> = roots.iter().map(|(id, root)| (KeyId(*id), derive(root, purpose))).collect();
    SealingKeys::new(KeyId(current), derived.iter().map(|(id, key)| (*id, &**key))).ok()
}

fn aad(purpose: Purpose, owner: &[u8]) -> Vec<u8> {
    let mut aad = purpose.label().as_bytes().to_vec();
    aad.push(0);
    aad.extend_from_slice(owner);
    aad
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::new(&[(2, [2; 32]), (1, [1; 32])]).expect("two roots")
    }

    #[test]
    fn a_value_opens_only_for_its_purpose_and_owner() {
        let sealed = vault().seal(Purpose::Contact, b"me", b"jeanne@lumen.example");
        assert_eq!(
            vault().open_text(Purpose::Contact, b"me", &sealed).as_deref(),
            Some("jeanne@lumen.example")
        );
        assert_eq!(vault().open(Purpose::Contact, b"you", &sealed), None);
        assert_eq!(vault().open(Purpose::Identifier, b"me", &sealed), None);
        assert_eq!(vault().open(Purpose::Form, b"me", &sealed), None);
    }

    #[test]
    fn a_new_root_still_opens_and_finds_what_the_old_one_made() {
        let old = Vault::new(&[(1, [1; 32])]).expect("one root");
        let sealed = old.seal(Purpose::Line, b"", b"x");
        assert_eq!(vault().open(Purpose::Line, b"", &sealed).as_deref(), Some(&b"x"[..]));
        assert_eq!(old.digest("identifier", b"x"), vault().digest("identifier", b"x"));
    }

    #[test]
    fn identifiers_nobody_has_share_a_bounded_number_of_counters() {
        let identifier = |n: u32| Identifier::parse(&format!("nobody{n}@lumen.example")).expect("good");
        assert_eq!(vault().stranger_bucket(&identifier(1)), vault().stranger_bucket(&identifier(1)));
        assert_ne!(vault().stranger_bucket(&identifier(1)), vault().stranger_bucket(&identifier(2)));
    }
}
