//! What one line of an import says, before any of it is believed. Knows neither JSONL nor CSV: both are read into this.
//! Nothing here prints: a record is personal from end to end.

use serde::Deserialize;

/// One contract with its people (O1). The same reference of the same source is the same contract, whenever it comes.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The old system's name; the import's own where it is absent.
    pub source: Option<String>,
    #[serde(rename = "ref")]
    pub reference: String,
    pub brand: Option<String>,
    /// `internet`, `mobile` or `other`.
    pub kind: String,
    pub segment: Option<String>,
    /// A day (`2019-03-01`) or an instant of RFC 3339.
    pub since: Option<String>,
    #[serde(default)]
    pub lines: Vec<LineRecord>,
    /// What the contract letter says; absent: what is stored stays.
    pub line_access: Option<LineAccessRecord>,
    #[serde(default)]
    pub mailboxes: Vec<MailboxRecord>,
    #[serde(default)]
    pub people: Vec<PersonRecord>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRecord {
    pub number: String,
}

/// The original login and password of the line, which stand for the holder (O7).
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineAccessRecord {
    pub login: String,
    pub password: PasswordRecord,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxRecord {
    pub address: String,
    /// The reference of one of the record's people.
    pub owner: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRecord {
    #[serde(rename = "ref")]
    pub reference: String,
    /// `holder` or `member`.
    pub role: String,
    #[serde(default)]
    pub given_name: String,
    #[serde(default)]
    pub family_name: String,
    pub locale: Option<String>,
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Absent: what is stored stays. Present, even empty: it replaces what is stored.
    pub contacts: Option<Vec<ContactRecord>>,
    pub password: Option<PasswordRecord>,
    /// A day (`2012-05-08`). Only whether and until when somebody is a minor is kept.
    pub born: Option<String>,
    #[serde(default)]
    pub disabled: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRecord {
    pub mail: Option<String>,
    pub phone: Option<String>,
    #[serde(default)]
    pub verified: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRecord {
    /// As the old system exported it.
    pub hash: String,
}
