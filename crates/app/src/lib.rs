//! The imperative shell: one function per use case. Drives journeys, opens transactions, does the background works.
//! Knows no HTTP and no sentence.

mod account;
pub mod advance;
pub mod alarms;
pub mod audit;
pub mod authorize;
pub mod browser;
pub mod chance;
pub mod chooser;
pub mod clients;
mod clock;
mod commit;
pub mod contact_changes;
pub mod devices;
pub mod end_session;
pub mod factors;
pub mod form;
pub mod forward_auth;
pub mod hashing;
pub mod household;
pub mod import;
mod judge;
pub mod keys;
mod new_password;
mod notices;
mod origins;
pub mod passkeys;
pub mod personalise;
pub mod recourse;
pub mod recovery;
pub mod recovery_codes;
mod sessions;
pub mod signing;
pub mod starts;
pub mod token;
mod trouble;
mod userinfo;
pub mod vap;
pub mod vault;
mod who;
mod works;

pub use account::Greeting;
pub use advance::{Advanced, Place};
pub use clock::Clock;
pub use origins::PageRights;
pub use sessions::{Resolved, Standing};
pub use trouble::{Trouble, TurnError};
pub use userinfo::TokenRefused;
pub use who::Who;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::message::Message;
use domain::{Brand, ClientId, Policy, Timestamp};
use store::Db;

use crate::hashing::Hashing;
use crate::judge::{Alarm, Decoys};
use crate::signing::Signer;
use crate::vault::Vault;

/// Writes the words of a message; `vestibule` implements it with `pages`.
pub trait Compose: Send + Sync {
    /// `None` for a message that is not a mail.
    fn mail(&self, message: &Message, brand: &Brand, issuer: &str) -> Option<ComposedMail>;

    /// What a locked phone shows: that somebody asks, and for which company (PU6).
    fn push_title(&self, brand: &Brand, locale: domain::Locale) -> String;
    /// The words of a text or a call, and the language they are said in; `None` for what is neither.
    fn telephone(&self, message: &Message, brand: &Brand, issuer: &str) -> Option<(String, &'static str)>;
}

/// A mail with its words, both parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComposedMail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Everything an `App` is made of.
pub struct Setup {
    /// The public address, without a slash at the end.
    pub issuer: String,
    pub db: Db,
    pub keys: keys::Keys,
    pub clock: Clock,
    pub policy: Policy,
    /// At least one; the first serves where no client or contract says another.
    pub brands: Vec<Brand>,
    pub mail: Arc<dyn gateways::Mail>,
    pub telephone: Arc<dyn gateways::Telephone>,
    /// Whoever says whether a SIM card changed; nobody is asked where there is none (SM5).
    pub sim_swap: Option<Arc<dyn gateways::SimSwap>>,
    pub http: gateways::Http,
    pub compose: Arc<dyn Compose>,
    pub hash_permits: usize,
    /// Where checkpoints of the audit are appended, outside of the store.
    pub checkpoint_file: Option<PathBuf>,
    /// Nothing where phones cannot be added.
    pub authenticator: Option<vap::Authenticator>,
}

/// The application: cheap to clone, shared by every request and work.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    issuer: String,
    db: Db,
    vault: Vault,
    signer: Signer,
    clock: Clock,
    policy: Policy,
    brands: Vec<Brand>,
    hashing: Hashing,
    decoys: Decoys,
    alarm: Alarm,
    mail: Arc<dyn gateways::Mail>,
    telephone: Arc<dyn gateways::Telephone>,
    sim_swap: Option<Arc<dyn gateways::SimSwap>>,
    http: gateways::Http,
    compose: Arc<dyn Compose>,
    delivery: works::Delivery,
    origins: origins::Origins,
    checkpoint_file: Option<PathBuf>,
    phones: vap::Phones,
}

impl App {
    /// Prepares keys, threads and statements; refuses a store whose schema is behind.
    pub async fn start(setup: Setup) -> Result<Self, Trouble> {
        if setup.brands.is_empty() {
            return Err(Trouble::Setup("no brand is configured".into()));
        }
        let behind = setup.db.pending(store::MIGRATIONS).await?;
        if !behind.is_empty() {
            return Err(Trouble::Setup("the store's schema is behind: run `vestibule migrate`".into()));
        }
        store::audit::seed(&setup.db).await?;
        setup.db.prepare_all(store::STATEMENTS).await?;
        let hashing = Hashing::start(setup.hash_permits)
            .map_err(|source| Trouble::Setup(format!("hashing threads do not start: {source}")))?;
        let (vault, signer) = setup.keys.into_parts();
        let phones = vap::Phones::new(setup.authenticator, &vault)?;
        let app = Self(Arc::new(Parts {
            issuer: setup.issuer,
            db: setup.db,
            vault,
            signer,
            clock: setup.clock,
            policy: setup.policy,
            brands: setup.brands,
            hashing,
            decoys: Decoys::default(),
            alarm: Alarm::default(),
            mail: setup.mail,
            telephone: setup.telephone,
            sim_swap: setup.sim_swap,
            http: setup.http,
            compose: setup.compose,
            delivery: works::Delivery::default(),
            origins: origins::Origins::default(),
            checkpoint_file: setup.checkpoint_file,
            phones,
        }));
        app.refresh_decoys().await?;
        Ok(app)
    }

    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }
    pub fn signer(&self) -> &Signer {
        &self.0.signer
    }
    pub fn db(&self) -> &Db {
        &self.0.db
    }
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }
    pub fn brands(&self) -> &[Brand] {
        &self.0.brands
    }

    /// The brand by its id; the first one where the id is unknown or absent.
    pub fn brand(&self, id: Option<&str>) -> &Brand {
        id.and_then(|id| self.0.brands.iter().find(|brand| brand.id == id)).unwrap_or(&self.0.brands[0])
    }

    /// The brand of a client's pages (decision 10).
    pub async fn brand_of_client(&self, client: &ClientId) -> Result<&Brand, Trouble> {
        let stored = store::clients::by_id(self.db(), client).await?;
        Ok(self.brand(stored.as_ref().and_then(|stored| stored.client.brand.as_deref())))
    }

    /// Whether the store answers: what `/readyz` says.
    pub async fn is_ready(&self) -> bool {
        self.db().pending(store::MIGRATIONS).await.is_ok_and(|behind| behind.is_empty())
    }

    pub(crate) fn telephone(&self) -> &dyn gateways::Telephone {
        &*self.0.telephone
    }
    pub(crate) fn sim_swap(&self) -> Option<&dyn gateways::SimSwap> {
        self.0.sim_swap.as_deref()
    }
    pub(crate) fn checkpoint_file(&self) -> Option<&Path> {
        self.0.checkpoint_file.as_deref()
    }
    pub(crate) fn origins(&self) -> &origins::Origins {
        &self.0.origins
    }
    pub(crate) fn phones(&self) -> &vap::Phones {
        &self.0.phones
    }
    pub(crate) fn http(&self) -> &gateways::Http {
        &self.0.http
    }
    pub(crate) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }
    pub(crate) fn alarm(&self) -> &Alarm {
        &self.0.alarm
    }
    pub(crate) fn decoys(&self) -> &Decoys {
        &self.0.decoys
    }
}
