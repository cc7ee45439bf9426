//! Which ways somebody has to recover (O12): reads them, and asks `domain::recourse`.

use domain::recourse::{Standing, Way, is_safe, may_ask};
use domain::recovery::waits;
use domain::{AccountId, Identifier, Session, Timestamp};
use journeys::Write;
use store::db::Batch;
use store::{accounts, contact_changes, recovery_codes};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::recovery_codes::FEW;
use crate::{App, Trouble};

/// How somebody stands who would lose the password now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recourse {
    Safe,
    /// Safe, and few printed codes are left.
    FewCodes {
        left: u32,
    },
    /// O12: no way to recover but the mailbox that this very sign-in opens, or none at all.
    OnlyThisMailbox,
}

impl App {
    /// Whether a way to recover stands apart from this sign-in, printed codes not counted.
    pub async fn has_other_way(&self, account: AccountId) -> Result<bool, Trouble> {
        Ok(is_safe(&self.address_ways(account).await?))
    }

    /// Whether this session is to be asked for a second way before it goes on (O12).
    pub async fn recourse_due(&self, session: Option<&Session>, caller: &Caller) -> Result<bool, Trouble> {
        let now = caller.now;
        let fresh = self.policy().session.step_up_fresh;
        let Some(session) = session.filter(|session| session.is_fresh(now, fresh)) else { return Ok(false) };
        let Some(account) = self.account(session.account).await? else { return Ok(false) };
        let postponed_at = contact_changes::postponed_at(self.db(), session.account).await?;
        let standing = Standing { created_at: account.created_at, postponed_at };
        // Who would have to wait for it is not asked (RE6).
        Ok(may_ask(standing, session, now, fresh, &self.policy().recourse)
            && self.recourse(session.account).await? == Recourse::OnlyThisMailbox
            && self.recovery_waits(session, caller).await?.is_none())
    }

    /// Whether the account was recovered so lately that acts wait, whoever asks.
    pub async fn recovered_lately(&self, account: AccountId, now: Timestamp) -> Result<bool, Trouble> {
        let recovered = accounts::recovered_at(self.db(), account).await?;
        Ok(waits(recovered, None, now, &self.policy().recovery).is_some())
    }

    /// Until when a recovery makes what this session cannot take back wait (RE6). One read, where there was none lately.
    pub async fn recovery_waits(
        &self,
        session: &Session,
        caller: &Caller,
    ) -> Result<Option<Timestamp>, Trouble> {
        let policy = &self.policy().recovery;
        let recovered = accounts::recovered_at(self.db(), session.account).await?;
        if waits(recovered, None, caller.now, policy).is_none() {
            return Ok(None);
        }
        let since = match &caller.session {
            Some(token) => store::sessions::factor_since(self.db(), &token.hash()).await?,
            None => None,
        };
        Ok(waits(recovered, since, caller.now, policy))
    }

    /// Whether any way does, printed codes counted (O12).
    pub async fn recourse(&self, account: AccountId) -> Result<Recourse, Trouble> {
        let mut ways = self.address_ways(account).await?;
        let set = self.recovery_set(account).await?;
        ways.extend(set.filter(|set| set.left > 0).map(|set| Way::Codes { kept: set.kept_at.is_some() }));
        Ok(match set {
            _ if !is_safe(&ways) => Recourse::OnlyThisMailbox,
            Some(set) if set.left < FEW => Recourse::FewCodes { left: set.left },
            _ => Recourse::Safe,
        })
    }

    /// Lays what journeys want written about ways to recover.
    pub(crate) fn lay_recourse(&self, write: &Write, pocket: &Pocket, caller: &Caller, batch: &mut Batch) {
        let now = caller.now;
        match write {
            Write::RenewCodes { account, before, set } => {
                Self::renew_codes(*account, (*before, *set), pocket, (now, batch));
            }
            Write::KeepCodes { account, set } => recovery_codes::keep(batch, *account, *set, now),
            Write::EndCodes { account } => recovery_codes::end(batch, *account),
            Write::SpendCode { account } => Self::spend_code(*account, pocket, now, batch),
            Write::NoteRecovered { account } => accounts::recovered(batch, *account, now),
            Write::NoteChosenByCode { account } => recovery_codes::chose(batch, *account, Some(now)),
            Write::ProveByCode { account, recovery } => {
                self.prove_by_code(*account, *recovery, caller, batch);
            }
            Write::AskContactCode { account, .. } => self.ask_contact_code(*account, pocket, now, batch),
            Write::BringContact { account, id } => Self::bring_contact(*account, *id, pocket, (now, batch)),
            Write::SendContactAway { account, id, contact } => {
                self.send_contact_away(*account, (*contact, *id), now, batch);
            }
            Write::UndoContactChange { account, id } => self.undo_contact_change(*account, *id, now, batch),
            Write::PostponeRecourse { account } => contact_changes::postpone(batch, *account, now),
            _ => {}
        }
    }

    async fn address_ways(&self, account: AccountId) -> Result<Vec<Way>, Trouble> {
        let mut ways = Vec::new();
        for address in self.mail_addresses(account).await? {
            let Ok(folded) = Identifier::parse(&address) else { continue };
            let digest = self.vault().digest("mailbox", folded.as_str().as_bytes());
            let mailbox = store::mailboxes::by_digest(self.db(), &digest).await?;
            let imported = mailbox.is_some_and(|mailbox| mailbox.account == Some(account));
            let opened_by_this = imported || self.policy().recourse.opens(folded.as_str());
            ways.push(Way::Address { opened_by_this });
        }
        Ok(ways)
    }
}
