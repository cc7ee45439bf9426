//! Who a browser is, for pages that only ask that: session, person and first mail address with one question.
//! Knows no limit and opens no seal.

use crate::sessions::{self, StoredSession};
use crate::{Db, Trouble, params};

statements! {
    BY_TOKEN = "who.by_token",
        "SELECT s.session_id, s.account_id, s.device_id, s.sign_in_id, s.started_at, s.authenticated_at, \
         s.last_seen_at, s.ends_at, s.methods, s.ended_at, a.disabled_at, a.person_sealed, \
         (SELECT c.value_sealed FROM contacts c WHERE c.account_id = s.account_id AND c.kind = 'mail' \
          ORDER BY c.contact_id LIMIT 1) \
         FROM sessions s JOIN accounts a ON a.account_id = s.account_id \
         WHERE s.token_hash = ?1";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredWho {
    pub session: StoredSession,
    pub person_sealed: Vec<u8>,
    /// Absent where the person gave no contact address.
    pub mail_sealed: Option<Vec<u8>>,
}

pub async fn by_token(db: &Db, token_hash: &[u8; 32]) -> Result<Option<StoredWho>, Trouble> {
    let Some(row) = db.fetch_one(&BY_TOKEN, params![token_hash]).await? else { return Ok(None) };
    Ok(Some(StoredWho {
        session: sessions::read(&row)?,
        person_sealed: row.bytes(11)?,
        mail_sealed: row.opt_bytes(12)?,
    }))
}
