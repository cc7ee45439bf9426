//! A phone without a screen: it speaks VAP/1 as the app on a real phone does, for tests and for the demo. Its key lies in a
//! file, which no real phone's does.

pub mod speak;
pub mod wire;

use app::signing::{NotAKey, Pair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::client::SigningAlg;
use oidc::keys::PublicKey;
use proofs::vap::challenge::Challenge;
use proofs::vap::jws::{Named, Unverified, assemble, signing_input};
use proofs::vap::key::{DeviceKey, Jwk};
use proofs::vap::{answer, challenge, digest, proof, typ};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use domain::vap::Decision;

/// One account on this phone, as it is kept in the file.
#[derive(Clone, Serialize, Deserialize)]
pub struct Account {
    /// The authenticator's origin.
    pub app: String,
    pub iss: String,
    pub tenant: String,
    pub account_hint: String,
    pub enr: String,
    pub device: String,
    /// The secret of its codes in base32, where it was given any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
    server_keys: Vec<Jwk>,
    /// PKCS#8, base64url.
    key: String,
}

#[derive(Debug, Error)]
pub enum DeviceTrouble {
    #[error("the server does not answer: {0}")]
    NoAnswer(String),
    #[error("the server refused: {error} ({status})")]
    Refused { status: u16, error: String, told: Value },
    #[error("the server's answer cannot be read")]
    Unreadable,
    #[error("the request is not signed by this account's server")]
    NotOurs,
    #[error("this is neither a link nor a code of the authenticator")]
    NotALink,
    #[error("the key cannot be used")]
    Key,
}

impl DeviceTrouble {
    /// The protocol's word, where the server gave one.
    pub fn word(&self) -> &str {
        match self {
            Self::Refused { error, .. } => error,
            _ => "",
        }
    }
}

impl From<NotAKey> for DeviceTrouble {
    fn from(_: NotAKey) -> Self {
        Self::Key
    }
}

/// A key pair in use.
pub struct Keys(Pair);

impl Keys {
    pub fn generate() -> Result<Self, DeviceTrouble> {
        Ok(Self(Pair::generate(SigningAlg::ES256)?))
    }

    fn read(text: &str) -> Result<Self, DeviceTrouble> {
        let der = URL_SAFE_NO_PAD.decode(text).map_err(|_| DeviceTrouble::Key)?;
        Ok(Self(Pair::from_pkcs8(SigningAlg::ES256, &der)?))
    }

    fn text(&self) -> Result<String, DeviceTrouble> {
        Ok(URL_SAFE_NO_PAD.encode(self.0.to_pkcs8()?.as_slice()))
    }

    fn jwk(&self) -> Result<Jwk, DeviceTrouble> {
        match self.0.public() {
            PublicKey::Ec { crv, x, y } => {
                Ok(Jwk { kty: "EC".into(), crv: (*crv).into(), x: x.clone(), y: y.clone() })
            }
            PublicKey::Rsa { .. } => Err(DeviceTrouble::Key),
        }
    }

    /// A signed text that names the key by its thumbprint.
    pub fn sign(&self, typ: &str, payload: &impl Serialize) -> Result<String, DeviceTrouble> {
        self.sign_as(typ, Named::Kid(self.0.public().thumbprint()), payload)
    }

    /// A signed text that brings the key along.
    pub fn introduce(&self, payload: &impl Serialize) -> Result<String, DeviceTrouble> {
        self.sign_as(typ::ENROL, Named::Jwk(self.jwk()?), payload)
    }

    fn sign_as(&self, typ: &str, named: Named, payload: &impl Serialize) -> Result<String, DeviceTrouble> {
        let input = signing_input(typ, named, payload).ok_or(DeviceTrouble::Unreadable)?;
        let signature = self.0.sign(input.as_bytes());
        Ok(assemble(input, &signature))
    }
}

impl Account {
    pub fn keys(&self) -> Result<Keys, DeviceTrouble> {
        Keys::read(&self.key)
    }

    /// What a challenge says, once it is certain that this account's server says it to this phone.
    pub fn read(&self, text: &str) -> Result<Challenge, DeviceTrouble> {
        let read = Unverified::parse(text, typ::CHALLENGE).ok_or(DeviceTrouble::Unreadable)?;
        let mut keys = self.server_keys.iter().filter_map(DeviceKey::from_jwk);
        if !keys.any(|key| read.is_signed_by(&key)) {
            return Err(DeviceTrouble::NotOurs);
        }
        let said: Challenge = read.payload().ok_or(DeviceTrouble::Unreadable)?;
        let is_ours =
            said.iss == self.iss && said.sub == self.enr && said.aud == challenge::party(&self.device);
        if is_ours { Ok(said) } else { Err(DeviceTrouble::NotOurs) }
    }

    /// The signed answer to a challenge.
    pub fn respond(
        &self,
        text: &str,
        decision: Decision,
        number: Option<&str>,
        now: i64,
    ) -> Result<String, DeviceTrouble> {
        let said = self.read(text)?;
        let claims = answer::Claims {
            iss: challenge::party(&self.device),
            aud: self.iss.clone(),
            sub: self.enr.clone(),
            jti: fresh_id(),
            iat: now,
            challenge: said.jti,
            cth: digest(text.as_bytes()),
            decision,
            num: number.map(str::to_owned),
            uv: None,
        };
        self.keys()?.sign(typ::RESPONSE, &claims)
    }

    /// The proof of one call.
    pub fn prove(&self, call: &wire::Call, nonce: &str, now: i64) -> Result<String, DeviceTrouble> {
        let path = call.path.split('?').next().unwrap_or_default();
        let claims = proof::Claims {
            iss: self.device.clone(),
            sub: self.enr.clone(),
            htm: call.method.to_owned(),
            htu: format!("{}{path}", self.app),
            bh: (!call.body.is_empty()).then(|| digest(&call.body)),
            nonce: nonce.to_owned(),
            jti: fresh_id(),
            iat: now,
        };
        self.keys()?.sign(typ::PROOF, &claims)
    }
}

fn fresh_id() -> String {
    URL_SAFE_NO_PAD.encode(app::chance::bytes::<16>())
}
