//! The one place that judges a recovery's code. A try is booked before it is judged, on the message and on the account's
//! day; for an identifier nobody has, on a bucket (invariant 8, RL2). Codes typed by who holds the link are counted apart,
//! so that a stranger cannot use up the customer's.

use domain::recovery::admit_code;
use domain::throttle::Admission;
use domain::{AccountId, Fact, Identifier, RecoveryId, Secret, Timestamp};
use journeys::recover::{Proof, Proven, Sought};
use store::attempts;
use store::db::{Batch, CommitError};
use store::recoveries::{self, StoredRecovery};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::{App, Trouble, chance};

/// More racing guesses than this at one message are simply wrong.
const RACES: usize = 8;

impl App {
    /// Answers `Question::IsRecoveryCode`.
    pub(crate) async fn judge_code(
        &self,
        sought: &Sought,
        code: &Secret,
        caller: &Caller,
    ) -> Result<(Proof, Pocket), Trouble> {
        let mut right = Vec::new();
        for row in self.book_code(sought, caller).await? {
            if self.code_digest(row.id, code.reveal()) == row.code_hash {
                right.push(row);
            }
        }
        let proven = self.proven(&right, caller).await?;
        if proven.is_empty() {
            return Ok((Proof::Wrong, Pocket::default()));
        }
        let counters = proven.iter().map(|one| self.code_counter(one.account)).collect();
        Ok((Proof::Right(proven), Pocket { counters, ..Pocket::default() }))
    }

    /// The messages that this code may be judged against, each booked.
    async fn book_code(&self, sought: &Sought, caller: &Caller) -> Result<Vec<StoredRecovery>, Trouble> {
        for _ in 0..RACES {
            let mut batch = chance::act(caller.now);
            let judged = match sought {
                Sought::Linked(recovery) => self.book_linked(*recovery, caller, &mut batch).await?,
                Sought::Typed(typed) => self.book_typed(typed, caller, &mut batch).await?,
            };
            match self.db().commit(batch).await {
                Ok(()) => return Ok(judged),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Vec::new())
    }

    async fn book_linked(
        &self,
        recovery: RecoveryId,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<Vec<StoredRecovery>, Trouble> {
        let mut judged = recoveries::by_recovery(self.db(), recovery).await?;
        judged.retain(|row| row.is_live(caller.now) && row.link_tries < self.policy().recovery.tries);
        for row in &judged {
            self.book_row(row, true, caller, batch);
        }
        Ok(judged)
    }

    async fn book_typed(
        &self,
        typed: &str,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<Vec<StoredRecovery>, Trouble> {
        let Ok(identifier) = Identifier::parse(typed) else { return Ok(Vec::new()) };
        let mut judged = Vec::new();
        for account in self.meant(&identifier).await? {
            let mut rows = recoveries::of_account(self.db(), account).await?;
            rows.retain(|row| row.is_live(caller.now) && row.tries < self.policy().recovery.tries);
            if !rows.is_empty() && self.book_day(account, caller, batch).await? {
                for row in &rows {
                    self.book_row(row, false, caller, batch);
                }
                judged.append(&mut rows);
            }
        }
        if judged.is_empty() {
            self.book_nobody(&identifier, caller, batch).await?;
        }
        Ok(judged)
    }

    fn book_row(&self, row: &StoredRecovery, by_link: bool, caller: &Caller, batch: &mut Batch) {
        recoveries::book_try(batch, row, by_link);
        let fact = Fact::RecoveryTried { by_link };
        self.audit(batch, Some(row.account), &fact, Some(&caller.place()), caller.now);
    }

    /// Whether this account's day still has a guess without the link.
    async fn book_day(
        &self,
        account: AccountId,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<bool, Trouble> {
        let key = self.code_counter(account);
        let before = attempts::counter(self.db(), &key).await?;
        match admit_code(counter(before), caller.now, &self.policy().recovery) {
            Admission::Admitted { failures } => {
                attempts::book(batch, &key, before, failures, caller.now);
                Ok(true)
            }
            Admission::Wait { .. } => Ok(false),
        }
    }

    async fn book_nobody(
        &self,
        identifier: &Identifier,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<(), Trouble> {
        let key = self.vault().bucket("recovery/code/bucket", identifier);
        let before = attempts::counter(self.db(), &key).await?;
        let failures = before.map_or(1, |before| before.failures.saturating_add(1));
        attempts::book(batch, &key, before, failures, caller.now);
        Ok(())
    }

    /// Whom these messages prove: their address must still be the person's, and still serve (EL2, RE6).
    pub(super) async fn proven(
        &self,
        rows: &[StoredRecovery],
        caller: &Caller,
    ) -> Result<Vec<Proven>, Trouble> {
        let mut proven: Vec<Proven> = Vec::new();
        for row in rows {
            let Some(person) = self.reachable(row.account, caller.now).await? else { continue };
            let serves = person.addresses.iter().any(|address| address.digest == row.contact_digest);
            if serves && proven.iter().all(|known| known.account != row.account) {
                proven.push(Proven {
                    account: row.account,
                    recovery: row.id,
                    login: person.login,
                    printed: false,
                });
            }
        }
        Ok(proven)
    }

    /// Somebody whose printed code was right; `None` for a closed account.
    pub(crate) async fn proven_by_print(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Option<Proven>, Trouble> {
        let recovery = chance::new_id(RecoveryId::new, now);
        let person = self.reachable(account, now).await?;
        Ok(person.map(|person| Proven { account, recovery, login: person.login, printed: true }))
    }

    /// Lays what `Write::ProveByCode` asks for.
    pub(crate) fn prove_by_code(
        &self,
        account: AccountId,
        recovery: RecoveryId,
        caller: &Caller,
        batch: &mut Batch,
    ) {
        let times = (caller.now, caller.now + self.policy().recovery.proof_lives);
        let browser = self.browser_digest(caller);
        recoveries::prove(batch, (account, recovery), &browser, &chance::bytes(), times);
    }

    /// Lays what `Write::ClaimRecovery` asks for.
    pub(crate) fn claim_recovery(
        &self,
        account: AccountId,
        recovery: RecoveryId,
        pocket: &Pocket,
        caller: &Caller,
        batch: &mut Batch,
    ) {
        let until = caller.now + self.policy().recovery.proof_lives;
        recoveries::claim(batch, account, recovery, &self.browser_digest(caller), until);
        for counter in &pocket.counters {
            attempts::clear(batch, counter);
        }
    }
}
