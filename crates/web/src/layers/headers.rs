//! The header set of every answer (WB2, WB3).

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

/// No `form-action`: Chromium applies it to the redirects that follow a POST, and a sign-in ends at the client (WB2).
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// Whatever the handler said. Made by the compiler, so that an answer only takes them.
static ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // `no-referrer` would make a same-origin POST say `Origin: null` (EL6).
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// Unless the handler said otherwise.
static BY_DEFAULT: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

static ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Completes the headers of an answer.
pub fn set(headers: &mut HeaderMap, is_https: bool) {
    headers.reserve(ALWAYS.len() + BY_DEFAULT.len() + 1);
    for (name, value) in &ALWAYS {
        headers.insert(name, value.clone());
    }
    for (name, value) in &BY_DEFAULT {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS.clone());
    }
}
