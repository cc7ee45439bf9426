//! Judges a passkey that is shown after the password: any one of the account's. Booked before it is judged, like every second
//! factor (invariant 8); wrong ones block nothing, for a signature cannot be guessed (decision 7).

use domain::passkey::Shown;
use domain::{AccountId, Method};
use journeys::second_factor::Verdict;
use proofs::passkey::Counted;

use super::ceremony::{Answered, Ceremony};
use super::{Kept, Taken};
use crate::browser::Caller;
use crate::judge::Pocket;
use crate::{App, Trouble};

/// What the mathematics says of one that was found.
pub(super) enum Judged {
    Right { taken: Taken, method: Method },
    CountedBack,
    Wrong,
}

impl App {
    /// Answers `Question::IsFactor` for passkeys; `key` is the counter of the account or of the known device.
    pub(crate) async fn judge_second_passkey(
        &self,
        (account, key): (AccountId, [u8; 16]),
        shown: &Shown,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let not = |verdict| Ok((verdict, Pocket::default()));
        let answered = self.answered(Ceremony::Second { account }, &shown.client_data, caller);
        let Answered::Good { challenge, spends } = answered else { return not(Verdict::StalePasskey) };
        if let Some(until) = self.book_passkey(account, key, None, caller).await? {
            return not(Verdict::TooSoon { until });
        }
        let digest = self.passkey_digest(&shown.credential);
        let found = self.passkeys(account).await?.into_iter();
        let Some(kept) = found.into_iter().find(|kept| kept.stored.handle_digest == Some(digest)) else {
            return not(Verdict::WrongPasskey);
        };
        let authenticator = kept.stored.id;
        if kept.stored.blocked_at.is_some() {
            return not(Verdict::WrongPasskey);
        }
        Ok(match self.judge_passkey(&kept, shown, (&challenge, spends)) {
            Judged::Right { taken, method } => {
                let pocket = Pocket { passkey: Some(taken), counters: vec![key], ..Pocket::default() };
                (Verdict::RightPasskey { authenticator, method }, pocket)
            }
            Judged::CountedBack => (Verdict::PasskeyCountedBack { authenticator }, Pocket::default()),
            Judged::Wrong => (Verdict::WrongPasskey, Pocket::default()),
        })
    }

    /// The mathematics, and what follows for the store.
    pub(super) fn judge_passkey(
        &self,
        kept: &Kept,
        shown: &Shown,
        (challenge, spends): (&[u8], ([u8; 32], domain::Timestamp)),
    ) -> Judged {
        let Some(party) = self.relying_party() else { return Judged::Wrong };
        let Kept { stored, credential } = kept;
        let seen = match proofs::passkey::shown(shown, (credential, stored.counter), challenge, &party) {
            Ok(seen) => seen,
            Err(refused) => {
                tracing::info!(reason = %refused, "a passkey was refused");
                return Judged::Wrong;
            }
        };
        let counter = match seen.counted {
            Counted::Not => None,
            Counted::Forward(counter) => Some(i64::from(counter)),
            Counted::Back => return Judged::CountedBack,
        };
        let mut changed = credential.clone();
        changed.is_backed_up = seen.is_backed_up;
        let credential = (changed != *credential).then_some(changed);
        let method = if kept.credential.is_synced { Method::Passkey } else { Method::DeviceKey };
        Judged::Right { taken: Taken { spends, counter, credential }, method }
    }
}
