//! Our cookies, by name. All are `__Host-`: Secure, Path=/, no Domain, so that no other host can set or read them (SE2).

use std::time::Duration;

use app::browser::{CookieChange, Kept, MOST_PEOPLE, Token};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::days;
use domain::{DeviceId, Locale, Timestamp};
use http::{HeaderMap, HeaderValue, header};

/// That this browser is signed in; ends with the browser.
pub const SESSION: &str = "__Host-vestibule_session";
/// « Rester identifié »: one for each person of the household; the name ends with the selector of theirs.
pub const KEPT: &str = "__Host-vestibule_kept-";
/// Who uses this browser: remembered identifiers and known devices, sealed.
pub const PEOPLE: &str = "__Host-vestibule_people";
/// Binds forms to this browser.
pub const VISIT: &str = "__Host-vestibule_visit";
/// On a portal's own host: that this browser is signed in there.
pub const PORTAL: &str = "__Host-vestibule_portal";
/// On a portal's own host: the browser that set out to sign in.
pub const PORTAL_VISIT: &str = "__Host-vestibule_portal_visit";
/// The link of a message, taken out of the address (EL6).
pub const RESET: &str = "__Host-vestibule_reset";
/// The link of a security notice, taken out of the address (EL6).
pub const NOTICE: &str = "__Host-vestibule_notice";
/// The language chosen on a page.
pub const LANGUAGE: &str = "__Host-vestibule_language";

/// The longest that browsers keep a cookie (RFC 6265bis §5.5).
pub const LONGEST: Duration = days(400);

/// What the browser sent. What is not ours, broken or doubled is not there.
#[derive(Clone, Debug, Default)]
pub struct Cookies {
    pub session: Option<Token>,
    pub kept: Vec<Kept>,
    pub people: Option<String>,
    pub binding: Option<[u8; 16]>,
    pub locale: Option<Locale>,
    pub reset: Option<String>,
    pub notice: Option<String>,
    pub portal: Option<Token>,
    pub portal_binding: Option<[u8; 16]>,
}

impl Cookies {
    pub fn read(headers: &HeaderMap) -> Self {
        let mut cookies = Self::default();
        let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        for pair in texts.flat_map(|text| text.split(';')) {
            let Some((name, value)) = pair.trim().split_once('=') else { continue };
            match name {
                SESSION => cookies.session = Token::parse(value),
                PEOPLE => cookies.people = Some(value.to_owned()),
                RESET => cookies.reset = Some(value.to_owned()).filter(|value| !value.is_empty()),
                NOTICE => cookies.notice = Some(value.to_owned()).filter(|value| !value.is_empty()),
                VISIT => cookies.binding = binding(value),
                LANGUAGE => cookies.locale = value.parse().ok(),
                PORTAL => cookies.portal = Token::parse(value),
                PORTAL_VISIT => cookies.portal_binding = binding(value),
                _ => cookies.keep(name, value),
            }
        }
        cookies
    }

    /// As many as a household has people; one that was given to nobody of it is not looked at.
    fn keep(&mut self, name: &str, value: &str) {
        let kept = name.strip_prefix(KEPT).and_then(|selector| Kept::parse(selector, value));
        if let Some(kept) = kept.filter(|_| self.kept.len() < MOST_PEOPLE) {
            self.kept.retain(|other| other.device != kept.device);
            self.kept.push(kept);
        }
    }
}

fn binding(value: &str) -> Option<[u8; 16]> {
    URL_SAFE_NO_PAD.decode(value).ok()?.try_into().ok()
}

/// The `Set-Cookie` of one change.
pub fn change(change: &CookieChange, now: Timestamp) -> HeaderValue {
    match change {
        CookieChange::Session(value) => set(SESSION, value, None),
        CookieChange::EndSession => set(SESSION, "", Some(Duration::ZERO)),
        CookieChange::Kept { device, value, until } => {
            set(&kept_name(*device), value, Some(until.since(now)))
        }
        CookieChange::EndKept(device) => set(&kept_name(*device), "", Some(Duration::ZERO)),
        CookieChange::People(value) => set(PEOPLE, value, Some(LONGEST)),
    }
}

fn kept_name(device: DeviceId) -> String {
    format!("{KEPT}{}", Kept::selector(device))
}

/// The cookie that binds forms to this browser; ends with it.
pub fn bind(binding: [u8; 16]) -> HeaderValue {
    set(VISIT, &URL_SAFE_NO_PAD.encode(binding), None)
}

/// The cookie that binds a way through the sign-in to the portal's browser; ends with it.
pub fn bind_portal(binding: [u8; 16]) -> HeaderValue {
    set(PORTAL_VISIT, &URL_SAFE_NO_PAD.encode(binding), None)
}

/// A portal's browser is signed in; ends with the browser, and with the sign-in.
pub fn portal(token: &str) -> HeaderValue {
    set(PORTAL, token, None)
}

/// Holds the link's token while a password is chosen; ends with the browser.
pub fn reset(token: &Token) -> HeaderValue {
    set(RESET, &token.text(), None)
}

/// Holds the token of a notice while it is answered; ends with the browser.
pub fn notice(token: &Token) -> HeaderValue {
    set(NOTICE, &token.text(), None)
}

pub fn end_reset() -> HeaderValue {
    set(RESET, "", Some(Duration::ZERO))
}

pub fn language(locale: Locale) -> HeaderValue {
    set(LANGUAGE, locale.tag(), Some(LONGEST))
}

fn set(name: &str, value: &str, max_age: Option<Duration>) -> HeaderValue {
    let life = max_age.map(|age| format!("; Max-Age={}", age.as_secs())).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{life}");
    HeaderValue::from_str(&text).expect("our cookie values are base64url or language tags")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Cookies {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(text).expect("a header"));
        Cookies::read(&headers)
    }

    #[test]
    fn every_cookie_carries_the_host_prefix_and_its_attributes() {
        let (device, until) = (DeviceId::from_bytes([0; 16]), Timestamp::from_millis(60_000));
        let kept = CookieChange::Kept { device, value: "x".into(), until };
        let text = change(&kept, Timestamp::from_millis(0));
        assert_eq!(
            text.to_str().expect("text"),
            "__Host-vestibule_kept-AAAAAAAAAAAAAAAAAAAAAA=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"
        );
        for name in [SESSION, KEPT, PEOPLE, VISIT, LANGUAGE, PORTAL, PORTAL_VISIT] {
            assert!(name.starts_with("__Host-"));
        }
    }

    #[test]
    fn a_household_has_six_people_and_a_doubled_cookie_counts_once() {
        let verifier = "A".repeat(43);
        let cookie = |n: u8| format!("{}={verifier}", kept_name(DeviceId::from_bytes([n; 16])));
        let many: Vec<_> = (0..20).map(|n| cookie(n % 10)).collect();
        assert_eq!(read(&many.join("; ")).kept.len(), 6);
        assert_eq!(read(&format!("{}; {}", cookie(1), cookie(1))).kept.len(), 1);
        assert!(read(&format!("{KEPT}x={verifier}; {KEPT}={verifier}")).kept.is_empty());
    }

    #[test]
    fn a_broken_or_foreign_cookie_is_no_cookie() {
        let cookies = read("__Host-vestibule_session=short; other=1; __Host-vestibule_visit==; x");
        assert!(cookies.session.is_none() && cookies.binding.is_none());
        assert_eq!(read("__Host-vestibule_language=fr-CA").locale, Some(Locale::FrCa));
    }
}
