//! The server's side of our own authenticator (E5, E6, X3): a phone comes to an account, proves each of its calls, is asked
//! and answers. `docs/protocol/vap-1.md` is the page; `proofs::vap` judges the signed texts. Knows no HTTP.

mod alone;
pub mod answer;
pub mod ask;
pub mod call;
pub mod claim;
pub(crate) mod codes;
mod held;
pub mod life;
mod lock;
mod lost;
pub mod offer;
mod push;
mod refused;
pub mod register;
pub mod waiting;

pub(crate) use lost::Loss;
pub use proofs::vap::answer::Refused as AnswerRefused;
pub use proofs::vap::enrol::Push;
pub use refused::{VapError, VapRefused};
pub use waiting::Bells;

use domain::{AccountId, Timestamp, VapChallengeId};
use proofs::token::Token;

use crate::browser::Caller;
use crate::signing::Pair;
use crate::vault::Vault;
use crate::{App, Trouble};

/// Where the authenticator lives, as the operator says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authenticator {
    /// Its origin, without a slash at the end.
    pub address: String,
    /// Push services beside the four known ones, each `host` or `host:port`.
    pub push_hosts: Vec<String>,
}

/// What the phones' side of an app is made of.
pub struct Phones {
    pub(crate) place: Option<Authenticator>,
    pub(crate) vapid: Pair,
    pub(crate) nonce_key: [u8; 32],
    pub(crate) bells: Bells,
}

impl Phones {
    pub(crate) fn new(place: Option<Authenticator>, vault: &Vault) -> Result<Self, Trouble> {
        let vapid = vault
            .vapid_scalars()
            .find_map(|scalar| Pair::from_scalar(&scalar).ok())
            .ok_or_else(|| Trouble::Setup("no key for push can be derived".into()))?;
        Ok(Self { place, vapid, nonce_key: *vault.nonce_key(), bells: Bells::default() })
    }
}

impl App {
    /// The authenticator's origin; nothing where none is configured.
    pub fn authenticator(&self) -> Option<&str> {
        self.phones().place.as_ref().map(|place| place.address.as_str())
    }

    /// A nonce for the next call of any phone.
    pub fn vap_nonce(&self) -> String {
        proofs::vap::nonce::make(&self.phones().nonce_key, self.now().seconds())
    }

    /// `GET /vap/v1/keys`: the server's keys, signed by the one that signs challenges.
    pub fn vap_keys(&self) -> String {
        let payload = serde_json::json!({
            "iss": self.issuer(), "iat": self.now().seconds(), "keys": self.challenge_keys(),
        });
        self.signer().sign(domain::client::SigningAlg::ES256, proofs::vap::typ::KEYS, &payload)
    }

    /// The published keys that may sign challenges.
    pub(crate) fn challenge_keys(&self) -> Vec<serde_json::Value> {
        let all = self.signer().jwks()["keys"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|jwk| jwk["alg"] == "ES256").collect()
    }

    /// Whoever shows a page that waits for a phone, as the store knows them.
    pub(crate) fn waiting_browser(&self, caller: &Caller) -> [u8; 16] {
        let binding = caller.binding.unwrap_or_default();
        self.vault().digest("vap/browser", &binding)
    }

    /// `j•••@lumen.example`: enough to recognise one's own account by.
    pub(crate) async fn account_hint(&self, account: AccountId) -> Result<String, Trouble> {
        Ok(self.logins(account).await?.first().map(|login| hint(login)).unwrap_or_default())
    }
}

fn hint(login: &str) -> String {
    let first = login.chars().next().map(String::from).unwrap_or_default();
    match login.rsplit_once('@') {
        Some((_, host)) => format!("{first}•••@{host}"),
        None if login.starts_with('+') || login.starts_with('0') => {
            let last: Vec<char> = login.chars().rev().take(2).collect();
            format!("•••• {}", last.into_iter().rev().collect::<String>())
        }
        None => format!("{first}•••"),
    }
}

/// What a waiting page knows of its question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    pub id: VapChallengeId,
    /// To be shown large, and typed on the phone.
    pub number: String,
    /// What the customer calls the phone.
    pub phone: String,
    pub expires_at: Timestamp,
}

/// SHA-256 of a token's text, for tokens that another side keeps as text.
pub(crate) fn token_hash(text: &str) -> Option<[u8; 32]> {
    Token::parse(text).map(|token| token.hash())
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_hint_shows_no_more_than_one_recognises() {
        assert_eq!(hint("jeanne@lumen.example"), "j•••@lumen.example");
        assert_eq!(hint("+33612345678"), "•••• 78");
        assert_eq!(hint("jmartin"), "j•••");
        assert_eq!(hint(""), "•••");
    }
}
