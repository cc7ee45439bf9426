//! Contact addresses and their changes (EL8): the one place that admits a change, judges the code that was sent to a new
//! address, and lays what comes of it. A message and a try are booked before they are sent or judged (invariant 8).

use domain::contact::{Change, Unfit, is_mailbox, may_change};
use domain::message::{MailTemplate, Message};
use domain::recovery::{admit_message, make_code};
use domain::throttle::Admission as Throttled;
use domain::{AccountId, ChangeId, ContactId, Fact, Identifier, Secret, Timestamp};
use journeys::Refusal;
use journeys::change_contact::{Admission, Verdict, Wish};
use store::attempts;
use store::contact_changes::{self, StoredChange};
use store::contacts::{self, StoredContact};
use store::db::{Batch, CommitError};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// More racing requests than this are simply told to wait.
const RACES: usize = 8;

/// What a page shows of one address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    /// Absent for the address that is signed in with, where there is no other.
    pub id: Option<ContactId>,
    pub address: String,
    /// It has no power to recover before (RE6).
    pub rests_until: Option<Timestamp>,
    pub leaves_at: Option<Timestamp>,
}

/// A code for a new address, to be stored and sent.
pub struct Asked {
    change: StoredChange,
    message: Message,
}

/// What a right code brings.
pub struct Brought {
    contacts: Vec<([u8; 16], StoredContact)>,
}

impl App {
    /// The contacts that stand now; those that leave stand until they are gone.
    pub(crate) async fn contacts(&self, account: AccountId) -> Result<Vec<StoredContact>, Trouble> {
        let now = self.now();
        let mut stored = contacts::of_account(self.db(), account).await?;
        stored.retain(|contact| contact.leaves_at.is_none_or(|at| now < at));
        Ok(stored)
    }

    /// The mail addresses of somebody, as their page shows them.
    pub async fn contact_lines(&self, account: AccountId, now: Timestamp) -> Result<Vec<Contact>, Trouble> {
        let Some(stored) = store::accounts::by_id(self.db(), account).await? else { return Ok(Vec::new()) };
        let mut lines = Vec::new();
        for contact in self.mail_contacts(account).await? {
            let address = self.vault().open_text(Purpose::Contact, account.bytes(), &contact.value_sealed);
            let rested = contact.changed_at + self.policy().recovery.contact_rests;
            lines.push(Contact {
                id: Some(contact.id),
                address: address.ok_or(Trouble::Sealed("contact"))?,
                rests_until: Some(rested).filter(|at| contact.changed_at > stored.created_at && now < *at),
                leaves_at: contact.leaves_at,
            });
        }
        if lines.is_empty() {
            let login = self.login_address(account).await?;
            let line = |address| Contact { id: None, address, rests_until: None, leaves_at: None };
            lines.extend(login.map(line));
        }
        Ok(lines)
    }

    /// Answers `Question::MayChangeContact`.
    pub(crate) async fn may_change_contact(
        &self,
        account: AccountId,
        wish: &Wish,
        caller: &Caller,
    ) -> Result<(Admission, Pocket), Trouble> {
        let (change, typed) = (wish.change, wish.typed.as_str());
        let refused = |refusal| Ok((Admission::Refused(refusal), Pocket::default()));
        let id = chance::new_id(ChangeId::new, caller.now);
        let staying = self.staying(account).await?;
        let ids: Vec<ContactId> = staying.iter().map(|(contact, _)| contact.id).collect();
        if let Change::Remove(_) = change {
            return Ok((
                may_change(&ids, change, false).map_or_else(unfit, |()| Admission::Good(id)),
                Pocket::default(),
            ));
        }
        let Some(folded) = mail_address(typed) else { return refused(Refusal::BadAddress) };
        let digest = self.contact_digest(folded.as_str());
        let login = self.login_address(account).await?.and_then(|login| Identifier::parse(&login).ok());
        let is_known = staying.iter().any(|(_, known)| *known == digest)
            || (ids.is_empty() && login.is_some_and(|login| login.as_str() == folded.as_str()));
        if let Err(why) = may_change(&ids, change, is_known) {
            return Ok((unfit(why), Pocket::default()));
        }
        if let Some(until) = self.book_contact_message(account, &digest, caller).await? {
            return refused(Refusal::TooManyMessages { until });
        }
        let asked = self.draw_contact_code((account, id), change, typed.trim(), caller).await?;
        Ok((Admission::Good(id), Pocket { contact_asked: asked, ..Pocket::default() }))
    }

