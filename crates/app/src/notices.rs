//! Whom to tell, and what: finds addresses and clients by reading, then lays messages into the act's own outbox rows.

use domain::alarm::Told;
use domain::device_label::named_label;
use domain::message::{FactorChange, HouseholdNews, MailTemplate, Message};
use domain::{AccountId, Client, DeviceId, MessageId, PersonName, SignInId, Timestamp};
use journeys::{Notice, Write};
use store::db::Batch;
use store::devices::StoredDevice;
use store::outbox::StoredMessage;
use store::{accounts, clients, identifiers, opened_clients};

use crate::alarms::Act;
use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// X10, EL7, PW6: one mail to each address of the person, and the link by which they say that it was somebody else.
    pub(crate) async fn notice(
        &self,
        notice: &Notice,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<Vec<Message>, Trouble> {
        let act = match *notice {
            Notice::Household { account, news, about, .. } => {
                return self.household_mails(account, news, about, caller.now).await;
            }
            Notice::PersonAdded { account, ref name, at } => {
                return self
                    .household_mails_about(account, HouseholdNews::PersonAdded, name.clone(), at)
                    .await;
            }
            Notice::NewDevice { account, device, at } => {
                Act { device: Some(device), ..Act::of(account, Told::NewDevice, at) }
            }
            Notice::PasswordReset { account, at } => Act::of(account, Told::PasswordReset, at),
            Notice::PasswordChanged { account, at } => Act::of(account, Told::PasswordChanged, at),
            Notice::MethodAdded { account, method, ref about, at } => {
                let about = about.clone();
                Act { method: Some(method), about, ..Act::of(account, Told::FactorAdded, at) }
            }
            Notice::FactorChanged { account, ref about, change, at } => {
                Act { about: about.clone(), ..Act::of(account, told(change), at) }
            }
            // The login that was just chosen, which is not stored yet.
            Notice::Personalised { account, ref login, at } => {
                let act = Act::of(account, Told::Personalised, at);
                return self.tell_here(&act, Some(login), caller, batch).await;
            }
            Notice::ContactChanged { account, told, id, at } => {
                Act { change: Some(id), ..Act::of(account, told, at) }
            }
            Notice::PhoneLost { account, ref about, at } => {
                Act { about: about.clone(), ..Act::of(account, Told::PhoneLost, at) }
            }
            Notice::SimChanged { account, ref about, at } => {
                Act { about: about.clone(), ..Act::of(account, Told::SimChanged, at) }
            }
            Notice::PhoneFound { account, ref about, at } => {
                Act { about: about.clone(), ..Act::of(account, Told::PhoneFound, at) }
            }
            Notice::CodesMade { account, at } => Act::of(account, Told::CodesMade, at),
            Notice::CodeUsed { account, left, at } => {
                Act { left: Some(left), ..Act::of(account, Told::CodeUsed, at) }
            }
        };
        self.tell_here(&act, None, caller, batch).await
    }

    /// The same, of the device at hand.
    async fn tell_here(
        &self,
        act: &Act,
        chosen: Option<&String>,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<Vec<Message>, Trouble> {
        let label = self.told_label(act.account, act.device, caller).await?;
        let place = caller.place_of(&label);
        self.tell(act, chosen, (&label, &place), batch).await
    }

    /// X2: what happened in the household, about `about`.
    pub(crate) async fn household_mails(
        &self,
        account: AccountId,
        news: HouseholdNews,
        about: AccountId,
        at: Timestamp,
    ) -> Result<Vec<Message>, Trouble> {
        let other = self.account(about).await?.map(|other| other.name.full()).unwrap_or_default();
        self.household_mails_about(account, news, other, at).await
    }

    /// The same about somebody by name, who may not be stored yet.
    async fn household_mails_about(
        &self,
        account: AccountId,
        news: HouseholdNews,
        other: String,
        at: Timestamp,
    ) -> Result<Vec<Message>, Trouble> {
        let mail = |given_name, login| MailTemplate::Household { news, given_name, login, other, at };
        self.mails(account, mail).await
    }

    /// A copied cookie: the device that was signed out is named, and not the one that came with it.
    pub(crate) async fn theft_notice(
        &self,
        device: &StoredDevice,
        caller: &Caller,
        batch: &mut Batch,
    ) -> Result<Vec<Message>, Trouble> {
        let label = self
            .vault()
            .open_text(Purpose::DeviceLabel, device.id.bytes(), &device.label_sealed)
            .unwrap_or_default();
        let label = named_label(self.device_name(device).as_deref(), &label);
        let told = Act::of(device.account, Told::DeviceSignedOut, caller.now);
        let place = caller.place_of(&label);
        self.tell(&Act { device: Some(device.id), ..told }, None, (&label, &place), batch).await
    }

    /// Tells an act to every address of the account, with one link for all of them; nothing is laid for who has none.
    /// `chosen` is a login that is told in place of the stored one.
    pub(crate) async fn tell(
        &self,
        act: &Act,
        chosen: Option<&String>,
        (label, place): (&str, &str),
        batch: &mut Batch,
    ) -> Result<Vec<Message>, Trouble> {
        let token = chance::token();
        let template = |given_name, login| MailTemplate::Notice {
            told: act.told,
            given_name,
            login: chosen.cloned().unwrap_or(login),
            device: label.to_owned(),
            at: act.at,
            left: act.left,
            token: token.text().to_string(),
            about: act.about.clone(),
        };
        let mails = self.mails(act.account, template).await?;
        if !mails.is_empty() {
            self.raise_alarm(act, &token, place, batch);
        }
        Ok(mails)
    }

    pub(crate) async fn mails(
        &self,
        id: AccountId,
        template: impl FnOnce(String, String) -> MailTemplate,
    ) -> Result<Vec<Message>, Trouble> {
        let Some(account) = accounts::by_id(self.db(), id).await? else { return Ok(Vec::new()) };
        let name: PersonName = self
            .vault()
            .open_json(Purpose::Person, id.bytes(), &account.person_sealed)
            .ok_or(Trouble::Sealed("person"))?;
        let login = self.logins(id).await?.into_iter().next().unwrap_or_default();
        let template = template(name.given, login);
        let addresses = self.mail_addresses(id).await?;
        let mail = |to| Message::Mail {
            to,
            brand: account.brand.clone(),
            locale: account.locale,
            template: template.clone(),
        };
        Ok(addresses.into_iter().map(mail).collect())
    }

    /// What the person signs in with, as typed at import or choice.
    pub(crate) async fn logins(&self, id: AccountId) -> Result<Vec<String>, Trouble> {
        let stored = identifiers::of_account(self.db(), id).await?;
        let open = |sealed: &[u8]| self.vault().open_text(Purpose::Identifier, id.bytes(), sealed);
        Ok(stored.iter().filter_map(|one| open(&one.value_sealed)).collect())
    }

    /// Contact addresses; where there is none, the addresses the person signs in with.
    pub(crate) async fn mail_addresses(&self, id: AccountId) -> Result<Vec<String>, Trouble> {
        let stored = self.contacts(id).await?;
        let mut found: Vec<String> = stored
            .iter()
            .filter(|contact| contact.kind == "mail")
            .filter_map(|one| self.vault().open_text(Purpose::Contact, id.bytes(), &one.value_sealed))
            .collect();
        if found.is_empty() {
            found = self.logins(id).await?.into_iter().filter(|login| login.contains('@')).take(1).collect();
        }
        Ok(found)
    }

    /// The address a relying party is told, and whether it was verified.
    pub(crate) async fn first_mail(&self, id: AccountId) -> Result<Option<(String, bool)>, Trouble> {
        let stored = self.contacts(id).await?;
        let found = stored.iter().find(|contact| contact.kind == "mail").and_then(|contact| {
            let address = self.vault().open_text(Purpose::Contact, id.bytes(), &contact.value_sealed)?;
            Some((address, contact.verified_at.is_some()))
        });
        if found.is_some() {
            return Ok(found);
        }
        let login = self.logins(id).await?.into_iter().find(|login| login.contains('@'));
        Ok(login.map(|login| (login, false)))
    }

    /// Back-channel logout to every client that what ends had opened (SE7).
    pub(crate) async fn logout_messages(&self, write: &Write) -> Result<Vec<Message>, Trouble> {
        match write {
            Write::EndSignIn { account, sign_in, .. } => {
                let opened = opened_clients::of_sign_in(self.db(), *sign_in).await?;
                let opened = opened.into_iter().map(|client| (*sign_in, client)).collect();
                self.logouts(*account, opened).await
            }
            Write::EndDevice { account, device } => self.logout_messages_of_device(*device, *account).await,
            Write::EndEverything { account, .. } | Write::EndOthers { account, here: None } => {
                let opened = opened_clients::of_account(self.db(), *account).await?;
                self.logouts(*account, opened).await
            }
            Write::EndOthers { account, here: Some(here) } => {
                let mut opened = opened_clients::of_account(self.db(), *account).await?;
                opened.retain(|(sign_in, _)| *sign_in != here.sign_in);
                self.logouts(*account, opened).await
            }
            _ => Ok(Vec::new()),
        }
    }

    pub(crate) async fn logout_messages_of_device(
        &self,
        device: DeviceId,
        account: AccountId,
    ) -> Result<Vec<Message>, Trouble> {
        let opened = opened_clients::of_device(self.db(), device).await?;
        self.logouts(account, opened).await
    }

    async fn logouts(
        &self,
        account: AccountId,
        opened: Vec<(SignInId, domain::ClientId)>,
    ) -> Result<Vec<Message>, Trouble> {
        let mut messages = Vec::new();
        for (sign_in, id) in opened {
            let stored = clients::by_id(self.db(), &id).await?;
            if let Some(Client { client_id, backchannel_logout_uri: Some(uri), .. }) =
                stored.map(|stored| stored.client)
            {
                messages.push(Message::BackchannelLogout { client: client_id, uri, account, sign_in });
            }
        }
        Ok(messages)
    }

    /// Lays messages into the outbox of an act.
    pub(crate) fn put_messages(
        &self,
        batch: &mut Batch,
        account: Option<AccountId>,
        messages: impl IntoIterator<Item = Message>,
        now: Timestamp,
    ) {
        for message in messages {
            let id = chance::new_id(MessageId::new, now);
            let body_sealed = self.vault().seal_json(Purpose::OutboxBody, id.bytes(), &message);
            let channel = message.channel().to_owned();
            let row = StoredMessage { id, account, channel, body_sealed, created_at: now, due_at: now };
            store::outbox::put(batch, &row);
        }
    }
}

const fn told(change: FactorChange) -> Told {
    match change {
        FactorChange::Removed => Told::FactorRemoved,
        FactorChange::Blocked => Told::FactorBlocked,
        FactorChange::Copied => Told::PasskeyCopied,
    }
}
