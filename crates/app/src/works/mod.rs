//! Background works: delivery of the outbox, purge of what has expired, the mix of decoys. Any node may do any of them.

mod delivery;
mod send;

pub use delivery::Delivery;

use std::time::Duration;

use domain::ActId;
use store::db::Batch;

use crate::{App, Trouble, chance};

/// How often the outbox is looked at when nothing woke us: messages of other nodes, retries that fall due.
const DELIVERY_PAUSE: Duration = Duration::from_secs(1);
/// One slice each time: 250 rows of each kind a second, twice what two cores can make by sign-ins.
const PURGE_PAUSE: Duration = Duration::from_secs(2);
const DECOYS_PAUSE: Duration = Duration::from_mins(10);
/// The minute in which wrong passwords are compared with right ones (RL6).
const ALARM_PAUSE: Duration = Duration::from_mins(1);
/// Somebody comes of age at midnight, and is told soon after.
const OF_AGE_PAUSE: Duration = Duration::from_mins(10);
/// A hundred people each time, so that their mails do not hold back those of customers who wait for one.
const TEXTS_END_PAUSE: Duration = Duration::from_secs(10);
/// Some node looks early in each minute of the clock, when a checkpoint falls due.
const CHECKPOINT_PAUSE: Duration = Duration::from_secs(10);

impl App {
    /// Works until `until` is done; what is being sent then is finished first.
    pub async fn work(&self, until: impl Future<Output = ()>) {
        tokio::pin!(until);
        let mut delivery = tokio::time::interval(DELIVERY_PAUSE);
        let mut purge = tokio::time::interval(PURGE_PAUSE);
        let mut decoys = tokio::time::interval(DECOYS_PAUSE);
        let mut alarm = tokio::time::interval(ALARM_PAUSE);
        let mut of_age = tokio::time::interval(OF_AGE_PAUSE);
        let mut texts_end = tokio::time::interval(TEXTS_END_PAUSE);
        let mut phones = tokio::time::interval(crate::vap::waiting::LOOK);
        let mut checkpoint = tokio::time::interval(CHECKPOINT_PAUSE);
        loop {
            tokio::select! {
                () = &mut until => break,
                // A pause of its own: what else is done meanwhile puts off no retry.
                _ = delivery.tick() => Self::report("delivery", self.deliver().await),
                () = self.delivery_woken() => Self::report("delivery", self.deliver().await),
                _ = phones.tick() => Self::report("phones", self.listen_to_phones().await),
                _ = purge.tick() => Self::report("purge", self.purge().await),
                _ = decoys.tick() => Self::report("decoys", self.refresh_decoys().await),
                _ = alarm.tick() => {
                    self.alarm().look();
                    Self::report("sendings", self.look_at_sendings().await);
                }
                _ = of_age.tick() => Self::report("of age", self.tell_who_came_of_age().await),
                _ = texts_end.tick() => Self::report("end of texts", self.tell_that_texts_end().await),
                _ = checkpoint.tick() => self.sign_audit(self.checkpoint_each_minute().await).await,
            }
        }
        Self::report("delivery", self.deliver().await);
        self.sign_audit(self.checkpoint().await.map(|_| ())).await;
    }

    fn report(work: &'static str, done: Result<(), Trouble>) {
        if let Err(trouble) = done {
            let cause = std::error::Error::source(&trouble).map(ToString::to_string);
            tracing::error!(work, %trouble, cause, "a background work failed, it will be tried again");
        }
    }

    /// The file is brought up to date whoever wrote the checkpoint (AU2).
    async fn sign_audit(&self, signed: Result<(), Trouble>) {
        Self::report("checkpoint", signed);
        Self::report("checkpoint file", self.export_checkpoints().await);
    }

    pub(crate) async fn purge(&self) -> Result<(), Trouble> {
        let now = self.now();
        // Deleting twice is deleting once: this act needs no record of its own.
        let mut batch = Batch::new(chance::new_id(ActId::new, now));
        store::purge::slice(&mut batch, now);
        store::trail::erase_personal(&mut batch, now - self.policy().audit.personal_for);
        self.commit(batch).await
    }

    /// Counts which old hashes the store holds, so that unknown identifiers cost the same (NU2).
    pub(crate) async fn refresh_decoys(&self) -> Result<(), Trouble> {
        let mut counted = store::passwords::schemes(self.db()).await?;
        counted.extend(store::line_access::schemes(self.db()).await?);
        let mix = counted.into_iter().map(|(scheme, count)| (scheme, u64::try_from(count).unwrap_or(0)));
        self.decoys().set(mix.collect());
        Ok(())
    }
}
