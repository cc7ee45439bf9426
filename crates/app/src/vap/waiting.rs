//! Who waits for a phone is woken when something moved: at once on this node, within half a second from another (X8).
//! One question to the store for all who wait; none while nobody does.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::vap::{ChallengeState, EnrolmentState, FINALISED_WITHIN};
use domain::{AccountId, EnrolmentId, Timestamp, VapChallengeId};
use store::db::CommitError;
use store::{phones, vap_challenges, vap_enrolments};
use tokio::sync::watch;

use super::Question;
use super::call::Proven;
use crate::browser::Caller;
use crate::{App, Trouble, chance};

/// How often the store is asked what moved, while somebody waits.
pub(crate) const LOOK: Duration = Duration::from_millis(500);
/// Clocks of nodes differ, commits take their time: what moved so long ago is looked at again.
const OVERLAP: Duration = Duration::from_secs(5);

/// How often who waits looks for themselves: a time may be over, which rings no bell.
pub(super) const LOOK_ANYWAY: Duration = Duration::from_secs(5);

/// All that a wait keeps of the browser before it: ten thousand of them wait at once.
type Browser = [u8; 16];

/// More tabs than this of one page do not wait at once.
const CROWD: usize = 8;

/// One bell for each thing that somebody waits for.
#[derive(Default)]
pub struct Bells {
    hung: Mutex<HashMap<[u8; 16], watch::Sender<()>>>,
    closing: AtomicBool,
}

/// Rings for one waiter; hung down when dropped.
pub struct Bell<'a> {
    bells: &'a Bells,
    id: [u8; 16],
    rung: watch::Receiver<()>,
}

impl Bells {
    fn hang(&self, id: [u8; 16]) -> Bell<'_> {
        let rung = self.with(|bells| bells.entry(id).or_insert_with(|| watch::Sender::new(())).subscribe());
        Bell { bells: self, id, rung }
    }

    fn ring(&self, id: &[u8; 16]) {
        self.with(|bells| {
            if let Some(bell) = bells.get(id) {
                bell.send_replace(());
            }
        });
    }

    /// Sends home all who wait, and all who come: this node stops, and they find another or the same anew.
    fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.with(|bells| {
            for bell in bells.values() {
                bell.send_replace(());
            }
        });
    }

    /// How many things are waited for.
    pub fn hung(&self) -> usize {
        self.with(|bells| bells.len())
    }

    fn with<T>(&self, then: impl FnOnce(&mut HashMap<[u8; 16], watch::Sender<()>>) -> T) -> T {
        then(&mut self.hung.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Bell<'_> {
    /// Until it rings, `longest` at most.
    pub(super) async fn heard(&mut self, longest: Duration) {
        let _ = tokio::time::timeout(longest, self.rung.changed()).await;
    }

    /// So many wait at one page already that another had better ask again later: strangers hold no connections here.
    pub(super) fn is_crowded(&self) -> bool {
        let waiting = |bells: &mut HashMap<_, watch::Sender<()>>| {
            bells.get(&self.id).map_or(0, watch::Sender::receiver_count)
        };
        self.bells.with(waiting) > CROWD
    }

    /// Nobody waits any longer.
    pub(super) fn is_over(&self) -> bool {
        self.bells.closing.load(Ordering::SeqCst)
    }
}

impl Drop for Bell<'_> {
    fn drop(&mut self) {
        let id = self.id;
        self.bells.with(|bells| {
            // This bell's own receiver still counts.
            if bells.get(&id).is_some_and(|bell| bell.receiver_count() <= 1) {
                bells.remove(&id);
            }
        });
    }
}

/// What a page that waits for an answer shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub state: ChallengeState,
    pub question: Question,
}

