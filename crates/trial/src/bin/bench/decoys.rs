//! What an unknown identifier costs beside a wrong password of a known one, in a store of mixed old hashes (NU2): the
//! two must look alike from outside.

use serde_json::Value;

use super::Done;
use super::customer::Customer;
use super::house::House;
use super::load::wait_for;
use super::process::Process;
use super::rounds::median;
use super::stopwatch::Stopwatch;
use super::table::{Goal, Row};
use super::wire::Wire;

/// Hashes that the old systems' own tools made.
const REAL_HASHES: &str = include_str!("../../../../proofs/tests/fixtures/real-hashes.jsonl");
/// Schemes of the store in tenths: one has most accounts and others cost less and more, so that the median stands
/// well inside it.
const MIX: [(&str, usize); 3] = [("pbkdf2-sha512:25000", 8), ("ssha", 1), ("bcrypt:10", 1)];
/// Tries at one account before its delay begins.
const TRIES: usize = 4;

/// As many customers as so many tries need, each with a hash of the mix.
pub fn admit(house: &House, tries: usize) -> Done<()> {
    let tenths: Vec<&str> =
        MIX.iter().flat_map(|(scheme, tenths)| std::iter::repeat_n(*scheme, *tenths)).collect();
    let hashes = tenths.into_iter().map(hash_of).collect::<Done<Vec<_>>>()?;
    let customer = |number: usize| (Customer::new(number).identifier, hashes[number % hashes.len()].clone());
    house.admit(&(0..accounts(tries)).map(customer).collect::<Vec<_>>())
}

/// Full tens, so that the mix is exact.
fn accounts(tries: usize) -> usize {
    tries.div_ceil(TRIES).next_multiple_of(10)
}

fn hash_of(scheme: &str) -> Done<String> {
    let lines = REAL_HASHES.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let found = lines
        .filter(|line| line["scheme"] == scheme)
        .find_map(|line| line["hash"].as_str().map(str::to_owned));
    found.ok_or_else(|| format!("no real hash of the scheme {scheme}"))
}

/// One row and one note: both kinds by turns, one at a time.
pub fn measure(server: &Process, tries: usize) -> Done<(Row, String)> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    wait_for(async {
        let mut wire = Wire::connect(server.port).await.map_err(|error| error.to_string())?;
        for number in 0..tries {
            let somebody = Customer::new(number % accounts(tries));
            known.push(try_once(somebody, &mut wire).await?);
            let nobody = Customer::named(format!("personne{number}@lumen.example"), 40_000 + number);
            unknown.push(try_once(nobody, &mut wire).await?);
        }
        Ok::<_, String>(())
    })?;
    let (ours, yardstick) = (median(unknown.clone()), median(known.clone()));
    let note = format!(
        "Decoys: {tries} tries of each kind, by turns, in a store of {}. Mean: {:.1} ms unknown, {:.1} ms known. \
         Tenth: {:.1} and {:.1} ms. Ninetieth: {:.1} and {:.1} ms.",
        MIX.map(|(scheme, tenths)| format!("{} % {scheme}", tenths * 10)).join(", "),
        mean(&unknown),
        mean(&known),
        quantile(&mut unknown, 10),
        quantile(&mut known, 10),
        quantile(&mut unknown, 90),
        quantile(&mut known, 90),
    );
    let row = Row {
        yardstick: Some(yardstick),
        ratio: Some(ours / yardstick),
        ..Row::plain("unknown identifier, against a wrong password", "ms", ours, Goal::Near(0.05))
    };
    Ok((row, note))
}

/// Milliseconds of one refused sign-in.
async fn try_once(mut customer: Customer, wire: &mut Wire) -> Done<f64> {
    let form = customer.open_page(wire).await?;
    let since = Stopwatch::start();
    match customer.post(wire, &form, "certainement faux").await? {
        422 => Ok(since.seconds() * 1000.0),
        other => Err(format!("a wrong password was answered {other}")),
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn quantile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * percent / 100).copied().unwrap_or(f64::NAN)
}
