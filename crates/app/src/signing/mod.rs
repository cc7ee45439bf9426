//! Signs the tokens that `oidc` writes, and recognises our own when they come back. Keys are parsed once and kept.
//! Knows no claim: what a token says is decided before.

mod der;
mod pair;

pub use pair::{NotAKey, Pair};

use domain::client::SigningAlg;
use oidc::jws::{self, Header, Unverified};
use oidc::keys::{Jwk, JwkSet};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A key that relying parties can see; only the active one of each algorithm signs (KE1).
#[derive(Debug)]
pub struct PublishedKey {
    pub pair: Pair,
    pub is_active: bool,
}

struct Named {
    kid: String,
    key: PublishedKey,
}

/// The signing keys of the installation, ready for use by all threads.
pub struct Signer {
    rs256: usize,
    es256: usize,
    keys: Vec<Named>,
    /// They sign and publish nothing; records that were signed in their time stay true (AU2).
    retired: Vec<Pair>,
    jwks: Value,
}

impl Signer {
    /// Nothing, unless exactly one key of each algorithm is active.
    pub fn new(keys: Vec<PublishedKey>) -> Option<Self> {
        let set = JwkSet { keys: keys.iter().map(|key| Jwk::signing(key.pair.public().clone())).collect() };
        let active = |alg| {
            let mut active =
                (0..keys.len()).filter(|at| keys[*at].is_active && keys[*at].pair.public().alg() == alg);
            let first = active.next()?;
            active.next().is_none().then_some(first)
        };
        let (rs256, es256) = (active(SigningAlg::RS256)?, active(SigningAlg::ES256)?);
        let jwks = serde_json::to_value(&set).expect("a set of public keys is plain JSON");
        let kids = set.keys.iter().map(|jwk| jwk.kid().to_owned());
        let keys = kids.zip(keys).map(|(kid, key)| Named { kid, key }).collect();
        Some(Self { rs256, es256, keys, retired: Vec::new(), jwks })
    }

    /// The same, which also verifies records that these keys signed.
    #[must_use]
    pub fn remembering(self, retired: Vec<Pair>) -> Self {
        Self { retired, ..self }
    }

    /// A signed token in compact form. `typ` is the token's kind, such as `IdToken::TYP`.
    pub fn sign(&self, alg: SigningAlg, typ: &str, claims: &impl Serialize) -> String {
        let Named { kid, key } = match alg {
            SigningAlg::RS256 => &self.keys[self.rs256],
            SigningAlg::ES256 => &self.keys[self.es256],
        };
        let header = Header::new(alg, kid, typ);
        let input = jws::signing_input(&header, claims).expect("claims are plain JSON");
        let signature = key.pair.sign(input.as_bytes());
        jws::assemble(input, &signature)
    }

    /// The claims of a token of this kind that one of our published keys signed; of any age, for any audience.
    /// A key verifies only its own algorithm (OA9), and a retired one nothing (KE1).
    pub fn verify_own<C: DeserializeOwned>(&self, token: &str, typ: &str) -> Option<C> {
        let token = Unverified::parse(token)?;
        let named = self.keys.iter().find(|named| token.header.kid.as_ref() == Some(&named.kid))?;
        if is_sound(&token, typ, &named.key.pair) { token.claims() } else { None }
    }

    /// The same of a record that is kept for years, whose key may be retired since.
    pub fn verify_record<C: DeserializeOwned>(&self, record: &str, typ: &str) -> Option<C> {
        if let Some(claims) = self.verify_own(record, typ) {
            return Some(claims);
        }
        let record = Unverified::parse(record)?;
        let is_named = |pair: &&Pair| record.header.kid.as_deref() == Some(&pair.public().thumbprint());
        let pair = self.retired.iter().find(is_named)?;
        if is_sound(&record, typ, pair) { record.claims() } else { None }
    }

    /// What `/oauth2/jwks` answers: every published key, active or not (RFC 7517 §5).
    pub fn jwks(&self) -> &Value {
        &self.jwks
    }
}

fn is_sound(token: &Unverified<'_>, typ: &str, pair: &Pair) -> bool {
    token.header.is_typ(typ)
        && token.header.alg == pair.public().alg()
        && pair.has_signed(token.signing_input.as_bytes(), &token.signature)
}

#[cfg(test)]
mod tests;
