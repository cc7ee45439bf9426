//! Pages of the company that ask from within the browser (O2): which origins are registered, and what each may learn.
//! An origin is compared whole, character by character; nothing that was not registered is ever answered (OA14).

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::{Client, Timestamp};
use journeys::{CompanyPage, Destination, Visit};
use oidc::scope::Scope;

use crate::{App, Trouble};

/// How long what the store said of an origin is believed: a client that another node changed is noticed after it.
const FRESH: Duration = Duration::from_secs(10);
const LONGEST_ADDRESS: usize = 2048;

/// What pages of one origin may learn of the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageRights {
    pub name: bool,
    pub mail: bool,
}

impl PageRights {
    fn of(client: &Client) -> Self {
        let has = |scope: Scope| client.scopes.iter().any(|word| word == scope.word());
        Self { name: has(Scope::Profile), mail: has(Scope::Email) }
    }
}

/// Registered origins as they were last read. Strangers' origins are not kept, so it holds no more than the clients do.
#[derive(Default)]
pub struct Origins(RwLock<HashMap<String, (Arc<Client>, Timestamp)>>);

impl Origins {
    /// After a client was changed here.
    pub fn forget(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn find(&self, origin: &str, now: Timestamp) -> Option<Arc<Client>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (client, read_at) = known.get(origin)?;
        (now.since(*read_at) < FRESH).then(|| Arc::clone(client))
    }

    fn keep(&self, origin: &str, client: Option<&Arc<Client>>, now: Timestamp) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match client {
            Some(client) => drop(known.insert(origin.to_owned(), (Arc::clone(client), now))),
            None => drop(known.remove(origin)),
        }
    }
}

impl App {
    /// What pages of `origin` may learn; nothing where no client registered it as an origin of its pages.
    pub async fn page_rights(&self, origin: &str) -> Result<Option<PageRights>, Trouble> {
        Ok(self.page_client(origin).await?.map(|client| PageRights::of(&client)))
    }

    /// The visit of a browser that shall come back to `address` signed in. Nothing for a page that nobody registered
    /// (WB5).
    pub async fn page_visit(&self, address: &str) -> Result<Option<Visit>, Trouble> {
        let Some(origin) = origin_of(address) else { return Ok(None) };
        let Some(client) = self.page_client(origin).await? else { return Ok(None) };
        let page = CompanyPage {
            client: client.client_id.clone(),
            name: client.name.clone(),
            address: address.to_owned(),
            keep_signed_in: client.keep_signed_in.clone(),
        };
        Ok(Some(Visit::to(Destination::Page(Box::new(page)), self.now())))
    }

    async fn page_client(&self, origin: &str) -> Result<Option<Arc<Client>>, Trouble> {
        let now = self.now();
        if let Some(client) = self.origins().find(origin, now) {
            return Ok(Some(client));
        }
        let client = match store::portals::client_of(self.db(), origin).await? {
            Some(id) => self.client(&id).await?,
            None => None,
        };
        let has_it = |client: &Client| client.page_origins.iter().any(|known| known == origin);
        let client = client.filter(has_it).map(Arc::new);
        self.origins().keep(origin, client.as_ref(), now);
        Ok(client)
    }
}

/// What stands before the path. Strict: whatever else a browser would read as the end of a host is part of it here, and
/// equals no registered origin.
fn origin_of(address: &str) -> Option<&str> {
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !is_plain || address.len() > LONGEST_ADDRESS {
        return None;
    }
    let host = address.find("://")? + 3;
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    Some(&address[..end])
}

#[cfg(test)]
mod tests {
    use super::origin_of;

    #[test]
    fn an_address_that_only_looks_like_a_registered_one_has_another_origin() {
        let ours = "https://boutique.lumen.example";
        assert_eq!(origin_of("https://boutique.lumen.example/panier?id=7#a"), Some(ours));
        assert_eq!(origin_of(ours), Some(ours));
        for elsewhere in [
            "https://boutique.lumen.example@evil.example/",
            "https://boutique.lumen.example.evil.example/",
            "https://boutique.lumen.example:8443/",
            "https://boutique.lumen.example\\@evil.example/",
            "https://boutique.lumen.example?/",
            "https://boutique.lumen.example#/",
            "https://Boutique.lumen.example/",
            "http://boutique.lumen.example/",
            "https:/boutique.lumen.example/",
            "//boutique.lumen.example/",
            "https://boutique.lumen.example\n/",
            "javascript:alert(1)",
            "",
        ] {
            assert_ne!(origin_of(elsewhere), Some(ours), "{elsewhere}");
        }
    }
}
