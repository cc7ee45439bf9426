//! The phone's own lock (§7.4): a passkey of the authenticator's own origin, which its device shows only to its owner. Brought once,
//! and shown over the very challenge that is approved. Knows no rule: when it counts is `domain::vap`'s.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::passkey::{Made, RelyingParty, Shown};
use serde::{Deserialize, Serialize};

use super::sha256;
use crate::passkey::{self, Credential};

/// No other use of the same passkey signs what begins so.
const CONTEXT: &[u8] = b"VAP-UV1\0";

/// What the phone's passkey signs for a challenge: bound to everything that was shown.
pub fn challenge(cth: &[u8; 32]) -> [u8; 32] {
    sha256(&[CONTEXT, cth].concat())
}

/// `uv` of an answer: what the device's passkey showed, in base64url.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unlocked {
    pub credential: String,
    pub client_data: String,
    pub authenticator_data: String,
    pub signature: String,
}

impl Unlocked {
    /// `None` for what is no base64url.
    pub fn read(&self) -> Option<Shown> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        Some(Shown {
            credential: bytes(&self.credential)?,
            client_data: bytes(&self.client_data)?,
            authenticator_data: bytes(&self.authenticator_data)?,
            signature: bytes(&self.signature)?,
            user_handle: Vec::new(),
        })
    }
}

/// What is kept of a lock that a phone brings. The call that brings it is proven by itself, so its ceremony may be of any age.
pub fn brought(made: &Made, party: &RelyingParty) -> Option<Credential> {
    let challenge = passkey::challenge_of(&made.client_data)?;
    passkey::made(made, &challenge, party).ok().map(|(credential, _)| credential)
}

/// Whether the phone's owner opened its lock for this very challenge. A counter is not looked at: the phone's own key has signed too.
pub fn is_open(shown: &Shown, credential: &Credential, cth: &[u8; 32], party: &RelyingParty) -> bool {
    passkey::shown(shown, (credential, 0), &challenge(cth), party).is_ok()
}