    /// Answers `Question::IsContactCode`.
    pub(crate) async fn judge_contact_code(
        &self,
        account: AccountId,
        id: ChangeId,
        code: &Secret,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let wrong = (Verdict::Wrong, Pocket::default());
        let stored = contact_changes::of_account(self.db(), account).await?;
        let live = |change: &StoredChange| {
            change.id == id && caller.now < change.expires_at && change.tries < self.policy().recovery.tries
        };
        let Some(stored) = stored.filter(live) else { return Ok(wrong) };
        let mut batch = chance::act(caller.now);
        contact_changes::book_try(&mut batch, &stored);
        self.audit(&mut batch, Some(account), &Fact::ContactCodeTried, Some(&caller.place()), caller.now);
        match self.db().commit(batch).await {
            Ok(()) => {}
            // Another guess was booked at the same moment.
            Err(CommitError::Lost(_)) => return Ok(wrong),
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        if self.contact_code_digest(id, code.reveal()) != stored.code_hash {
            return Ok(wrong);
        }
        let brought = self.brought(&stored, caller.now).await?;
        Ok((Verdict::Right, Pocket { contact_brought: Some(brought), ..Pocket::default() }))
    }

    /// Lays what `Write::AskContactCode` asks for.
    pub(crate) fn ask_contact_code(
        &self,
        account: AccountId,
        pocket: &Pocket,
        now: Timestamp,
        batch: &mut Batch,
    ) {
        if let Some(Asked { change, message }) = &pocket.contact_asked {
            contact_changes::put(batch, change);
            self.put_messages(batch, Some(account), [message.clone()], now);
        }
    }

    /// Lays what `Write::BringContact` asks for. Messages that went to older addresses choose nothing any more (EL5).
    pub(crate) fn bring_contact(
        account: AccountId,
        id: ChangeId,
        pocket: &Pocket,
        (now, batch): (Timestamp, &mut Batch),
    ) {
        contact_changes::take(batch, account, id, now);
        store::recoveries::forget_messages(batch, account);
        let Some(brought) = &pocket.contact_brought else { return };
        for (digest, contact) in &brought.contacts {
            contact_changes::bring(batch, digest, contact, id);
        }
    }

    /// Lays what `Write::SendContactAway` asks for.
    pub(crate) fn send_contact_away(
        &self,
        account: AccountId,
        (contact, id): (ContactId, ChangeId),
        now: Timestamp,
        batch: &mut Batch,
    ) {
        let leaves_at = now + self.policy().recovery.contact_rests;
        contact_changes::send_away(batch, (account, contact), id, (now, leaves_at));
    }

    /// Lays what `Write::UndoContactChange` asks for.
    pub(crate) fn undo_contact_change(
        &self,
        account: AccountId,
        id: ChangeId,
        now: Timestamp,
        batch: &mut Batch,
    ) {
        contact_changes::undo(batch, account, id, (now, now - self.policy().recovery.contact_rests));
        store::recoveries::forget_messages(batch, account);
    }

    async fn mail_contacts(&self, account: AccountId) -> Result<Vec<StoredContact>, Trouble> {
        let mut mails = self.contacts(account).await?;
        mails.retain(|contact| contact.kind == "mail");
        Ok(mails)
    }

    /// The mail addresses that do not leave, each with its digest.
    async fn staying(&self, account: AccountId) -> Result<Vec<(StoredContact, [u8; 16])>, Trouble> {
        let mut staying = Vec::new();
        for contact in self.mail_contacts(account).await? {
            if contact.leaves_at.is_some() {
                continue;
            }
            let text = self.vault().open_text(Purpose::Contact, account.bytes(), &contact.value_sealed);
            // One that came with an import may be stranger than what is taken here.
            let folded = text.as_deref().and_then(|text| Identifier::parse(text).ok());
            let folded = folded.ok_or(Trouble::Sealed("contact"))?;
            let digest = self.contact_digest(folded.as_str());
            staying.push((contact, digest));
        }
        Ok(staying)
    }

    /// The address that somebody signs in with, if it is one.
    pub(crate) async fn login_address(&self, account: AccountId) -> Result<Option<String>, Trouble> {
        Ok(self.logins(account).await?.into_iter().find(|login| login.contains('@')))
    }

    /// Books one message for the account and for the address; or says until when there is none.
    async fn book_contact_message(
        &self,
        account: AccountId,
        address: &[u8; 16],
        caller: &Caller,
    ) -> Result<Option<Timestamp>, Trouble> {
        let (now, policy) = (caller.now, &self.policy().recovery);
        let keys = [
            self.vault().digest("contact/asked", account.bytes()),
            self.vault().digest("contact/written", address),
        ];
        for _ in 0..RACES {
            let mut batch = chance::act(now);
            for key in &keys {
                let before = attempts::counter(self.db(), key).await?;
                match admit_message(counter(before), now, policy) {
                    Throttled::Admitted { failures } => {
                        attempts::book(&mut batch, key, before, failures, now);
                    }
                    Throttled::Wait { until } => return Ok(Some(until)),
                }
            }
            match self.db().commit(batch).await {
                Ok(()) => return Ok(None),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Some(now + policy.pause))
    }

    async fn draw_contact_code(
        &self,
        (account, id): (AccountId, ChangeId),
        change: Change,
        address: &str,
        caller: &Caller,
    ) -> Result<Option<Asked>, Trouble> {
        let Some(person) = self.account(account).await? else { return Ok(None) };
        let (code, expires_at) = (make_code(chance::bytes()), caller.now + self.policy().recovery.lives);
        let change = StoredChange {
            account,
            id,
            value_sealed: self.vault().seal(Purpose::Contact, account.bytes(), address.as_bytes()),
            replaces: match change {
                Change::Replace(contact) => Some(contact),
                Change::Add | Change::Remove(_) => None,
            },
            code_hash: self.contact_code_digest(id, code.reveal()),
            expires_at,
            tries: 0,
        };
        let login = self.logins(account).await?.into_iter().next().unwrap_or_default();
        let message = Message::Mail {
            to: address.to_owned(),
            brand: person.brand,
            locale: person.locale,
            template: MailTemplate::ConfirmAddress {
                given_name: person.name.given,
                login,
                code: code.reveal().to_owned(),
                until: expires_at,
            },
        };
        Ok(Some(Asked { change, message }))
    }

    /// The new address; before it, where there was none, the one that is signed in with: it goes on being told.
    async fn brought(&self, stored: &StoredChange, now: Timestamp) -> Result<Brought, Trouble> {
        let account = stored.account;
        let mut brought = Vec::new();
        if self.mail_contacts(account).await?.is_empty()
            && let Some(login) = self.login_address(account).await?
            && let Some(folded) = mail_address(&login)
        {
            let created = self.account(account).await?.map_or(now, |person| person.created_at);
            let row = self.contact_row(account, &login, (created, None));
            brought.push((self.contact_digest(folded.as_str()), row));
        }
        let text = self.vault().open_text(Purpose::Contact, account.bytes(), &stored.value_sealed);
        let text = text.ok_or(Trouble::Sealed("contact"))?;
        let folded = mail_address(&text).ok_or(Trouble::Sealed("contact"))?;
        let row = self.contact_row(account, &text, (now, Some(now)));
        brought.push((self.contact_digest(folded.as_str()), row));
        Ok(Brought { contacts: brought })
    }

    fn contact_row(
        &self,
        account: AccountId,
        text: &str,
        (changed_at, verified_at): (Timestamp, Option<Timestamp>),
    ) -> StoredContact {
        StoredContact {
            account,
            id: chance::new_id(ContactId::new, changed_at),
            kind: "mail".to_owned(),
            value_sealed: self.vault().seal(Purpose::Contact, account.bytes(), text.as_bytes()),
            verified_at,
            changed_at,
            leaves_at: None,
        }
    }

    fn contact_code_digest(&self, id: ChangeId, code: &str) -> [u8; 32] {
        self.vault().wide_digest("contact/code", &[id.bytes().as_slice(), code.as_bytes()].concat())
    }
}

/// What can be written to; folded, to be compared.
fn mail_address(typed: &str) -> Option<Identifier> {
    Identifier::parse(typed.trim()).ok().filter(|folded| is_mailbox(folded.as_str()))
}

const fn unfit(why: Unfit) -> Admission {
    Admission::Refused(match why {
        Unfit::Known => Refusal::AddressKnown,
        Unfit::TooMany => Refusal::TooManyAddresses,
        Unfit::Last => Refusal::LastAddress,
        Unfit::Gone => Refusal::AddressGone,
    })
}
