//! How many connections each address holds, so that one visitor cannot take all the seats (DO3).

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Clones count together.
#[derive(Clone, Default)]
pub struct Crowd(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One counted connection; leaving is dropping it.
pub struct Seat {
    crowd: Crowd,
    address: IpAddr,
}

impl Crowd {
    /// `None` when this address holds `most` connections already.
    pub fn enter(&self, address: IpAddr, most: usize) -> Option<Seat> {
        let address = network(address);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        metrics::gauge!("vestibule_connections").increment(1.0);
        Some(Seat { crowd: self.clone(), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        metrics::gauge!("vestibule_connections").decrement(1.0);
        let mut counts = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// Whoever has one address of IPv6 has its whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::Crowd;

    #[test]
    fn an_address_gets_its_share_and_others_get_theirs() {
        let crowd = Crowd::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = crowd.enter(one, 2);
        let second = crowd.enter(one, 2);
        assert!(first.is_some() && second.is_some());
        assert!(crowd.enter(one, 2).is_none());
        assert!(crowd.enter(other, 2).is_some());
        drop(first);
        assert!(crowd.enter(one, 2).is_some());
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_and_nothing_stays_behind() {
        let crowd = Crowd::default();
        let seat = crowd.enter("2001:db8::1".parse().unwrap(), 1);
        assert!(seat.is_some());
        assert!(crowd.enter("2001:db8::ffff:1".parse().unwrap(), 1).is_none());
        assert!(crowd.enter("2001:db8:0:1::1".parse().unwrap(), 1).is_some());
        drop(seat);
        assert!(crowd.0.lock().unwrap().is_empty());
    }
}
