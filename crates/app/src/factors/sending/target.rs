//! Where a code may go: a number of a served country, or a verified address that this very sign-in does not open (O12).

use domain::factor::Held;
use domain::telephone::{self, PhoneNumber, Reach};
use domain::{AccountId, AuthenticatorId, ContactId, Factor, Identifier, Timestamp};
use journeys::sent::Sending;
use store::{accounts, contacts, mailboxes};

use crate::vault::Purpose;
use crate::{App, Trouble};

pub(super) enum Target {
    Number(PhoneNumber),
    Mail(String),
}

/// An address that may be chosen, as far as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Masked {
    pub id: ContactId,
    pub shown: String,
}

impl Target {
    /// As it was kept with a method of this kind.
    pub(super) fn kept(kind: Factor, text: String) -> Option<Self> {
        match kind {
            Factor::Sms | Factor::Voice => PhoneNumber::kept(&text).map(Self::Number),
            Factor::MailCode => Some(Self::Mail(text)),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Number(number) => number.as_str(),
            Self::Mail(address) => address,
        }
    }

    /// All that is ever shown of it.
    pub(super) fn masked(&self) -> String {
        match self {
            Self::Number(number) => number.ending().to_owned(),
            Self::Mail(address) => masked_mail(address),
        }
    }

    pub(super) const fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Number(number) => Some(number),
            Self::Mail(_) => None,
        }
    }
}

/// What is shown of where a method of this kind sends its codes.
pub(in crate::factors) fn ending(kind: Factor, kept: String) -> Option<String> {
    Target::kept(kind, kept).map(|target| target.masked())
}

/// « c…@lumen.example ».
fn masked_mail(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{host}")
}

/// An address of theirs as what a code can be sent to, where a phone came before it instead of a password (decision 5). It bears the
/// contact's own id.
pub(crate) fn held_address(contact: ContactId, address: &str, now: Timestamp) -> Held {
    Held {
        id: AuthenticatorId::from_bytes(*contact.bytes()),
        kind: Factor::MailCode,
        label: String::new(),
        created_at: now,
        last_used_at: None,
        blocked: false,
        lost: false,
        ending: Some(masked_mail(address)),
    }
}

impl App {
    /// Reads where a new method is to send its codes; each refusal is a value.
    pub(super) async fn target(
        &self,
        account: AccountId,
        kind: Factor,
        typed: &str,
        now: Timestamp,
    ) -> Result<Result<Target, Sending>, Trouble> {
        if !self.offered().contains(&kind) {
            return Ok(Err(Sending::NotNow));
        }
        let reach = match kind {
            Factor::Voice => Reach::Call,
            Factor::Sms => Reach::Text,
            _ => {
                let chosen = ContactId::parse(typed);
                let all = self.code_addresses(account, now).await?;
                let found = all.into_iter().find(|(id, _)| Some(*id) == chosen);
                return Ok(found.map(|(_, address)| Target::Mail(address)).ok_or(Sending::NoAddress));
            }
        };
        let served = self.served_countries(account).await?;
        Ok(telephone::read(typed, &served, reach).map(Target::Number).map_err(Sending::BadNumber))
    }

    /// SM2: the countries of the policy, or those of the account's brand.
    async fn served_countries(&self, account: AccountId) -> Result<Vec<String>, Trouble> {
        let chosen = &self.policy().sending.countries;
        if !chosen.is_empty() {
            return Ok(chosen.clone());
        }
        let stored = accounts::by_id(self.db(), account).await?;
        let brand = self.brand(stored.as_ref().map(|stored| stored.brand.as_str()));
        Ok(telephone::usual_countries(&brand.country))
    }

    /// Whether a code may still go where it went when the method was set up.
    pub(super) async fn still_serves(
        &self,
        account: AccountId,
        target: &Target,
        now: Timestamp,
    ) -> Result<bool, Trouble> {
        match target {
            Target::Number(_) => Ok(true),
            Target::Mail(address) => {
                Ok(self.code_addresses(account, now).await?.iter().any(|(_, known)| known == address))
            }
        }
    }

    /// The address that goes by this id, while it may be written to.
    pub(in crate::factors) async fn address_by(
        &self,
        account: AccountId,
        id: AuthenticatorId,
        now: Timestamp,
    ) -> Result<Option<String>, Trouble> {
        let known = self.code_addresses(account, now).await?;
        let found = known.into_iter().find(|(contact, _)| contact.bytes() == id.bytes());
        Ok(found.map(|(_, address)| address))
    }

    /// The addresses of theirs that may be chosen for codes by mail.
    pub async fn masked_addresses(&self, account: AccountId) -> Result<Vec<Masked>, Trouble> {
        let all = self.code_addresses(account, self.now()).await?;
        Ok(all.into_iter().map(|(id, address)| Masked { id, shown: masked_mail(&address) }).collect())
    }

    /// Verified, not changed just now (RE6), and no mailbox of ours: whoever has the password would read it there (O12).
    pub(crate) async fn code_addresses(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Vec<(ContactId, String)>, Trouble> {
        let Some(known) = accounts::by_id(self.db(), account).await? else { return Ok(Vec::new()) };
        let rests = self.policy().recovery.contact_rests;
        let mut found = Vec::new();
        for contact in contacts::of_account(self.db(), account).await? {
            let rested = contact.changed_at <= known.created_at || now.since(contact.changed_at) >= rests;
            if contact.kind != "mail" || contact.verified_at.is_none() || !rested {
                continue;
            }
            let opened = self.vault().open_text(Purpose::Contact, account.bytes(), &contact.value_sealed);
            let Some(address) = opened else { continue };
            let folded = Identifier::parse(&address).map(|folded| folded.as_str().to_owned());
            let digest =
                self.vault().digest("mailbox", folded.unwrap_or_else(|_| address.clone()).as_bytes());
            if mailboxes::by_digest(self.db(), &digest).await?.is_none() {
                found.push((contact.id, address));
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_gives_no_address_away() {
        assert_eq!(masked_mail("camille.durand@lumen.example"), "c…@lumen.example");
        assert_eq!(ending(Factor::Sms, "+33612345678".into()).as_deref(), Some("78"));
        assert_eq!(ending(Factor::Totp, "+33612345678".into()), None);
    }
}
