//! One hashing thread: it keeps its memory block between jobs, which measured faster than any allocator.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::Receiver;

use proofs::password::{Argon2Memory, hash_new, needs_upgrade, verify};

use super::{Job, Order, Verified};

/// Works until the queue's other end is gone.
pub fn run(inbox: &Mutex<Receiver<Order>>) {
    let mut memory = Argon2Memory::new();
    loop {
        let order = inbox.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok((job, answer, place)) = order else { return };
        if answer.is_closed() {
            continue;
        }
        // A library that panics on one hash costs that one answer, not the thread (DO5).
        let verified = catch_unwind(AssertUnwindSafe(|| work(&job, &mut memory)));
        drop(place);
        match verified {
            // A client who left is not told.
            Ok(verified) => drop(answer.send(verified)),
            Err(_) => memory = Argon2Memory::new(),
        }
    }
}

fn work(job: &Job, memory: &mut Argon2Memory) -> Verified {
    let right = verify(&job.stored, job.password.reveal().as_bytes(), memory);
    let upgraded = (right && needs_upgrade(&job.stored))
        .then(|| hash_new(job.password.reveal(), job.upgrade_salt, memory));
    Verified { right, upgraded }
}
