//! Password hashing behind a bounded number of permits (DO1): as many threads as permits, each with its own memory block,
//! and a bounded queue in front. A request that finds the queue full is refused at once; the permit belongs to the
//! worker, never to the request, so that a client who leaves does not free memory that is still in use.

mod worker;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};

use domain::Secret;
use domain::password::{PasswordPolicy, Weakness};
use proofs::password::PasswordHash;
use proofs::password::strength::Context;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Waiting requests for each permit: at about 14 ms a hash, a full queue is about half a second long.
const QUEUE_PER_PERMIT: usize = 32;

/// What to compute. Everything secret is wiped when the job is dropped.
pub struct Job {
    pub stored: PasswordHash,
    pub password: Secret,
    /// Hash again with today's parameters when the password is right and the stored hash is not ours of today.
    pub upgrade_salt: [u8; 16],
}

/// What came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    pub right: bool,
    /// The new hash, when the password was right and its hash was old (X11).
    pub upgraded: Option<String>,
}

/// Every permit and every place in the queue is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("every place for hashing is taken")]
pub struct Full;

/// A password that somebody chooses, with what it is judged by.
pub struct NewJob {
    pub password: Secret,
    pub context: Context,
    pub policy: PasswordPolicy,
    pub salt: [u8; 16],
}

/// Its hash, or why it is not good enough.
pub type Made = Result<String, Weakness>;

pub(crate) enum Work {
    Verify(Job, oneshot::Sender<Verified>),
    Make(NewJob, oneshot::Sender<Made>),
}

pub(crate) type Order = (Work, OwnedSemaphorePermit);

/// The hashing threads and their queue.
pub struct Hashing {
    orders: SyncSender<Order>,
    places: Arc<Semaphore>,
}

/// A place in the queue, taken before a try is booked: a try that cannot be judged is not counted.
pub struct Place(OwnedSemaphorePermit);

impl Hashing {
    /// Starts `permits` threads (at least one).
    pub fn start(permits: usize) -> std::io::Result<Self> {
        let permits = permits.max(1);
        let places = permits * (QUEUE_PER_PERMIT + 1);
        let (orders, inbox) = sync_channel::<Order>(places);
        let inbox = Arc::new(Mutex::new(inbox));
        for number in 0..permits {
            let inbox = Arc::clone(&inbox);
            std::thread::Builder::new()
                .name(format!("hashing-{number}"))
                .spawn(move || worker::run(&inbox))?;
        }
        Ok(Self { orders, places: Arc::new(Semaphore::new(places)) })
    }

    /// Takes a place, or says at once that there is none.
    pub fn reserve(&self) -> Result<Place, Full> {
        Arc::clone(&self.places).try_acquire_owned().map(Place).map_err(|_| Full)
    }

    /// Computes in the reserved place.
    pub async fn verify(&self, place: Place, job: Job) -> Result<Verified, Full> {
        let (answer, verdict) = oneshot::channel();
        self.order(Work::Verify(job, answer), place)?;
        verdict.await.map_err(|_| Full)
    }

    /// Judges a new password and hashes it, in the reserved place: guessing how hard it is to guess costs time too.
    pub async fn make(&self, place: Place, job: NewJob) -> Result<Made, Full> {
        let (answer, made) = oneshot::channel();
        self.order(Work::Make(job, answer), place)?;
        made.await.map_err(|_| Full)
    }

    fn order(&self, work: Work, place: Place) -> Result<(), Full> {
        self.orders.try_send((work, place.0)).map_err(|refused| match refused {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => Full,
        })
    }
}

#[cfg(test)]
mod tests {
    use proofs::password::{Argon2Memory, hash_new};

    use super::*;

    fn job(stored: &str, password: &str) -> Job {
        Job {
            stored: PasswordHash::parse(stored).expect("a good hash"),
            password: Secret::new(password.into()),
            upgrade_salt: [9; 16],
        }
    }

    #[tokio::test]
    async fn right_and_wrong_are_told_apart_and_old_hashes_come_back_new() {
        let hashing = Hashing::start(1).expect("threads start");
        let ours = hash_new("soleil levant", [1; 16], &mut Argon2Memory::new());
        let verify = async |stored: &str, password: &str| {
            hashing
                .verify(hashing.reserve().expect("a place"), job(stored, password))
                .await
                .expect("a verdict")
        };
        assert_eq!(verify(&ours, "soleil levant").await, Verified { right: true, upgraded: None });
        assert!(!verify(&ours, "soleil couchant").await.right);
        // {SSHA} of "azerty" with the salt "abcd"
        let old = verify("{SHA}nPgywNVzyLvVFHb/s8UKMR9qIoQ=", "azerty").await;
        assert_eq!(old.right, old.upgraded.is_some());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let hashing = Hashing::start(1).expect("threads start");
        let places: Vec<_> = (0..=QUEUE_PER_PERMIT).map(|_| hashing.reserve()).collect();
        assert!(places.iter().all(Result::is_ok));
        assert!(matches!(hashing.reserve(), Err(Full)));
        drop(places);
        assert!(hashing.reserve().is_ok());
    }
}
