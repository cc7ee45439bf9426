//! Light routes against a bare axum that says hello, with the same load, connections and headers.

use super::customer::{BROWSER, Customer};
use super::load::{self, Client, Ended, wait_for};
use super::portal;
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

/// Who asks: their headers, which the yardstick hears too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    /// A browser with a session.
    SignedIn,
    /// A portal's proxy, for a browser that has entered.
    Proxy,
}

const ALL: [Who; 3] = [Who::Nobody, Who::SignedIn, Who::Proxy];

/// What is asked: its name, its path, by whom. The goal is the same for all.
const ROUTES: [(&str, &str, Who); 5] = [
    ("forward-auth", "/forward-auth", Who::Proxy),
    ("session check", "/session", Who::SignedIn),
    ("sign-in page, fresh", "/sign-in", Who::Nobody),
    ("discovery", "/.well-known/openid-configuration", Who::Nobody),
    ("keys (JWKS)", "/oauth2/jwks", Who::Nobody),
];
const LEAST: f64 = 0.6;

/// One row for each route.
pub fn measure(server: &Process, hello: &Process, customers: &[Customer], pace: Pace) -> Done<Vec<Row>> {
    let signed_in = sign_in::warm(server, &customers[..CONNECTIONS])?;
    let sessions = signed_in.iter().map(Customer::session_cookie).collect::<Done<Vec<_>>>()?;
    let portals = wait_for(async {
        let mut wire = Wire::connect(server.port).await.map_err(|error| error.to_string())?;
        let mut entered = Vec::new();
        for customer in &signed_in {
            entered.push(portal::enter(&mut wire, customer).await?);
        }
        Ok::<_, String>(entered)
    })?;
    let nobody = vec![String::new(); CONNECTIONS];
    let crowd = |path: &str, who: Who| -> Vec<Asker> {
        let heads = [&nobody, &sessions, &portals][who as usize];
        heads.iter().map(|head| Asker::new(path, head)).collect()
    };
    let mut yardstick: [Speed; ALL.len()] = std::array::from_fn(|_| Speed::default());
    let mut speeds: [Speed; ROUTES.len()] = std::array::from_fn(|_| Speed::default());
    for _ in 0..pace.rounds {
        for (who, speed) in ALL.into_iter().zip(&mut yardstick) {
            round(hello, crowd("/", who), pace, speed)?;
        }
        for ((_, path, who), speed) in ROUTES.iter().zip(&mut speeds) {
            round(server, crowd(path, *who), pace, speed)?;
        }
    }
    let row = |((name, _, who), speed): (&(&str, _, Who), &Speed)| {
        let yardstick = &yardstick[*who as usize];
        Row {
            what: (*name).to_owned(),
            unit: "/s",
            ours: speed.per_second(),
            yardstick: Some(yardstick.per_second()),
            ratio: Some(speed.ratio_to(yardstick)),
            by_cpu: Some(speed.cpu_ratio_to(yardstick)),
            goal: Goal::Ratio(LEAST),
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
