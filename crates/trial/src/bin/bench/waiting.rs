//! Pages that wait for a phone: how soon they hear of it, and what ten thousand of them cost (X8; quality.md).

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::customer::BROWSER;
use super::house::House;
use super::load::wait_for;
use super::phones::{InHand, Seat};
use super::process::Process;
use super::rounds::median;
use super::table::{Goal, Row};
use super::{Done, growth};

/// Customers before a page that waits, each with so many tabs.
const WAITING: usize = 500;
const TABS: usize = 20;
/// Long enough for a page's question to stand at the server.
const SETTLED: Duration = Duration::from_millis(50);

fn name(number: usize) -> String {
    format!("attente{number}@lumen.example")
}

pub fn admit(house: &House) -> Done<()> {
    let hash = growth::hash();
    house.admit_many(WAITING, |number| (name(number), hash.clone()))
}

/// `tries` customers come with a phone one after another; then all customers wait at once.
pub fn measure(house: &House, server: &Process, tries: usize) -> Done<Vec<Row>> {
    let (added, approved) = wait_for(soon(house, tries))?;
    let (cost, waited) = wait_for(many(house, server, tries))?;
    Ok(vec![
        Row::plain("phone's request to « Méthode ajoutée »", "ms", added, Goal::Most(1000.0)),
        Row::plain("approval on the phone to the page that waits", "ms", approved, Goal::Most(200.0)),
        Row::plain(&format!("memory of {waited} pages that wait"), "MiB", cost, Goal::Most(200.0)),
    ])
}

/// Medians in milliseconds: a phone that comes, an approval.
async fn soon(house: &House, tries: usize) -> Done<(f64, f64)> {
    let (mut added, mut approved) = (Vec::new(), Vec::new());
    for number in 0..tries {
        let (mut home, mut phone) = (Seat::new(house, number), InHand::new(house, number));
        home.sign_in(&name(number)).await?;
        let scan = home.walk_to_code().await?;
        let since = phone.enrol(&scan).await?;
        let done = home.press(&scan, "next", &[]).await?;
        if !done.body.contains("Méthode ajoutée") {
            return Err("the phone does not count".to_owned());
        }
        added.push(since.seconds() * 1000.0);
        let mut away = Seat::new(house, number);
        let asked = away.sign_in(&name(number)).await?;
        let address = Seat::waits_at(&asked)?;
        let waits = tokio::task::spawn_local(async move {
            let told = away.get(&address).await;
            (told, super::stopwatch::Stopwatch::start())
        });
        tokio::time::sleep(SETTLED).await;
        let since = phone.approve(&asked).await?;
        let (told, heard) = waits.await.map_err(|_| "a page ended early")?;
        if !told.body.contains("moved") {
            return Err(format!("the page heard nothing: {}", told.body));
        }
        approved.push((since.seconds() - heard.seconds()) * 1000.0);
    }
    Ok((median(added), median(approved)))
}

/// MiB that the server grew by when all waited, and how many did.
async fn many(house: &House, server: &Process, from: usize) -> Done<(f64, usize)> {
    let mut questions = Vec::new();
    for number in from..WAITING {
        let mut seat = Seat::new(house, number);
        seat.sign_in(&name(number)).await?;
        let address = Seat::waits_at(&seat.walk_to_code().await?)?;
        let cookies: Vec<_> =
            seat.browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        questions.push(format!(
            "GET {address} HTTP/1.1\r\nhost: localhost\r\n{BROWSER}cookie: {}\r\n\r\n",
            cookies.join("; ")
        ));
    }
    let before = server.memory().now;
    let mut open = Vec::new();
    for question in questions.iter().cycle().take(questions.len() * TABS) {
        let stream = TcpStream::connect(("127.0.0.1", house.port)).await;
        let mut stream = stream.map_err(|error| format!("no connection: {error}"))?;
        stream.write_all(question.as_bytes()).await.map_err(|error| error.to_string())?;
        open.push(stream);
    }
    tokio::time::sleep(SETTLED * 20).await;
    let cost = server.memory().now - before;
    // Whoever was refused or answered at once does not wait.
    let mut first = [0];
    let waiting = open.iter().filter(|stream| stream.try_read(&mut first).is_err()).count();
    Ok((cost, waiting))
}
