//! The yardstick of sign-ins: Argon2id alone on all cores, with our parameters and memory kept by each thread. Written
//! against the library, not against our own code, which it judges.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::Done;
use super::load::cores;
use super::process::own_cpu;
use super::rounds::Speed;
use super::stopwatch::Stopwatch;

/// 19 MiB, two passes, one lane: the profile of the sign-ins it is compared with.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// One block of memory for each core, kept between rounds.
pub struct RawArgon2 {
    memory: Vec<Vec<Block>>,
}

impl RawArgon2 {
    pub fn new() -> Self {
        Self { memory: vec![vec![Block::new(); MEMORY_KIB as usize]; cores()] }
    }

    /// One round on all cores.
    pub fn round(&mut self, lasts: Duration, speed: &mut Speed) -> Done<()> {
        let (cpu, since) = (own_cpu(), Stopwatch::start());
        let served: usize = std::thread::scope(|scope| {
            let one = |blocks| scope.spawn(move || hash_until(blocks, since, lasts));
            let threads: Vec<_> = self.memory.iter_mut().map(one).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().map_err(|_| "a hash panicked".to_owned()))
                .sum::<Done<_>>()
        })?;
        speed.note(served, since.seconds(), own_cpu() - cpu);
        Ok(())
    }
}

fn hash_until(blocks: &mut Vec<Block>, since: Stopwatch, lasts: Duration) -> usize {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).expect("the profile is within bounds");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (mut served, mut digest) = (0, [0; 32]);
    while since.elapsed() < lasts {
        argon2
            .hash_password_into_with_memory(
                b"soleil levant 42",
                b"sixteen bytes ok",
                &mut digest,
                &mut *blocks,
            )
            .expect("the profile is within bounds");
        std::hint::black_box(&digest);
        served += 1;
    }
    served
}
