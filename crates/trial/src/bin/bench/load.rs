//! The load: many clients at once on kept connections, the same for what is measured and for its yardstick.
//! Knows no route.

use std::num::NonZeroUsize;
use std::time::Duration;

use tokio::task::LocalSet;

use super::Done;
use super::stopwatch::Stopwatch;
use super::wire::Wire;

/// How one turn of a client ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Served,
    /// Told to come back later.
    Refused,
}

/// Somebody with one connection.
pub trait Client: Send + 'static {
    /// One thing that counts, from its first byte to its last. An answer that should not be is an error, and the
    /// bench stops: a speed of wrong answers is none.
    fn turn(&mut self, wire: &mut Wire) -> impl Future<Output = Done<Ended>>;

    /// How long to wait after a turn.
    fn rest(&self, _ended: Ended) -> Duration {
        Duration::ZERO
    }
}

/// What a crowd of clients saw.
#[derive(Default)]
pub struct Tally {
    pub served: usize,
    pub refused: usize,
    /// From the first request to the last answer: nothing in flight is left uncounted.
    pub seconds: f64,
    /// How long each served turn took.
    pub micros: Vec<u64>,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    pub fn per_second(&self) -> f64 {
        self.served as f64 / self.seconds
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    pub fn asked_per_second(&self) -> f64 {
        (self.served + self.refused) as f64 / self.seconds
    }

    /// Milliseconds that this share of the turns did not exceed.
    #[expect(clippy::cast_precision_loss, reason = "seconds, not centuries")]
    pub fn quantile(&mut self, percent: usize) -> f64 {
        self.micros.sort_unstable();
        let at = (self.micros.len() * percent / 100).min(self.micros.len().saturating_sub(1));
        self.micros.get(at).map_or(f64::NAN, |micros| *micros as f64 / 1000.0)
    }

    fn add(mut self, other: Self) -> Self {
        self.served += other.served;
        self.refused += other.refused;
        self.seconds = self.seconds.max(other.seconds);
        self.micros.extend(other.micros);
        self
    }
}

/// Lets all clients take turns at a port for so long, on as many threads as there are cores, and gives them back.
pub fn run<C: Client>(port: u16, clients: Vec<C>, lasts: Duration) -> Done<(Vec<C>, Tally)> {
    let share = clients.len().div_ceil(cores()).max(1);
    let mut clients = clients.into_iter();
    let mut threads = Vec::new();
    loop {
        let crowd: Vec<C> = clients.by_ref().take(share).collect();
        if crowd.is_empty() {
            break;
        }
        threads.push(std::thread::spawn(move || one_thread(port, crowd, lasts)));
    }
    let (mut back, mut tally) = (Vec::new(), Tally::default());
    for thread in threads {
        let (crowd, seen) = thread.join().map_err(|_| "a thread of the load ended early")??;
        back.extend(crowd);
        tally = tally.add(seen);
    }
    Ok((back, tally))
}

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Waits for a future on this thread.
pub fn wait_for<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime of one thread starts").block_on(LocalSet::new().run_until(work))
}

fn one_thread<C: Client>(port: u16, crowd: Vec<C>, lasts: Duration) -> Done<(Vec<C>, Tally)> {
    wait_for(async {
        let mut connected = Vec::new();
        for client in crowd {
            let wire = Wire::connect(port).await.map_err(|error| format!("no connection: {error}"))?;
            connected.push((client, wire));
        }
        let since = Stopwatch::start();
        let alone = |(client, wire)| tokio::task::spawn_local(one_client(client, wire, since, lasts));
        let tasks: Vec<_> = connected.into_iter().map(alone).collect();
        let (mut back, mut tally) = (Vec::new(), Tally::default());
        for task in tasks {
            let (client, seen) = task.await.map_err(|_| "a client of the load ended early")??;
            back.push(client);
            tally = tally.add(seen);
        }
        tally.seconds = since.seconds();
        Ok((back, tally))
    })
}

async fn one_client<C: Client>(
    mut client: C,
    mut wire: Wire,
    since: Stopwatch,
    lasts: Duration,
) -> Done<(C, Tally)> {
    let mut tally = Tally::default();
    while since.elapsed() < lasts {
        let turn = Stopwatch::start();
        let ended = client.turn(&mut wire).await?;
        match ended {
            Ended::Served => {
                tally.served += 1;
                tally.micros.push(u64::try_from(turn.elapsed().as_micros()).unwrap_or(u64::MAX));
            }
            Ended::Refused => tally.refused += 1,
        }
        let rest = client.rest(ended);
        if !rest.is_zero() {
            tokio::time::sleep(rest).await;
        }
    }
    Ok((client, tally))
}
