//! What visitors see of a portal: French, plain, without scripts.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

use super::cookies::cookie;
use super::sessions::Session;
use super::trouble::Trouble;
use super::{Portal, sign_in};
use crate::demo::look;

/// The part of a portal that only its customers see; a deep link leads there.
#[derive(Clone, Copy)]
pub struct Area {
    pub path: &'static str,
    pub title: &'static str,
    /// One line for the front page.
    pub promise: &'static str,
    /// Headline and small print of what lies there.
    pub things: &'static [(&'static str, &'static str)],
}

/// Another portal of the company.
#[derive(Clone)]
pub struct Neighbour {
    pub name: &'static str,
    pub url: String,
}

#[derive(Template)]
#[template(path = "demo/portal.html")]
struct Page<'a> {
    name: &'a str,
    title: &'a str,
    middle: Middle<'a>,
}

/// Claims that people recognise.
const KNOWN: [(&str, &str); 4] =
    [("Nom", "name"), ("Adresse mail", "email"), ("Langue", "locale"), ("Numéro de compte", "sub")];

enum Middle<'a> {
    /// Nobody is signed in.
    Outside {
        promise: &'a str,
    },
    Inside {
        area: &'a Area,
        neighbours: &'a [Neighbour],
        /// What people recognise, in French.
        known: Vec<(&'static str, &'a str)>,
        claims: Vec<(&'a str, String)>,
    },
    Area {
        area: &'a Area,
    },
    /// A sentence, and the way back in.
    Note {
        sentence: &'a str,
        detail: Option<&'a str>,
    },
}

/// `GET /`
pub async fn home(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Response {
    let settings = &portal.settings;
    let Some(session) = session(&portal, &headers) else {
        let middle = Middle::Outside { promise: settings.area.promise };
        return portal.page(StatusCode::OK, settings.name, middle);
    };
    let person = session.text("name").or(session.text("email")).unwrap_or(&session.sub);
    let known = KNOWN.into_iter().filter_map(|(label, claim)| Some((label, session.text(claim)?))).collect();
    let claims = session.claims.iter().map(|(name, value)| (name.as_str(), told(value))).collect();
    let middle = Middle::Inside { area: &settings.area, neighbours: &settings.neighbours, known, claims };
    portal.page(StatusCode::OK, &format!("Bonjour {person}"), middle)
}

/// A deep link: for customers; others sign in first and come back here.
pub async fn area(State(portal): State<Arc<Portal>>, headers: HeaderMap, uri: Uri) -> Response {
    if session(&portal, &headers).is_none() {
        return sign_in::first(&portal, &uri);
    }
    let area = &portal.settings.area;
    portal.page(StatusCode::OK, area.title, Middle::Area { area })
}

/// `GET /bye`: where the provider sends customers who left.
pub async fn bye(State(portal): State<Arc<Portal>>) -> Response {
    let sentence = "Vous avez quitté tous les espaces Lumen sur cet appareil.";
    portal.page(StatusCode::OK, "Déconnexion réussie", Middle::Note { sentence, detail: None })
}

pub async fn nowhere(State(portal): State<Arc<Portal>>) -> Response {
    let sentence = "L’adresse est peut-être mal recopiée. Revenez à l’accueil, puis suivez les liens.";
    portal.page(StatusCode::NOT_FOUND, "Cette page n’existe pas", Middle::Note { sentence, detail: None })
}

/// What went wrong, in the customer's words first.
pub fn trouble(portal: &Portal, trouble: &Trouble) -> Response {
    tracing::warn!(%trouble, portal = portal.settings.name, "a sign-in did not come about");
    let (status, sentence) = match trouble {
        Trouble::NoTicket => (
            StatusCode::BAD_REQUEST,
            "Elle a été commencée dans un autre navigateur, ou il y a trop longtemps. Recommencez d’ici.",
        ),
        Trouble::Client | Trouble::Unreachable(_) => (
            StatusCode::BAD_GATEWAY,
            "Notre service de connexion ne répond pas pour l’instant. Réessayez dans quelques minutes.",
        ),
        _ => (StatusCode::BAD_REQUEST, "Rien n’est perdu : recommencez d’ici."),
    };
    let detail = trouble.to_string();
    let middle = Middle::Note { sentence, detail: Some(&detail) };
    portal.page(status, "La connexion n’a pas abouti", middle)
}

fn session(portal: &Portal, headers: &HeaderMap) -> Option<Session> {
    portal.sessions.find(cookie(headers, &portal.session_cookie())?, portal.now())
}

/// A claim as people read it: text without its quotes.
fn told(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Portal {
    fn page(&self, status: StatusCode, title: &str, middle: Middle<'_>) -> Response {
        let page = Page { name: self.settings.name, title, middle };
        let html = page.render().expect("writing to a string does not fail");
        // The sign-out form is answered by the provider: browsers follow `form-action` through the redirect.
        look::page(status, html, &self.settings.issuer)
    }
}
