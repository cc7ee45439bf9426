//! Passkeys as mathematics: whether a new one may be kept (WebAuthn Level 3 §7.1) and whether one that is shown is right
//! (§7.2). Its user must be verified each time, so that one act is two factors (PK1). No statement about the maker of a device
//! is asked for, and none is believed. Knows no account and no clock: which challenge is good is handed in.

mod authenticator;
mod cbor;
mod client;
mod key;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use key::ALGORITHMS;

use domain::passkey::{Made, RelyingParty, Shown};
use serde::{Deserialize, Serialize};

use crate::vap::{same, sha256};
use authenticator::AuthenticatorData;
use cbor::Value;
use client::ClientData;
use key::PublicKey;

/// What browsers name as ways to reach a device (WebAuthn §5.8.4).
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

/// What is kept of a passkey beside its counter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Credential {
    pub id: Vec<u8>,
    /// The public key, as COSE writes it.
    key: Vec<u8>,
    /// The kind of device, in its own words; zeros where it says nothing.
    pub aaguid: [u8; 16],
    pub transports: Vec<String>,
    /// It may be on several devices of one person: no proof of one piece of hardware (PK5).
    pub is_synced: bool,
    pub is_backed_up: bool,
}

/// Which check failed. For tests and the log: whoever shows a passkey is told the same of all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error("it cannot be read")]
    Malformed,
    #[error("it was made by another ceremony")]
    Ceremony,
    #[error("it answers another challenge")]
    Challenge,
    #[error("it was shown to another origin, or in somebody else's frame")]
    Origin,
    #[error("it belongs to another relying party")]
    Party,
    #[error("nobody was present")]
    Presence,
    #[error("its user was not verified")]
    Verification,
    #[error("its key is not of a kind that was asked for")]
    Key,
    #[error("its signature is not right")]
    Signature,
    #[error("it says otherwise than before whether it can be copied")]
    Copies,
}

/// What a right passkey says anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    pub counted: Counted,
    pub is_backed_up: bool,
}

/// How its counter stands to the one before (§6.1.1, PK5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// It does not count, or may be on several devices, which count each for themselves.
    Not,
    Forward(u32),
    /// It stands where it stood or before: there are two of a key of which there can be one.
    Back,
}

/// The challenge that an answer was made for, to be looked at before anything else.
pub fn challenge_of(client_data: &[u8]) -> Option<Vec<u8>> {
    ClientData::read(client_data)?.challenge()
}

/// Judges a new passkey, made for this challenge; with where its counter begins.
pub fn made(made: &Made, challenge: &[u8], party: &RelyingParty) -> Result<(Credential, u32), Refused> {
    client(&made.client_data, "webauthn.create", challenge, party)?;
    let attestation = cbor::whole(&made.attestation).ok_or(Refused::Malformed)?;
    let data =
        attestation.get(&Value::Text("authData")).and_then(Value::as_bytes).ok_or(Refused::Malformed)?;
    let data = judged(data, party)?;
    let new = data.made.ok_or(Refused::Malformed)?;
    PublicKey::from_cose(new.cose).ok_or(Refused::Key)?;
    let known = |word: &&String| TRANSPORTS.contains(&word.as_str());
    let credential = Credential {
        id: new.id.to_vec(),
        key: new.cose.to_vec(),
        aaguid: new.aaguid,
        transports: made.transports.iter().filter(known).take(TRANSPORTS.len()).cloned().collect(),
        is_synced: data.is_eligible(),
        is_backed_up: data.is_backed_up(),
    };
    Ok((credential, data.counter))
}

/// Judges a passkey that is shown for this challenge, against what was kept of it. `counter` is the last one seen.
pub fn shown(
    shown: &Shown,
    (credential, counter): (&Credential, i64),
    challenge: &[u8],
    party: &RelyingParty,
) -> Result<Seen, Refused> {
    client(&shown.client_data, "webauthn.get", challenge, party)?;
    let data = judged(&shown.authenticator_data, party)?;
    if data.is_eligible() != credential.is_synced {
        return Err(Refused::Copies);
    }
    let key = PublicKey::from_cose(&credential.key).ok_or(Refused::Key)?;
    let signed = [shown.authenticator_data.as_slice(), &sha256(&shown.client_data)].concat();
    if !same(&shown.credential, &credential.id) || !key.has_signed(&signed, &shown.signature) {
        return Err(Refused::Signature);
    }
    Ok(Seen { counted: counted(credential, counter, data.counter), is_backed_up: data.is_backed_up() })
}

fn counted(credential: &Credential, before: i64, now: u32) -> Counted {
    if credential.is_synced || (before == 0 && now == 0) {
        Counted::Not
    } else if i64::from(now) > before {
        Counted::Forward(now)
    } else {
        Counted::Back
    }
}

/// Type, challenge, origin: each compared whole.
fn client(bytes: &[u8], kind: &str, challenge: &[u8], party: &RelyingParty) -> Result<(), Refused> {
    let data = ClientData::read(bytes).ok_or(Refused::Malformed)?;
    if data.kind != kind {
        return Err(Refused::Ceremony);
    }
    if !data.challenge().is_some_and(|shown| same(&shown, challenge)) {
        return Err(Refused::Challenge);
    }
    let ours = party.origins.contains(&data.origin);
    if ours && !data.cross_origin && data.top_origin.is_none() { Ok(()) } else { Err(Refused::Origin) }
}

/// Relying party, presence, verification.
fn judged<'a>(bytes: &'a [u8], party: &RelyingParty) -> Result<AuthenticatorData<'a>, Refused> {
    let data = AuthenticatorData::read(bytes).ok_or(Refused::Malformed)?;
    if !same(&data.party, &sha256(party.id.as_bytes())) {
        return Err(Refused::Party);
    }
    if !data.is_present() {
        return Err(Refused::Presence);
    }
    if data.is_verified() { Ok(data) } else { Err(Refused::Verification) }
}
