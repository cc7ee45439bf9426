//! What is sent to people and to relying parties: an outbox row holds template, brand, locale and parameters,
//! never finished text, so that words stay in `pages`.

use serde::{Deserialize, Serialize};

use crate::alarm::Told;
use crate::factor::Held;
use crate::{AccountId, AuthenticatorId, ClientId, Factor, Locale, SignInId, Timestamp, VapChallengeId};

/// One message to send. Sealed in the outbox, deleted once sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum Message {
    Mail {
        to: String,
        brand: String,
        locale: Locale,
        template: MailTemplate,
    },
    /// A text to a telephone; `to` as E.164.
    Text {
        to: String,
        brand: String,
        locale: Locale,
        template: TextTemplate,
    },
    /// Somebody is called and told a code.
    Call {
        to: String,
        brand: String,
        locale: Locale,
        code: String,
        until: Timestamp,
    },
    /// OpenID Connect Back-Channel Logout 1.0: the token is signed at the moment of sending.
    BackchannelLogout {
        client: ClientId,
        uri: String,
        account: AccountId,
        sign_in: SignInId,
    },
    /// Wakes a phone for a question that lives until then; what it says is written when it is sent (PU6).
    Push {
        phone: AuthenticatorId,
        challenge: VapChallengeId,
        until: Timestamp,
    },
}

/// Which mail, with what it says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum MailTemplate {
    /// X10: something happened to the account. `token` is the link's, « ce n’était pas moi ».
    Notice {
        told: Told,
        given_name: String,
        login: String,
        device: String,
        at: Timestamp,
        left: Option<u32>,
        token: String,
        /// What it happened to, where that is not the account as a whole.
        #[serde(default)]
        about: Vec<Named>,
    },
    /// A new password may be chosen, by the code or the link. Lists every account that shares the address (decision 11).
    ChoosePassword { given_name: String, logins: Vec<String>, code: String, token: String, until: Timestamp },
    /// EL8: the code that shows whose a new contact address is.
    ConfirmAddress { given_name: String, login: String, code: String, until: Timestamp },
    /// X2: something about the household; `other` is the person it is about.
    Household { news: HouseholdNews, given_name: String, login: String, other: String, at: Timestamp },
    /// SM6: texts and calls end at that instant.
    TextsEnd { given_name: String, login: String, end: Timestamp },
    /// A code to sign in with, or to set such codes up (decision 6).
    SignInCode { given_name: String, login: String, device: String, code: String, until: Timestamp },
}

/// A method as its owner knows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Named {
    pub kind: Factor,
    /// As it was named; may be empty.
    pub label: String,
    /// All that is ever shown of a number or address.
    pub ending: Option<String>,
}

impl From<&Held> for Named {
    fn from(held: &Held) -> Self {
        Self { kind: held.kind, label: held.label.clone(), ending: held.ending.clone() }
    }
}

/// Which text, with what it says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum TextTemplate {
    /// SM7.
    Code {
        code: String,
        until: Timestamp,
    },
    /// SM4: codes go to another number as well, or no longer to this one.
    NumberAdded,
    NumberRemoved,
}

/// What is told of a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdNews {
    HandoverOffered,
    HandoverProposed,
    HandoverWithdrawn,
    HandoverDeclined,
    NowHolder,
    NoLongerHolder,
    Left,
    Removed,
    RemovedOne,
    OfAge,
    /// X19: somebody was added by login, and has yet to start.
    PersonAdded,
    /// Another code to start with.
    StartRenewed,
    /// The same, told to whom it is for.
    StartForYou,
    /// Somebody chose their password, for the first time or again.
    Started,
    StartedAgain,
}

/// What happened to one way of proving who one is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorChange {
    Removed,
    /// Too many wrong proofs in a row (TO3).
    Blocked,
    /// A passkey was blocked, because there may be two of it (PK5).
    Copied,
}

impl Message {
    pub const fn channel(&self) -> &'static str {
        match self {
            Self::Mail { .. } => "mail",
            Self::Text { .. } => "sms",
            Self::Call { .. } => "call",
            Self::BackchannelLogout { .. } => "backchannel_logout",
            Self::Push { .. } => "push",
        }
    }
}
