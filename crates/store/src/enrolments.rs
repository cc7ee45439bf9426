//! Authenticators that are being set up: one of each kind for an account, seen by one sign-in, dead after minutes (EN3, EN4).

use domain::{AccountId, EnrolmentId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    OF_ACCOUNT = "enrolments.of_account",
        "SELECT account_id, kind, enrolment_id, sign_in_id, secret_sealed, tries, expires_at \
         FROM enrolments WHERE account_id = ?1 AND kind = ?2";
    PUT = "enrolments.put",
        "INSERT INTO enrolments (account_id, kind, enrolment_id, sign_in_id, secret_sealed, tries, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6) \
         ON CONFLICT (account_id, kind) DO UPDATE SET enrolment_id = excluded.enrolment_id, \
         sign_in_id = excluded.sign_in_id, secret_sealed = excluded.secret_sealed, tries = 0, \
         expires_at = excluded.expires_at";
    BOOK_TRY = "enrolments.book_try",
        "UPDATE enrolments SET tries = tries + 1 \
         WHERE account_id = ?1 AND kind = ?2 AND enrolment_id = ?3 AND tries = ?4";
    SPEND = "enrolments.spend",
        "DELETE FROM enrolments \
         WHERE account_id = ?1 AND kind = ?2 AND enrolment_id = ?3 AND sign_in_id = ?4 AND expires_at > ?5";
    FORGET = "enrolments.forget",
        "DELETE FROM enrolments WHERE account_id = ?1";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEnrolment {
    pub account: AccountId,
    /// `Factor::word`.
    pub kind: String,
    pub id: EnrolmentId,
    /// The sign-in that may see and confirm it.
    pub sign_in: SignInId,
    pub secret_sealed: Vec<u8>,
    /// Zero when it is put.
    pub tries: u32,
    pub expires_at: Timestamp,
}

/// Expired ones too.
pub async fn of_account(db: &Db, account: AccountId, kind: &str) -> Result<Option<StoredEnrolment>, Trouble> {
    let row = db.fetch_one(&OF_ACCOUNT, params![account, kind]).await?;
    row.as_ref().map(read).transpose()
}

/// Lays a new one; what was shown before is worthless.
pub fn put(batch: &mut Batch, new: &StoredEnrolment) {
    let params = params![new.account, &new.kind, new.id, new.sign_in, &new.secret_sealed, new.expires_at];
    batch.run(&PUT, params);
}

/// Loss `enrolment_moved`: a parallel try was booked first, or it is gone.
pub fn book_try(batch: &mut Batch, before: &StoredEnrolment) {
    let params = params![before.account, &before.kind, before.id, before.tries];
    batch.expect_one(&BOOK_TRY, params, "enrolment_moved");
}

/// Confirmed, once. Loss `enrolment_spent`: it was confirmed, replaced, is too old, or another sign-in's.
pub fn spend(batch: &mut Batch, enrolment: &StoredEnrolment, now: Timestamp) {
    let StoredEnrolment { account, kind, id, sign_in, .. } = enrolment;
    batch.expect_one(&SPEND, params![*account, kind, *id, *sign_in, now], "enrolment_spent");
}

/// Everything that the account has half set up.
pub fn forget(batch: &mut Batch, account: AccountId) {
    batch.run(&FORGET, params![account]);
}

fn read(row: &Row) -> Result<StoredEnrolment, Trouble> {
    Ok(StoredEnrolment {
        account: AccountId::from_bytes(row.array(0)?),
        kind: row.text(1)?,
        id: EnrolmentId::from_bytes(row.array(2)?),
        sign_in: SignInId::from_bytes(row.array(3)?),
        secret_sealed: row.bytes(4)?,
        tries: words::small(row, 5)?,
        expires_at: row.instant(6)?,
    })
}
