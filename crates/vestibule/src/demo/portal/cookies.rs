//! The portal's cookies: its session, and one for each sign-in under way.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::Portal;

/// Sign-ins under way side by side in one browser, each in its tab.
const TICKETS: u32 = 8;
/// Seconds that a sign-in may lie open.
pub const TICKET_LIFE: i64 = 4 * 3600;

impl Portal {
    pub(super) fn session_cookie(&self) -> String {
        format!("{}_session", self.settings.cookie_prefix)
    }

    /// The cookie of the sign-in with this `state`; few names, so that abandoned ones do not pile up.
    pub(super) fn ticket_cookie(&self, state: &str) -> String {
        let slot = state.bytes().map(u32::from).sum::<u32>() % TICKETS;
        format!("{}_login_{slot}", self.settings.cookie_prefix)
    }

    /// Lives as long as the browser is open, or `seconds`.
    pub(super) fn set_cookie(&self, name: &str, value: &str, path: &str, seconds: Option<i64>) -> String {
        let secure = if self.is_https() { "; Secure" } else { "" };
        let life = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{life}")
    }

    pub(super) fn clear_cookie(&self, name: &str, path: &str) -> String {
        self.set_cookie(name, "", path, Some(0))
    }
}

/// The cookie of that name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}
