//! `[authenticator]`: where the company's phones find their app.

use reqwest::Url;
use serde::Deserialize;

use super::Finding;
use super::key::{Default as Is, Key, Section};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Authenticator {
    pub address: Option<String>,
    pub push_hosts: Vec<String>,
}

impl Authenticator {
    /// An origin of its own, so that the sign-in's cookies never reach the app and a fault there never reaches the
    /// sign-in.
    pub fn check(&self, issuer: &str) -> Vec<Finding> {
        let Some(address) = &self.address else { return Vec::new() };
        let refuse = |says: &str| {
            let cure = "Write a host of its own, as phones will show it: https://app.lumen.example";
            vec![Finding::refused("authenticator.address", says, cure)]
        };
        let Ok(url) = Url::parse(address) else { return refuse("It is not an address.") };
        let is_loopback =
            url.host_str().is_some_and(|host| host == "localhost" || host.ends_with(".localhost"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
            return refuse("Browsers keep keys and notifications for https alone.");
        }
        if url.origin().ascii_serialization() != *address {
            return refuse("It must be scheme, host and port only, in lower case.");
        }
        if address == issuer {
            return refuse("It is the issuer's own address.");
        }
        self.push_hosts.iter().find_map(|host| push_host_refusal(host)).into_iter().collect()
    }

    /// What the app needs; nothing without an address.
    pub fn place(&self) -> Option<app::vap::Authenticator> {
        let push_hosts = self.push_hosts.clone();
        self.address.clone().map(|address| app::vap::Authenticator { address, push_hosts })
    }
}

/// Only what can be the host of an https address, with its port where it is not the usual one.
fn push_host_refusal(host: &str) -> Option<Finding> {
    let url = Url::parse(&format!("https://{host}/")).ok();
    let named = url.as_ref().map(Url::authority);
    (named != Some(host) || host.contains('@')).then(|| {
        Finding::refused(
            "authenticator.push_hosts",
            format!("`{host}` is no host."),
            "Write names such as push.lumen.example, or push.lumen.example:8443.",
        )
    })
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[authenticator]",
    says: "The app that customers put on their phones. Without an address there is none.",
    is_written: true,
    keys: &[
        Key::new(
            "address",
            "https address",
            Is::Absent("\"https://app.lumen.example\""),
            "A host of its own that leads to this server too. Phones keep it: it never changes.",
        ),
        Key::new(
            "push_hosts",
            "list of hosts",
            Is::Is("[]"),
            "Push services that may be called beside those of Apple, Google, Microsoft and Mozilla.",
        ),
    ],
}];

#[cfg(test)]
mod tests {
    use super::Authenticator;

    #[test]
    fn an_address_that_phones_could_not_use_is_refused() {
        let refused = |address: &str| {
            let config = Authenticator { address: Some(address.to_owned()), push_hosts: Vec::new() };
            !config.check("https://id.lumen.example").is_empty()
        };
        assert!(!refused("https://app.lumen.example"));
        assert!(!refused("http://app.localhost:8400"));
        for address in [
            "app.lumen.example",
            "http://app.lumen.example",
            "https://app.lumen.example/",
            "https://app.lumen.example/app",
            "https://APP.lumen.example",
            "https://id.lumen.example",
        ] {
            assert!(refused(address), "{address}");
        }
        assert!(Authenticator::default().check("https://id.lumen.example").is_empty());
    }

    #[test]
    fn a_push_host_is_a_host() {
        let refused = |host: &str| super::push_host_refusal(host).is_some();
        assert!(!refused("push.lumen.example") && !refused("push.lumen.example:8443"));
        for host in
            ["https://push.lumen.example", "push.lumen.example/x", "a@b", "", "push.lumen.example:443"]
        {
            assert!(refused(host), "{host}");
        }
    }
}
