//! One person's standing with us. Knows nothing of credentials.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Locale, Timestamp};

/// How the person is called. Sealed in the store; shown only to the person and to a device that remembers them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonName {
    pub given: String,
    pub family: String,
}

impl PersonName {
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    pub brand: String,
    pub locale: Locale,
    pub name: PersonName,
    pub created_at: Timestamp,
    /// Set when the operator or the customer closed the account: every session and token dies with it (SE8).
    pub disabled_at: Option<Timestamp>,
}

impl Account {
    pub const fn may_sign_in(&self) -> bool {
        self.disabled_at.is_none()
    }
}

/// Where a stored password came from: an imported one may be weaker than today's rules (X11).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordOrigin {
    /// As the old system exported it; a later import may replace it.
    Imported,
    /// Verified and hashed again here at a sign-in; an import never overwrites it.
    Upgraded,
    /// Chosen here by the person; an import never overwrites it.
    Chosen,
}

impl PasswordOrigin {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Upgraded => "upgraded",
            Self::Chosen => "chosen",
        }
    }
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Imported, Self::Upgraded, Self::Chosen].into_iter().find(|origin| origin.word() == word)
    }
}
