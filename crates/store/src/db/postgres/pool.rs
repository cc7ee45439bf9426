//! Connections: how they are made, checked, held and given back.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::fault;
use crate::db::{Tls, Trouble};

/// How long to wait for a place in the pool, for a new connection, and for an answer to what was sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the pool; it connects when first asked. A URL's own timeouts are respected.
pub(super) fn build(url: &str, connections: usize, tls: &Tls) -> Result<Pool, Trouble> {
    let mut config: Config = url.parse().map_err(Trouble::unreachable)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(PATIENCE);
    }
    if config.get_application_name().is_none() {
        config.application_name("vestibule");
    }
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match tls {
        Tls::Off => Manager::from_config(config.ssl_mode(SslMode::Disable).clone(), NoTls, recycling),
        Tls::On { extra_authorities } => {
            let connector = MakeRustlsConnect::new(verifying(extra_authorities.as_deref())?);
            Manager::from_config(config.ssl_mode(SslMode::Require).clone(), connector, recycling)
        }
    };
    Pool::builder(manager)
        .max_size(connections.max(1))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .recycle_timeout(Some(PATIENCE))
        .build()
        .map_err(Trouble::unreachable)
}

/// TLS that verifies chain and name against the machine's authorities and the extra ones.
fn verifying(extra: Option<&str>) -> Result<ClientConfig, Trouble> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    for certificate in CertificateDer::pem_slice_iter(extra.unwrap_or_default().as_bytes()) {
        roots.add(certificate.map_err(Trouble::unreachable)?).map_err(Trouble::unreachable)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Trouble::unreachable)?;
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

/// Refuses a server that says "written" before it has written (BK2). Unknown settings, as on PostgreSQL's
/// distributed cousins, are taken as they are.
pub(super) async fn check_durable(pool: &Pool) -> Result<(), Trouble> {
    const SETTINGS: &str =
        "SELECT current_setting('synchronous_commit', true), current_setting('fsync', true)";
    let held = Held::from(pool).await?;
    let row =
        held.client().query_one(SETTINGS, &[]).await.map_err(|error| fault::failed("settings", error))?;
    held.give_back();
    let is_off = |column| matches!(row.try_get(column), Ok(Some("off")));
    if is_off(0) {
        return Err(Trouble::NotDurable("PostgreSQL's synchronous_commit is off"));
    }
    if is_off(1) {
        return Err(Trouble::NotDurable("PostgreSQL's fsync is off"));
    }
    Ok(())
}

/// A connection that goes back to its pool only when it is said to be clean; otherwise (an error, a panic,
/// a dropped caller) it is closed, which rolls back whatever was open on it.
pub(super) struct Held(Option<Object>);

impl Held {
    pub(super) async fn from(pool: &Pool) -> Result<Self, Trouble> {
        pool.get().await.map(|object| Self(Some(object))).map_err(Trouble::unreachable)
    }

    pub(super) fn client(&self) -> &ClientWrapper {
        self.0.as_ref().expect("a connection is held until it is given back")
    }

    pub(super) fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}
