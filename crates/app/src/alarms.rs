//! « Ce n’était pas moi » (X10): the link that each security notice carries, and what it opens. Looking consumes nothing,
//! however often and whoever does it (EL1); pressing is `journeys::not_me`.

use domain::alarm::Told;
use domain::factor::{Held, is_protected};
use domain::message::Named;
use domain::{AccountId, AlarmId, AuthenticatorId, ChangeId, DeviceId, Timestamp};
use journeys::State;
use journeys::not_me::{Alarm, begin};
use store::alarms::{self, StoredAlarm};
use store::db::Batch;

use crate::browser::{Caller, Token};
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// What happened, as it is told.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    pub account: AccountId,
    pub told: Told,
    /// What a press ends; absent: every device.
    pub device: Option<DeviceId>,
    /// What a press undoes.
    pub change: Option<ChangeId>,
    /// The method that a press removes.
    pub method: Option<AuthenticatorId>,
    /// How much is left of something that was used.
    pub left: Option<u32>,
    /// What it happened to, where that is not the account as a whole.
    pub about: Vec<Named>,
    pub at: Timestamp,
}

impl Act {
    pub const fn of(account: AccountId, told: Told, at: Timestamp) -> Self {
        Self { account, told, device: None, change: None, method: None, left: None, about: Vec::new(), at }
    }
}

/// What the link of a notice shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedAlarm {
    pub told: Told,
    /// What the account signs in with.
    pub login: String,
    pub brand: String,
    pub device: Option<String>,
    pub network: Option<String>,
    pub at: Timestamp,
    /// Whether a press ends one device, or all.
    pub one_device: bool,
    /// Whether a press removes the method that was told of, or did.
    pub removes: bool,
    pub stands: Stands,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stands {
    /// It can be pressed, once: the state to seal into the form.
    Open(Box<State>),
    /// It was pressed before.
    Pressed,
}

impl App {
    /// Lays the link of a notice beside the act that it tells.
    pub(crate) fn raise_alarm(&self, act: &Act, token: &Token, place: &str, batch: &mut Batch) {
        let id = chance::new_id(AlarmId::new, act.at);
        let alarm = StoredAlarm {
            id,
            account: act.account,
            told: act.told,
            device: act.device,
            change: act.change,
            method: act.method,
            place_sealed: self.vault().seal(Purpose::AlarmPlace, id.bytes(), place.as_bytes()),
            at: act.at,
            expires_at: act.at + self.policy().alarms.lives,
            used_at: None,
        };
        alarms::put(batch, &token.hash(), &alarm);
    }

    /// Judges a link's token; `None` for one that nobody was given, of a closed account, or too old.
    pub async fn opened_alarm(&self, token: &str, caller: &Caller) -> Result<Option<OpenedAlarm>, Trouble> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let Some(stored) = alarms::by_token(self.db(), &token.hash()).await? else { return Ok(None) };
        if stored.expires_at <= caller.now {
            return Ok(None);
        }
        let Some(account) = self.account(stored.account).await?.filter(domain::Account::may_sign_in) else {
            return Ok(None);
        };
        let login = self.logins(stored.account).await?.into_iter().next().unwrap_or_default();
        let place = self
            .vault()
            .open_text(Purpose::AlarmPlace, stored.id.bytes(), &stored.place_sealed)
            .unwrap_or_default();
        let (device, network) = Caller::read_place(&place);
        let (method, still_there) = self.told_method(&stored, caller.now).await?;
        Ok(Some(OpenedAlarm {
            told: stored.told,
            login,
            brand: account.brand,
            device: device.map(str::to_owned),
            network: network.map(str::to_owned),
            at: stored.at,
            one_device: stored.device.is_some(),
            removes: match stored.used_at {
                None => method.is_some(),
                Some(_) => stored.method.is_some() && !still_there,
            },
            stands: stands(&stored, method),
        }))
    }

    /// The method that a press removes: only where the account is not bared of what protected it for days; and whether the one
    /// that was told of is there still.
    async fn told_method(
        &self,
        stored: &StoredAlarm,
        now: Timestamp,
    ) -> Result<(Option<AuthenticatorId>, bool), Trouble> {
        let Some(method) = stored.method else { return Ok((None, false)) };
        let held = self.held(stored.account).await?;
        let others: Vec<Held> = held.iter().filter(|one| !is_told(one.id, method)).cloned().collect();
        let stands = held.len() > others.len();
        let may = self.policy().alarms.may_remove(stored.at, now, is_protected(&others));
        Ok((Some(method).filter(|_| stands && may), stands))
    }
}

/// A phone goes with its six digits.
fn is_told(one: AuthenticatorId, method: AuthenticatorId) -> bool {
    one == method || one.codes() == method
}

fn stands(stored: &StoredAlarm, method: Option<AuthenticatorId>) -> Stands {
    if stored.used_at.is_some() {
        return Stands::Pressed;
    }
    let StoredAlarm { id, account, told, device, change, .. } = *stored;
    Stands::Open(Box::new(begin(Alarm { id, account, told, device, change, method })))
}
