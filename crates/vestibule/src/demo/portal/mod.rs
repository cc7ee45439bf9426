//! A portal of Lumen: a relying party of its own, as any company would write one. It speaks HTTP with its provider and
//! with browsers, and knows nothing else of Vestibule.

mod callback;
mod check;
mod cookies;
mod jwt;
mod leave;
mod logout_token;
mod pages;
mod provider;
mod sessions;
mod sign_in;
#[cfg(test)]
mod tests;
mod ticket;
mod trouble;

pub use jwt::Alg;
pub use pages::{Area, Neighbour};
pub use ticket::unguessable;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use logout_token::Seen;
use provider::Provider;
use sessions::Sessions;
use ticket::TicketKey;
use trouble::Trouble;

use crate::demo::look;

/// Seconds since 1970 UTC.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What a portal is told by whoever runs it.
pub struct Settings {
    /// Begins the names of its cookies: ports of one host share cookies.
    pub cookie_prefix: &'static str,
    pub name: &'static str,
    /// Its own address, without a slash at the end.
    pub url: String,
    pub area: Area,
    pub neighbours: Vec<Neighbour>,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// The one algorithm that was agreed on; any other is refused (OpenID Connect Core §3.1.3.7, 7).
    pub alg: Alg,
    /// PEM text of authorities to believe beside the machine's.
    pub extra_authorities: Option<String>,
    pub now: Now,
}

pub struct Portal {
    settings: Settings,
    provider: Provider,
    sessions: Sessions,
    tickets: TicketKey,
    /// Logout tokens that were taken.
    seen: Seen,
}

impl Portal {
    pub fn new(settings: Settings) -> Result<Arc<Self>, Trouble> {
        let provider = Provider::new(&settings)?;
        let tickets = TicketKey::new(&settings.client_secret);
        Ok(Arc::new(Self {
            settings,
            provider,
            sessions: Sessions::default(),
            tickets,
            seen: Seen::default(),
        }))
    }

    /// What it answers.
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/", get(pages::home))
            .route(self.settings.area.path, get(pages::area))
            .route("/bye", get(pages::bye))
            .route("/login", get(sign_in::login))
            .route("/callback", get(callback::callback))
            .route("/logout", post(leave::logout))
            .route("/backchannel-logout", post(leave::backchannel_logout))
            .route("/portal.css", get(look::style))
            .route("/logo.svg", get(look::logo))
            .fallback(pages::nowhere)
            .with_state(Arc::clone(self))
    }

    fn now(&self) -> i64 {
        (self.settings.now)()
    }

    fn redirect_uri(&self) -> String {
        format!("{}/callback", self.settings.url)
    }

    fn is_https(&self) -> bool {
        self.settings.url.starts_with("https://")
    }
}
