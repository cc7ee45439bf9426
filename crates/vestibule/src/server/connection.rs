//! One connection: TLS or not, HTTP/1.1 or HTTP/2, within its limits. Knows no route.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use web::Front;

use super::body::TimedBody;
use super::limits::{self, Waits};
use super::patience::{Patience, Watched};

/// What one connection is served with.
pub struct Connection {
    pub front: Front,
    pub peer: SocketAddr,
    pub farewell: Watcher,
    pub waits: Waits,
}

impl Connection {
    /// Serves until one side ends. How it ended is nobody's concern: visitors come and go.
    pub async fn serve(self, socket: TcpStream, tls: Option<TlsAcceptor>) {
        match tls {
            None => self.http1(socket).await,
            // Apart, so that a connection behind a proxy has no room for it.
            Some(acceptor) => Box::pin(self.over_tls(socket, acceptor)).await,
        }
    }

    async fn over_tls(self, socket: TcpStream, acceptor: TlsAcceptor) {
        let handshake = tokio::time::timeout(limits::TLS_HANDSHAKE, acceptor.accept(socket));
        let Ok(Ok(stream)) = handshake.await else { return };
        // No guessing: what was agreed on in the handshake is spoken.
        if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
            Box::pin(self.http2(stream)).await;
        } else {
            self.http1(stream).await;
        }
    }

    async fn http1<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S) {
        let patience = Patience::new(self.waits);
        let (front, whence, clock) = (self.front, (self.peer, self.waits), patience.clone());
        let service = service_fn(move |request| {
            clock.serving();
            let (answer, clock) = (answer(front.clone(), request, whence), clock.clone());
            async move {
                let answer = answer.await;
                clock.served();
                answer
            }
        });
        let connection = http1::Builder::new()
            // `patience` watches headers and idleness.
            .header_read_timeout(None)
            .max_headers(limits::HEADERS)
            .max_buf_size(limits::HEAD_BYTES)
            .serve_connection(TokioIo::new(Watched::new(stream, patience.clone())), service);
        let served = pin!(self.farewell.watch(connection));
        tokio::select! {
            _ = served => {}
            () = patience.exhausted() => {}
        }
    }

    async fn http2<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S) {
        let (front, whence) = (self.front, (self.peer, self.waits));
        let service = service_fn(move |request| answer(front.clone(), request, whence));
        let head_bytes = u32::try_from(limits::HEAD_BYTES).unwrap_or(u32::MAX);
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .max_concurrent_streams(limits::STREAMS)
            .max_header_list_size(head_bytes)
            .max_pending_accept_reset_streams(limits::RESET_STREAMS)
            .keep_alive_interval(limits::PING_AFTER)
            .keep_alive_timeout(limits::PING_ANSWER)
            .serve_connection(TokioIo::new(stream), service);
        let _visitors_come_and_go = self.farewell.watch(connection).await;
    }
}

async fn answer(
    front: Front,
    mut request: Request<Incoming>,
    (peer, waits): (SocketAddr, Waits),
) -> Result<Response<Body>, Infallible> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > limits::URL_BYTES {
        return Ok(refuse(StatusCode::URI_TOO_LONG));
    }
    if request.headers().len() > limits::HEADERS {
        return Ok(refuse(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
    }
    request.extensions_mut().insert(ConnectInfo(peer));
    Ok(front.answer(request.map(|body| TimedBody::new(body, waits.body_read))).await)
}

/// An answer to what no browser of a customer sends.
fn refuse(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
