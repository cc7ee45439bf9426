//! How much one visitor may take (DO2, DO3). Constants, not options: behind them is arithmetic, not taste.

use std::time::Duration;

/// Connections at one time, in all: ten thousand pages that wait for a phone, and everybody else.
pub const CONNECTIONS: usize = 15_000;
/// Connections at one time from one address (one /64 of IPv6); the machine itself and trusted proxies apart.
pub const CONNECTIONS_PER_ADDRESS: usize = 256;

/// From the first byte to protected bytes.
pub const TLS_HANDSHAKE: Duration = Duration::from_secs(5);

pub const HEADERS: usize = 64;
/// Request line and headers together, in bytes.
pub const HEAD_BYTES: usize = 16 * 1024;
pub const URL_BYTES: usize = 8 * 1024;

/// Requests at one time on one HTTP/2 connection.
pub const STREAMS: u32 = 100;
/// RUSTSEC-2024-0003: streams that were reset before we looked at them.
pub const RESET_STREAMS: usize = 20;
pub const PING_AFTER: Duration = Duration::from_secs(20);
pub const PING_ANSWER: Duration = Duration::from_secs(10);

/// How long we wait for the other side. Its default is what serves; tests wait less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waits {
    /// From the first byte of a request (or the beginning of a connection) to the end of its headers.
    pub header_read: Duration,
    /// From the end of the headers to the end of the body.
    pub body_read: Duration,
    /// Between two requests; longer than proxies keep a connection, so that it is they who close it.
    pub idle: Duration,
    /// Requests in flight when the server is stopped.
    pub farewell: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { header_read: seconds(5), body_read: seconds(10), idle: seconds(75), farewell: seconds(25) }
    }
}
