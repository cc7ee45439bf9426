//! How each call of a phone is proven: a fresh signature over this very request (in the way of RFC 9449).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::jws::Unverified;
use super::key::DeviceKey;
use super::{digest, nonce, same, typ};

/// How long an id of a proof is remembered, in seconds: longer than its nonce serves.
pub const REMEMBERED: i64 = 600;
/// Longest id of a proof.
const LONGEST_JTI: usize = 64;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The device.
    pub iss: String,
    /// The enrolment.
    pub sub: String,
    pub htm: String,
    pub htu: String,
    /// SHA-256 of the body in base64url; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bh: Option<String>,
    pub nonce: String,
    pub jti: String,
    /// By the phone's clock: informative.
    pub iat: i64,
}

/// The request as the server saw it.
pub struct Request<'a> {
    pub method: &'a str,
    /// Without query and fragment.
    pub url: &'a str,
    pub body: &'a [u8],
    pub nonce_key: &'a [u8; 32],
    pub now: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Refused {
    /// Also the answer for a phone that is not known.
    #[error("the proof is not sound")]
    Unsound,
    #[error("the nonce is missing or too old")]
    UseNonce,
    #[error("the proof is for another request")]
    OtherRequest,
}

/// A proof as presented: `claims` serve to find the key, and are true only after `check`.
pub struct Presented<'a> {
    read: Unverified<'a>,
    pub claims: Claims,
}

impl<'a> Presented<'a> {
    /// Reads the value of `Authorization: VAP …`.
    pub fn read(text: &'a str) -> Option<Self> {
        let read = Unverified::parse(text, typ::PROOF)?;
        let claims: Claims = read.payload()?;
        let jti = claims.jti.as_bytes();
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
        ((8..=LONGEST_JTI).contains(&jti.len()) && jti.iter().all(is_word)).then_some(Self { read, claims })
    }

    /// Checks in this order: signature and device; nonce; method, address and body. A replayed `jti` is the shell's to find.
    pub fn check(&self, key: &DeviceKey, device: &str, request: &Request<'_>) -> Result<(), Refused> {
        if !self.read.is_signed_by(key) || self.claims.iss != device {
            return Err(Refused::Unsound);
        }
        if !nonce::is_fresh(request.nonce_key, &self.claims.nonce, request.now) {
            return Err(Refused::UseNonce);
        }
        let body = match &self.claims.bh {
            None => request.body.is_empty(),
            Some(bh) => same(bh.as_bytes(), digest(request.body).as_bytes()),
        };
        let is_this = self.claims.htm == request.method && self.claims.htu == request.url && body;
        if is_this { Ok(()) } else { Err(Refused::OtherRequest) }
    }
}
