//! Forward-auth (O2): portals that cannot be changed. Their proxy asks about each request; a browser without a portal
//! cookie is sent through the sign-in and comes back with a one-use ticket, bound to the very browser that set out.

use domain::{Client, Fact, Session, Timestamp};
use journeys::{Destination, Portal, Visit};
use proofs::token::Token;
use serde::{Deserialize, Serialize};
use store::codes::StoredCode;
use store::db::CommitError;
use store::portals::{self, NewPortalSession};

use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// What a portal is told of the person: the values of `Remote-User`, `Remote-Name` and `Remote-Email`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Remote {
    /// The subject: stable, never another person's.
    pub user: String,
    pub name: String,
    pub email: String,
}

/// Beside a ticket: where it leads and whose browser may use it.
#[derive(Serialize, Deserialize)]
struct Passage {
    origin: String,
    uri: String,
    binding: String,
    expires_at: Timestamp,
}

/// A portal's browser that has just been let in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetIn {
    /// The value of the portal's own cookie.
    pub token: String,
    /// Where the browser was going: a path of the portal.
    pub uri: String,
}

impl App {
    /// Whether the browser that a portal's proxy asks about is signed in. One keyed read (SE8: dead sign-ins are dead here).
    pub async fn forward_auth(&self, origin: &str, token: &Token) -> Result<Option<Remote>, Trouble> {
        let now = self.now();
        let hash = token.hash();
        let limits = &self.policy().session;
        let stored = portals::by_token(self.db(), &hash, now, now - limits.idle).await?;
        let Some(stored) = stored else { return Ok(None) };
        let lives = stored.origin == origin
            && stored.account_disabled_at.is_none()
            && now < stored.ends_at
            && now.since(stored.last_seen_at) < limits.idle;
        if !lives {
            return Ok(None);
        }
        if now.since(stored.last_seen_at) >= domain::time::minutes(1) {
            let mut batch = chance::act(now);
            store::sessions::seen(&mut batch, &stored.session_hash, now);
            Box::pin(self.commit(batch)).await?;
        }
        Ok(self.vault().open_json(Purpose::PortalPerson, &hash, &stored.person_sealed))
    }

    /// The visit of a browser that wants to enter a registered portal. `binding` is in the portal's cookie.
    pub async fn portal_visit(
        &self,
        origin: &str,
        uri: &str,
        binding: &[u8; 16],
    ) -> Result<Option<Visit>, Trouble> {
        let Some(id) = portals::client_of(self.db(), origin).await? else { return Ok(None) };
        let client = self.client(&id).await?;
        let is_portal = |client: &Client| client.forward_auth_origins.iter().any(|known| known == origin);
        let Some(client) = client.filter(is_portal) else { return Ok(None) };
        let portal = Portal {
            client: client.client_id,
            name: client.name,
            origin: origin.to_owned(),
            uri: path_of(uri),
            binding: self.binding_digest(binding),
            keep_signed_in: client.keep_signed_in,
        };
        Ok(Some(Visit::to(Destination::Portal(Box::new(portal)), self.now())))
    }

    /// A ticket for a portal, once the door is open; the address that uses it.
    pub(crate) async fn issue_ticket(
        &self,
        portal: &Portal,
        session: &Session,
        caller: &Caller,
    ) -> Result<String, Trouble> {
        let now = caller.now;
        let ticket = chance::token();
        let hash = ticket.hash();
        let passage = Passage {
            origin: portal.origin.clone(),
            uri: portal.uri.clone(),
            binding: portal.binding.clone(),
            expires_at: now + self.policy().tokens.code,
        };
        let row = StoredCode {
            account: session.account,
            client: portal.client.clone(),
            sign_in: session.sign_in,
            grant_sealed: self.vault().seal_json(Purpose::Passage, &hash, &passage),
            issued_at: now,
            expires_at: passage.expires_at,
            used_at: None,
        };
        let mut batch = chance::act(now);
        store::codes::issue(&mut batch, &hash, &row);
        self.commit(batch).await?;
        Ok(format!("{}/.vestibule/accept?ticket={}", portal.origin, *ticket.text()))
    }

