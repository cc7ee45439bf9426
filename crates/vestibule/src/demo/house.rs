//! The server itself, as operators run it, on the demo's folder: mail kept instead of sent, clients registered.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::keys::Keys;
use app::vap::Authenticator;
use app::{App, Clock, Setup};
use domain::factor::FactorPolicy;
use domain::{Policy, Secret};
use gateways::sim_swap::RecordedSims;
use gateways::{Http, RecordedMail};
use oidc::checks::token::client_auth::secret_hash;
use store::{Db, StoreConfig};

use super::addresses::{ADMIN, Addresses, ISSUER};
use super::authority::{SERVER_CHAIN, SERVER_KEY};
use super::folder::Folder;
use super::ports::Row;
use super::trouble::DemoTrouble;
use super::{clients, letters, lumen};
use crate::commands::migrate::migrate;
use crate::compose::Mails;
use crate::operator_token::OperatorToken;
use crate::server::tls::Certificates;
use crate::server::{self, Operations, Plan, Running};

const READERS: usize = 2;
/// The SIM card of 06 39 98 00 72 changed a moment ago, however often one asks (SM5). Nobody has that number in France; numbering
/// plans read it as one of Saint-Pierre-et-Miquelon.
const CHANGED_SIM: &str = "+508639980072";

/// What the demo brings to the server.
pub struct Materials<'a> {
    pub folder: &'a Folder,
    pub addresses: Addresses,
    pub secrets: &'a BTreeMap<String, String>,
    pub mail: RecordedMail,
    /// PEM text of the test authority, with `--tls`.
    pub authority: Option<&'a str>,
    pub operator_token: &'a Secret,
}

/// Opens the server's doors, and registers every client.
pub async fn open(materials: &Materials<'_>, row: &mut Row, clock: Clock) -> Result<Running, DemoTrouble> {
    let plan = Plan {
        setup: setup(materials, clock).await?,
        settings: web::Settings::default(),
        listener: row.take(ISSUER),
        certificates: materials.certificates()?,
        operations: Some(Operations {
            listener: row.take(ADMIN),
            token: Some(OperatorToken::of(materials.operator_token.reveal())),
        }),
    };
    let running = server::start(plan).await?;
    register(&running.app, materials).await?;
    Ok(running)
}

async fn setup(materials: &Materials<'_>, clock: Clock) -> Result<Setup, DemoTrouble> {
    let path = materials.folder.file("vestibule.db");
    let db = Db::open(&StoreConfig::Sqlite { path, readers: READERS }).await?;
    migrate(&db, &clock).await?;
    let keys =
        Keys::prepare(&materials.folder.keys(clock.now())?).map_err(|e| DemoTrouble::own("keys", &e))?;
    let brands = vec![lumen::brand()];
    Ok(Setup {
        issuer: materials.addresses.issuer(),
        db,
        keys,
        clock,
        policy: Policy {
            personalise: letters::policy(&brands[0]),
            factors: every_method(),
            ..Policy::default()
        },
        mail: Arc::new(materials.mail.clone()),
        telephone: Arc::new(materials.mail.clone()),
        sim_swap: Some(Arc::new(RecordedSims::with_changed(&[CHANGED_SIM]))),
        http: Http::new(materials.authority).map_err(|e| DemoTrouble::own("outgoing calls", &e))?,
        compose: Arc::new(Mails::new(&brands).map_err(|e| DemoTrouble::own("brand", &e))?),
        brands,
        hash_permits: crate::config::log::Hashing::default().permits(),
        checkpoint_file: None,
        authenticator: Some(Authenticator {
            address: materials.addresses.authenticator(),
            push_hosts: Vec::new(),
        }),
    })
}

/// The demo shows every method, also those that a company would rather not offer (B6).
fn every_method() -> FactorPolicy {
    let mut policy = FactorPolicy::default();
    for kind in journeys::enrol_authenticator::KINDS {
        if !policy.allows(*kind) {
            policy.kinds.push(*kind);
        }
    }
    policy
}

async fn register(app: &App, materials: &Materials<'_>) -> Result<(), DemoTrouble> {
    for client in clients::all(materials.addresses) {
        let secret = Secret::new(materials.secrets[&client.client_id.0].clone());
        let hash = (!client.is_public()).then(|| secret_hash(&secret));
        app.apply_client(client, hash).await?;
    }
    Ok(())
}

impl Materials<'_> {
    pub fn certificates(&self) -> Result<Option<Certificates>, DemoTrouble> {
        let file = |name| self.folder.file(name);
        let read = |_| Certificates::read(file(SERVER_CHAIN), file(SERVER_KEY));
        Ok(self.authority.map(read).transpose()?)
    }
}
