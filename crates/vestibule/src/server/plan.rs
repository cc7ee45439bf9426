//! What a server is made of, before it runs: read from a configuration, or put together by a test or the demo.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use app::factors::forecast;
use app::{Clock, Setup};
use domain::Brand;
use gateways::mail::NoMail;
use gateways::{Http, Mail, SmtpMail};
use store::Db;

use super::tls::Certificates;
use crate::commands::migrate;
use crate::compose::Mails;
use crate::config::sim_swap::SimSwap;
use crate::config::{Config, Finding, brand, chain, telephone};
use crate::operator_token::OperatorToken;

/// Everything that `start` needs.
pub struct Plan {
    pub setup: Setup,
    pub settings: web::Settings,
    /// Bound already, so that a test knows its port before it names the issuer.
    pub listener: TcpListener,
    pub certificates: Option<Certificates>,
    pub operations: Option<Operations>,
}

/// The operator's door.
pub struct Operations {
    pub listener: TcpListener,
    /// Without one, only what needs none is answered.
    pub token: Option<OperatorToken>,
}

impl Plan {
    /// Reads everything the configuration names, opens the store and binds the addresses.
    pub async fn of(config: &Config) -> Result<Self, Finding> {
        let place = &config.place;
        let setup = setup(config).await?;
        refuse_to_bare(&setup).await?;
        let certificates = config.server.tls.as_ref();
        let certificates = certificates
            .map(|tls| Certificates::read(place.resolve(&tls.certificate), place.resolve(&tls.key)))
            .transpose()?;
        let operations = match config.server.metrics_listen.0 {
            None => None,
            Some(address) => Some(Operations {
                listener: bind("server.metrics_listen", address)?,
                token: OperatorToken::read(&place.resolve(&config.operator.token_file))?,
            }),
        };
        let listener = bind("server.listen", config.server.listen)?;
        let settings = web::Settings { trusted_proxies: config.server.proxies()? };
        Ok(Self { setup, settings, listener, certificates, operations })
    }
}

/// The application's parts, its store opened and up to date.
pub async fn setup(config: &Config) -> Result<Setup, Finding> {
    let place = &config.place;
    let brands = brand::faces(&config.brand, place).map_err(first)?;
    let keys = config.keys.prepare(place)?;
    let authorities = config.outgoing.authorities(place)?;
    let http = Http::new(authorities.as_deref()).map_err(|trouble| {
        Finding::refused(
            "outgoing",
            format!("Calls cannot be made: {}.", chain(&trouble)),
            "Look at outgoing.ca_file.",
        )
    })?;
    let mail = mail(config, authorities)?;
    let telephone = telephone::gateways(&config.telephone, place, &http)?;
    let sim_swap = config.sim_swap.as_ref().map(|one| one.gateway(place, &http)).transpose()?;
    let compose = composer(&brands)?;
    let db = migrate::open_existing(config).await?;
    refuse_what_is_behind(&db).await?;
    let mut policy = config.policy.rules(&config.brand);
    policy.sending.sim_swap = config.sim_swap.as_ref().map(SimSwap::rules).unwrap_or_default();
    policy.factors.relying_party = config.policy.passkeys.rules(&config.server.issuer);
    Ok(Setup {
        issuer: config.server.issuer.clone(),
        db,
        keys,
        clock: Clock::default(),
        policy,
        brands,
        mail,
        telephone,
        sim_swap,
        http,
        compose: Arc::new(compose),
        hash_permits: config.hashing.permits(),
        checkpoint_file: config.audit.checkpoint_file(place),
        authenticator: config.authenticator.place(),
    })
}

/// Gives messages the words of these brands.
pub fn composer(brands: &[Brand]) -> Result<Mails, Finding> {
    Mails::new(brands).map_err(|refusal| {
        Finding::refused("brand", format!("It cannot be drawn: {refusal}."), "Change that.")
    })
}

fn mail(config: &Config, authorities: Option<String>) -> Result<Arc<dyn Mail>, Finding> {
    let Some(smtp) = &config.mail.smtp else { return Ok(Arc::new(NoMail)) };
    let settings = smtp.settings(&config.place, authorities)?;
    let mail = SmtpMail::new(&settings).map_err(|trouble| {
        Finding::refused("mail.smtp", format!("Mail cannot be sent: {}.", chain(&trouble)), "Change that.")
    })?;
    Ok(Arc::new(mail))
}

async fn refuse_what_is_behind(db: &Db) -> Result<(), Finding> {
    let pending = db.pending(store::MIGRATIONS).await.map_err(|trouble| {
        let cure = "Run `vestibule doctor`: it looks closer.";
        Finding::refused("store", format!("It does not answer: {}.", chain(&trouble)), cure)
    })?;
    if pending.is_empty() {
        return Ok(());
    }
    let says = format!("Its schema is behind this release by {}.", pending.join(", "));
    Err(Finding::refused("store", says, "Run `vestibule migrate`."))
}

/// X6: rules that would leave customers without the protection they have are refused, with some of those customers.
async fn refuse_to_bare(setup: &Setup) -> Result<(), Finding> {
    let bared = forecast::bared(&setup.db, setup.clock.now(), &setup.policy.factors).await;
    let bared = bared.map_err(|trouble| {
        let cure = "Run `vestibule doctor`: it looks closer.";
        Finding::refused("store", format!("It does not answer: {}.", chain(&trouble)), cure)
    })?;
    let Some((kind, accounts)) = bared.first() else { return Ok(()) };
    let named: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let says = format!(
        "Without {} only the password would protect whoever holds nothing else, such as {}.",
        kind.word(),
        named.join(", ")
    );
    let cure = "Keep it on, and look at `vestibule policy forecast`; `vestibule account exempt` lets single ones off.";
    Err(Finding::refused("policy.second_factor.methods", says, cure))
}

/// Takes an address for ourselves.
pub fn bind(about: &str, address: SocketAddr) -> Result<TcpListener, Finding> {
    TcpListener::bind(address).map_err(|error| {
        let cure = match error.kind() {
            std::io::ErrorKind::AddrInUse => "Another process listens there: stop it, or choose another port.",
            std::io::ErrorKind::PermissionDenied => {
                "Ports below 1024 need a right of their own (CAP_NET_BIND_SERVICE): grant it, or choose another port."
            }
            std::io::ErrorKind::AddrNotAvailable => "This machine does not have that address: choose one that it has.",
            _ => "Choose another address.",
        };
        Finding::refused(about, format!("{address} cannot be listened on: {error}."), cure)
    })
}

/// `config check` tells all of them; whoever starts anyway hears the first.
fn first(findings: Vec<Finding>) -> Finding {
    let fallback = || Finding::refused("brand", "There is none.", "Add a [[brand]].");
    findings.into_iter().next().unwrap_or_else(fallback)
}
