//! The whole server in one process: wired from a `Plan`, running until stopped. The same for operators, for the
//! demo and for tests, which bring other plans.

mod body;
mod connection;
mod crowd;
pub mod limits;
pub mod listener;
pub mod metrics;
pub mod open_files;
mod operations;
mod patience;
pub mod plan;
#[cfg(test)]
mod tests;
pub mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use app::App;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use limits::Waits;
pub use listener::{Listener, Stop};
pub use plan::{Operations, Plan, bind, composer};

use crate::config::{Finding, chain};

/// Works that are sending something when we stop.
const LONGEST_LAST_WORK: Duration = Duration::from_secs(5);

/// A running server. Dropping it stops it too, without waiting.
pub struct Running {
    /// Where it listens, the port known even when any was asked for.
    pub addr: SocketAddr,
    pub metrics_addr: Option<SocketAddr>,
    pub app: App,
    doors: watch::Sender<bool>,
    works: watch::Sender<bool>,
    open_doors: Vec<JoinHandle<bool>>,
    working: JoinHandle<()>,
}

impl Running {
    /// Accepts nothing new, finishes what is in flight (25 s at most), then the works. `false` when something had
    /// to be cut short.
    pub async fn stop(self) -> bool {
        self.doors.send_replace(true);
        self.app.send_home();
        let mut all_finished = true;
        for door in self.open_doors {
            all_finished &= door.await.unwrap_or(false);
        }
        // The works go on until the last request, whose messages they may send.
        self.works.send_replace(true);
        all_finished & tokio::time::timeout(LONGEST_LAST_WORK, self.working).await.is_ok()
    }
}

/// Starts what the plan says. Returns when the doors are open.
pub async fn start(plan: Plan) -> Result<Running, Finding> {
    // Its clock measures itself for ten milliseconds.
    let metrics = tokio::task::spawn_blocking(metrics::install);
    let proxies = plan.settings.trusted_proxies.clone();
    let app = App::start(plan.setup).await.map_err(|trouble| not_started(&trouble))?;
    let metrics = metrics.await.unwrap_or_default();
    if app.authenticator().is_some() && !web::authenticator_is_here() {
        tracing::warn!("the authenticator is missing; build it with `cargo xtask authenticator`");
    }
    let web = web::Web::new(app.clone(), plan.settings).map_err(|trouble| not_started(&trouble))?;
    let (doors, stop) = watch::channel(false);
    let (works, until) = watch::channel(false);

    let socket = listener::adopt(plan.listener)?;
    let addr = listener::address(&socket)?;
    let tls = plan.certificates.map(|certificates| certificates.acceptor(Stop::new(stop.clone())));
    let door =
        Listener { socket, tls, front: web::Front::new(web), unlimited: proxies, waits: Waits::default() };
    let mut open_doors = vec![tokio::spawn(door.serve(Stop::new(stop.clone())))];

    let mut metrics_addr = None;
    if let Some(operations) = plan.operations {
        let (door, addr) = operations.door(&app, metrics)?;
        metrics_addr = Some(addr);
        open_doors.push(tokio::spawn(door.serve(Stop::new(stop))));
    }
    let worker = app.clone();
    let working = tokio::spawn(async move { worker.work(Stop::new(until).asked()).await });
    Ok(Running { addr, metrics_addr, app, doors, works, open_doors, working })
}

fn not_started(trouble: &dyn std::error::Error) -> Finding {
    Finding::refused(
        "server",
        format!("It does not start: {}.", chain(trouble)),
        "`vestibule doctor` looks closer.",
    )
}
