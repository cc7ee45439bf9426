//! The person's own data, for their own pages.

use domain::{Account, AccountId};
use store::accounts::StoredAccount;

use crate::browser::{Caller, People};
use crate::vault::Purpose;
use crate::{App, Trouble};

/// How to greet somebody on their own page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Greeting {
    pub account: Account,
    /// What they sign in with.
    pub logins: Vec<String>,
}

impl App {
    pub async fn greeting(&self, id: AccountId) -> Result<Option<Greeting>, Trouble> {
        let Some(account) = self.account(id).await? else { return Ok(None) };
        Ok(Some(Greeting { account, logins: self.logins(id).await? }))
    }

    pub(crate) async fn account(&self, id: AccountId) -> Result<Option<Account>, Trouble> {
        let stored = store::accounts::by_id(self.db(), id).await?;
        stored.map(|stored| self.open_account(stored)).transpose()
    }

    fn open_account(&self, stored: StoredAccount) -> Result<Account, Trouble> {
        let name = self
            .vault()
            .open_json(Purpose::Person, stored.id.bytes(), &stored.person_sealed)
            .ok_or(Trouble::Sealed("person"))?;
        Ok(Account {
            id: stored.id,
            brand: stored.brand,
            locale: stored.locale,
            name,
            created_at: stored.created_at,
            disabled_at: stored.disabled_at,
        })
    }

    /// The cookie's value of a browser's memory.
    pub fn seal_people(&self, people: &People) -> String {
        use base64::Engine as _;
        let sealed = self.vault().seal_json(Purpose::BrowserPeople, b"", people);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sealed)
    }

    /// A browser's memory; one of another installation is no memory at all.
    pub fn open_people(&self, text: &str) -> People {
        use base64::Engine as _;
        let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok();
        sealed
            .and_then(|sealed| self.vault().open_json(Purpose::BrowserPeople, b"", &sealed))
            .unwrap_or_default()
    }

    /// « Changer d'adresse mail »: forgets who is remembered here, and nothing else.
    pub fn forget_remembered(&self, caller: &Caller) -> String {
        let mut people = caller.people.clone();
        people.forget_identifiers();
        self.seal_people(&people)
    }
}
