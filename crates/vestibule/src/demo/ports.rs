//! A row of ports on loopback, held from the start so that nobody else takes one in between.

use std::net::{Ipv4Addr, TcpListener};

use super::trouble::DemoTrouble;

/// Server, three portals, outbox, admin, a page, and what is kept free for scripts: see `addresses`.
pub const IN_A_ROW: u16 = 16;
/// What `--port` is without saying so.
const USUAL: u16 = 8400;
const TRIES: u16 = 40;

/// Listeners by their place in the row. Those that nobody took are free again when the row is dropped: scripts
/// listen there themselves.
pub struct Row {
    pub first: u16,
    listeners: Vec<Option<TcpListener>>,
}

impl Row {
    /// Exactly these ports.
    pub fn at(first: u16) -> Result<Self, DemoTrouble> {
        Self::hold(first).ok_or(DemoTrouble::PortBusy(first, IN_A_ROW - 1))
    }

    /// The usual ports, or the next free ones.
    pub fn usual() -> Result<Self, DemoTrouble> {
        let firsts = (0..TRIES).map(|n| USUAL + n * IN_A_ROW);
        firsts.into_iter().find_map(Self::hold).ok_or(DemoTrouble::NoPorts(IN_A_ROW))
    }

    /// Ports that nobody expects to be the demo's, for a check beside a running one.
    pub fn anywhere() -> Result<Self, DemoTrouble> {
        let free = |_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr()).ok();
        (0..TRIES)
            .filter_map(free)
            .find_map(|address| Self::hold(address.port().checked_add(1)?))
            .ok_or(DemoTrouble::NoPorts(IN_A_ROW))
    }

    /// Takes the listener of that place.
    pub fn take(&mut self, place: u16) -> TcpListener {
        self.listeners[usize::from(place)].take().expect("each place of the row is taken once")
    }

    fn hold(first: u16) -> Option<Self> {
        first.checked_add(IN_A_ROW)?;
        let listeners: Vec<_> = (first..first + IN_A_ROW)
            .map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
            .collect();
        listeners.iter().all(Option::is_some).then_some(Self { first, listeners })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_a_busy_port_is_refused_and_another_is_found() {
        let row = Row::anywhere().unwrap();
        assert!(matches!(Row::at(row.first), Err(DemoTrouble::PortBusy(..))));
        let other = Row::anywhere().unwrap();
        assert!(other.first.abs_diff(row.first) >= IN_A_ROW);
    }

    #[test]
    fn a_row_does_not_run_past_the_last_port() {
        assert!(Row::at(u16::MAX - 3).is_err());
    }
}
