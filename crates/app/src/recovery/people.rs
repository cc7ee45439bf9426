//! Who is meant by what was typed, and which of their addresses have the power to recover (decision 11, RE6).

use domain::{AccountId, Identifier, PersonName, Timestamp};
use store::accounts::StoredAccount;
use store::{contacts, identifiers, line_access, mailboxes};

use crate::vault::Purpose;
use crate::{App, Trouble};

/// Somebody a message concerns.
#[derive(Clone, Debug)]
pub(super) struct Reachable {
    pub account: StoredAccount,
    pub given_name: String,
    pub login: String,
    pub addresses: Vec<Address>,
}

/// A mail address that may serve.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Address {
    pub text: String,
    pub digest: [u8; 16],
}

/// More addresses than this are no help, only more mailboxes to break into.
const MOST_ADDRESSES: usize = 4;

impl App {
    /// Whose identifier it is, then everybody whose contact address it is. Both are asked for, whoever there is.
    pub(crate) async fn meant(&self, identifier: &Identifier) -> Result<Vec<AccountId>, Trouble> {
        Ok(self.meant_by(identifier).await?.into_iter().map(|(account, _)| account).collect())
    }

    /// The same, each with whether it is their contact address alone: then nothing is written to their other ones.
    pub(super) async fn meant_by(&self, identifier: &Identifier) -> Result<Vec<(AccountId, bool)>, Trouble> {
        let digest = self.vault().identifier_digest(identifier);
        let contact = self.contact_digest(identifier.as_str());
        let (own, sharing, line) = tokio::try_join!(
            identifiers::by_digest(self.db(), &digest),
            contacts::sharing_mail(self.db(), &contact, self.now()),
            line_access::holder_with_login(self.db(), &digest)
        )?;
        // The login of the letter stands for its holder, once they have one of their own to sign in with (O7).
        let own = own.map(|own| own.account).or(line);
        let mut meant: Vec<(AccountId, bool)> = own.into_iter().map(|own| (own, false)).collect();
        for account in sharing {
            if meant.iter().all(|(known, _)| *known != account) {
                meant.push((account, true));
            }
        }
        Ok(meant)
    }

    /// The person and the addresses that may serve now; `None` for a closed account.
    pub(super) async fn reachable(
        &self,
        id: AccountId,
        now: Timestamp,
    ) -> Result<Option<Reachable>, Trouble> {
        let Some(account) = store::accounts::by_id(self.db(), id).await? else { return Ok(None) };
        if account.disabled_at.is_some() {
            return Ok(None);
        }
        let name: PersonName = self
            .vault()
            .open_json(Purpose::Person, id.bytes(), &account.person_sealed)
            .ok_or(Trouble::Sealed("person"))?;
        let login = self.logins(id).await?.into_iter().next().unwrap_or_default();
        let addresses = self.serving_addresses(&account, now).await?;
        Ok(Some(Reachable { given_name: name.given, login, addresses, account }))
    }

    /// Contact addresses that were not changed just now; where there are none at all, the address signed in with.
    async fn serving_addresses(
        &self,
        account: &StoredAccount,
        now: Timestamp,
    ) -> Result<Vec<Address>, Trouble> {
        let stored = self.contacts(account.id).await?;
        let mails: Vec<_> = stored.into_iter().filter(|contact| contact.kind == "mail").collect();
        if mails.is_empty() {
            let logins = self.logins(account.id).await?;
            return Ok(logins
                .into_iter()
                .filter(|login| login.contains('@'))
                .take(1)
                .map(|text| self.address(text))
                .collect());
        }
        let rested = |changed_at: Timestamp| {
            // What came with the account was not changed.
            changed_at <= account.created_at || now.since(changed_at) >= self.policy().recovery.contact_rests
        };
        let open = |sealed: &[u8]| self.vault().open_text(Purpose::Contact, account.id.bytes(), sealed);
        Ok(mails
            .iter()
            .filter(|contact| rested(contact.changed_at))
            .filter_map(|contact| open(&contact.value_sealed))
            .take(MOST_ADDRESSES)
            .map(|text| self.address(text))
            .collect())
    }

    /// Whether a code can go where not only this very sign-in opens (O12): then the letter alone chooses nothing anew.
    pub(crate) async fn a_code_can_go_to(&self, id: AccountId, now: Timestamp) -> Result<bool, Trouble> {
        if self.logins(id).await?.is_empty() {
            return Ok(false);
        }
        let addresses = self.reachable(id, now).await?.map(|person| person.addresses).unwrap_or_default();
        for address in addresses {
            let folded = Identifier::parse(&address.text).map(|folded| folded.as_str().to_owned());
            let digest = self.vault().digest("mailbox", folded.unwrap_or(address.text).as_bytes());
            if mailboxes::by_digest(self.db(), &digest).await?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn address(&self, text: String) -> Address {
        let folded =
            Identifier::parse(&text).map_or_else(|_| text.clone(), |folded| folded.as_str().to_owned());
        Address { digest: self.contact_digest(&folded), text }
    }

    pub(crate) fn contact_digest(&self, folded: &str) -> [u8; 16] {
        self.vault().digest("contact", folded.as_bytes())
    }
}
