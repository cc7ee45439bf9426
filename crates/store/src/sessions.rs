//! Sessions, found by the hash of their cookie (SE1). Knows no limit: `domain::Session::is_live` does.

use domain::{AccountId, AuthenticatorId, DeviceId, Method, Session, SessionId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    /// The hot one: a disabled account is seen here, with the same question (SE8).
    BY_TOKEN = "sessions.by_token",
        "SELECT s.session_id, s.account_id, s.device_id, s.sign_in_id, s.started_at, s.authenticated_at, \
         s.last_seen_at, s.ends_at, s.methods, s.ended_at, a.disabled_at \
         FROM sessions s JOIN accounts a ON a.account_id = s.account_id \
         WHERE s.token_hash = ?1";
    SIGN_IN_LIVES = "sessions.sign_in_lives",
        "SELECT 1 FROM sessions \
         WHERE account_id = ?1 AND sign_in_id = ?2 AND ended_at IS NULL AND ends_at > ?3 LIMIT 1";
    START = "sessions.start",
        "INSERT INTO sessions (token_hash, session_id, account_id, device_id, sign_in_id, started_at, \
         authenticated_at, last_seen_at, ends_at, methods) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (token_hash) DO NOTHING";
    SEEN = "sessions.seen",
        "UPDATE sessions SET last_seen_at = ?2 \
         WHERE token_hash = ?1 AND last_seen_at < ?2 AND ended_at IS NULL";
    END_TOKEN = "sessions.end_token",
        "UPDATE sessions SET ended_at = ?2 WHERE token_hash = ?1 AND ended_at IS NULL";
    RAISE = "sessions.raise",
        "UPDATE sessions SET token_hash = ?4, session_id = ?5, methods = ?6, last_seen_at = ?7 \
         WHERE token_hash = ?1 AND account_id = ?2 AND sign_in_id = ?3 AND ended_at IS NULL";
    /// A code by mail is no factor: whoever recovered by mail could show one (RE6).
    PROVED = "sessions.proved",
        "UPDATE sessions SET factor_since = COALESCE((SELECT a.created_at FROM authenticators a \
         WHERE a.account_id = ?2 AND a.authenticator_id = ?3 AND a.kind <> 'mail_code'), \
         (SELECT p.registered_at FROM phones p WHERE p.account_id = ?2 AND p.phone_id = ?3)) WHERE token_hash = ?1";
    FACTOR_SINCE = "sessions.factor_since",
        "SELECT factor_since FROM sessions WHERE token_hash = ?1";
    END_SIGN_IN = "sessions.end_sign_in",
        "UPDATE sessions SET ended_at = ?3 WHERE account_id = ?2 AND sign_in_id = ?1 AND ended_at IS NULL";
    END_DEVICE = "sessions.end_device",
        "UPDATE sessions SET ended_at = ?3 WHERE device_id = ?1 AND account_id = ?2 AND ended_at IS NULL";
    END_OTHERS = "sessions.end_others",
        "UPDATE sessions SET ended_at = ?3 WHERE account_id = ?1 AND sign_in_id <> ?2 AND ended_at IS NULL";
    END_ACCOUNT = "sessions.end_account",
        "UPDATE sessions SET ended_at = ?2 WHERE account_id = ?1 AND ended_at IS NULL";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredSession {
    pub session: Session,
    pub account_disabled_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

pub async fn by_token(db: &Db, token_hash: &[u8; 32]) -> Result<Option<StoredSession>, Trouble> {
    let row = db.fetch_one(&BY_TOKEN, params![token_hash]).await?;
    row.as_ref().map(read).transpose()
}

/// Whether some session of this sign-in has neither ended nor passed its end: a code is redeemed only then (OA4).
pub async fn sign_in_lives(
    db: &Db,
    account: AccountId,
    sign_in: SignInId,
    now: Timestamp,
) -> Result<bool, Trouble> {
    Ok(db.fetch_one(&SIGN_IN_LIVES, params![account, sign_in, now]).await?.is_some())
}

/// Loss `session_exists`: this token was used before.
pub fn start(batch: &mut Batch, token_hash: &[u8; 32], session: &Session) {
    batch.expect_one(&START, to_params(token_hash, session), "session_exists");
}

/// For an answer that is repeated, whose successor token is the same as the first time (SE4): the first session stays.
pub fn start_again(batch: &mut Batch, token_hash: &[u8; 32], session: &Session) {
    batch.run(&START, to_params(token_hash, session));
}

pub fn seen(batch: &mut Batch, token_hash: &[u8; 32], now: Timestamp) {
    batch.run(&SEEN, params![token_hash, now]);
}

pub fn end_token(batch: &mut Batch, token_hash: &[u8; 32], now: Timestamp) {
    batch.run(&END_TOKEN, params![token_hash, now]);
}

/// A session that goes on with more proof.
#[derive(Clone, Debug)]
pub struct Raised {
    pub account: AccountId,
    pub sign_in: SignInId,
    /// Its new id, under a new token.
    pub session: SessionId,
    pub methods: Vec<Method>,
}

/// Gives the session of `from` the token `to`: the old one is dead (SE1). Loss `session_gone`: it has ended meanwhile.
pub fn raise(batch: &mut Batch, from: &[u8; 32], to: &[u8; 32], raised: &Raised, now: Timestamp) {
    let methods = words::from_methods(&raised.methods);
    let params = params![from, raised.account, raised.sign_in, to, raised.session, methods, now];
    batch.expect_one(&RAISE, params, "session_gone");
}

/// This session proved that factor, or that phone: it says since when it stands.
pub fn proved(batch: &mut Batch, token_hash: &[u8; 32], account: AccountId, by: AuthenticatorId) {
    batch.run(&PROVED, params![token_hash, account, by]);
}

/// Since when the factor stands that this session proved last.
pub async fn factor_since(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Timestamp>, Trouble> {
    let row = db.fetch_one(&FACTOR_SINCE, params![token_hash]).await?;
    row.map_or(Ok(None), |row| row.opt_instant(0))
}

pub fn end_sign_in(batch: &mut Batch, sign_in: SignInId, account: AccountId, now: Timestamp) {
    batch.run(&END_SIGN_IN, params![sign_in, account, now]);
}

pub fn end_device(batch: &mut Batch, device: DeviceId, account: AccountId, now: Timestamp) {
    batch.run(&END_DEVICE, params![device, account, now]);
}

/// Every session of the account but those of the sign-in at hand.
pub fn end_others(batch: &mut Batch, account: AccountId, sign_in: SignInId, now: Timestamp) {
    batch.run(&END_OTHERS, params![account, sign_in, now]);
}

pub fn end_account(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&END_ACCOUNT, params![account, now]);
}

fn to_params(token_hash: &[u8; 32], session: &Session) -> Vec<crate::Value> {
    params![
        token_hash,
        session.id,
        session.account,
        session.device,
        session.sign_in,
        session.started_at,
        session.authenticated_at,
        session.last_seen_at,
        session.ends_at,
        words::from_methods(&session.methods),
    ]
}

pub(crate) fn read(row: &Row) -> Result<StoredSession, Trouble> {
    let session = Session {
        id: SessionId::from_bytes(row.array(0)?),
        account: AccountId::from_bytes(row.array(1)?),
        device: DeviceId::from_bytes(row.array(2)?),
        sign_in: SignInId::from_bytes(row.array(3)?),
        started_at: row.instant(4)?,
        authenticated_at: row.instant(5)?,
        last_seen_at: row.instant(6)?,
        ends_at: row.instant(7)?,
        methods: words::methods(row, 8)?,
    };
    Ok(StoredSession { session, ended_at: row.opt_instant(9)?, account_disabled_at: row.opt_instant(10)? })
}
