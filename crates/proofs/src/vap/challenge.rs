//! What the server signs and the phone shows. Everything that is shown is in it; the expected number is not.

use domain::vap::{Kind, NumberMode};
use serde::{Deserialize, Serialize};

use super::display::display;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Challenge {
    /// The issuer.
    pub iss: String,
    /// `vap:` and the device.
    pub aud: String,
    /// The enrolment.
    pub sub: String,
    /// The challenge's id.
    pub jti: String,
    pub iat: i64,
    pub exp: i64,
    /// 32 bytes of chance in base64url: two challenges are never the same text.
    pub nonce: String,
    pub kind: Kind,
    pub num: Num,
    /// Whether the phone's own lock is to be opened too (§6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uv: Option<Verification>,
    pub ctx: Context,
    /// What is bought; only with `payment`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tx: Option<Transaction>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Num {
    pub mode: NumberMode,
}

/// A phone that has a lock opens it for its owner, and shows that it did; without it, more is asked on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    Wanted,
}

/// Who asks, from where (PU4). Build it with `Context::shown`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Context {
    /// The service's name.
    pub client: String,
    /// The masked identifier of the account.
    pub account: String,
    /// « Firefox · Windows ».
    pub ua: String,
    /// A rough place; empty where it is not known.
    pub place: String,
    /// When it was asked, in seconds.
    pub at: i64,
}

impl Context {
    /// The same with texts that can be shown: NFC, nothing hidden, capped.
    #[must_use]
    pub fn shown(self) -> Self {
        Self {
            client: display(&self.client, 60),
            account: display(&self.account, 80),
            ua: display(&self.ua, 60),
            place: display(&self.place, 60),
            at: self.at,
        }
    }
}

/// A purchase. `amt` is a decimal text with a dot, `cur` an ISO 4217 code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Transaction {
    pub id: String,
    pub amt: String,
    pub cur: String,
    pub payee: String,
    pub payee_id: String,
    pub label: String,
    pub line: String,
}

impl Transaction {
    #[must_use]
    pub fn shown(self) -> Self {
        Self {
            payee: display(&self.payee, 60),
            label: display(&self.label, 80),
            line: display(&self.line, 40),
            ..self
        }
    }
}

/// The audience of what is said to a device, and the issuer of what it answers.
pub fn party(device: &str) -> String {
    format!("vap:{device}")
}
