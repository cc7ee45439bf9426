//! Registering relying parties: what `vestibule client apply` does.

use domain::{Client, ClientId, Fact};
use store::clients::{self, StoredClient};

use crate::{App, Trouble};

/// What applying one declaration changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applied {
    Added,
    Changed,
    Unchanged,
}

impl App {
    /// Stores a client with the hash of its secret. `secret_hash` absent keeps the one that is stored.
    pub async fn apply_client(
        &self,
        client: Client,
        secret_hash: Option<[u8; 32]>,
    ) -> Result<Applied, Trouble> {
        let now = self.now();
        let before = clients::by_id(self.db(), &client.client_id).await?;
        let secret_hash = secret_hash.or_else(|| before.as_ref().and_then(|before| before.secret_hash));
        let applied = match &before {
            None => Applied::Added,
            Some(before) if before.client == client && before.secret_hash == secret_hash => {
                return Ok(Applied::Unchanged);
            }
            Some(_) => Applied::Changed,
        };
        let fact = Fact::ClientApplied { client: client.client_id.clone() };
        let mut batch = crate::chance::act(now);
        crate::forward_auth::put_origins(&mut batch, &client);
        clients::put(&mut batch, &StoredClient { client, secret_hash, changed_at: now });
        self.audit(&mut batch, None, &fact, None, now);
        self.commit(batch).await?;
        self.origins().forget();
        Ok(applied)
    }

    pub async fn client(&self, id: &ClientId) -> Result<Option<Client>, Trouble> {
        Ok(clients::by_id(self.db(), id).await?.map(|stored| stored.client))
    }

    pub async fn clients(&self) -> Result<Vec<Client>, Trouble> {
        Ok(clients::all(self.db()).await?.into_iter().map(|stored| stored.client).collect())
    }
}
