//! The key file's form and its rules: TOML, version 1, secrets in base64url, unknown keys refused.

use std::collections::HashSet;

use domain::Timestamp;
use domain::client::SigningAlg;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::bytes::SecretBytes;
use super::{KeyTrouble, weak};
use crate::chance;
use crate::signing::{NotAKey, Pair};

const VERSION: u32 = 1;
const HEAD: &str = "\
# The keys of this installation, written by `vestibule init`.
# Whoever reads this file can open every sealed value and sign in every customer everywhere;
# whoever loses it loses what is sealed. Keep it readable by the server alone, and a copy apart from
# the copies of the database.
";

/// Roots with their ids, wiped on drop.
pub(super) type Roots = Zeroizing<Vec<(u16, [u8; 32])>>;

/// The keys as they are kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    version: u32,
    /// The first seals; all of them open. New ones go in front: the last makes the blind indexes and stays.
    pub sealing_roots: Vec<Root>,
    pub signing_keys: Vec<SigningKey>,
}

/// 32 random bytes that keys for sealing and finding are derived from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Root {
    /// Stands in front of every sealed value; never used again for another root.
    pub id: u16,
    pub created_at: Timestamp,
    secret: SecretBytes,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningKey {
    /// The thumbprint of RFC 7638: a key has one name, and no other key has it.
    pub kid: String,
    pub alg: SigningAlg,
    pub state: KeyState,
    pub created_at: Timestamp,
    pkcs8: SecretBytes,
}

/// KE1: a key is published before it signs and after, for as long as its tokens live.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Verifies, does not sign: not yet, or no longer.
    Published,
    Active,
    /// Neither published nor believed; it stays here to verify old checkpoints of the audit.
    Retired,
}

impl KeyFile {
    /// New keys: one root, one active key of each algorithm. Takes a moment: an RSA key is searched for.
    pub fn generate(now: Timestamp) -> Result<Self, KeyTrouble> {
        let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(chance::bytes());
        let secret = SecretBytes(Zeroizing::new(bytes.to_vec()));
        let key = |alg| SigningKey::generate(alg, now).map_err(|NotAKey| KeyTrouble::NotMade);
        Ok(Self {
            version: VERSION,
            sealing_roots: vec![Root { id: 1, created_at: now, secret }],
            signing_keys: vec![key(SigningAlg::RS256)?, key(SigningAlg::ES256)?],
        })
    }

    /// Reads a key file's text. What its keys are worth is judged when they are prepared.
    pub fn parse(text: &str) -> Result<Self, KeyTrouble> {
        let file: Self = toml::from_str(text).map_err(|error| {
            // Neither message nor snippet: both may quote a secret into a log.
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            KeyTrouble::Unreadable(before.matches('\n').count() + 1)
        })?;
        if file.version == VERSION { Ok(file) } else { Err(KeyTrouble::Version(file.version)) }
    }

    /// The text to write into a file that only the server can read.
    pub fn to_text(&self) -> Zeroizing<String> {
        let body = Zeroizing::new(toml::to_string(self).expect("a key file is plain TOML"));
        Zeroizing::new(format!("{HEAD}\n{}", *body))
    }

    /// The sealing roots, the current one first, none of them weak or of a repeated id.
    pub(super) fn roots(&self) -> Result<Roots, KeyTrouble> {
        let mut roots = Zeroizing::new(Vec::with_capacity(self.sealing_roots.len()));
        for Root { id, secret, .. } in &self.sealing_roots {
            if roots.iter().any(|(known, _)| known == id) {
                return Err(KeyTrouble::RepeatedRoot(*id));
            }
            let root: [u8; 32] = secret.0.as_slice().try_into().map_err(|_| KeyTrouble::RootLength(*id))?;
            if weak::is_patterned(&root) {
                return Err(KeyTrouble::WeakRoot(*id));
            }
            roots.push((*id, root));
        }
        if roots.is_empty() { Err(KeyTrouble::NoRoot) } else { Ok(roots) }
    }

    /// Every signing key, parsed, each under its true name.
    pub(super) fn pairs(&self) -> Result<Vec<(KeyState, Pair)>, KeyTrouble> {
        let mut seen = HashSet::new();
        let mut pairs = Vec::new();
        for key in &self.signing_keys {
            if !seen.insert(&key.kid) {
                return Err(KeyTrouble::RepeatedKey(key.kid.clone()));
            }
            pairs.push((key.state, key.pair()?));
        }
        Ok(pairs)
    }
}

impl SigningKey {
    fn generate(alg: SigningAlg, now: Timestamp) -> Result<Self, NotAKey> {
        let pair = Pair::generate(alg)?;
        Ok(Self {
            kid: pair.public().thumbprint(),
            alg,
            state: KeyState::Active,
            created_at: now,
            pkcs8: SecretBytes(pair.to_pkcs8()?),
        })
    }

    fn pair(&self) -> Result<Pair, KeyTrouble> {
        let pair = Pair::from_pkcs8(self.alg, &self.pkcs8.0);
        let pair = pair.map_err(|NotAKey| KeyTrouble::NotAKey(self.kid.clone()))?;
        let thumbprint = pair.public().thumbprint();
        if thumbprint != self.kid {
            return Err(KeyTrouble::WrongKid { kid: self.kid.clone(), thumbprint });
        }
        if weak::is_printed(&thumbprint) {
            return Err(KeyTrouble::SampleKey(thumbprint));
        }
        Ok(pair)
    }
}
