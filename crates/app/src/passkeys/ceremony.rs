//! What browsers are asked for, and the challenge in it. A challenge is written nowhere: it says when and by whom it was asked,
//! under a key of ours, so that no stranger grows the store (invariant 11). It is spent in the Batch that believes its answer.

use std::time::Duration;

use domain::passkey::CEREMONY_LIVES;
use domain::time::minutes;
use domain::{AccountId, SignInId, Timestamp};
use serde::Serialize;

use crate::browser::Caller;
use crate::{App, Trouble, chance};

/// Who may answer a challenge, and with what.
#[derive(Clone, Copy)]
pub(crate) enum Ceremony {
    /// This sign-in makes a passkey (PK4).
    Make { account: AccountId, sign_in: SignInId },
    /// This browser shows one of this account's, after the password.
    Second { account: AccountId },
    /// This browser shows one of anybody's.
    SignIn,
}

/// What became of a challenge that comes back.
pub(crate) enum Answered {
    /// With what spends it, and until when that must be known.
    Good { challenge: Vec<u8>, spends: ([u8; 32], Timestamp) },
    /// Too old, of another browser or ceremony, or made up: begin anew.
    Stale,
}

/// What a browser is asked for when it shows a passkey. Bytes; the shell writes them down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Asked {
    pub challenge: Vec<u8>,
    pub relying_party: String,
    /// Which may be shown, with how each is reached; empty: whichever the device has.
    pub allowed: Vec<(Vec<u8>, Vec<String>)>,
}

/// What a browser is asked for when it makes one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Making {
    pub challenge: Vec<u8>,
    pub relying_party: String,
    pub company: String,
    pub user_handle: Vec<u8>,
    /// What the person signs in with, as the device will list it.
    pub login: String,
    pub name: String,
    /// Those that the account has: a device makes no second one.
    pub existing: Vec<(Vec<u8>, Vec<String>)>,
    pub algorithms: &'static [i64],
}

/// Every passkey of an account that still stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub relying_party: String,
    pub user_handle: Vec<u8>,
    pub ids: Vec<Vec<u8>>,
}

const AT: usize = 8;
const CHANCE: usize = 16;
/// How far the clocks of two nodes may be apart.
const NODES_APART: Duration = minutes(1);

impl App {
    /// For the sign-in page: the same for everybody (NU3). `None` where browsers make no passkey, or the policy allows none.
    pub fn ask_for_any_passkey(&self, binding: [u8; 16], now: Timestamp) -> Option<Asked> {
        let party = self.offers_passkeys()?;
        let challenge = self.challenge(Ceremony::SignIn, binding, now);
        Some(Asked { challenge, relying_party: party, allowed: Vec::new() })
    }

    /// The relying party, where somebody may sign in with a passkey.
    pub fn offers_passkeys(&self) -> Option<String> {
        let allowed = self.policy().factors.allows(domain::Factor::Passkey);
        self.relying_party().filter(|_| allowed).map(|party| party.id)
    }

    /// After the password: any passkey of the account will do.
    pub async fn ask_for_passkey_of(
        &self,
        account: AccountId,
        caller: &Caller,
    ) -> Result<Option<Asked>, Trouble> {
        let Some(party) = self.relying_party() else { return Ok(None) };
        let kept = self.passkeys(account).await?.into_iter().filter(|kept| kept.stored.blocked_at.is_none());
        let allowed = kept.map(|kept| (kept.credential.id, kept.credential.transports)).collect();
        let binding = caller.binding.unwrap_or_default();
        let challenge = self.challenge(Ceremony::Second { account }, binding, caller.now);
        Ok(Some(Asked { challenge, relying_party: party.id, allowed }))
    }

    /// For the device that is to make one, of the sign-in at hand.
    pub async fn ask_to_make_passkey(
        &self,
        (account, sign_in): (AccountId, SignInId),
        caller: &Caller,
    ) -> Result<Option<Making>, Trouble> {
        let Some(party) = self.relying_party() else { return Ok(None) };
        let Some(greeting) = self.greeting(account).await? else { return Ok(None) };
        let Some(user_handle) = store::passkeys::handle(self.db(), account).await? else { return Ok(None) };
        let existing = self.passkeys(account).await?;
        let login = greeting.logins.into_iter().next().unwrap_or_default();
        let name = greeting.account.name.given;
        let binding = caller.binding.unwrap_or_default();
        let challenge = self.challenge(Ceremony::Make { account, sign_in }, binding, caller.now);
        Ok(Some(Making {
            challenge,
            relying_party: party.id,
            company: self.brand(Some(&greeting.account.brand)).name.clone(),
            user_handle,
            name: if name.is_empty() { login.clone() } else { name },
            login,
            existing: existing
                .into_iter()
                .map(|kept| (kept.credential.id, kept.credential.transports))
                .collect(),
            algorithms: &proofs::passkey::ALGORITHMS,
        }))
    }

    /// What devices may be told to keep, and to forget besides. `None` where the account never began a passkey.
    pub async fn standing_passkeys(&self, account: AccountId) -> Result<Option<Standing>, Trouble> {
        let Some(party) = self.relying_party() else { return Ok(None) };
        let Some(user_handle) = store::passkeys::handle(self.db(), account).await? else { return Ok(None) };
        let ids = self.passkeys(account).await?.into_iter().map(|kept| kept.credential.id).collect();
        Ok(Some(Standing { relying_party: party.id, user_handle, ids }))
    }

    fn challenge(&self, ceremony: Ceremony, binding: [u8; 16], now: Timestamp) -> Vec<u8> {
        let mut challenge = now.millis().to_be_bytes().to_vec();
        challenge.extend(chance::bytes::<CHANCE>());
        let mark = self.challenge_mark(ceremony, &challenge, binding);
        challenge.extend(mark);
        challenge
    }

    /// Looks at the challenge of an answer before anything else is looked at.
    pub(super) fn answered(&self, ceremony: Ceremony, client_data: &[u8], caller: &Caller) -> Answered {
        let Some(challenge) = proofs::passkey::challenge_of(client_data) else { return Answered::Stale };
        let Some((said, mark)) = challenge.split_at_checked(AT + CHANCE) else { return Answered::Stale };
        let Some(binding) = caller.binding else { return Answered::Stale };
        let ours = self.challenge_mark(ceremony, said, binding);
        let Some((at, _)) = said.split_first_chunk::<AT>() else { return Answered::Stale };
        let at = Timestamp::from_millis(i64::from_be_bytes(*at));
        let until = at + CEREMONY_LIVES;
        // Another node's clock may be ahead.
        if mark != ours || at > caller.now + NODES_APART || caller.now >= until {
            return Answered::Stale;
        }
        let digest = self.vault().wide_digest("passkey/spent", &challenge);
        Answered::Good { challenge, spends: (digest, until) }
    }

    /// Every part has one length, so that no two ceremonies share a text.
    fn challenge_mark(&self, ceremony: Ceremony, said: &[u8], binding: [u8; 16]) -> [u8; 32] {
        let mut text = said.to_vec();
        match ceremony {
            Ceremony::Make { account, sign_in } => {
                text.push(1);
                text.extend(account.bytes());
                text.extend(sign_in.bytes());
            }
            Ceremony::Second { account } => {
                text.push(2);
                text.extend(account.bytes());
            }
            Ceremony::SignIn => text.push(3),
        }
        text.extend(binding);
        self.vault().wide_digest("passkey/challenge", &text)
    }
}
