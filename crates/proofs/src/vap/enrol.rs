//! How a phone introduces its key: it signs, with that key, what the server told it alone (EN4: proof of possession).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::jws::Unverified;
use super::key::DeviceKey;
use super::{display::display, same, typ};

/// What the server told who claimed the enrolment.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub enrolment: &'a str,
    /// Of this claim alone; it lives as long as the enrolment.
    pub nonce: &'a str,
}

/// What the phone says of itself. Believed for labels, never for security.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Device {
    pub name: String,
    pub platform: String,
    pub app_version: String,
    /// Runs from its own icon.
    #[serde(default)]
    pub standalone: bool,
    /// The browser promised to keep its storage.
    #[serde(default)]
    pub persisted: bool,
}

/// Where to wake the phone, as `PushSubscription.toJSON()` writes it, keys flattened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub aud: String,
    pub es: String,
    pub nonce: String,
    /// By the phone's clock: informative.
    pub iat: i64,
    pub device: Device,
    pub push: Option<Push>,
}

/// A phone that has proven its key.
#[derive(Clone, Debug)]
pub struct Introduced {
    pub key: DeviceKey,
    pub device: Device,
    pub push: Option<Push>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Refused {
    /// Kind, algorithm, key or signature.
    #[error("the proof is not sound")]
    Unsound,
    /// Another server's, another enrolment's or an older claim's.
    #[error("the proof is not for this claim")]
    NotForThis,
}

/// Longest texts that are kept, in characters.
const NAME: usize = 60;
const WORD: usize = 30;

/// Checks in this order: kind, algorithm, embedded key and its curve, signature; `aud`, `es` and nonce.
pub fn check(proof: &str, expected: &Expected<'_>) -> Result<Introduced, Refused> {
    let read = Unverified::parse(proof, typ::ENROL).ok_or(Refused::Unsound)?;
    let key = read.introduced().ok_or(Refused::Unsound)?;
    let claims: Claims = read.payload().ok_or(Refused::Unsound)?;
    if claims.aud != expected.issuer
        || claims.es != expected.enrolment
        || !same(claims.nonce.as_bytes(), expected.nonce.as_bytes())
    {
        return Err(Refused::NotForThis);
    }
    Ok(Introduced { key, device: labels(claims.device), push: claims.push })
}

#[expect(clippy::needless_pass_by_value, reason = "what is not shown moves on")]
fn labels(device: Device) -> Device {
    Device {
        name: display(&device.name, NAME),
        platform: display(&device.platform, WORD),
        app_version: display(&device.app_version, WORD),
        ..device
    }
}
