//! Tries to bring a phone to an account: found by id or by the digest of their code, claimed once (EN3, X8).
//! Knows no secret and no code, only what they hash to.

use domain::vap::{Confirm, EnrolmentState};
use domain::{AccountId, AuthenticatorId, EnrolmentId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_ID = "vap_enrolments.by_id",
        "SELECT account_id, enrolment_id, secret_hash, code_digest, claim_hash, nonce, confirm, phone_id, \
         browser_digest, state, created_at, expires_at, shown_sealed FROM vap_enrolments WHERE enrolment_id = ?1";
    BY_CODE = "vap_enrolments.by_code",
        "SELECT account_id, enrolment_id, secret_hash, code_digest, claim_hash, nonce, confirm, phone_id, \
         browser_digest, state, created_at, expires_at, shown_sealed FROM vap_enrolments WHERE code_digest = ?1";
    INSERT = "vap_enrolments.insert",
        "INSERT INTO vap_enrolments (account_id, enrolment_id, secret_hash, code_digest, confirm, browser_digest, \
         state, created_at, changed_at, expires_at, shown_sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'created', ?7, ?7, ?8, ?9)";
    SUPERSEDE = "vap_enrolments.supersede",
        "UPDATE vap_enrolments SET state = 'superseded', changed_at = ?2 \
         WHERE account_id = ?1 AND state IN ('created', 'claimed', 'registered')";
    CLAIM = "vap_enrolments.claim",
        "UPDATE vap_enrolments SET state = 'claimed', claim_hash = ?3, nonce = ?4, changed_at = ?5, shown_sealed = NULL \
         WHERE account_id = ?1 AND enrolment_id = ?2 AND state = 'created' AND expires_at > ?5";
    REGISTER = "vap_enrolments.register",
        "UPDATE vap_enrolments SET state = ?3, phone_id = ?4, changed_at = ?5 \
         WHERE account_id = ?1 AND enrolment_id = ?2 AND state = 'claimed' AND expires_at > ?5";
    FINISH = "vap_enrolments.finish",
        "UPDATE vap_enrolments SET state = ?3, changed_at = ?4 \
         WHERE account_id = ?1 AND phone_id = ?2 AND state = 'registered'";
    CANCEL = "vap_enrolments.cancel",
        "UPDATE vap_enrolments SET state = 'cancelled', changed_at = ?3 \
         WHERE account_id = ?1 AND enrolment_id = ?2 AND state IN ('created', 'claimed')";
}

/// Somebody else moved it: claimed, registered, replaced or over meanwhile.
const MOVED: &str = "enrolment_moved";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEnrolment {
    pub account: AccountId,
    pub id: EnrolmentId,
    pub secret_hash: [u8; 32],
    pub code_digest: [u8; 32],
    /// Link and code, for a page that is opened again; gone once claimed.
    pub shown_sealed: Option<Vec<u8>>,
    pub claim_hash: Option<[u8; 32]>,
    pub nonce: Option<String>,
    pub confirm: Confirm,
    pub phone: Option<AuthenticatorId>,
    pub browser_digest: [u8; 16],
    /// As written; `EnrolmentState::at` says what it is now.
    pub state: EnrolmentState,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn by_id(db: &Db, id: EnrolmentId) -> Result<Option<StoredEnrolment>, Trouble> {
    db.fetch_one(&BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

pub async fn by_code(db: &Db, digest: &[u8; 32]) -> Result<Option<StoredEnrolment>, Trouble> {
    db.fetch_one(&BY_CODE, params![digest]).await?.as_ref().map(read).transpose()
}

/// Lays a new one; `supersede` before it. Loss `enrolment_moved`: the code exists, draw another.
pub fn insert(batch: &mut Batch, one: &StoredEnrolment) {
    let params = params![
        one.account,
        one.id,
        one.secret_hash,
        one.code_digest,
        one.confirm.word(),
        one.browser_digest,
        one.created_at,
        one.expires_at,
        one.shown_sealed.as_ref(),
    ];
    batch.expect_one(&INSERT, params, MOVED);
}

/// A newer one is shown: older ones are over.
pub fn supersede(batch: &mut Batch, account: AccountId, now: Timestamp) {
    batch.run(&SUPERSEDE, params![account, now]);
}

/// The first claim wins. Loss `enrolment_moved`.
pub fn claim(batch: &mut Batch, one: &StoredEnrolment, claim_hash: &[u8; 32], nonce: &str, now: Timestamp) {
    batch.expect_one(&CLAIM, params![one.account, one.id, claim_hash, nonce, now], MOVED);
}

/// The claimed one has its phone. Loss `enrolment_moved`.
pub fn register(
    batch: &mut Batch,
    one: &StoredEnrolment,
    state: EnrolmentState,
    phone: AuthenticatorId,
    now: Timestamp,
) {
    batch.expect_one(&REGISTER, params![one.account, one.id, state.word(), phone, now], MOVED);
}

/// The phone approved its first number, or did not.
pub fn finish(
    batch: &mut Batch,
    account: AccountId,
    phone: AuthenticatorId,
    state: EnrolmentState,
    now: Timestamp,
) {
    batch.run(&FINISH, params![account, phone, state.word(), now]);
}

/// The page was left, or another method chosen. A phone that has registered stays.
pub fn cancel(batch: &mut Batch, account: AccountId, id: EnrolmentId, now: Timestamp) {
    batch.run(&CANCEL, params![account, id, now]);
}

fn read(row: &Row) -> Result<StoredEnrolment, Trouble> {
    Ok(StoredEnrolment {
        account: AccountId::from_bytes(row.array(0)?),
        id: EnrolmentId::from_bytes(row.array(1)?),
        secret_hash: row.array(2)?,
        code_digest: row.array(3)?,
        claim_hash: row.opt_array(4)?,
        nonce: row.opt_text(5)?,
        confirm: Confirm::parse(&row.text(6)?).ok_or_else(|| words::not(6, "a word of ours"))?,
        phone: row.opt_array(7)?.map(AuthenticatorId::from_bytes),
        browser_digest: row.array(8)?,
        state: EnrolmentState::parse(&row.text(9)?).ok_or_else(|| words::not(9, "a state"))?,
        created_at: row.instant(10)?,
        expires_at: row.instant(11)?,
        shown_sealed: row.opt_bytes(12)?,
    })
}
