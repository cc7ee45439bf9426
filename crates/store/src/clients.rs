//! Registered clients, each a JSON document, with the hash of its secret beside it. Checks no secret.

use domain::{Client, ClientId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_ID = "clients.by_id",
        "SELECT document, secret_hash, changed_at FROM clients WHERE client_id = ?1 AND removed_at IS NULL";
    LIST = "clients.all",
        "SELECT document, secret_hash, changed_at FROM clients WHERE removed_at IS NULL ORDER BY client_id LIMIT 10000";
    PUT = "clients.put",
        "INSERT INTO clients (client_id, document, secret_hash, changed_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (client_id) DO UPDATE SET document = excluded.document, secret_hash = excluded.secret_hash, \
         changed_at = excluded.changed_at, removed_at = NULL";
    REMOVE = "clients.remove",
        "UPDATE clients SET removed_at = ?2 WHERE client_id = ?1 AND removed_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredClient {
    pub client: Client,
    /// SHA-256 of a secret of 256 bits; None for a public client.
    pub secret_hash: Option<[u8; 32]>,
    pub changed_at: Timestamp,
}

pub async fn by_id(db: &Db, id: &ClientId) -> Result<Option<StoredClient>, Trouble> {
    let row = db.fetch_one(&BY_ID, params![id]).await?;
    row.as_ref().map(read).transpose()
}

/// In the order of their names; at most 10 000.
pub async fn all(db: &Db) -> Result<Vec<StoredClient>, Trouble> {
    let rows = db.fetch_many(&LIST, params![]).await?;
    rows.iter().map(read).collect()
}

/// Registers a client or replaces it; a removed one is back.
pub fn put(batch: &mut Batch, stored: &StoredClient) {
    let document = serde_json::to_string(&stored.client)
        .expect("a client is made of texts, lists and flags, which JSON can hold");
    let params = params![&stored.client.client_id, document, stored.secret_hash, stored.changed_at];
    batch.run(&PUT, params);
}

pub fn remove(batch: &mut Batch, id: &ClientId, now: Timestamp) {
    batch.run(&REMOVE, params![id, now]);
}

fn read(row: &Row) -> Result<StoredClient, Trouble> {
    let client = serde_json::from_str(&row.text(0)?);
    Ok(StoredClient {
        client: client.map_err(|_| words::not(0, "a client that this release understands"))?,
        secret_hash: row.opt_array(1)?,
        changed_at: row.instant(2)?,
    })
}
