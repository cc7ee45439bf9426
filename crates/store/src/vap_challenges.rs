//! What phones are asked: one row for each question, moved once by whoever is first (PU3, PU5). Knows no number in clear.

use domain::vap::{ChallengeState, FINALISED_WITHIN, Kind, NumberMode, Past};
use domain::{AccountId, AuthenticatorId, Timestamp, VapChallengeId};

use crate::{Batch, Db, Row, Trouble, params, words};

statements! {
    BY_ID = "vap_challenges.by_id",
        "SELECT account_id, challenge_id, phone_id, client, kind, state, text_sealed, hash, number_mode, \
         number_sealed, tries_left, browser_digest, created_at, changed_at, expires_at, unlocked FROM vap_challenges \
         WHERE challenge_id = ?1";
    PENDING = "vap_challenges.pending",
        "SELECT account_id, challenge_id, phone_id, client, kind, state, text_sealed, hash, number_mode, \
         number_sealed, tries_left, browser_digest, created_at, changed_at, expires_at, unlocked FROM vap_challenges \
         WHERE account_id = ?1 AND phone_id = ?2 AND state = 'pending' AND expires_at > ?3 AND tries_left > 0 \
         ORDER BY challenge_id DESC LIMIT 20";
    PAST = "vap_challenges.past",
        "SELECT state, created_at, CASE WHEN state = 'pending' THEN expires_at ELSE changed_at END \
         FROM vap_challenges WHERE account_id = ?1 AND kind <> 'enrol' \
         AND (CASE WHEN kind = 'signin' AND number_mode = 'enter6' THEN 1 ELSE 0 END) = ?2 \
         ORDER BY challenge_id DESC LIMIT 12";
    INSERT = "vap_challenges.insert",
        "INSERT INTO vap_challenges (account_id, challenge_id, phone_id, client, kind, state, text_sealed, hash, \
         number_mode, number_sealed, tries_left, browser_digest, created_at, changed_at, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13)";
    SUPERSEDE = "vap_challenges.supersede",
        "UPDATE vap_challenges SET state = CASE WHEN expires_at <= ?3 THEN 'expired' ELSE 'superseded' END, \
         changed_at = CASE WHEN expires_at <= ?3 THEN expires_at ELSE ?3 END \
         WHERE account_id = ?1 AND client = ?2 AND state = 'pending'";
    BOOK_TRY = "vap_challenges.book_try",
        "UPDATE vap_challenges SET tries_left = tries_left - 1 WHERE account_id = ?1 AND challenge_id = ?2 \
         AND state = 'pending' AND tries_left = ?3 AND tries_left > 0 AND expires_at > ?4";
    /// Who waits sees a denial or failure even a moment late: the time was judged when the answer came.
    ANSWER = "vap_challenges.answer",
        "UPDATE vap_challenges SET state = ?3, answer_sealed = ?4, changed_at = ?5, unlocked = ?6 \
         WHERE account_id = ?1 AND challenge_id = ?2 AND state = 'pending'";
    CONSUME = "vap_challenges.consume",
        "UPDATE vap_challenges SET state = 'consumed', changed_at = ?4 WHERE account_id = ?1 AND challenge_id = ?2 \
         AND browser_digest = ?3 AND state = 'approved' AND changed_at > ?5";
    END_OF_PHONE = "vap_challenges.end_of_phone",
        "UPDATE vap_challenges SET state = 'failed', changed_at = ?3 \
         WHERE account_id = ?1 AND phone_id = ?2 AND state IN ('pending', 'approved')";
    BEGIN_ROUND = "vap_challenges.begin_round",
        "INSERT INTO vap_rounds (account_id, round) VALUES (?1, 0) ON CONFLICT (account_id) DO NOTHING";
    ROUND = "vap_challenges.round",
        "SELECT round FROM vap_rounds WHERE account_id = ?1";
    STEP_ROUND = "vap_challenges.step_round",
        "UPDATE vap_rounds SET round = round + 1 WHERE account_id = ?1 AND round = ?2";
    /// One question for all who wait on this node (X8).
    CHANGED = "vap_challenges.changed",
        "SELECT challenge_id, phone_id FROM vap_challenges WHERE changed_at > ?1 \
         UNION ALL SELECT enrolment_id, account_id FROM vap_enrolments WHERE changed_at > ?1 LIMIT 10000";
}

/// Somebody else moved it first.
const MOVED: &str = "challenge_moved";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredChallenge {
    pub account: AccountId,
    pub id: VapChallengeId,
    pub phone: AuthenticatorId,
    pub client: String,
    pub kind: Kind,
    /// As written; `ChallengeState::at` says what it is now.
    pub state: ChallengeState,
    pub text_sealed: Vec<u8>,
    pub hash: [u8; 32],
    pub mode: NumberMode,
    pub number_sealed: Vec<u8>,
    pub tries_left: u32,
    pub browser_digest: [u8; 16],
    pub created_at: Timestamp,
    /// When it was moved last; when it was laid, where it never was.
    pub changed_at: Timestamp,
    pub expires_at: Timestamp,
    /// The phone's own lock was opened for the approval.
    pub unlocked: bool,
}

impl StoredChallenge {
    /// Whether it stands for the whole sign-in: no password came before it.
    pub fn is_alone(&self) -> bool {
        (self.kind, self.mode) == (Kind::SignIn, NumberMode::Enter6)
    }

