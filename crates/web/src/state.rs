//! What every request shares: the app, how each brand looks, and bytes prepared once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use app::App;
use bytes::Bytes;
use domain::{Brand, Locale};
use pages::{Assets, Look, LookRefusal, PreparedPage};

use crate::TrustedProxies;
use crate::layers::Counters;

/// What the operator says of the outside of the house.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub trusted_proxies: TrustedProxies,
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Parts>);

struct Parts {
    app: App,
    looks: HashMap<String, Look>,
    assets: Assets,
    discovery: Bytes,
    jwks: Bytes,
    origin: String,
    settings: Settings,
    prepared: RwLock<HashMap<PreparedKey, Arc<PreparedPage>>>,
    counters: Counters,
    icons: [(u16, OnceLock<Bytes>); 3],
}

/// Sides of the authenticator's icon, in pixels: Apple's, and the two of the manifest.
const ICON_SIDES: [u16; 3] = [180, 192, 512];

/// A sign-in page is drawn once for a brand, a language and a service that asks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PreparedKey {
    pub brand: String,
    pub locale: Locale,
    pub purpose: Option<String>,
}

/// Names of services come from registered clients only, so this is a bound, not a cache policy.
const MOST_PREPARED: usize = 1024;

impl Web {
    pub fn new(app: App, settings: Settings) -> Result<Self, LookRefusal> {
        let mut looks = HashMap::new();
        for brand in app.brands() {
            looks.insert(brand.id.clone(), Look::new(brand.clone())?);
        }
        let first = app.brands().first().map(|brand| brand.id.clone()).unwrap_or_default();
        let mut in_order: Vec<&Look> = looks.values().collect();
        in_order.sort_by_key(|look| look.brand.id != first);
        let assets = Assets::new(in_order);
        let discovery = Bytes::from(oidc::discovery::document(app.issuer()).to_string());
        let jwks = Bytes::from(app.signer().jwks().to_string());
        let origin = origin_of(app.issuer());
        let (prepared, counters) = (RwLock::default(), Counters::default());
        let icons = ICON_SIDES.map(|side| (side, OnceLock::new()));
        Ok(Self(Arc::new(Parts {
            app,
            looks,
            assets,
            discovery,
            jwks,
            origin,
            settings,
            prepared,
            counters,
            icons,
        })))
    }

    pub fn app(&self) -> &App {
        &self.0.app
    }
    pub fn counters(&self) -> &Counters {
        &self.0.counters
    }
    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }
    pub fn discovery(&self) -> Bytes {
        self.0.discovery.clone()
    }
    pub fn jwks(&self) -> Bytes {
        self.0.jwks.clone()
    }
    /// Scheme, host and port of the issuer: what `Origin` says of our own pages.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }
    /// Where the authenticator is, `https://app.lumen.example`.
    pub fn authenticator(&self) -> Option<&str> {
        self.app().authenticator()
    }
    /// The look of the brand that the authenticator bears.
    pub fn first_look(&self) -> &Look {
        self.look(self.0.app.brands().first().expect("an installation has a brand"))
    }
    /// The authenticator's icon of so many pixels, drawn when first asked for; of another size, the largest.
    pub fn icon(&self, side: u16) -> Bytes {
        let [.., largest] = &self.0.icons;
        let (side, drawn) = self.0.icons.iter().find(|(known, _)| *known == side).unwrap_or(largest);
        drawn.get_or_init(|| Bytes::from(self.first_look().icon_png(*side))).clone()
    }
    pub fn is_https(&self) -> bool {
        self.0.origin.starts_with("https:")
    }

    pub fn look(&self, brand: &Brand) -> &Look {
        self.0.looks.get(&brand.id).expect("every brand of the app got its look at start")
    }

    /// The prepared page of a key, drawn at the first visit.
    pub fn prepared(&self, key: PreparedKey, draw: impl FnOnce() -> PreparedPage) -> Arc<PreparedPage> {
        let unpoisoned = std::sync::PoisonError::into_inner;
        if let Some(page) = self.0.prepared.read().unwrap_or_else(unpoisoned).get(&key) {
            return Arc::clone(page);
        }
        let page = Arc::new(draw());
        let mut prepared = self.0.prepared.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if prepared.len() < MOST_PREPARED {
            prepared.insert(key, Arc::clone(&page));
        }
        page
    }
}

/// `https://host:port` of an address, without its path.
fn origin_of(issuer: &str) -> String {
    let (scheme, rest) = issuer.split_once("://").unwrap_or(("https", issuer));
    format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest))
}