impl App {
    pub(super) fn bell(&self, id: [u8; 16]) -> Bell<'_> {
        self.phones().bells.hang(id)
    }

    /// Something moved on this node.
    pub(crate) fn ring(&self, id: &[u8; 16]) {
        self.phones().bells.ring(id);
    }

    /// Answers all who wait, so that this server can stop at once (X8).
    pub fn send_home(&self) {
        self.phones().bells.close();
    }

    /// Looks once for what moved on any node.
    pub(crate) async fn listen_to_phones(&self) -> Result<(), Trouble> {
        if self.phones().bells.hung() == 0 {
            return Ok(());
        }
        for moved in vap_challenges::changed(self.db(), self.now() - OVERLAP).await? {
            for id in &moved {
                self.ring(id);
            }
        }
        Ok(())
    }

    /// Where a question of this browser stands; `None` when it has none of this id.
    pub async fn question_standing(
        &self,
        account: AccountId,
        id: VapChallengeId,
        caller: &Caller,
    ) -> Result<Option<Standing>, Trouble> {
        self.question_of(account, id, (self.waiting_browser(caller), caller.now)).await
    }

    async fn question_of(
        &self,
        account: AccountId,
        id: VapChallengeId,
        (browser, now): (Browser, Timestamp),
    ) -> Result<Option<Standing>, Trouble> {
        let row = vap_challenges::by_id(self.db(), id).await?;
        let Some(row) = row.filter(|row| row.account == account && row.browser_digest == browser) else {
            return Ok(None);
        };
        let phone = phones::by_id(self.db(), row.phone).await?;
        let question = Question {
            id,
            number: self.number_of(&row).ok_or(Trouble::Sealed("number"))?,
            phone: phone.map(|phone| self.phone_name(&phone)).unwrap_or_default(),
            expires_at: row.expires_at,
        };
        Ok(Some(Standing { state: row.state_at(now), question }))
    }

    /// The same, once it is no longer pending, or after `longest`.
    pub async fn question_settled(
        &self,
        account: AccountId,
        id: VapChallengeId,
        (caller, longest): (&Caller, Duration),
    ) -> Result<Option<Standing>, Trouble> {
        let mut bell = self.bell(*id.bytes());
        let (browser, until) = (self.waiting_browser(caller), caller.now + longest);
        loop {
            let now = self.now();
            let standing = self.question_of(account, id, (browser, now)).await?;
            let is_open = standing.as_ref().is_some_and(|one| one.state == ChallengeState::Pending);
            if !is_open || now >= until || bell.is_over() {
                return Ok(standing);
            }
            bell.heard(until.since(now).min(LOOK_ANYWAY)).await;
        }
    }

    /// The browser that asked takes the approval, once, within a minute. Of twenty at once, one does.
    pub async fn take_approval(
        &self,
        account: AccountId,
        id: VapChallengeId,
        caller: &Caller,
    ) -> Result<bool, Trouble> {
        let row = vap_challenges::by_id(self.db(), id).await?.filter(|row| row.account == account);
        let Some(row) = row else { return Ok(false) };
        let mut batch = chance::act(caller.now);
        let browser = self.waiting_browser(caller);
        vap_challenges::consume(&mut batch, &row, &browser, caller.now, caller.now - FINALISED_WITHIN);
        match self.db().commit(batch).await {
            Ok(()) => Ok(true),
            Err(CommitError::Lost(_)) => Ok(false),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }

    /// Where an offer of this browser stands, and the first number of its phone where one is asked for (E6).
    pub async fn offer_standing(
        &self,
        account: AccountId,
        id: EnrolmentId,
        caller: &Caller,
    ) -> Result<Option<(EnrolmentState, Option<Question>)>, Trouble> {
        self.offer_of(account, id, (self.waiting_browser(caller), caller.now)).await
    }

    async fn offer_of(
        &self,
        account: AccountId,
        id: EnrolmentId,
        (browser, now): (Browser, Timestamp),
    ) -> Result<Option<(EnrolmentState, Option<Question>)>, Trouble> {
        let one = vap_enrolments::by_id(self.db(), id).await?;
        let Some(one) = one.filter(|one| one.account == account && one.browser_digest == browser) else {
            return Ok(None);
        };
        let state = one.state.at(one.expires_at, now);
        let Some(phone) = one.phone.filter(|_| state == EnrolmentState::Registered) else {
            return Ok(Some((state, None)));
        };
        let asked = vap_challenges::pending(self.db(), account, phone, now).await?;
        let question = match asked.first() {
            Some(row) => self.question_of(account, row.id, (browser, now)).await?.map(|one| one.question),
            None => None,
        };
        Ok(Some((state, question)))
    }

    /// The same, once it differs from what the page shows, or after `longest`.
    pub async fn offer_moved(
        &self,
        account: AccountId,
        (id, shown): (EnrolmentId, EnrolmentState),
        (caller, longest): (&Caller, Duration),
    ) -> Result<Option<(EnrolmentState, Option<Question>)>, Trouble> {
        let mut bell = self.phones().bells.hang(*id.bytes());
        let (browser, until) = (self.waiting_browser(caller), caller.now + longest);
        loop {
            let now = self.now();
            let standing = self.offer_of(account, id, (browser, now)).await?;
            let is_same = standing.as_ref().is_some_and(|(state, _)| *state == shown);
            if !is_same || now >= until || bell.is_over() {
                return Ok(standing);
            }
            bell.heard(until.since(now).min(LOOK_ANYWAY)).await;
        }
    }

    /// What this phone is asked, as soon as there is something, or nothing after `longest`.
    pub async fn next_challenges(&self, proven: &Proven, longest: Duration) -> Result<Vec<String>, Trouble> {
        let mut bell = self.phones().bells.hang(*proven.phone.id.bytes());
        let until: Timestamp = self.now() + longest;
        loop {
            let pending = self.pending_challenges(proven).await?;
            let now = self.now();
            if !pending.is_empty() || now >= until || bell.is_over() {
                return Ok(pending);
            }
            bell.heard(until.since(now).min(LOOK_ANYWAY)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_bell_rings_for_all_who_wait_and_is_hung_down_by_the_last() {
        let bells = Bells::default();
        let (mut one, mut two) = (bells.hang([1; 16]), bells.hang([1; 16]));
        bells.ring(&[1; 16]);
        bells.ring(&[2; 16]);
        one.heard(Duration::from_secs(5)).await;
        two.heard(Duration::from_secs(5)).await;
        assert_eq!(bells.hung(), 1);
        drop(one);
        assert_eq!(bells.hung(), 1);
        drop(two);
        assert_eq!(bells.hung(), 0);
    }

    #[tokio::test]
    async fn whoever_waits_is_sent_home_when_the_server_stops() {
        let bells = Bells::default();
        let mut one = bells.hang([1; 16]);
        assert!(!one.is_over());
        bells.close();
        one.heard(Duration::from_hours(1)).await;
        assert!(one.is_over() && bells.hang([2; 16]).is_over());
    }
}
