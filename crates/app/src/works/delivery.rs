//! Empties the outbox: claims what is due, sends it, deletes it once sent; at least once, with a stable message id.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::message::Message;
use domain::{MessageId, Timestamp};
use gateways::SendError;
use store::outbox::{self, ClaimedMessage};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::vault::Purpose;
use crate::{App, Trouble};

/// Messages sent side by side.
const AT_ONCE: u32 = 32;
/// A node that dies while sending leaves its messages to others after this.
const CLAIM: Duration = Duration::from_mins(1);
const FIRST_RETRY: Duration = Duration::from_secs(15);
const LONGEST_RETRY: Duration = domain::time::hours(1);
/// After two days nobody needs the message any more.
const GIVE_UP_AFTER: Duration = domain::time::days(2);

/// Wakes the worker, and lets a sign-out wait until the portals were told.
pub struct Delivery {
    wake: Notify,
    wanted: AtomicU64,
    done: watch::Sender<u64>,
}

impl Default for Delivery {
    fn default() -> Self {
        Self { wake: Notify::new(), wanted: AtomicU64::new(0), done: watch::Sender::new(0) }
    }
}

impl App {
    /// Something may be due: called after each act that laid messages.
    pub(crate) fn wake_delivery(&self) {
        self.0.delivery.wanted.fetch_add(1, Ordering::SeqCst);
        self.0.delivery.wake.notify_one();
    }

    /// Done once something was laid since the last pass.
    pub(crate) async fn delivery_woken(&self) {
        self.0.delivery.wake.notified().await;
    }

    /// Waits until what was laid before this call has been tried once, `limit` at most.
    pub async fn settle_messages(&self, limit: Duration) {
        let wanted = self.0.delivery.wanted.load(Ordering::SeqCst);
        let mut done = self.0.delivery.done.subscribe();
        let _ = tokio::time::timeout(limit, done.wait_for(|done| *done >= wanted)).await;
    }

    /// One pass over what is due.
    pub(crate) async fn deliver(&self) -> Result<(), Trouble> {
        let wanted = self.0.delivery.wanted.load(Ordering::SeqCst);
        loop {
            let now = self.now();
            let claimed = outbox::claim(self.db(), now, now + CLAIM, AT_ONCE).await?;
            if claimed.is_empty() {
                break;
            }
            let mut sending = JoinSet::new();
            for message in claimed {
                let app = self.clone();
                sending.spawn(async move { app.deliver_one(message).await });
            }
            while let Some(done) = sending.join_next().await {
                done.map_err(|_| Trouble::Contended("a sending task ended early"))??;
            }
        }
        self.0.delivery.done.send_replace(wanted);
        Ok(())
    }

    async fn deliver_one(&self, claimed: ClaimedMessage) -> Result<(), Trouble> {
        let opened: Option<Message> =
            self.vault().open_json(Purpose::OutboxBody, claimed.id.bytes(), &claimed.body_sealed);
        let sent = match &opened {
            Some(message) => self.send(claimed.id, message, claimed.created_at).await,
            None => Err(SendError::Permanent("the message does not open".into())),
        };
        let now = self.now();
        let mut batch = crate::chance::act(now);
        match &sent {
            Ok(()) => outbox::done(&mut batch, claimed.id),
            Err(SendError::Later { wait, .. }) if now.since(claimed.created_at) < GIVE_UP_AFTER => {
                outbox::retry(&mut batch, claimed.id, now + *wait, claimed.tries + 1);
            }
            Err(SendError::Temporary(_)) if now.since(claimed.created_at) < GIVE_UP_AFTER => {
                outbox::retry(&mut batch, claimed.id, retry_at(now, claimed.tries), claimed.tries + 1);
            }
            Err(_) => outbox::give_up(&mut batch, claimed.id, now),
        }
        Self::note(claimed.id, &claimed.channel, &sent);
        self.commit(batch).await
    }

    fn note(id: MessageId, channel: &str, sent: &Result<(), SendError>) {
        let result = match sent {
            Ok(()) => "sent",
            Err(SendError::Temporary(_) | SendError::Later { .. }) => "later",
            Err(SendError::Permanent(_)) => "given_up",
        };
        metrics::counter!("vestibule_messages_total", "channel" => channel.to_owned(), "result" => result)
            .increment(1);
        if let Err(reason) = sent {
            tracing::warn!(message_id = %id, channel, result, %reason, "a message was not sent");
        }
    }
}

/// 15 s, 30 s, 1 min … an hour at most.
fn retry_at(now: Timestamp, tries: u32) -> Timestamp {
    let factor = 1_u32 << tries.min(12);
    now + FIRST_RETRY.saturating_mul(factor).min(LONGEST_RETRY)
}
