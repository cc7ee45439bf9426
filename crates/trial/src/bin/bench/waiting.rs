//! Pages that wait for a phone: how soon they hear of it, and what ten thousand of them cost (X8; quality.md).

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::spawn_local;

use super::customer::BROWSER;
use super::house::House;
use super::load::wait_for;
use super::phones::{InHand, Seat};
use super::process::Process;
use super::rounds::median;
use super::stopwatch::Stopwatch;
use super::table::{Goal, Row};
use super::{Done, growth};

/// Customers who walk to a page that waits: few, so that the offer of the first has not ended when the last is there.
const WAITING: usize = 150;
/// Pages that wait, in all; the customers have many tabs open.
const PAGES: usize = 10_000;
/// Long enough for a page's question to stand at the server.
const SETTLED: Duration = Duration::from_millis(50);
/// Connections opened at one time: fewer than the system keeps for a server that accepts slowly.
const TOGETHER: usize = 100;
/// The longest that the server is given for all questions.
const TAKEN_IN: Duration = Duration::from_secs(10);

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
        let waits = spawn_local(async move {
            let told = away.get(&address).await;
            (told, Stopwatch::start())
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
    let all: Vec<&String> = questions.iter().cycle().take(PAGES).collect();
    for some in all.chunks(TOGETHER) {
        let opening = some.iter().map(|question| spawn_local(asked(house.port, (*question).clone())));
        for stream in opening.collect::<Vec<_>>() {
            open.push(stream.await.map_err(|_| "a page ended early")??);
        }
    }
    at_rest(server).await;
    let cost = server.memory().now - before;
    // Whoever was refused or answered at once does not wait.
    let mut first = [0];
    let waiting = open.iter().filter(|stream| stream.try_read(&mut first).is_err()).count();
    Ok((cost, waiting))
}

/// A connection on which a page has asked.
async fn asked(port: u16, question: String) -> Done<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await;
    let mut stream = stream.map_err(|error| format!("no connection: {error}"))?;
    stream.write_all(question.as_bytes()).await.map_err(|error| error.to_string())?;
    Ok(stream)
}

/// Until the server has taken all questions in. It looks at each again after five seconds and answers after twenty, so
/// that it is not waited for longer than that.
async fn at_rest(server: &Process) {
    let since = Stopwatch::start();
    let mut before = server.cpu();
    while since.elapsed() < TAKEN_IN {
        tokio::time::sleep(SETTLED * 2).await;
        let now = server.cpu();
        if now - before < SETTLED.as_secs_f64() / 2.0 {
            return;
        }
        before = now;
    }
}
