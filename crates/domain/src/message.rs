//! What is sent to people and to relying parties: an outbox row holds template, brand, locale and parameters,
//! never finished text, so that words stay in `pages`.

use serde::{Deserialize, Serialize};

use crate::{AccountId, ClientId, Factor, Locale, SignInId, Timestamp};

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
    /// OpenID Connect Back-Channel Logout 1.0: the token is signed at the moment of sending.
    BackchannelLogout {
        client: ClientId,
        uri: String,
        account: AccountId,
        sign_in: SignInId,
    },
}

/// Which mail, with what it says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum MailTemplate {
    /// X10: somebody signed in on a device this account had not used.
    NewDevice { given_name: String, login: String, device: String, at: Timestamp },
    /// SE3: a copied « rester identifié » cookie was seen and that device was signed out.
    DeviceSignedOut { given_name: String, login: String, device: String, at: Timestamp },
    /// A new password may be chosen, by the code or the link. Lists every account that shares the address (decision 11).
    ChoosePassword { given_name: String, logins: Vec<String>, code: String, token: String, until: Timestamp },
    /// EL7: a password was chosen by such a message.
    PasswordReset { given_name: String, login: String, device: String, at: Timestamp },
    /// X2: something about the household; `other` is the person it is about.
    Household { news: HouseholdNews, given_name: String, login: String, other: String, at: Timestamp },
    /// PW6: a password was changed from within the account.
    PasswordChanged { given_name: String, login: String, device: String, at: Timestamp },
    /// O7: a login and a password of one's own took the place of the line's.
    Personalised { given_name: String, login: String, device: String, at: Timestamp },
    /// EN5: how the account is protected has changed.
    FactorChanged {
        given_name: String,
        login: String,
        device: String,
        at: Timestamp,
        kind: Factor,
        change: FactorChange,
    },
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
}

/// What happened to one way of proving who one is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorChange {
    Added,
    Removed,
    /// Too many wrong proofs in a row (TO3).
    Blocked,
}

impl Message {
    pub const fn channel(&self) -> &'static str {
        match self {
            Self::Mail { .. } => "mail",
            Self::BackchannelLogout { .. } => "backchannel_logout",
        }
    }
}
