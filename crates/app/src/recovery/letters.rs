//! The messages themselves: one for each address, naming every account of it, with one code and one link (decision 11).
//! The request is booked first, alone, under what was typed; then the messages are laid with the rest of the turn, and for
//! nobody an act of the same kind is committed.

use domain::message::{MailTemplate, Message};
use domain::recovery::{admit_message, make_code};
use domain::throttle::Admission;
use domain::{AccountId, Fact, Identifier, Locale, RecoveryId, Timestamp};
use journeys::Visit;
use journeys::recover::Found;
use store::attempts::{self, StoredCounter};
use store::db::{Batch, CommitError};
use store::recoveries::{self, StoredRecovery};

use super::people::{Address, Reachable};
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// More racing requests than this at one counter are simply told to wait.
const RACES: usize = 8;

/// One message to one address.
#[derive(Clone, Debug)]
pub struct Letter {
    address: Address,
    brand: String,
    locale: Locale,
    /// Only where the message names one person.
    given_name: String,
    accounts: Vec<(AccountId, String)>,
}

impl App {
    /// Answers `Question::WhomToRecover`.
    pub(crate) async fn whom_to_recover(
        &self,
        identifier: &Identifier,
        caller: &Caller,
    ) -> Result<(Found, Pocket), Trouble> {
        for _ in 0..RACES {
            let key = self.vault().bucket("recovery/asked", identifier);
            let before = attempts::counter(self.db(), &key).await?;
            let mut batch = chance::act(caller.now);
            if let Some(until) = self.book_message(&mut batch, &key, before, caller.now) {
                return Ok((Found::TooSoon { until }, Pocket::default()));
            }
            let people = self.admitted_people(identifier, &mut batch, caller.now).await?;
            match self.db().commit(batch).await {
                Ok(()) => {
                    let letters = letters(&people);
                    let accounts = people.iter().map(|person| person.account.id).collect();
                    return Ok((Found::Accounts(accounts), Pocket { letters, ..Pocket::default() }));
                }
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        let until = caller.now + self.policy().recovery.pause;
        Ok((Found::TooSoon { until }, Pocket::default()))
    }

    /// Books one message under a counter, or says until when there is none.
    fn book_message(
        &self,
        batch: &mut Batch,
        key: &[u8; 16],
        before: Option<StoredCounter>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        match admit_message(counter(before), now, &self.policy().recovery) {
            Admission::Admitted { failures } => {
                attempts::book(batch, key, before, failures, now);
                None
            }
            Admission::Wait { until } => Some(until),
        }
    }

    /// The people who may get a message now. Who had too many under other names is passed over in silence: the page
    /// depends on what was typed alone.
    async fn admitted_people(
        &self,
        identifier: &Identifier,
        batch: &mut Batch,
        now: Timestamp,
    ) -> Result<Vec<Reachable>, Trouble> {
        let mut people = Vec::new();
        let typed = self.contact_digest(identifier.as_str());
        for (account, by_contact) in self.meant_by(identifier).await? {
            let Some(mut person) = self.reachable(account, now).await? else { continue };
            if by_contact && person.addresses.iter().any(|address| address.digest == typed) {
                person.addresses.retain(|address| address.digest == typed);
            }
            if person.addresses.is_empty() {
                continue;
            }
            let key = self.vault().digest("recovery/account", account.bytes());
            let before = attempts::counter(self.db(), &key).await?;
            if self.book_message(batch, &key, before, now).is_none() {
                people.push(person);
            }
        }
        Ok(people)
    }

    /// Lays what `Write::SendRecovery` asks for. For nobody, an act that touches no row: the same number of commits (NU1).
    pub(crate) fn send_recovery(
        &self,
        visit: &Visit,
        accounts: &[AccountId],
        pocket: &Pocket,
        caller: &Caller,
        batch: &mut Batch,
    ) {
        if accounts.is_empty() {
            recoveries::forget(batch, AccountId::from_bytes([0; 16]));
        }
        for account in accounts {
            // A newer request makes older links dead, wherever they went (EL5).
            recoveries::forget_messages(batch, *account);
            self.audit(batch, Some(*account), &Fact::RecoveryAsked, Some(&caller.place()), caller.now);
        }
        for letter in &pocket.letters {
            self.lay_letter(letter, visit, caller, batch);
        }
    }

    fn lay_letter(&self, letter: &Letter, visit: &Visit, caller: &Caller, batch: &mut Batch) {
        let now = caller.now;
        let (id, token) = (chance::new_id(RecoveryId::new, now), chance::token());
        let code = make_code(chance::bytes());
        let until = now + self.policy().recovery.lives;
        for (account, _) in &letter.accounts {
            let row = StoredRecovery {
                account: *account,
                contact_digest: letter.address.digest,
                id,
                token_hash: token.hash(),
                code_hash: self.code_digest(id, code.reveal()),
                browser_digest: self.browser_digest(caller),
                visit_sealed: self.vault().seal_json(Purpose::JourneyBody, id.bytes(), visit),
                asked_at: now,
                expires_at: until,
                tries: 0,
                link_tries: 0,
            };
            recoveries::put(batch, &row);
        }
        let template = MailTemplate::ChoosePassword {
            given_name: letter.given_name.clone(),
            logins: letter.accounts.iter().map(|(_, login)| login.clone()).collect(),
            code: code.reveal().to_owned(),
            token: token.text().to_string(),
            until,
        };
        let (to, brand) = (letter.address.text.clone(), letter.brand.clone());
        let message = Message::Mail { to, brand, locale: letter.locale, template };
        let account = letter.accounts.first().map(|(account, _)| *account);
        self.put_messages(batch, account, [message], now);
    }
}

/// One message for each address, in the language and brand of the first who has it.
fn letters(people: &[Reachable]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for person in people {
        let named = (person.account.id, person.login.clone());
        for address in &person.addresses {
            match letters.iter_mut().find(|letter| letter.address.digest == address.digest) {
                Some(letter) => {
                    letter.accounts.push(named.clone());
                    letter.given_name.clear();
                }
                None => letters.push(Letter {
                    address: address.clone(),
                    brand: person.account.brand.clone(),
                    locale: person.account.locale,
                    given_name: person.given_name.clone(),
                    accounts: vec![named.clone()],
                }),
            }
        }
    }
    letters
}
