//! HTTP: routes, forms, cookies, headers. Handlers are three moves: read, advance, show. No rule about a person is here.

mod answer;
mod front;
mod layers;
mod request;
mod routes;
mod state;

pub use front::Front;
pub use request::cookies;
pub use request::network::TrustedProxies;
pub use routes::authenticator::is_here as authenticator_is_here;
pub use routes::router;
pub use state::{Settings, Web};
