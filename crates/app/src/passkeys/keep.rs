//! Lays a passkey that was judged right into the Batch of its turn: the challenge is spent there, so that of twenty who show
//! one answer exactly one is believed, on every node (PK1).

use domain::{AccountId, AuthenticatorId, Timestamp};
use proofs::passkey::Credential;
use store::authenticators::{self, StoredAuthenticator};
use store::db::Batch;
use store::{attempts, passkeys};

use super::KIND;
use crate::App;
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::vault::Purpose;

/// What must not pass through a journey.
pub struct Taken {
    /// The digest of the challenge, and until when it must be known.
    pub spends: ([u8; 32], Timestamp),
    /// Where the counter stands now; absent where it counts nothing.
    pub counter: Option<i64>,
    /// Of a new one, or where what is kept has changed.
    pub credential: Option<Credential>,
}

impl App {
    pub(crate) fn accept_passkey(
        &self,
        (account, id): (AccountId, AuthenticatorId),
        pocket: &Pocket,
        now: Timestamp,
        batch: &mut Batch,
    ) {
        let Some(taken) = &pocket.passkey else { return };
        passkeys::spend(batch, &taken.spends.0, taken.spends.1);
        match taken.counter {
            Some(counter) => authenticators::accept(batch, account, id, counter, now),
            None => authenticators::accept_uncounted(batch, account, id, now),
        }
        if let Some(credential) = &taken.credential {
            authenticators::reseal(batch, account, id, self.seal_passkey(id, credential));
        }
        for key in &pocket.counters {
            attempts::clear(batch, key);
        }
        self.give_back(batch, pocket.network.as_ref());
    }

    /// Named after the browser that made it, until its owner names it.
    pub(crate) fn add_passkey(
        &self,
        (account, id): (AccountId, AuthenticatorId),
        pocket: &Pocket,
        caller: &Caller,
        batch: &mut Batch,
    ) {
        let Some(taken) = &pocket.passkey else { return };
        let Some(credential) = &taken.credential else { return };
        passkeys::spend(batch, &taken.spends.0, taken.spends.1);
        let row = StoredAuthenticator {
            account,
            id,
            kind: KIND.to_owned(),
            label_sealed: self.seal_label(id, &caller.label),
            secret_sealed: self.seal_passkey(id, credential),
            handle_digest: Some(self.passkey_digest(&credential.id)),
            counter: taken.counter.unwrap_or(0),
            failures: 0,
            created_at: caller.now,
            last_used_at: Some(caller.now),
            blocked_at: None,
            lost_at: None,
        };
        authenticators::insert(batch, &row);
    }

    fn seal_passkey(&self, id: AuthenticatorId, credential: &Credential) -> Vec<u8> {
        self.vault().seal_json(Purpose::Authenticator, id.bytes(), credential)
    }
}