    /// Uses a ticket: once, in time, at its own portal, in the browser that set out.
    pub async fn accept_ticket(
        &self,
        origin: &str,
        ticket: &str,
        binding: Option<[u8; 16]>,
        caller: &Caller,
    ) -> Result<Option<LetIn>, Trouble> {
        let now = caller.now;
        let (Some(ticket), Some(binding)) = (Token::parse(ticket), binding) else { return Ok(None) };
        let hash = ticket.hash();
        let Some(code) = store::codes::by_hash(self.db(), &hash).await? else { return Ok(None) };
        let passage: Option<Passage> = self.vault().open_json(Purpose::Passage, &hash, &code.grant_sealed);
        let good = |passage: &Passage| {
            passage.origin == origin
                && now < passage.expires_at
                && passage.binding == self.binding_digest(&binding)
                && code.used_at.is_none()
        };
        let Some(passage) = passage.filter(good) else { return Ok(None) };
        if !store::sessions::sign_in_lives(self.db(), code.account, code.sign_in, now).await? {
            return Ok(None);
        }
        let Some(remote) = self.remote(&code).await? else { return Ok(None) };
        let token = chance::token();
        let token_hash = token.hash();
        let session = NewPortalSession {
            account: code.account,
            sign_in: code.sign_in,
            origin: origin.to_owned(),
            person_sealed: self.vault().seal_json(Purpose::PortalPerson, &token_hash, &remote),
            started_at: now,
        };
        let mut batch = chance::act(now);
        store::codes::spend(&mut batch, &hash, now);
        portals::start(&mut batch, &token_hash, &session);
        let fact = Fact::PortalOpened { client: code.client.clone() };
        self.audit(&mut batch, Some(code.account), &fact, Some(&caller.place()), now);
        match self.db().commit(batch).await {
            Ok(()) => Ok(Some(LetIn { token: token.text().to_string(), uri: passage.uri })),
            Err(CommitError::Lost(_)) => Ok(None),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }

    async fn remote(&self, code: &StoredCode) -> Result<Option<Remote>, Trouble> {
        let Some(account) = self.account(code.account).await?.filter(domain::Account::may_sign_in) else {
            return Ok(None);
        };
        let email = self.first_mail(code.account).await?.map(|(address, _)| address).unwrap_or_default();
        Ok(Some(Remote { user: account.id.to_string(), name: account.name.full(), email }))
    }

    fn binding_digest(&self, binding: &[u8; 16]) -> String {
        domain::ActId::from_bytes(self.vault().digest("portal binding", binding)).to_string()
    }
}

/// A path of the portal and nothing else, so that a ticket never leads elsewhere (WB5).
fn path_of(uri: &str) -> String {
    let is_path = uri.starts_with('/') && !uri.starts_with("//") && !uri.starts_with("/\\");
    let is_plain = uri.len() <= 2048 && uri.bytes().all(|byte| byte.is_ascii_graphic());
    if is_path && is_plain && !uri.starts_with("/.vestibule/") { uri.to_owned() } else { "/".to_owned() }
}

/// A client's origins of both kinds, kept beside it; an origin belongs to one client.
pub(crate) fn put_origins(batch: &mut store::db::Batch, client: &Client) {
    let all = [client.forward_auth_origins.as_slice(), &client.page_origins].concat();
    let all: std::collections::BTreeSet<String> = all.into_iter().collect();
    portals::put_origins(batch, &client.client_id, &all.into_iter().collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_deep_link_is_a_path_of_the_portal_or_nothing() {
        assert_eq!(path_of("/dossiers?id=7&x=%20"), "/dossiers?id=7&x=%20");
        for elsewhere in ["//evil.example/", "https://evil.example/", "/\\evil.example", "", "/a b", "/\r\nx"]
        {
            assert_eq!(path_of(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(path_of("/.vestibule/accept?ticket=x"), "/", "no loop");
    }
}
