//! Sign-ins against raw Argon2id: the whole journey over HTTP, page and form, until a session stands.

use super::customer::{Customer, PASSWORD};
use super::load::{self, Client, Ended, wait_for};
use super::process::Process;
use super::raw_argon2::RawArgon2;
use super::rounds::{Pace, Speed};
use super::table::{Goal, Row};
use super::wire::Wire;
use super::{CONNECTIONS, Done};

/// One connection's customers, who sign in one after another.
pub struct SignIns {
    customers: Vec<Customer>,
    next: usize,
    /// Whether browsers keep that they know somebody; without it each sign-in is from a new device, and mailed.
    remembers: bool,
}

impl SignIns {
    /// Shares customers among connections.
    pub fn crowd(customers: &[Customer], remembers: bool) -> Vec<Self> {
        let share = customers.len().div_ceil(CONNECTIONS);
        let one = |customers: &[Customer]| Self { customers: customers.to_vec(), next: 0, remembers };
        customers.chunks(share).map(one).collect()
    }
}

impl Client for SignIns {
    async fn turn(&mut self, wire: &mut Wire) -> Done<Ended> {
        let at = self.next % self.customers.len();
        self.next += 1;
        let customer = &mut self.customers[at];
        let form = customer.open_page(wire).await?;
        let status = customer.post(wire, &form, PASSWORD).await?;
        if !self.remembers {
            customer.people = None;
        }
        match status {
            303 => Ok(Ended::Served),
            other => Err(format!("a right password was answered {other}")),
        }
    }
}

/// Signs each of these in once, so that their browsers are known and have sessions.
pub fn warm(server: &Process, customers: &[Customer]) -> Done<Vec<Customer>> {
    wait_for(async {
        let mut wire = Wire::connect(server.port).await.map_err(|error| error.to_string())?;
        let mut known = customers.to_vec();
        for customer in &mut known {
            let form = customer.open_page(&mut wire).await?;
            let status = customer.post(&mut wire, &form, PASSWORD).await?;
            if status != 303 {
                return Err(format!("a right password was answered {status}"));
            }
        }
        Ok(known)
    })
}

/// Two rows: devices that the server knows, and new ones.
pub fn measure(server: &Process, customers: &[Customer], pace: Pace) -> Done<Vec<Row>> {
    let mut raw = RawArgon2::new();
    let known = warm(server, &customers[..CONNECTIONS * 2])?;
    let mut crowds = [SignIns::crowd(&known, true), SignIns::crowd(&customers[CONNECTIONS * 2..], false)];
    let (mut yardstick, mut speeds) = (Speed::default(), [Speed::default(), Speed::default()]);
    for _ in 0..pace.rounds {
        raw.round(pace.slice, &mut yardstick)?;
        for (crowd, speed) in crowds.iter_mut().zip(&mut speeds) {
            let cpu = server.cpu();
            let (back, tally) = load::run(server.port, std::mem::take(crowd), pace.slice)?;
            *crowd = back;
            speed.note(tally.served, tally.seconds, server.cpu() - cpu);
        }
    }
    let names = ["sign-in on a known device, page and form", "sign-in on a new device, with its mail"];
    let row = |(name, speed): (&str, &Speed)| Row {
        what: name.to_owned(),
        unit: "/s",
        ours: speed.per_second(),
        yardstick: Some(yardstick.per_second()),
        ratio: Some(speed.ratio_to(&yardstick)),
        by_cpu: Some(speed.cpu_ratio_to(&yardstick)),
        goal: Goal::Ratio(0.9),
    };
    Ok(names.into_iter().zip(&speeds).map(row).collect())
}
