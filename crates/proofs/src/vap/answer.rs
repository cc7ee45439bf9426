//! Judging a phone's answer, in the order of the protocol's page. A pure function: what is stored is handed in, and the
//! number is compared by `is_number` only after its try was booked (invariant 8).

use domain::vap::{ChallengeState, Decision, NumberMode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::challenge::party;
use super::jws::Unverified;
use super::key::DeviceKey;
use super::lock::Unlocked;
use super::{same, typ};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// `vap:` and the device.
    pub iss: String,
    /// The issuer.
    pub aud: String,
    /// The enrolment.
    pub sub: String,
    pub jti: String,
    /// By the phone's clock: informative.
    pub iat: i64,
    pub challenge: String,
    /// SHA-256 of the challenge as received, in base64url.
    pub cth: String,
    pub decision: Decision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub num: Option<String>,
    /// That the phone's own lock was opened for this challenge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uv: Option<Unlocked>,
}

/// The challenge as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub issuer: &'a str,
    pub device: &'a str,
    pub enrolment: &'a str,
    pub challenge: &'a str,
    /// Its state at this instant: one whose time is over is `Expired`.
    pub state: ChallengeState,
    pub hash: &'a [u8; 32],
    pub mode: NumberMode,
}

/// A sound answer; `Approve` still needs its number compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Approve { number: String, unlocked: Option<Unlocked> },
    Deny,
    Report,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Refused {
    #[error("it was answered before")]
    AlreadyAnswered,
    #[error("a newer request replaced it")]
    Superseded,
    #[error("its time is over")]
    Expired,
    #[error("the answer's kind, algorithm or signature is not sound")]
    BadSignature,
    #[error("the answer is from or for somebody else")]
    WrongParty,
    #[error("the answer is for another text than was asked")]
    BadHash,
    #[error("the number is missing or not of its form")]
    NumberRequired,
}

impl Refused {
    /// The stable word of the protocol.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AlreadyAnswered => "already_answered",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::BadSignature => "bad_signature",
            Self::WrongParty => "wrong_party",
            Self::BadHash => "bad_hash",
            Self::NumberRequired => "number_required",
        }
    }
}

/// State, then signature, then parties, then hash, then decision.
pub fn judge(response: &str, asked: &Asked<'_>, key: &DeviceKey) -> Result<Answer, Refused> {
    match asked.state {
        ChallengeState::Pending => {}
        ChallengeState::Superseded => return Err(Refused::Superseded),
        ChallengeState::Expired => return Err(Refused::Expired),
        _ => return Err(Refused::AlreadyAnswered),
    }
    let read = Unverified::parse(response, typ::RESPONSE).ok_or(Refused::BadSignature)?;
    if !read.is_signed_by(key) {
        return Err(Refused::BadSignature);
    }
    let claims: Claims = read.payload().ok_or(Refused::BadSignature)?;
    let parties = [
        (&claims.iss, &*party(asked.device)),
        (&claims.aud, asked.issuer),
        (&claims.sub, asked.enrolment),
        (&claims.challenge, asked.challenge),
    ];
    if parties.iter().any(|(said, ours)| said.as_str() != *ours) {
        return Err(Refused::WrongParty);
    }
    if !same(claims.cth.as_bytes(), text(asked.hash).as_bytes()) {
        return Err(Refused::BadHash);
    }
    match claims.decision {
        Decision::Deny => Ok(Answer::Deny),
        Decision::Report => Ok(Answer::Report),
        Decision::Approve => {
            let number = claims.num.unwrap_or_default();
            let has_form = asked.mode.is_form(&number);
            if has_form {
                Ok(Answer::Approve { number, unlocked: claims.uv })
            } else {
                Err(Refused::NumberRequired)
            }
        }
    }
}

/// Whether it is the number that the page shows.
pub fn is_number(expected: &str, typed: &str) -> bool {
    same(expected.as_bytes(), typed.as_bytes())
}

fn text(hash: &[u8; 32]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash)
}
