//! La boutique Lumen: a page that needs no more than "am I signed in, who am I" (O2). It is no relying party, holds no
//! session and no secret; its script asks the server's `/session`.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::get;
use reqwest::Url;
use serde::Deserialize;

use super::look;

const SCRIPT: &str = include_str!("boutique.js");

struct Shop {
    issuer: String,
    url: String,
}

/// Headline, small print, and the word in the address of each offer.
const OFFERS: [(&str, &str, &str); 3] = [
    ("Téléphone Lumen 4", "249\u{a0}€, ou 12\u{a0}€ par mois", "telephone"),
    ("Répéteur Wi-Fi", "59\u{a0}€, livré en deux jours", "repeteur"),
    ("Carte SIM de voyage", "19,90\u{a0}€, 40 pays", "voyage"),
];

#[derive(Template)]
#[template(path = "demo/boutique.html")]
struct Page<'a> {
    name: &'static str,
    title: &'static str,
    issuer: &'a str,
    /// Leads through the sign-in and back to this very page.
    way_in: String,
    offers: [(&'static str, &'static str, &'static str); 3],
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    offre: String,
}

pub fn router(issuer: String, url: String) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/boutique.js", get(script))
        .route("/portal.css", get(look::style))
        .route("/logo.svg", get(look::logo))
        .with_state(Arc::new(Shop { issuer, url }))
}

async fn page(State(shop): State<Arc<Shop>>, Query(wanted): Query<Wanted>) -> Response {
    let offer = OFFERS.iter().find(|(.., word)| *word == wanted.offre);
    let back = match offer {
        Some((.., word)) => format!("{}/?offre={word}", shop.url),
        None => format!("{}/", shop.url),
    };
    let way_in = format!("{}/continue", shop.issuer);
    let way_in = Url::parse_with_params(&way_in, [("page", &back)]).map_or(way_in, String::from);
    let page = Page {
        name: "La boutique Lumen",
        title: offer.map_or("Nos offres du moment", |(headline, ..)| headline),
        issuer: &shop.issuer,
        way_in,
        offers: OFFERS,
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src {}; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        shop.issuer
    );
    let headers = AppendHeaders([
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]);
    (headers, Html(page.render().expect("writing to a string does not fail"))).into_response()
}

async fn script() -> Response {
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    // Not appended: a text has a type by itself, and with two WebKit runs no script.
    (headers, SCRIPT).into_response()
}
