//! The one place that judges a second factor at sign-in. A proof is booked as wrong before it is judged, on the account's
//! counter and on the authenticator (invariant 8, TO3); what is right is taken in the turn's own Batch, once for ever (TO1).

use domain::throttle::{Admission, admit};
use domain::{AccountId, AuthenticatorId, DeviceId, Fact, Factor, Timestamp};
use journeys::second_factor::{Proof, Verdict};
use proofs::card;
use proofs::totp::{Judged, judge};
use store::authenticators::{self, StoredAuthenticator};
use store::sent_codes::{self, SentCode};
use store::{attempts, db::CommitError};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::vault::Purpose;
use crate::{App, Trouble};

/// More racing proofs than this at one account are told to wait.
const RACES: usize = 8;

enum Booked {
    /// With the failures in a row that this one makes, should it be wrong.
    At {
        stored: Box<StoredAuthenticator>,
        /// Of an address, of which nothing is stored as a method.
        is_address: bool,
        failures: u32,
        /// What was sent for this question.
        sent: Option<SentCode>,
    },
    Not(Verdict),
}

impl App {
    /// Answers `Question::IsFactor`.
    pub(crate) async fn judge_factor(
        &self,
        (account, device): (AccountId, DeviceId),
        authenticator: AuthenticatorId,
        proof: &Proof,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        if let Proof::Approval(challenge) = proof {
            return self.judge_approval(account, authenticator, *challenge, caller).await;
        }
        let key = self.factor_counter(account, device, caller).await?;
        if let Proof::Passkey(shown) = proof {
            return self.judge_second_passkey((account, key), shown, caller).await;
        }
        let booked = self.book_factor((account, authenticator), proof, key, caller).await?;
        let (stored, is_address, failures, sent) = match booked {
            Booked::At { stored, is_address, failures, sent } => (stored, is_address, failures, sent),
            Booked::Not(verdict) => return Ok((verdict, Pocket::default())),
        };
        let judged = match (proof, &sent) {
            (Proof::Sent { code, .. }, Some(sent)) if self.is_code(sent, code.reveal()) => {
                Judged::Right { step: stored.counter }
            }
            _ => self.judge_proof(&stored, proof, caller),
        };
        let verdict = match (judged, failures) {
            (Judged::Right { step }, _) => {
                let used = sent.map(|sent| Self::used(sent, self.kept_secret(&stored), is_address));
                let pocket = Pocket { accepted: Some(step), counters: vec![key], used, ..Pocket::default() };
                return Ok((Verdict::Right, pocket));
            }
            (Judged::Used, _) => Verdict::Used,
            (Judged::Wrong, failures) if failures >= self.policy().factors.blocks_after => {
                Verdict::OneTooMany
            }
            (Judged::Wrong, _) => Verdict::Wrong,
        };
        Ok((verdict, Pocket::default()))
    }

    fn judge_proof(&self, stored: &StoredAuthenticator, proof: &Proof, caller: &Caller) -> Judged {
        let secret = self.vault().open(Purpose::Authenticator, stored.id.bytes(), &stored.secret_sealed);
        match (Factor::from_word(&stored.kind), secret, proof) {
            (Some(Factor::Totp), Some(secret), Proof::Code(code)) => {
                judge(&secret, code.reveal(), caller.now, stored.counter)
            }
            (Some(Factor::Card), Some(secret), Proof::Code(code)) => {
                card::judge(&secret, code.reveal(), stored.counter)
            }
            _ => Judged::Wrong,
        }
    }

    /// A number or address, as it was kept.
    pub(super) fn kept_secret(&self, stored: &StoredAuthenticator) -> Option<String> {
        self.vault().open_text(Purpose::Authenticator, stored.id.bytes(), &stored.secret_sealed)
    }

    /// One commit: the account's counter, the authenticator's failures in a row, the code that was sent, the fact.
    async fn book_factor(
        &self,
        (account, authenticator): (AccountId, AuthenticatorId),
        proof: &Proof,
        key: [u8; 16],
        caller: &Caller,
    ) -> Result<Booked, Trouble> {
        let (now, policy) = (caller.now, &self.policy().factors);
        for _ in 0..RACES {
            let all = authenticators::of_account(self.db(), account).await?;
            let found = all.into_iter().find(|one| one.id == authenticator);
            let is_address = found.is_none() && self.address_by(account, authenticator, now).await?.is_some();
            let found = found.or_else(|| is_address.then(|| address_row((account, authenticator), now)));
            let kind = found.as_ref().and_then(|one| Factor::from_word(&one.kind));
            let (Some(stored), Some(kind)) = (found, kind.filter(|kind| is_address || policy.allows(*kind)))
            else {
                return Ok(Booked::Not(Verdict::Wrong));
            };
            if stored.lost_at.is_some() || self.are_suspended(authenticator).await? {
                return Ok(Booked::Not(Verdict::Lost));
            }
            if stored.blocked_at.is_some() {
                return Ok(Booked::Not(Verdict::Blocked));
            }
            let sent = match proof {
                Proof::Sent { id, .. } => self.live_code(account, authenticator, *id, now).await?,
                Proof::Code(_) | Proof::Passkey(_) | Proof::Approval(_) => None,
            };
            if sent.is_none() && kind.is_sent() {
                return Ok(Booked::Not(Verdict::Worn));
            }
            let before = attempts::counter(self.db(), &key).await?;
            let tries = match admit(counter(before), policy.throttle.free_tries, now, &policy.throttle) {
                Admission::Admitted { failures } => failures,
                Admission::Wait { until } => return Ok(Booked::Not(Verdict::TooSoon { until })),
            };
            let mut batch = crate::chance::act(now);
            attempts::book(&mut batch, &key, before, tries, now);
            if !is_address {
                authenticators::book_failure(&mut batch, account, authenticator, stored.failures);
            }
            if let Some(sent) = &sent {
                sent_codes::book_try(&mut batch, sent);
            }
            self.audit(&mut batch, Some(account), &Fact::FactorTried { kind }, Some(&caller.place()), now);
            match self.db().commit(batch).await {
                Ok(()) => {
                    let failures = stored.failures.saturating_add(1);
                    return Ok(Booked::At { stored: Box::new(stored), is_address, failures, sent });
                }
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Booked::Not(Verdict::TooSoon { until: now + policy.throttle.first_delay }))
    }

    /// Every session, address and unknown device of an account share one counter (TO3); a device that signed in before has
    /// its own, so that who knows the password cannot use up the customer's tries there (decision 7).
    async fn factor_counter(
        &self,
        account: AccountId,
        device: DeviceId,
        caller: &Caller,
    ) -> Result<[u8; 16], Trouble> {
        let stored = match caller.device_of(account).filter(|known| *known == device) {
            Some(known) => store::devices::by_id(self.db(), known).await?,
            None => None,
        };
        let is_known = stored.is_some_and(|stored| stored.account == account);
        Ok(if is_known {
            self.vault().digest("factor/device", device.bytes())
        } else {
            self.vault().digest("factor/account", account.bytes())
        })
    }
}

/// An address stands for a method of its kind (decision 5): its tries are those of the code that went there.
fn address_row((account, id): (AccountId, AuthenticatorId), now: Timestamp) -> StoredAuthenticator {
    StoredAuthenticator {
        account,
        id,
        kind: Factor::MailCode.word().to_owned(),
        label_sealed: Vec::new(),
        secret_sealed: Vec::new(),
        handle_digest: None,
        counter: 0,
        failures: 0,
        created_at: now,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    }
}
