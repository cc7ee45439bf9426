//! Are our addresses free, or do we listen there already?

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use gateways::Http;

use crate::config::{Config, Finding};
use crate::server::{bind, limits, open_files};

/// What is wrong, and whether our server seems to run.
pub async fn examine(config: &Config) -> (Option<Finding>, bool) {
    let Err(taken) = bind("server.listen", config.server.listen) else { return (None, false) };
    if answers_as_we_do(config).await { (None, true) } else { (Some(taken), false) }
}

/// A limit of the system that would turn customers away long before ours does.
pub fn few_connections() -> Option<Finding> {
    let most = open_files::most().filter(|most| *most < open_files::needed())?;
    let says = format!(
        "The system lets a process hold {most} files; {} connections need more.",
        limits::CONNECTIONS
    );
    let cure = "Raise the limit: LimitNOFILE=16384 in the service's unit, or ulimit -Hn.";
    Some(Finding::advice("server.listen", says, cure))
}

async fn answers_as_we_do(config: &Config) -> bool {
    if config.server.tls.is_some() {
        // Under TLS only the issuer's name is believed: `issuer` looks there.
        return true;
    }
    let Ok(http) = Http::new(None) else { return false };
    let url = format!("http://{}/healthz", to_ourselves(config.server.listen));
    http.get(&url).await.is_ok_and(|answer| answer.is_success())
}

/// An address that means "all of mine" cannot be called; loopback is one of them.
fn to_ourselves(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    SocketAddr::new(ip, address.port())
}
