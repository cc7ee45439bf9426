//! Names become addresses by the system's resolver, but for those below `localhost`: RFC 6761 §6.3 makes them this machine,
//! and not every system knows. Knows no connection.

use std::net::{Ipv4Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

#[derive(Clone, Copy, Debug)]
pub struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            if is_this_machine(name.as_str()) {
                return Ok(Box::new(std::iter::once(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))) as Addrs);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// `app.localhost`; plain `localhost` stands in every system's own list.
fn is_this_machine(name: &str) -> bool {
    name.trim_end_matches('.').to_ascii_lowercase().ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn only_names_below_localhost_are_this_machine() {
        assert!(is_this_machine("app.localhost") && is_this_machine("App.LocalHost."));
        for name in ["localhost.example", "xlocalhost", "app.localhost.example", ""] {
            assert!(!is_this_machine(name), "{name}");
        }
    }
}
