//! Who uses this browser (C3, SE9): the people it remembers by name or keeps signed in. Knows not which of them sits there.

use domain::{AccountId, DeviceId, Fact, Timestamp};
use journeys::who::{Known, is_asked};
use store::devices::{self, StoredDevice};

use crate::browser::{Caller, CookieChange, Person, Remembered};
use crate::commit::Draft;
use crate::{App, Trouble};

/// One person whom the browser knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub account: AccountId,
    pub device: DeviceId,
    /// Only for who asked to be remembered here.
    pub remembered: Option<Remembered>,
    /// Since when and until when « rester identifié » lasts here.
    pub kept: Option<(Timestamp, Timestamp)>,
}

/// The list, and whether it is to be shown before a sign-in page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chooser {
    pub listed: Vec<Listed>,
    pub is_asked: bool,
}

impl App {
    /// One read for each kept cookie, six at most; none for a browser that keeps nobody.
    pub async fn chooser(&self, caller: &Caller) -> Result<Chooser, Trouble> {
        let mut kept: Vec<StoredDevice> = Vec::new();
        for one in &caller.kept {
            let stored = devices::by_id(self.db(), one.device).await?;
            kept.extend(stored.filter(|device| is_kept(device, caller.now)));
        }
        let period = |device: &StoredDevice| Some((device.authenticated_at, device.kept_until?));
        let known = |person: &Person| Listed {
            account: person.account,
            device: person.device,
            remembered: person.remembered.clone(),
            kept: kept.iter().find(|device| device.id == person.device).and_then(period),
        };
        let mut people: Vec<Listed> = caller.people.iter().map(known).collect();
        // The browser lost its memory of them, and keeps them all the same.
        for device in &kept {
            if people.iter().all(|person| person.account != device.account) {
                let (account, kept) = (device.account, period(device));
                people.push(Listed { account, device: device.id, remembered: None, kept });
            }
        }
        let users = people.len();
        people.retain(|person| person.remembered.is_some() || person.kept.is_some());
        let facts: Vec<Known> = people
            .iter()
            .map(|person| Known { named: person.remembered.is_some(), kept: person.kept.is_some() })
            .collect();
        Ok(Chooser { listed: people, is_asked: is_asked(&facts, users) })
    }

    /// Notes who signed in. A seventh person takes the place of the one not seen for longest, whose « rester identifié »
    /// ends here, since no cookie is left for it.
    pub(crate) fn remember_person(
        &self,
        account: AccountId,
        device: DeviceId,
        known: Option<(String, String)>,
        caller: &Caller,
        draft: &mut Draft,
    ) {
        let mut people = caller.people.clone();
        for left in people.note(account, device, known) {
            devices::end_kept(&mut draft.batch, left.device, caller.now);
            let fact = Fact::PersonForgotten { device: left.device };
            self.audit(&mut draft.batch, Some(left.account), &fact, None, caller.now);
            draft.cookies.push(CookieChange::EndKept(left.device));
        }
        draft.cookies.push(CookieChange::People(self.seal_people(&people)));
    }

    pub(crate) fn forget_person(
        &self,
        account: AccountId,
        device: DeviceId,
        caller: &Caller,
        draft: &mut Draft,
    ) {
        let mut people = caller.people.clone();
        people.forget(account);
        draft
            .cookies
            .extend([CookieChange::EndKept(device), CookieChange::People(self.seal_people(&people))]);
    }
}

fn is_kept(device: &StoredDevice, now: Timestamp) -> bool {
    device.ended_at.is_none() && device.kept_until.is_some_and(|until| now < until)
}
