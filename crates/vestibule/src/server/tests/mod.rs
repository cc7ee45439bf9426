//! The server's own manners, over real sockets: limits, TLS, polite ends, the operator's door.

mod end;
mod limits;
mod operations;
mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::{Listener, Stop, Waits};

/// A door on a free port.
struct Door {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    served: JoinHandle<bool>,
}

/// Waits that a test can sit out.
fn short() -> Waits {
    let short = Duration::from_millis(30);
    Waits { header_read: short, body_read: short, ..Waits::default() }
}

async fn open(router: Router, tls: Option<TlsAcceptor>, waits: Waits) -> Door {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let door =
        Listener { socket, tls, front: router.into(), unlimited: web::TrustedProxies::default(), waits };
    Door { address, stop, served: tokio::spawn(door.serve(Stop::new(stopped))) }
}

/// Sends bytes, and reads until the server closes.
async fn converse(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may answer and close before the last byte: that is what some tests are about.
    let _cut = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _cut = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
