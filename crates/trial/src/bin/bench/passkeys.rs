//! Sign-ins by passkey against the bare verification of their signatures: the whole journey over HTTP, page and form, until a
//! session stands. Each is durable before it is answered; the yardstick is not, so that the ratio says what the journey costs.

use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use trial::{Device, options};

use super::customer::Customer;
use super::house::House;
use super::load::{self, Client, Ended, cores};
use super::process::{Process, own_cpu};
use super::rounds::{Pace, Speed};
use super::stopwatch::Stopwatch;
use super::table::{Goal, Row};
use super::wire::Wire;
use super::{CONNECTIONS, Done, growth};

/// Customers of each connection, who sign in one after another.
const EACH: usize = 4;
/// What an authenticator signs.
const SIGNED: [u8; 69] = [7; 69];

/// Somebody with a telephone.
pub struct Holder {
    customer: Customer,
    device: Device,
}

/// Lets customers in, each with a passkey on a device of their own.
pub fn admit(house: &House) -> Done<Vec<Holder>> {
    house.with_app(async |app| {
        let mut holders = Vec::new();
        let hash = growth::hash();
        for number in 0..CONNECTIONS * EACH {
            let customer = Customer::named(format!("cle{number}@lumen.example"), number);
            let account = trial::admit(&app, &customer.identifier, &hash).await;
            let mut device = Device::synced(app.issuer());
            trial::admit_passkey(&app, account, &mut device).await;
            holders.push(Holder { customer, device });
        }
        holders
    })
}

struct SignIns {
    holders: Vec<Holder>,
    next: usize,
}

impl Client for SignIns {
    async fn turn(&mut self, wire: &mut Wire) -> Done<Ended> {
        let at = self.next % self.holders.len();
        self.next += 1;
        let Holder { customer, device } = &mut self.holders[at];
        let (form, page) = customer.read_page(wire).await?;
        let fields = device.show(&options(&page));
        match customer.show(wire, &form, &fields).await? {
            303 => Ok(Ended::Served),
            other => Err(format!("a right passkey was answered {other}")),
        }
    }
}

pub fn measure(server: &Process, holders: Vec<Holder>, pace: Pace) -> Done<Row> {
    let mut crowd: Vec<SignIns> = Vec::new();
    let mut holders = holders.into_iter().peekable();
    while holders.peek().is_some() {
        crowd.push(SignIns { holders: holders.by_ref().take(EACH).collect(), next: 0 });
    }
    let (mut yardstick, mut speed) = (Speed::default(), Speed::default());
    for _ in 0..pace.rounds {
        bare(pace.slice, &mut yardstick)?;
        let cpu = server.cpu();
        let (back, tally) = load::run(server.port, crowd, pace.slice)?;
        crowd = back;
        speed.note(tally.served, tally.seconds, server.cpu() - cpu);
    }
    Ok(Row {
        what: "sign-in by passkey, page and form; bare verification".to_owned(),
        unit: "/s",
        ours: speed.per_second(),
        yardstick: Some(yardstick.per_second()),
        ratio: Some(speed.ratio_to(&yardstick)),
        by_cpu: Some(speed.cpu_ratio_to(&yardstick)),
        goal: Goal::Open,
    })
}

/// Verifies one signature again and again, on all cores.
fn bare(lasts: Duration, speed: &mut Speed) -> Done<()> {
    let (cpu, since) = (own_cpu(), Stopwatch::start());
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map_err(|error| error.to_string())?;
    let signature = pair.sign(&random, &SIGNED).map_err(|error| error.to_string())?;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, pair.public_key().as_ref());
    let one = || {
        let mut served = 0_usize;
        while since.elapsed() < lasts {
            key.verify(&SIGNED, signature.as_ref()).expect("our own signature");
            served += 1;
        }
        served
    };
    let served = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores()).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a verification panicked".to_owned()))
            .sum::<Done<usize>>()
    })?;
    speed.note(served, since.seconds(), own_cpu() - cpu);
    Ok(())
}
