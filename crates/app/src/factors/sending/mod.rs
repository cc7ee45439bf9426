//! The one place that draws a code to be sent, for a sign-in or to set such codes up (SM1-SM4). What may be sent is booked
//! first, alone; then a mobile operator may be asked (SM5); code and message are laid with the rest of the turn.

mod alarm;
mod code;
mod ending;
mod limits;
mod sim;
mod target;

pub use sim::SimChange;
pub(super) use sim::lay_sim_change;
pub use target::Masked;
pub(super) use target::ending;
pub(crate) use target::held_address;

use domain::message::{MailTemplate, Message, TextTemplate};
use domain::recovery::make_code;
use domain::{AccountId, AuthenticatorId, EnrolmentId, Factor, Secret, SentCodeId, SignInId, Timestamp};
use journeys::sent::{Sending, Sent};
use serde::{Deserialize, Serialize};
use store::enrolments::StoredEnrolment;
use store::sent_codes::SentCode;
use store::{accounts, authenticators};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};
use target::Target;

/// A code and its message, until the turn is committed.
pub struct Underway {
    /// None while the method is being set up: then an enrolment holds it.
    code: Option<SentCode>,
    message: Message,
}

/// A code that was judged right.
pub struct Used {
    code: SentCode,
    calling_code: Option<String>,
    /// It went to an address of theirs that is no method of its own.
    is_address: bool,
}

/// What an enrolment by a sent code keeps sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct FirstCode {
    pub to: String,
    /// Keyed digest over the enrolment's id and the code.
    pub hash: Vec<u8>,
}

/// One code that is to go out.
struct Letter<'a> {
    account: AccountId,
    kind: Factor,
    target: &'a Target,
    device: &'a str,
    code: &'a Secret,
    until: Timestamp,
}

impl App {
    /// Answers `Question::SendCode`.
    pub(crate) async fn send_code(
        &self,
        account: AccountId,
        by: AuthenticatorId,
        caller: &Caller,
    ) -> Result<(Sending, Pocket), Trouble> {
        let stored = authenticators::of_account(self.db(), account).await?;
        let found = match stored.into_iter().find(|one| one.id == by) {
            Some(one) if one.blocked_at.is_some() => None,
            Some(one) => {
                let kind = Factor::from_word(&one.kind).filter(|kind| self.serves(*kind, caller.now));
                let target = kind.zip(self.kept_secret(&one));
                target.and_then(|(kind, kept)| Some((kind, Target::kept(kind, kept)?)))
            }
            None => {
                let address = self.address_by(account, by, caller.now).await?;
                address.map(|address| (Factor::MailCode, Target::Mail(address)))
            }
        };
        let Some((kind, target)) = found else { return Ok((Sending::NotNow, Pocket::default())) };
        if !self.still_serves(account, &target, caller.now).await? {
            return Ok((Sending::NoAddress, Pocket::default()));
        }
        let again_at = match self.admit_sending((account, kind), &target, false, caller).await? {
            Ok(again_at) => again_at,
            Err(refused) => return Ok(refused),
        };
        let (id, code) = (chance::new_id(SentCodeId::new, caller.now), make_code(chance::bytes()));
        let until = caller.now + self.policy().sending.lives;
        let letter = Letter { account, kind, target: &target, device: &caller.label, code: &code, until };
        let message = self.letter(&letter).await?;
        let code_hash = self.sent_digest(id, code.reveal());
        let row = SentCode { account, authenticator: by, id, code_hash, tries: 0, expires_at: until };
        let sent = Sent { id, by: Some(by), to: target.masked(), until, again_at };
        let sending = Some(Underway { code: Some(row), message });
        Ok((Sending::Sent(sent), Pocket { sending, ..Pocket::default() }))
    }

    /// Answers `Question::SendFirstCode`.
    pub(crate) async fn send_first_code(
        &self,
        (account, sign_in): (AccountId, SignInId),
        kind: Factor,
        to: &str,
        caller: &Caller,
    ) -> Result<(Sending, Pocket), Trouble> {
        let target = match self.target(account, kind, to, caller.now).await? {
            Ok(target) => target,
            Err(refused) => return Ok((refused, Pocket::default())),
        };
        let again_at = match self.admit_sending((account, kind), &target, true, caller).await? {
            Ok(again_at) => again_at,
            Err(refused) => return Ok(refused),
        };
        let (id, code) = (chance::new_id(SentCodeId::new, caller.now), make_code(chance::bytes()));
        let until = caller.now + self.policy().sending.lives;
        let letter = Letter { account, kind, target: &target, device: &caller.label, code: &code, until };
        let message = self.letter(&letter).await?;
        let first =
            FirstCode { to: target.text().to_owned(), hash: self.sent_digest(id, code.reveal()).to_vec() };
        let enrolment = StoredEnrolment {
            account,
            kind: kind.word().to_owned(),
            id: EnrolmentId::from_bytes(*id.bytes()),
            sign_in,
            secret_sealed: self.vault().seal_json(Purpose::Enrolment, id.bytes(), &first),
            tries: 0,
            expires_at: until,
        };
        let sent = Sent { id, by: None, to: target.masked(), until, again_at };
        let sending = Some(Underway { code: None, message });
        Ok((Sending::Sent(sent), Pocket { sending, enrolment: Some(enrolment), ..Pocket::default() }))
    }

