//! Portals behind forward-auth: registered origins, and the browsers each has signed in. Knows no header and no person:
//! what a portal is told is sealed.

use domain::{AccountId, ClientId, SignInId, Timestamp};

use crate::{Batch, Db, Trouble, params};

statements! {
    CLIENT_OF = "portals.client_of", "SELECT client_id FROM portal_origins WHERE origin = ?1";
    DROP_ORIGINS = "portals.drop_origins", "DELETE FROM portal_origins WHERE client_id = ?1";
    ADD_ORIGIN = "portals.add_origin", "INSERT INTO portal_origins (origin, client_id) VALUES (?1, ?2)";
    /// The portal's browser, with a live session of its sign-in: no such session, no portal. Any will do, so that
    /// nothing is sorted: this is asked for every picture of a portal.
    BY_TOKEN = "portals.by_token",
        "SELECT p.account_id, p.origin, p.person_sealed, a.disabled_at, s.token_hash, s.last_seen_at, s.ends_at \
         FROM portal_sessions p JOIN accounts a ON a.account_id = p.account_id \
         JOIN sessions s ON s.account_id = p.account_id AND s.sign_in_id = p.sign_in_id \
         WHERE p.token_hash = ?1 AND s.ended_at IS NULL AND s.ends_at > ?2 AND s.last_seen_at > ?3 LIMIT 1";
    START = "portals.start",
        "INSERT INTO portal_sessions (token_hash, account_id, sign_in_id, origin, person_sealed, started_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    END = "portals.end", "DELETE FROM portal_sessions WHERE token_hash = ?1";
}

/// A portal's browser that is about to be signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPortalSession {
    pub account: AccountId,
    pub sign_in: SignInId,
    pub origin: String,
    pub person_sealed: Vec<u8>,
    pub started_at: Timestamp,
}

/// A portal's browser with the session that carries it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPortalSession {
    pub account: AccountId,
    pub origin: String,
    pub person_sealed: Vec<u8>,
    pub account_disabled_at: Option<Timestamp>,
    /// A session of the sign-in that lives.
    pub session_hash: [u8; 32],
    pub last_seen_at: Timestamp,
    pub ends_at: Timestamp,
}

pub async fn client_of(db: &Db, origin: &str) -> Result<Option<ClientId>, Trouble> {
    let row = db.fetch_one(&CLIENT_OF, params![origin]).await?;
    row.map(|row| row.text(0).map(ClientId)).transpose()
}

/// Puts a client's origins in the place of those it had. Loss `origin_taken`: another client has one of them.
pub fn put_origins(batch: &mut Batch, client: &ClientId, origins: &[String]) {
    batch.run(&DROP_ORIGINS, params![client]);
    for origin in origins {
        batch.expect_one(&ADD_ORIGIN, params![origin, client], "origin_taken");
    }
}

/// With a session that ends after `now` and was seen after `idle_since`.
pub async fn by_token(
    db: &Db,
    hash: &[u8; 32],
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<StoredPortalSession>, Trouble> {
    let row = db.fetch_one(&BY_TOKEN, params![hash, now, idle_since]).await?;
    row.map(|row| {
        Ok(StoredPortalSession {
            account: AccountId::from_bytes(row.array(0)?),
            origin: row.text(1)?,
            person_sealed: row.bytes(2)?,
            account_disabled_at: row.opt_instant(3)?,
            session_hash: row.array(4)?,
            last_seen_at: row.instant(5)?,
            ends_at: row.instant(6)?,
        })
    })
    .transpose()
}

pub fn start(batch: &mut Batch, hash: &[u8; 32], session: &NewPortalSession) {
    let params = params![
        hash,
        session.account,
        session.sign_in,
        &session.origin,
        &session.person_sealed,
        session.started_at,
    ];
    batch.expect_one(&START, params, "portal_session_exists");
}

pub fn end(batch: &mut Batch, hash: &[u8; 32]) {
    batch.run(&END, params![hash]);
}
