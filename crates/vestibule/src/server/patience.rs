//! How long we wait on an HTTP/1 connection: five seconds for headers once they begin, longer between requests. One
//! limit for both would either keep slow attackers or close connections that a proxy is about to reuse.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, sleep_until};

use super::limits::Waits;

/// How late an end may be noticed; one timer a second is what a connection costs.
const LOOK_EVERY: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// Between requests, until then.
    Idle(Instant),
    /// Headers are coming in, until then.
    Head(Instant),
    /// A handler is at work: its own limits hold.
    Serving,
}

impl Phase {
    /// When to look again; `None` when the wait is over.
    fn look_again(self, now: Instant) -> Option<Instant> {
        match self {
            Self::Idle(until) | Self::Head(until) if until <= now => None,
            Self::Idle(until) | Self::Head(until) => Some(until.min(now + LOOK_EVERY)),
            Self::Serving => Some(now + LOOK_EVERY),
        }
    }
}

/// What one connection is doing; clones look at the same.
#[derive(Clone, Debug)]
pub struct Patience {
    phase: Arc<Mutex<Phase>>,
    waits: Waits,
}

impl Patience {
    /// A new connection, of which the first request is due.
    pub fn new(waits: Waits) -> Self {
        let phase = Phase::Head(Instant::now() + waits.header_read);
        Self { phase: Arc::new(Mutex::new(phase)), waits }
    }

    pub fn serving(&self) {
        *self.phase() = Phase::Serving;
    }

    pub fn served(&self) {
        *self.phase() = Phase::Idle(Instant::now() + self.waits.idle);
    }

    /// Bytes came in: between requests they begin the next one; later ones do not buy more time.
    fn arrived(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Idle(_)) {
            *phase = Phase::Head(Instant::now() + self.waits.header_read);
        }
    }

    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends when the other side has been waited for long enough.
    pub async fn exhausted(&self) {
        loop {
            let again = self.phase().look_again(Instant::now());
            match again {
                Some(wake) => sleep_until(wake).await,
                None => return,
            }
        }
    }
}

/// The connection's bytes, watched.
pub struct Watched<S> {
    stream: S,
    patience: Patience,
}

impl<S> Watched<S> {
    pub fn new(stream: S, patience: Patience) -> Self {
        Self { stream, patience }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.patience.arrived();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Instant, LOOK_EVERY, Patience, Phase, Waits};

    const WAITS: Waits = Waits {
        header_read: Duration::from_secs(5),
        body_read: Duration::ZERO,
        idle: Duration::from_secs(75),
        farewell: Duration::ZERO,
    };

    #[test]
    fn each_phase_ends_when_it_should() {
        let now = Instant::now();
        let until = now + Duration::from_millis(300);
        for phase in [Phase::Idle(until), Phase::Head(until)] {
            assert_eq!(phase.look_again(now), Some(until));
            assert_eq!(phase.look_again(until), None);
        }
        assert_eq!(Phase::Idle(now + Duration::from_secs(75)).look_again(now), Some(now + LOOK_EVERY));
        assert_eq!(Phase::Serving.look_again(now), Some(now + LOOK_EVERY));
    }

    #[test]
    fn drops_of_a_header_buy_no_time() {
        let patience = Patience::new(WAITS);
        let begun = *patience.phase();
        patience.arrived();
        assert_eq!(*patience.phase(), begun);
        patience.serving();
        patience.arrived();
        assert_eq!(*patience.phase(), Phase::Serving);
        patience.served();
        assert!(
            matches!(*patience.phase(), Phase::Idle(until) if until > Instant::now() + WAITS.header_read)
        );
        patience.arrived();
        assert!(
            matches!(*patience.phase(), Phase::Head(until) if until <= Instant::now() + WAITS.header_read)
        );
    }

    #[tokio::test]
    async fn headers_that_never_end_are_given_up() {
        let patience = Patience::new(Waits { header_read: Duration::from_millis(20), ..WAITS });
        patience.exhausted().await;
        assert!(matches!(*patience.phase(), Phase::Head(_)));
    }
}
