//! Reading a request: cookies, language, form, and the browser behind it, parsed at the edge into types.

pub mod cookies;
mod form;
mod locale;
pub mod network;

pub use form::{Form, FormRefused, LONGEST as LONGEST_FORM};

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::OnceLock;

use app::browser::Caller;
use app::form::Form as Sealed;
use axum::extract::{ConnectInfo, FromRequestParts};
use domain::device_label::device_label;
use domain::{Brand, Locale, Session, Timestamp};
use http::request::Parts;
use http::{HeaderMap, HeaderName, header};
use journeys::Visit;
use oidc::wire::Params;
use pages::{Frame, Look, SessionEnd};

use crate::Web;
use crate::layers::{Reference, reference};
use cookies::Cookies;

/// Parameters that our own pages understand in an address.
const QUERY: &[&str] = &[
    "visit",
    "lang",
    "ctx",
    "other",
    "journey",
    "everywhere",
    "client",
    "done",
    "ticket",
    "token",
    "page",
    "who",
    "contract",
    "shown",
];

/// Everything a handler knows of who asks. Reading it never fails: what cannot be read is not there.
#[derive(Clone, Debug)]
pub struct Asking {
    pub caller: Caller,
    pub cookies: Cookies,
    pub path: String,
    /// The query as it came, for endpoints that read it themselves.
    pub raw_query: String,
    query: Option<Params>,
    accept_language: String,
    /// Chosen on this very request by a language link.
    pub chosen: Option<Locale>,
    pub reference: Reference,
    /// When the session found on the way ends, for the pages drawn from then on.
    ending: OnceLock<SessionEnd>,
}

impl Asking {
    pub fn read(parts: &Parts, web: &Web) -> Self {
        let cookies = Cookies::read(&parts.headers);
        let raw_query = parts.uri.query().unwrap_or_default().to_owned();
        let query = Params::parse(raw_query.as_bytes(), QUERY).ok();
        let chosen = query.as_ref().and_then(|query| query.get("lang")).and_then(|tag| tag.parse().ok());
        Self {
            caller: caller(&cookies, parts, web),
            path: parts.uri.path().to_owned(),
            raw_query,
            query,
            accept_language: text(&parts.headers, &header::ACCEPT_LANGUAGE),
            chosen,
            cookies,
            reference: reference(parts),
            ending: OnceLock::new(),
        }
    }

    /// A parameter of our own pages' addresses; absent when repeated or unreadable.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.as_ref()?.get(name)
    }

    /// The visit that the address carries.
    pub fn visit(&self, web: &Web) -> Option<Visit> {
        web.app().open_visit(self.query("visit")?)
    }

    /// R29: what was just chosen, then what the visit asks, then what was chosen before, then the browser's, then the house's.
    pub fn locale(&self, visit: Option<&Visit>, brand: &Brand) -> Locale {
        locale::choose(
            [self.chosen, visit.and_then(|visit| visit.locale), self.cookies.locale],
            &self.accept_language,
            brand.default_locale,
        )
    }

    pub fn frame<'a>(&'a self, look: &'a Look, visit: Option<&Visit>) -> Frame<'a> {
        let frame = Frame::new(look, self.locale(visit, &look.brand), &self.path);
        Frame { session: self.ending.get(), ..frame }
    }

    /// Pages drawn from here on say in time that this session ends (C35). A kept device comes back by itself: nothing is
    /// lost there, and nothing said.
    pub fn watch(&self, session: &Session, web: &Web) {
        let (None, Some(binding)) = (self.caller.kept_at(session.device), self.caller.binding) else {
            return;
        };
        self.ending.get_or_init(|| {
            let left = session.remaining(self.now(), &web.app().policy().session);
            let csrf = web.app().seal_form(Sealed::Session(session.id), binding, self.now());
            SessionEnd::new(left, self.now(), csrf)
        });
    }

    pub fn now(&self) -> Timestamp {
        self.caller.now
    }
}

fn caller(cookies: &Cookies, parts: &Parts, web: &Web) -> Caller {
    let people = cookies.people.as_deref().map(|text| web.app().open_people(text)).unwrap_or_default();
    let agent = text(&parts.headers, &header::USER_AGENT);
    Caller {
        now: web.app().now(),
        binding: cookies.binding,
        session: cookies.session.clone(),
        kept: cookies.kept.clone(),
        people,
        label: device_label(&agent).unwrap_or_default(),
        network: network(parts, web),
    }
}

/// The network of the client, as far as the listener and trusted proxies tell (RL5).
fn network(parts: &Parts, web: &Web) -> String {
    let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
        return String::new();
    };
    let forwarded = HeaderName::from_static("x-forwarded-for");
    let chain: Vec<&str> =
        parts.headers.get_all(forwarded).iter().filter_map(|value| value.to_str().ok()).collect();
    network::coarse(web.settings().trusted_proxies.client(peer.ip(), &chain.join(",")))
}

/// A header as text; empty when absent or not readable.
pub fn text(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

impl FromRequestParts<Web> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::read(parts, web))
    }
}
