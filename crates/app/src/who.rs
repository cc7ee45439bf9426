//! Who is there, for pages that need no more than that (O2). One question to the store, and nothing is signed or issued.

use domain::{PersonName, Session};
use proofs::token::Token;

use crate::origins::PageRights;
use crate::vault::Purpose;
use crate::{App, Trouble};

/// The person behind a live session; what a page may not learn is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    pub session: Session,
    pub name: Option<String>,
    pub mail: Option<String>,
}

impl App {
    /// The person of this browser, as far as a page with `rights` may know them. Disabled accounts are nobody (SE8).
    pub async fn who(&self, token: Option<&Token>, rights: PageRights) -> Result<Option<Who>, Trouble> {
        let Some(token) = token else { return Ok(None) };
        let hash = token.hash();
        let Some(stored) = store::who::by_token(self.db(), &hash).await? else { return Ok(None) };
        let Some(session) = self.if_live(stored.session, &hash, self.now()).await? else { return Ok(None) };
        let account = session.account;
        let name: Option<PersonName> =
            self.vault().open_json(Purpose::Person, account.bytes(), &stored.person_sealed);
        let mut mail = stored
            .mail_sealed
            .and_then(|sealed| self.vault().open_text(Purpose::Contact, account.bytes(), &sealed));
        if rights.mail && mail.is_none() {
            mail = self.first_mail(account).await?.map(|(address, _)| address);
        }
        Ok(Some(Who {
            session,
            name: name.filter(|_| rights.name).map(|name| name.full()),
            mail: mail.filter(|_| rights.mail),
        }))
    }
}
