//! Who waits before the door after the password was right, and what opens. Knows no secret: what is held is an id.

use domain::factor::{Due, Held};
use domain::{AccountId, AuthenticatorId, DeviceId, Method, SessionId, SignInId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Visit;
use crate::sent::Sent;

/// Who waits before the door, and what opens when they have proven enough.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    pub visit: Visit,
    pub account: AccountId,
    /// The browser in which the password was right; no other may go on.
    pub browser: [u8; 16],
    pub held: Vec<Held>,
    pub due: Due,
    /// Proofs that were wrong.
    pub wrong: u32,
    /// The password is asked for once more after this.
    pub until: Timestamp,
    pub entry: Entry,
    /// A code that is under way.
    #[serde(default)]
    pub sent: Option<Sent>,
}

/// What a right proof opens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Entry {
    SignIn(SigningIn),
    /// A session that is open goes on with more proof, under a new id (SE1).
    Raise(Raising),
}

impl Entry {
    pub(super) const fn device(&self) -> DeviceId {
        match self {
            Self::SignIn(SigningIn { device, .. }) | Self::Raise(Raising { device, .. }) => *device,
        }
    }
}

impl Waiting {
    /// Whether a printed code opens what is waited for.
    pub const fn takes_printed(&self) -> bool {
        matches!(self.entry, Entry::SignIn(_))
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SigningIn {
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    pub new_device: bool,
    pub kept_until: Option<Timestamp>,
    pub given_name: String,
    /// « Mémoriser l'adresse mail ».
    pub identifier: Option<String>,
    /// What came first: a password, or a phone without one.
    pub first: Method,
    /// The phone that came first: nothing opens once it serves no more (PU7).
    #[serde(default)]
    pub phone: Option<AuthenticatorId>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Raising {
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    /// What was proven before.
    pub methods: Vec<Method>,
}
