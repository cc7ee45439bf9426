//! The table of contents: every path, who may call it, and what surrounds it.

mod account;
mod activity;
mod add_person;
mod assets;
pub mod authenticator;
mod consent;
mod contacts;
mod devices;
mod enrol;
pub mod fallback;
pub mod forward_auth;
mod go_on;
mod health;
mod help;
mod household;
mod lost_phone;
mod not_me;
pub mod oauth2;
mod passkey;
mod password;
mod personalise;
mod phone_alone;
mod posted;
mod recourse;
mod recover;
mod recovery_codes;
mod second_factor;
mod security;
mod sent;
pub mod session;
mod session_end;
pub mod sign_in;
mod sign_out;
mod start;
mod waiting;
mod waits;
mod who;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::Web;
use fallback::wrong_method;
use oauth2::{token, userinfo};

use crate::layers::{answer_pages, refuse_other_sites, surround};

/// The sign-in's origin.
pub fn router(web: &Web) -> Router {
    let routes = Router::new()
        .merge(customers(web))
        .merge(machines(web))
        .fallback(fallback::not_found)
        .method_not_allowed_fallback(wrong_method);
    surrounded(routes, web)
}

/// The authenticator's own origin, where there is one.
pub fn phones(web: &Web) -> Option<Router> {
    web.authenticator()?;
    let routes =
        authenticator::routes().merge(authenticator::vap::routes(web)).fallback(authenticator::not_found);
    Some(surrounded(routes, web).layer(map_response(authenticator::own_headers)))
}

fn surrounded(routes: Router<Web>, web: &Web) -> Router {
    routes
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(web.clone(), surround))
                .layer(CatchPanicLayer::custom(fallback::Panicked))
                .layer(DefaultBodyLimit::max(crate::request::LONGEST_FORM)),
        )
        .with_state(web.clone())
}

/// Pages and forms: guarded against other sites.
fn customers(web: &Web) -> Router<Web> {
    Router::new()
        .route("/", get(account::front))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-in/who", get(who::get).post(who::post))
        .route("/sign-in/factor", get(second_factor::get).post(second_factor::post))
        .route("/sign-in/passkey", get(passkey::get))
        .route("/sign-in/passkey/challenge", get(passkey::challenge))
        .route("/sign-in/phone", get(phone_alone::get).post(phone_alone::post))
        .route("/sign-in/phone/events", get(phone_alone::events))
        .route("/sign-in/factor/events", get(second_factor::events))
        .route("/continue", get(go_on::get))
        .route("/consent", get(consent::get).post(consent::post))
        .route("/personalise", get(personalise::get).post(personalise::post))
        .route("/sign-out", get(sign_out::get).post(sign_out::post))
        .route("/forgotten-password", get(recover::get).post(recover::post))
        .route("/forgotten-password/check", get(recover::again).post(recover::post))
        .route("/forgotten-password/recovery-code", get(recover::printed).post(recover::post))
        .route("/reset", get(recover::opened).post(recover::post))
        .route("/session/stay", post(session_end::stay))
        .route("/lost-phone", get(lost_phone::start))
        .route("/not-me", get(not_me::get).post(not_me::post))
        .route("/account", get(account::get))
        .route("/account/password", get(password::get).post(password::post))
        .route("/account/security", get(security::get))
        .route("/account/security/rename", post(security::rename))
        .route("/account/security/remove", post(security::remove))
        .route("/account/security/found", post(lost_phone::found))
        .route("/account/security/lost-phone", get(lost_phone::own).post(lost_phone::block))
        .route("/account/security/new", get(enrol::begin))
        .route("/account/security/add", get(enrol::get).post(enrol::post))
        .route("/account/security/add/events", get(enrol::events))
        .route("/second-way", get(recourse::get).post(recourse::post))
        .route("/account/contacts", get(contacts::get).post(contacts::ask))
        .route("/account/contacts/change", get(contacts::prove))
        .route("/account/contacts/confirm", post(contacts::confirm))
        .route("/account/contacts/remove", post(contacts::remove))
        .route("/account/recovery-codes", get(recovery_codes::get).post(recovery_codes::post))
        .route("/account/recovery-codes/keep", post(recovery_codes::keep))
        .route("/account/activity", get(activity::get))
        .route("/account/devices", get(devices::get))
        .route("/account/devices/rename", post(devices::rename))
        .route("/account/devices/end", post(devices::end))
        .route("/account/devices/end-all", post(devices::end_all))
        .route("/account/household", get(household::get).post(household::post))
        .route("/account/household/add", get(add_person::get).post(add_person::post))
        .route("/account/household/start-code", post(add_person::post))
        .route("/start", get(start::get).post(start::post))
        .route("/start/done", get(start::done))
        .route("/help", get(help::get))
        .route("/help/{topic}", get(help::topic))
        .route("/legal/cookies", get(help::cookies))
        .route("/legal/accessibility", get(help::accessibility))
        .layer(from_fn_with_state(web.clone(), refuse_other_sites))
}

/// What relying parties, browsers' own machinery and operators ask.
fn machines(web: &Web) -> Router<Web> {
    Router::new()
        .route("/.well-known/openid-configuration", get(oauth2::discovery))
        .route("/oauth2/jwks", get(oauth2::jwks))
        .route("/oauth2/authorize", get(oauth2::authorize::get).post(oauth2::authorize::post))
        .merge(scripts(web))
        .route("/oauth2/end-session", get(oauth2::end_session::get).post(oauth2::end_session::post))
        .route("/forward-auth", get(forward_auth::check))
        .route("/.vestibule/start", get(forward_auth::start))
        .route("/.vestibule/accept", get(forward_auth::accept))
        .route("/.vestibule/sign-out", get(forward_auth::sign_out))
        .route("/.well-known/change-password", get(password::well_known))
        .route("/session", get(session::get))
        .route("/session/left", get(session_end::left))
        .route("/app", get(authenticator::leads_on))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/robots.txt", get(assets::robots))
        .route("/favicon.ico", get(assets::get))
        .route("/assets/{*path}", get(assets::get))
}

/// What a client without a secret asks from a page of its own (OA14).
fn scripts(web: &Web) -> Router<Web> {
    Router::new()
        .route("/oauth2/token", post(token::post).options(wrong_method))
        .route("/oauth2/userinfo", get(userinfo::get).post(userinfo::post).options(wrong_method))
        .layer(from_fn_with_state(web.clone(), answer_pages))
}