    /// Where it stands at an instant; one whose tries are used up has failed, whatever happened to the last verdict.
    pub fn state_at(&self, now: Timestamp) -> ChallengeState {
        match self.state.at(self.expires_at, now) {
            ChallengeState::Pending if self.tries_left == 0 => ChallengeState::Failed,
            // `consume` asks for the same: an approval waits a minute for its browser, and then is nobody's.
            ChallengeState::Approved if now >= self.changed_at + FINALISED_WITHIN => ChallengeState::Expired,
            other => other,
        }
    }
}

pub async fn by_id(db: &Db, id: VapChallengeId) -> Result<Option<StoredChallenge>, Trouble> {
    db.fetch_one(&BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

/// What this phone is asked now, newest first.
pub async fn pending(
    db: &Db,
    account: AccountId,
    phone: AuthenticatorId,
    now: Timestamp,
) -> Result<Vec<StoredChallenge>, Trouble> {
    db.fetch_many(&PENDING, params![account, phone, now]).await?.iter().map(read).collect()
}

/// The account's last dozen, newest first: those before which no password came, or the others. First numbers of new phones do not
/// count (PU3).
pub async fn past(db: &Db, account: AccountId, alone: bool) -> Result<Vec<Past>, Trouble> {
    let rows = db.fetch_many(&PAST, params![account, i64::from(alone)]).await?;
    rows.iter()
        .map(|row| {
            let state = ChallengeState::parse(&row.text(0)?).ok_or_else(|| words::not(0, "a state"))?;
            Ok(Past { state, created_at: row.instant(1)?, ended_at: row.instant(2)? })
        })
        .collect()
}

/// Lays a question; `supersede` and `step_round` before it.
pub fn insert(batch: &mut Batch, one: &StoredChallenge) {
    let params = params![
        one.account,
        one.id,
        one.phone,
        &one.client,
        one.kind.word(),
        &one.text_sealed,
        one.hash,
        one.mode.word(),
        &one.number_sealed,
        one.tries_left,
        one.browser_digest,
        one.created_at,
        one.expires_at,
    ];
    batch.expect_one(&INSERT, params, MOVED);
}

/// A newer question of the same service replaces what is pending.
pub fn supersede(batch: &mut Batch, account: AccountId, client: &str, now: Timestamp) {
    batch.run(&SUPERSEDE, params![account, client, now]);
}

/// Books a number on exactly the row that was read (invariant 8). Loss `challenge_moved`.
pub fn book_try(batch: &mut Batch, one: &StoredChallenge, now: Timestamp) {
    batch.expect_one(&BOOK_TRY, params![one.account, one.id, one.tries_left, now], MOVED);
}

/// One answer moves it; the last says whether the phone's own lock was opened for it. Loss `challenge_moved`: it was answered, replaced or ended by somebody else.
pub fn answer(
    batch: &mut Batch,
    one: &StoredChallenge,
    (state, unlocked): (ChallengeState, bool),
    sealed: Vec<u8>,
    now: Timestamp,
) {
    let params = params![one.account, one.id, state.word(), sealed, now, i64::from(unlocked)];
    batch.expect_one(&ANSWER, params, MOVED);
}

/// The browser that asked takes the approval, once, if it was given after `since`. Loss `challenge_moved`.
pub fn consume(
    batch: &mut Batch,
    one: &StoredChallenge,
    browser: &[u8; 16],
    now: Timestamp,
    since: Timestamp,
) {
    batch.expect_one(&CONSUME, params![one.account, one.id, browser, now, since], MOVED);
}

/// A phone that ends takes its questions and its approvals with it (PU7).
pub fn end_of_phone(batch: &mut Batch, account: AccountId, phone: AuthenticatorId, now: Timestamp) {
    batch.run(&END_OF_PHONE, params![account, phone, now]);
}

/// The account's round, zero before the first.
pub async fn round(db: &Db, account: AccountId) -> Result<i64, Trouble> {
    db.fetch_one(&ROUND, params![account]).await?.map_or(Ok(0), |row| row.int(0))
}

/// Steps forward from the round that was read. Loss `round_moved`: a parallel request was first.
pub fn step_round(batch: &mut Batch, account: AccountId, round: i64) {
    batch.run(&BEGIN_ROUND, params![account]);
    batch.expect_one(&STEP_ROUND, params![account, round], "round_moved");
}

/// Ids that changed after an instant, and whom each concerns: challenge and phone, or enrolment and account.
pub async fn changed(db: &Db, since: Timestamp) -> Result<Vec<[[u8; 16]; 2]>, Trouble> {
    let rows = db.fetch_many(&CHANGED, params![since]).await?;
    rows.iter().map(|row| Ok([row.array(0)?, row.array(1)?])).collect()
}

fn read(row: &Row) -> Result<StoredChallenge, Trouble> {
    Ok(StoredChallenge {
        account: AccountId::from_bytes(row.array(0)?),
        id: VapChallengeId::from_bytes(row.array(1)?),
        phone: AuthenticatorId::from_bytes(row.array(2)?),
        client: row.text(3)?,
        kind: Kind::parse(&row.text(4)?).ok_or_else(|| words::not(4, "a kind"))?,
        state: ChallengeState::parse(&row.text(5)?).ok_or_else(|| words::not(5, "a state"))?,
        text_sealed: row.bytes(6)?,
        hash: row.array(7)?,
        mode: NumberMode::parse(&row.text(8)?).ok_or_else(|| words::not(8, "a mode"))?,
        number_sealed: row.bytes(9)?,
        tries_left: words::small(row, 10)?,
        browser_digest: row.array(11)?,
        created_at: row.instant(12)?,
        changed_at: row.instant(13)?,
        expires_at: row.instant(14)?,
        unlocked: row.int(15)? != 0,
    })
}
