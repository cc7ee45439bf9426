//! An open door: accepts connections, counts them, and closes politely.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use web::{Front, TrustedProxies};

use super::connection::Connection;
use super::crowd::Crowd;
use super::limits::{self, Waits};
use crate::config::Finding;

/// After the system refused a connection: it is out of file descriptors, and trying at once would spin.
const BREATH: Duration = Duration::from_millis(100);

/// Tells when to stop. A sender that is gone says so too.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    pub fn new(receiver: watch::Receiver<bool>) -> Self {
        Self(receiver)
    }

    pub async fn asked(mut self) {
        let _asked_or_gone = self.0.wait_for(|stop| *stop).await;
    }
}

/// What a door needs.
pub struct Listener {
    pub socket: TcpListener,
    pub tls: Option<TlsAcceptor>,
    pub front: Front,
    /// Proxies that bring many customers on few addresses.
    pub unlimited: TrustedProxies,
    pub waits: Waits,
}

impl Listener {
    /// Serves until `stop`, then finishes what is in flight; `false` when something had to be cut short.
    pub async fn serve(self, stop: Stop) -> bool {
        let seats = Arc::new(Semaphore::new(limits::CONNECTIONS));
        let (crowd, farewell) = (Crowd::default(), GracefulShutdown::new());
        // Connections end when `_open` does: those that a farewell did not end are cut.
        let (open, closed) = watch::channel(());
        let mut stopping = std::pin::pin!(stop.asked());
        loop {
            // Beyond all seats visitors wait in the system's queue.
            let accepting = async { (Arc::clone(&seats).acquire_owned().await, self.socket.accept().await) };
            let (seat, accepted) = tokio::select! {
                () = &mut stopping => break,
                accepted = accepting => accepted,
            };
            let (socket, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            };
            let Some(place) = crowd.enter(peer.ip(), self.most_from(peer)) else { continue };
            let _is_a_speed_only = socket.set_nodelay(true);
            let connection = Connection {
                front: self.front.clone(),
                peer,
                farewell: farewell.watcher(),
                waits: self.waits,
            };
            let (tls, mut closed) = (self.tls.clone(), closed.clone());
            tokio::spawn(async move {
                let _counted = (seat, place);
                tokio::select! {
                    () = connection.serve(socket, tls) => {}
                    _ = closed.changed() => {}
                }
            });
        }
        drop(self.socket);
        let all_finished = tokio::time::timeout(self.waits.farewell, farewell.shutdown()).await.is_ok();
        drop(open);
        all_finished
    }

    fn most_from(&self, peer: SocketAddr) -> usize {
        let address = peer.ip().to_canonical();
        if address.is_loopback() || self.unlimited.trusts(address) {
            usize::MAX
        } else {
            limits::CONNECTIONS_PER_ADDRESS
        }
    }
}

/// Takes a bound socket into the runtime.
pub fn adopt(socket: std::net::TcpListener) -> Result<TcpListener, Finding> {
    socket
        .set_nonblocking(true)
        .and_then(|()| TcpListener::from_std(socket))
        .map_err(|error| unusable(&error))
}

pub fn address(socket: &TcpListener) -> Result<SocketAddr, Finding> {
    socket.local_addr().map_err(|error| unusable(&error))
}

fn unusable(error: &std::io::Error) -> Finding {
    Finding::refused(
        "server.listen",
        format!("The socket cannot be used: {error}."),
        "Start the server again.",
    )
}
