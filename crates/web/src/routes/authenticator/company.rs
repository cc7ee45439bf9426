//! Whose authenticator it is: what the app shows of the company, and how a phone names and paints its icon. One
//! installation has one icon, that of its first brand (decision 10).

use domain::Locale;
use domain::brand::LocalText;
use pages::Look;
use serde_json::{Value, json};

/// What the app reads at its start.
pub fn told(look: &Look, issuer: &str) -> Value {
    let brand = &look.brand;
    let mut support = json!({ "name": texts(&brand.support.name) });
    if let Some(phone) = &brand.support.phone {
        support["phone"] = json!(phone);
    }
    if let Some(hours) = &brand.support.hours {
        support["hours"] = texts(hours);
    }
    json!({
        "name": brand.name,
        "service": texts(&brand.service_name),
        "support": support,
        "issuer": issuer,
        "languages": brand.default_locale.tag(),
    })
}

/// Web App Manifest: the icon bears the company's name, because unknown names look like phishing.
pub fn manifest(look: &Look) -> Value {
    let brand = &look.brand;
    let icon = |side: u16, purpose| json!({ "src": format!("/icon-{side}.png"), "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose });
    json!({
        "id": "/",
        "name": brand.name,
        "short_name": brand.name,
        "lang": brand.default_locale.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f3ee",
        "theme_color": look.light.fill.to_string(),
        "icons": [
            icon(192, "any"),
            icon(512, "any"),
            icon(192, "maskable"),
            icon(512, "maskable"),
            { "src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
        ],
    })
}

fn texts(text: &LocalText) -> Value {
    let said = Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), json!(text.get(locale))));
    Value::Object(said.collect())
}