    /// Books what is to go out, then asks whether it may go there. Says from when on the next may be asked for, or why none goes.
    async fn admit_sending(
        &self,
        whose: (AccountId, Factor),
        target: &Target,
        sets_up: bool,
        caller: &Caller,
    ) -> Result<Result<Timestamp, (Sending, Pocket)>, Trouble> {
        let again_at = match self.book_sending(whose, target, sets_up, caller).await? {
            Ok(again_at) => again_at,
            Err(refused) => return Ok(Err((refused, Pocket::default()))),
        };
        if let Some((refused, change)) = self.sim_changed(whose, target, caller.now).await? {
            return Ok(Err((refused, Pocket { sim_change: change, ..Pocket::default() })));
        }
        metrics::counter!("vestibule_codes_sent_total", "kind" => whose.1.word()).increment(1);
        Ok(Ok(again_at))
    }

    async fn letter(&self, letter: &Letter<'_>) -> Result<Message, Trouble> {
        let Letter { account, kind, target, device, code, until } = *letter;
        let stored = accounts::by_id(self.db(), account).await?.ok_or(Trouble::Sealed("account"))?;
        let (brand, locale) = (stored.brand, stored.locale);
        let (to, code) = (target.text().to_owned(), code.reveal().to_owned());
        Ok(match kind {
            Factor::Voice => Message::Call { to, brand, locale, code, until },
            Factor::MailCode => {
                let known = self.account(account).await?;
                let given_name = known.map(|known| known.name.given).unwrap_or_default();
                let login = self.logins(account).await?.into_iter().next().unwrap_or_default();
                let device = device.to_owned();
                let template = MailTemplate::SignInCode { given_name, login, device, code, until };
                Message::Mail { to, brand, locale, template }
            }
            _ => Message::Text { to, brand, locale, template: TextTemplate::Code { code, until } },
        })
    }

    /// Lays what `Write::SendCode` asks for.
    pub(crate) fn lay_code(
        &self,
        account: AccountId,
        pocket: &Pocket,
        now: Timestamp,
        batch: &mut store::Batch,
    ) {
        let Some(Underway { code, message }) = &pocket.sending else { return };
        if let Some(code) = code {
            store::sent_codes::put(batch, code);
        }
        self.put_messages(batch, Some(account), [message.clone()], now);
    }

    /// SM4: a number that is given up, and numbers beside which another one is taken, are told.
    pub(crate) async fn number_messages(
        &self,
        write: &journeys::Write,
        pocket: &Pocket,
    ) -> Result<Vec<Message>, Trouble> {
        use journeys::Write::{AddAuthenticator, EndAuthenticator};
        let (account, ended, template) = match write {
            AddAuthenticator { account, kind: Factor::Sms | Factor::Voice, .. } => {
                (*account, None, TextTemplate::NumberAdded)
            }
            EndAuthenticator { account, authenticator } => {
                (*account, Some(*authenticator), TextTemplate::NumberRemoved)
            }
            _ => return Ok(Vec::new()),
        };
        let stored = authenticators::of_account(self.db(), account).await?;
        let texted = stored.iter().filter(|one| one.kind == Factor::Sms.word());
        let told = texted.filter(|one| ended.is_none_or(|ended| ended == one.id));
        let numbers = told.filter_map(|one| {
            self.vault().open_text(Purpose::Authenticator, one.id.bytes(), &one.secret_sealed)
        });
        let added = pocket.enrolment.as_ref().and_then(|row| self.first_code(row)).map(|first| first.to);
        let numbers: Vec<String> = numbers.filter(|number| Some(number) != added.as_ref()).collect();
        let Some(stored) = accounts::by_id(self.db(), account).await?.filter(|_| !numbers.is_empty()) else {
            return Ok(Vec::new());
        };
        let text = |to| Message::Text {
            to,
            brand: stored.brand.clone(),
            locale: stored.locale,
            template: template.clone(),
        };
        Ok(numbers.into_iter().map(text).collect())
    }
}
