//! The client's address, only ever from a hop that the operator trusts (RL5): the chain is walked from the right.

use std::net::IpAddr;
use std::str::FromStr;

/// Networks whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Clone, Copy, Debug)]
struct Network {
    base: IpAddr,
    prefix: u8,
}

/// Not an address or a network such as `10.0.0.0/8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("write an address such as 10.1.2.3 or a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (base, prefix) = match text.split_once('/') {
            Some((base, prefix)) => (base, Some(prefix)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| NotANetwork)?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(most), |text| text.parse().map_err(|_| NotANetwork))?;
        if prefix > most { Err(NotANetwork) } else { Ok(Self { base, prefix }) }
    }
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        let bits = |address: IpAddr| match address {
            IpAddr::V4(four) => (u128::from(u32::from(four)), 32_u8),
            IpAddr::V6(six) => (u128::from(six), 128),
        };
        let ((base, width), (address, other)) = (bits(self.base), bits(address));
        let shift = u32::from(width - self.prefix.min(width));
        width == other && (shift == 128 || base >> shift == address >> shift)
    }
}

impl TrustedProxies {
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, NotANetwork> {
        Ok(Self(texts.into_iter().map(str::parse).collect::<Result<_, _>>()?))
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.holds(address))
    }

    /// The first hop from the right that is not a trusted proxy; a made-up chain to its left means nothing.
    pub fn client(&self, peer: IpAddr, forwarded_for: &str) -> IpAddr {
        let mut client = peer.to_canonical();
        for hop in forwarded_for.rsplit(',') {
            if !self.trusts(client) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(address) => client = address.to_canonical(),
                Err(_) => break,
            }
        }
        client
    }
}

/// The network of an address: 24 bits of four, 48 bits of six, so that no household is told from its neighbours (PR2).
pub fn coarse(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(six) => {
            let [a, b, c, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_chain_is_useless() {
        let proxies = TrustedProxies::parse(["10.0.0.0/8", "::1"]).expect("networks");
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(proxies.client(ip("10.1.1.1"), "1.2.3.4, 203.0.113.9"), ip("203.0.113.9"));
        assert_eq!(proxies.client(ip("203.0.113.7"), "1.2.3.4"), ip("203.0.113.7"));
        assert_eq!(proxies.client(ip("10.1.1.1"), "evil, 10.2.2.2"), ip("10.2.2.2"));
        assert_eq!(proxies.client(ip("::ffff:10.1.1.1"), "1.2.3.4"), ip("1.2.3.4"));
    }

    #[test]
    fn only_the_network_of_an_address_is_kept() {
        assert_eq!(coarse("203.0.113.77".parse().expect("four")), "203.0.113.0/24");
        assert_eq!(coarse("2001:db8:1:2::3".parse().expect("six")), "2001:db8:1::/48");
    }

    #[test]
    fn a_network_that_is_none_is_refused() {
        for text in ["", "10.0.0.0/33", "example", "10.0.0.0/x"] {
            assert!(TrustedProxies::parse([text]).is_err());
        }
    }
}
