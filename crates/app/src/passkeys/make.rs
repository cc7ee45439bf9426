//! Judges a passkey that was just made, for the sign-in that asked (PK3, PK4). Books that it was tried.

use domain::passkey::Made;
use domain::{AccountId, AuthenticatorId, Fact, Factor, Method, SessionId, SignInId};
use journeys::enrol_authenticator::PasskeyVerdict as Verdict;
use store::authenticators;

use super::Taken;
use super::ceremony::{Answered, Ceremony};
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::{App, Trouble, chance};

/// More than this on one account serves nobody.
const MOST: usize = 20;

impl App {
    /// Answers `Question::IsNewPasskey`.
    pub(crate) async fn judge_new_passkey(
        &self,
        (account, sign_in): (AccountId, SignInId),
        made: &Made,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let not = |verdict| Ok((verdict, Pocket::default()));
        let Some(party) = self.relying_party() else { return not(Verdict::Wrong) };
        let answered = self.answered(Ceremony::Make { account, sign_in }, &made.client_data, caller);
        let Answered::Good { challenge, spends } = answered else { return not(Verdict::Stale) };
        let mut batch = chance::act(caller.now);
        let fact = Fact::EnrolmentTried { kind: Factor::Passkey };
        self.audit(&mut batch, Some(account), &fact, Some(&caller.place()), caller.now);
        self.commit(batch).await?;
        let (credential, counter) = match proofs::passkey::made(made, &challenge, &party) {
            Ok(made) => made,
            Err(refused) => {
                tracing::info!(reason = %refused, "a new passkey was refused");
                return not(Verdict::Wrong);
            }
        };
        let digest = self.passkey_digest(&credential.id);
        let taken = authenticators::by_handle(self.db(), &digest).await?.is_some();
        if taken || self.passkeys(account).await?.len() >= MOST {
            return not(Verdict::Taken);
        }
        let verdict = Verdict::Right {
            authenticator: chance::new_id(AuthenticatorId::new, caller.now),
            session: chance::new_id(SessionId::new, caller.now),
            method: if credential.is_synced { Method::Passkey } else { Method::DeviceKey },
        };
        let taken = Taken { spends, counter: Some(i64::from(counter)), credential: Some(credential) };
        Ok((verdict, Pocket { passkey: Some(taken), ..Pocket::default() }))
    }
}
