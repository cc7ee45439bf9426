//! What more accounts cost: the same installation with few and with many, side by side. The yardstick of the many are
//! the few, by turns in one run.

use std::fs;

use super::customer::{Customer, PASSWORD};
use super::house::House;
use super::light::Asker;
use super::load;
use super::portal;
use super::process::Process;
use super::rounds::{Pace, Speed};
use super::sign_in::{self, SignIns};
use super::stopwatch::Stopwatch;
use super::table::{Goal, Row};
use super::wire::Wire;
use super::{CONNECTIONS, Done};

/// Nothing that a customer waits for may cost more than 1.3 times as much.
const LEAST: f64 = 1.0 / 1.3;

/// An installation with so many accounts, of which the first few are known to us.
struct Town {
    house: House,
    accounts: usize,
    /// Bytes of the store for each account.
    bytes: f64,
    seconds: f64,
}

impl Town {
    #[expect(clippy::cast_precision_loss, reason = "counts of accounts and bytes")]
    fn build(house: House, accounts: usize, hash: &str) -> Done<Self> {
        let since = Stopwatch::start();
        house.admit_many(accounts, |number| (Customer::new(number).identifier, hash.to_owned()))?;
        let bytes: u64 = ["", "-wal"].iter().filter_map(|end| house.store_bytes(end)).sum();
        Ok(Self { house, accounts, bytes: bytes as f64 / accounts as f64, seconds: since.seconds() })
    }
}

/// Speeds of both at one thing.
#[derive(Default)]
struct Pair {
    few: Speed,
    many: Speed,
}

/// Rows for `few` and `many` accounts.
pub fn measure(houses: [House; 2], sizes: [usize; 2], hash: &str, pace: Pace) -> Done<(Vec<Row>, String)> {
    let [few, many] = houses;
    let towns = [Town::build(few, sizes[0], hash)?, Town::build(many, sizes[1], hash)?];
    let servers = [towns[0].house.open()?, towns[1].house.open()?];
    let mut rows = Vec::new();
    let mut pairs: [Pair; 3] = std::array::from_fn(|_| Pair::default());
    let crowds = [crowd(&servers[0], &towns[0])?, crowd(&servers[1], &towns[1])?];
    for _ in 0..pace.rounds {
        for (at, (server, crowd)) in servers.iter().zip(&crowds).enumerate() {
            let speed = |pair: &mut Pair, kind: usize| round(server, crowd, kind, pace, pair.of(at));
            for (kind, pair) in pairs.iter_mut().enumerate() {
                speed(pair, kind)?;
            }
        }
    }
    let names = ["sign-in on a new device", "session check", "forward-auth"];
    for (name, pair) in names.into_iter().zip(&pairs) {
        rows.push(Row {
            what: format!("{name}, {} accounts against {}", spaced(sizes[1]), spaced(sizes[0])),
            unit: "/s",
            ours: pair.many.per_second(),
            yardstick: Some(pair.few.per_second()),
            ratio: Some(pair.many.ratio_to(&pair.few)),
            by_cpu: Some(pair.many.cpu_ratio_to(&pair.few)),
            goal: Goal::Ratio(LEAST),
        });
    }
    rows.push(Row::plain("bytes of the store for each account", "B", towns[1].bytes, Goal::Open));
    let start = servers[1].first_answer.as_secs_f64() * 1000.0;
    let what = format!("cold start with {} accounts", spaced(towns[1].accounts));
    rows.push(Row::plain(&what, "ms", start, Goal::Most(1000.0)));
    rows.push(Row::plain("memory after that, many accounts", "MiB", servers[1].memory().now, Goal::Open));
    Ok((rows, format!("Growth: {} accounts were written in {:.0} s.", spaced(sizes[1]), towns[1].seconds)))
}

impl Pair {
    const fn of(&mut self, at: usize) -> &mut Speed {
        if at == 0 { &mut self.few } else { &mut self.many }
    }
}

/// Who asks: customers of the whole town, so that no page of the store stays warm by chance.
struct Crowd {
    customers: Vec<Customer>,
    sessions: Vec<String>,
    portals: Vec<String>,
}

fn crowd(server: &Process, town: &Town) -> Done<Crowd> {
    let step = town.accounts / 4096;
    let customers: Vec<Customer> = (0..4096).map(|at| Customer::new(at * step.max(1))).collect();
    let known = sign_in::warm(server, &customers[..CONNECTIONS])?;
    let sessions = known.iter().map(Customer::session_cookie).collect::<Done<Vec<_>>>()?;
    let portals = load::wait_for(async {
        let mut wire = Wire::connect(server.port).await.map_err(|error| error.to_string())?;
        let mut entered = Vec::new();
        for customer in &known {
            entered.push(portal::enter(&mut wire, customer).await?);
        }
        Ok::<_, String>(entered)
    })?;
    Ok(Crowd { customers, sessions, portals })
}

fn round(server: &Process, crowd: &Crowd, kind: usize, pace: Pace, speed: &mut Speed) -> Done<()> {
    let cpu = server.cpu();
    let ask = |path: &str, heads: &[String]| heads.iter().map(|head| Asker::new(path, head)).collect();
    let tally = match kind {
        0 => load::run(server.port, SignIns::crowd(&crowd.customers, false), pace.slice)?.1,
        1 => load::run::<Asker>(server.port, ask("/session", &crowd.sessions), pace.slice)?.1,
        _ => load::run::<Asker>(server.port, ask("/forward-auth", &crowd.portals), pace.slice)?.1,
    };
    speed.note(tally.served, tally.seconds, server.cpu() - cpu);
    Ok(())
}

/// 1 000 000, as people write it.
fn spaced(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group));
    groups.collect::<Vec<_>>().join(" ")
}

/// Everybody's hash.
pub fn hash() -> String {
    let mut memory = proofs::password::Argon2Memory::new();
    proofs::password::hash_new(PASSWORD, app::chance::bytes(), &mut memory)
}

/// A file's length.
pub fn length(path: &std::path::Path) -> Option<u64> {
    fs::metadata(path).ok().map(|file| file.len())
}

#[cfg(test)]
mod tests {
    #[test]
    fn large_numbers_are_written_in_groups() {
        assert_eq!(super::spaced(1_000_000), "1 000 000");
        assert_eq!(super::spaced(10_000), "10 000");
        assert_eq!(super::spaced(7), "7");
    }
}
