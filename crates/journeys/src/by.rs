//! Who may go on with a journey that lies in a form: the session, or the sign-in, to which the form was given.

use domain::{AccountId, DeviceId, Session, SessionId, SignInId};
use serde::{Deserialize, Serialize};

/// This very session: what it began ends with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BySession {
    pub account: AccountId,
    pub session: SessionId,
}

/// This sign-in, which a renewed session goes on with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BySignIn {
    pub account: AccountId,
    pub device: DeviceId,
    pub sign_in: SignInId,
}

impl From<&Session> for BySession {
    fn from(session: &Session) -> Self {
        Self { account: session.account, session: session.id }
    }
}

impl From<&Session> for BySignIn {
    fn from(session: &Session) -> Self {
        Self { account: session.account, device: session.device, sign_in: session.sign_in }
    }
}
