//! One hashing thread: it keeps its memory block between jobs, which measured faster than any allocator.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::Receiver;

use proofs::password::strength::weakness;
use proofs::password::{Argon2Memory, hash_new, needs_upgrade, verify};

use tokio::sync::OwnedSemaphorePermit;

use super::{Job, Made, NewJob, Order, Verified, Work};

/// Works until the queue's other end is gone.
pub fn run(inbox: &Mutex<Receiver<Order>>) {
    let mut memory = Argon2Memory::new();
    loop {
        let order = inbox.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok((work, place)) = order else { return };
        // A library that panics on one hash costs that one answer, not the thread (DO5).
        if catch_unwind(AssertUnwindSafe(|| take(work, place, &mut memory))).is_err() {
            memory = Argon2Memory::new();
        }
    }
}

/// The place is free before the answer is told. A client who left is neither worked for nor told.
fn take(work: Work, place: OwnedSemaphorePermit, memory: &mut Argon2Memory) {
    match work {
        Work::Verify(_, answer) if answer.is_closed() => {}
        Work::Make(_, answer) if answer.is_closed() => {}
        Work::Verify(job, answer) => {
            let verified = verified(&job, memory);
            drop(place);
            drop(answer.send(verified));
        }
        Work::Make(job, answer) => {
            let made = made(&job, memory);
            drop(place);
            drop(answer.send(made));
        }
    }
}

fn verified(job: &Job, memory: &mut Argon2Memory) -> Verified {
    let right = verify(&job.stored, job.password.reveal().as_bytes(), memory);
    let upgraded = (right && needs_upgrade(&job.stored))
        .then(|| hash_new(job.password.reveal(), job.upgrade_salt, memory));
    Verified { right, upgraded }
}

fn made(job: &NewJob, memory: &mut Argon2Memory) -> Made {
    match weakness(job.password.reveal(), &job.context, &job.policy) {
        Some(weakness) => Err(weakness),
        None => Ok(hash_new(job.password.reveal(), job.salt, memory)),
    }
}
