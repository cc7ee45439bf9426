//! `[server]`: the public address, where to listen, whom to believe about clients' addresses.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use gateways::http::is_loopback;
use reqwest::Url;
use serde::Deserialize;
use web::TrustedProxies;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub issuer: String,
    #[serde(default = "listen")]
    pub listen: SocketAddr,
    #[serde(default)]
    pub trusted_proxies: Vec<String>,
    #[serde(default)]
    pub metrics_listen: MetricsListen,
    #[serde(default)]
    pub tls: Option<Tls>,
}

/// Our own TLS; without it, plain HTTP for a proxy in front.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// An address, or "off".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct MetricsListen(pub Option<SocketAddr>);

impl Default for MetricsListen {
    fn default() -> Self {
        Self(Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 9464))))
    }
}

impl TryFrom<String> for MetricsListen {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "off" => Ok(Self(None)),
            address => address
                .parse()
                .map(|address| Self(Some(address)))
                .map_err(|_| "write an address with its port, such as \"127.0.0.1:9464\", or \"off\""),
        }
    }
}

fn listen() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))
}

impl Server {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        let mut findings = Vec::new();
        findings.extend(issuer_refusal(&self.issuer));
        findings.extend(self.proxies().err());
        findings.extend(self.believes_everybody());
        findings.extend(self.stands_bare());
        if let Some(tls) = &self.tls {
            findings.extend(place.text("server.tls.certificate", &tls.certificate).err());
            findings.extend(place.text("server.tls.key", &tls.key).err());
            findings.extend(place.exposure("server.tls.key", &tls.key));
        }
        if self.metrics_listen.0 == Some(self.listen) && self.listen.port() != 0 {
            findings.push(Finding::refused(
                "server.metrics_listen",
                "It is the same address as `listen`.",
                "Give the metrics an address of their own, or \"off\".",
            ));
        }
        findings
    }

    /// The networks whose `X-Forwarded-For` is believed.
    pub fn proxies(&self) -> Result<TrustedProxies, Finding> {
        TrustedProxies::parse(self.trusted_proxies.iter().map(String::as_str)).map_err(|refusal| {
            Finding::refused(
                "server.trusted_proxies",
                "It names something that is no network.",
                format!("{refusal}."),
            )
        })
    }

    fn believes_everybody(&self) -> Option<Finding> {
        let everybody = |network: &String| network.ends_with("/0");
        self.trusted_proxies.iter().any(everybody).then(|| {
            Finding::refused(
                "server.trusted_proxies",
                "It believes what any visitor says about their own address.",
                "Name only the networks of your own proxies.",
            )
        })
    }

    /// https is promised, so either we or a proxy must provide it.
    fn stands_bare(&self) -> Option<Finding> {
        if self.tls.is_some() || !self.issuer.starts_with("https:") || !self.trusted_proxies.is_empty() {
            return None;
        }
        Some(Finding::advice(
            "server.trusted_proxies",
            "The issuer is https and this server speaks plain HTTP, so a proxy stands in front; as none is named here, \
             all customers seem to come from that proxy and are slowed down together.",
            "Name the proxy's address here, or set [server.tls].",
        ))
    }

    /// The host that customers type.
    pub fn host(&self) -> Option<String> {
        Url::parse(&self.issuer).ok()?.host_str().map(str::to_owned)
    }
}

/// OpenID Connect Discovery §3: the issuer is compared as text, so it has one form only.
fn issuer_refusal(issuer: &str) -> Option<Finding> {
    let refuse = |says: &str| {
        let cure = "Write it as customers' browsers show it, without a slash at the end: https://connexion.lumen.example";
        Some(Finding::refused("server.issuer", says, cure))
    };
    let Ok(url) = Url::parse(issuer) else { return refuse("It is not an address.") };
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(host) => {}
        "http" => {
            return refuse("Only https protects passwords on their way; http is for this machine alone.");
        }
        _ => return refuse("It must begin with https://."),
    }
    if url.origin().ascii_serialization() != issuer {
        return refuse(
            "It must be scheme, host and port only, in lower case, without a path, a query or the usual port.",
        );
    }
    match host.parse::<IpAddr>() {
        Ok(address) if !address.is_loopback() => {
            refuse("A bare address cannot hold passkeys or cookies for a name.")
        }
        _ => None,
    }
}

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[server]",
        says: "The public address, and where the server listens.",
        is_written: true,
        keys: &[
            Key::new(
                "issuer",
                "address",
                Is::Required("\"https://connexion.lumen.example\""),
                "The address that customers and relying parties use. Tokens carry it: it never changes.",
            ),
            Key::new("listen", "address and port", Is::Is("\"127.0.0.1:8080\""), "Where the server listens."),
            Key::new(
                "trusted_proxies",
                "list of addresses or networks",
                Is::Is("[]"),
                "Proxies whose X-Forwarded-For is believed, such as \"10.0.0.0/8\". Nobody else's is.",
            ),
            Key::new(
                "metrics_listen",
                "address and port, or \"off\"",
                Is::Is("\"127.0.0.1:9464\""),
                "Where /metrics and /status listen; beyond this machine both ask for the operator's token.",
            ),
        ],
    },
    Section {
        header: "[server.tls]",
        says: "Our own TLS instead of a proxy's. Both files are read again when they change.",
        is_written: false,
        keys: &[
            Key::new(
                "certificate",
                "PEM file",
                Is::Required("\"certificate.pem\""),
                "The chain, the server's own first.",
            ),
            Key::new("key", "PEM file", Is::Required("\"certificate.key\""), "Its private key."),
        ],
    },
];
