//! A flood of sign-ins, ten times what the machine can hash: what it does to memory, to those who get in, and to
//! light routes meanwhile (DO1, DO4).

use std::thread::JoinHandle;
use std::time::Duration;

use super::Done;
use super::customer::{Customer, Form, PASSWORD};
use super::light::Asker;
use super::load::{self, Client, Ended, Tally, cores};
use super::machine::open_files;
use super::process::Process;
use super::sign_in::{self, SignIns};
use super::table::{Goal, Row};
use super::wire::Wire;

/// How many times the capacity is asked for.
const TIMES: f64 = 10.0;
const CLIENTS: usize = 1000;
/// What one hash fills, in MiB.
const HASH_MIB: f64 = 19.0;
/// What a flood may cost besides hashes, in MiB.
const ROOM_MIB: f64 = 100.0;

/// Tries until served, soon after each refusal: ruder than any browser.
struct Pusher {
    customer: Customer,
    form: Option<Form>,
    rest: Duration,
}

impl Client for Pusher {
    async fn turn(&mut self, wire: &mut Wire) -> Done<Ended> {
        let form = match self.form.take() {
            Some(form) => form,
            None => self.customer.open_page(wire).await?,
        };
        self.customer.people = None;
        match self.customer.post(wire, &form, PASSWORD).await? {
            303 => Ok(Ended::Served),
            503 | 429 => {
                self.form = Some(form);
                Ok(Ended::Refused)
            }
            other => Err(format!("a flooded sign-in was answered {other}")),
        }
    }

    fn rest(&self, ended: Ended) -> Duration {
        if ended == Ended::Refused { self.rest } else { Duration::ZERO }
    }
}

/// Looks at a light route a hundred times a second.
struct Onlooker(Asker);

impl Client for Onlooker {
    async fn turn(&mut self, wire: &mut Wire) -> Done<Ended> {
        self.0.turn(wire).await
    }

    fn rest(&self, _: Ended) -> Duration {
        Duration::from_millis(10)
    }
}

/// On a server that has hashed nothing yet.
pub fn measure(
    server: &Process,
    hello: &Process,
    customers: &[Customer],
    lasts: Duration,
) -> Done<(Vec<Row>, String)> {
    let idle = server.memory().now;
    let before = peak(server, customers, lasts / 3)?;
    let (onlooker, pushers) = customers.split_first().ok_or("nobody is there")?;
    let session = sign_in::warm(server, std::slice::from_ref(onlooker))?[0].session_cookie()?;
    let crowd = crowd(pushers, before);
    let clients = crowd.len();
    let lookers = [look(server, "/session", &session, lasts), look(hello, "/", &session, lasts)];
    let (_, tally) = load::run(server.port, crowd, lasts)?;
    let mut p99 = Vec::new();
    for looker in lookers {
        p99.push(looker.join().map_err(|_| "an onlooker ended early")??.quantile(99));
    }
    let memory = server.memory();
    let peak = f64::midpoint(before, peak(server, customers, lasts / 3)?);
    let asked = tally.asked_per_second();
    let note = format!(
        "Flood: {clients} clients asked {asked:.0} times a second for {:.0} s; {} were served, {} told to come back. \
         Memory: {idle:.0} MiB idle, {:.0} at most, {:.0} after.",
        tally.seconds, tally.served, tally.refused, memory.most, memory.now
    );
    Ok((rows(&tally, peak, idle, memory.most, &p99), note))
}

/// How many sign in per second without a flood, just before it and just after.
fn peak(server: &Process, customers: &[Customer], lasts: Duration) -> Done<f64> {
    let crowd = SignIns::crowd(customers, false);
    Ok(load::run(server.port, crowd, lasts)?.1.per_second())
}

/// As many as this process may open connections for, together asking ten times the peak.
#[expect(clippy::cast_precision_loss, reason = "a thousand")]
fn crowd(customers: &[Customer], peak: f64) -> Vec<Pusher> {
    let clients = CLIENTS.min(open_files().saturating_sub(200)).min(customers.len());
    let rest = Duration::from_secs_f64(clients as f64 / (peak * TIMES));
    let pusher = |one: &Customer| Pusher { customer: one.clone(), form: None, rest };
    customers[..clients].iter().map(pusher).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a few cores")]
fn rows(tally: &Tally, peak: f64, idle: f64, most: f64, p99: &[f64]) -> Vec<Row> {
    let limit = idle + cores() as f64 * HASH_MIB + ROOM_MIB;
    let (served, (ours, hello)) = (tally.per_second(), (p99[0], p99[1]));
    vec![
        Row {
            yardstick: Some(limit),
            ratio: Some(most / limit),
            ..Row::plain("memory in a flood of sign-ins", "MiB", most, Goal::Most(limit))
        },
        Row {
            yardstick: Some(peak),
            ratio: Some(served / peak),
            ..Row::plain("sign-ins served in the flood", "/s", served, Goal::Ratio(0.8))
        },
        Row {
            yardstick: Some(hello),
            ratio: Some(ours / hello),
            ..Row::plain("session check in the flood, 99th of 100", "ms", ours, Goal::Most(250.0))
        },
    ]
}

/// Beside the flood, on a thread of its own.
fn look(server: &Process, path: &str, cookie: &str, lasts: Duration) -> JoinHandle<Done<Tally>> {
    let (port, onlooker) = (server.port, Onlooker(Asker::new(path, cookie)));
    std::thread::spawn(move || Ok(load::run(port, vec![onlooker], lasts)?.1))
}
