//! Light routes against a bare axum that says hello, with the same load, connections and headers.

use super::customer::{BROWSER, Customer};
use super::load::{self, Client, Ended};
use super::process::Process;
use super::rounds::{Pace, Speed};
use super::sign_in;
use super::table::{Goal, Row};
use super::wire::Wire;
use super::{CONNECTIONS, Done};

/// Asks the same again and again.
pub struct Asker {
    request: Vec<u8>,
}

impl Asker {
    pub fn new(path: &str, cookie: &str) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{BROWSER}{cookie}\r\n");
        Self { request: request.into_bytes() }
    }
}

impl Client for Asker {
    async fn turn(&mut self, wire: &mut Wire) -> Done<Ended> {
        let answer = wire.ask(&self.request).await.map_err(|error| error.to_string())?;
        match answer.status {
            200 => Ok(Ended::Served),
            other => Err(format!("a light route answered {other}")),
        }
    }
}

/// What is asked: its name, its path, whether by somebody signed in, and its goal.
const ROUTES: [(&str, &str, bool, f64); 4] = [
    ("session check", "/session", true, 0.6),
    ("sign-in page, fresh", "/sign-in", false, 0.6),
    ("discovery", "/.well-known/openid-configuration", false, 0.6),
    ("keys (JWKS)", "/oauth2/jwks", false, 0.6),
];

/// One row for each route.
pub fn measure(server: &Process, hello: &Process, customers: &[Customer], pace: Pace) -> Done<Vec<Row>> {
    let signed_in = sign_in::warm(server, &customers[..CONNECTIONS])?;
    let cookies = signed_in.iter().map(Customer::session_cookie).collect::<Done<Vec<_>>>()?;
    let crowd = |path: &str, is_signed_in: bool| -> Vec<Asker> {
        let cookie = |cookie: &String| if is_signed_in { cookie.clone() } else { String::new() };
        cookies.iter().map(|known| Asker::new(path, &cookie(known))).collect()
    };
    let mut yardstick = [Speed::default(), Speed::default()];
    let mut speeds: [Speed; ROUTES.len()] = std::array::from_fn(|_| Speed::default());
    for _ in 0..pace.rounds {
        // The yardstick hears the same headers, with the cookie and without.
        for (is_signed_in, speed) in [true, false].into_iter().zip(&mut yardstick) {
            round(hello, crowd("/", is_signed_in), pace, speed)?;
        }
        for ((_, path, is_signed_in, _), speed) in ROUTES.iter().zip(&mut speeds) {
            round(server, crowd(path, *is_signed_in), pace, speed)?;
        }
    }
    let row = |((name, _, is_signed_in, goal), speed): (&(&str, _, bool, f64), &Speed)| {
        let yardstick = &yardstick[usize::from(!is_signed_in)];
        Row {
            what: (*name).to_owned(),
            unit: "/s",
            ours: speed.per_second(),
            yardstick: Some(yardstick.per_second()),
            ratio: Some(speed.ratio_to(yardstick)),
            by_cpu: Some(speed.cpu_ratio_to(yardstick)),
            goal: Goal::Ratio(*goal),
        }
    };
    Ok(ROUTES.iter().zip(&speeds).map(row).collect())
}

fn round(server: &Process, crowd: Vec<Asker>, pace: Pace, speed: &mut Speed) -> Done<()> {
    let cpu = server.cpu();
    let (_, tally) = load::run(server.port, crowd, pace.slice)?;
    speed.note(tally.served, tally.seconds, server.cpu() - cpu);
    Ok(())
}
