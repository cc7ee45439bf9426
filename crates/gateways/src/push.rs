//! Web Push as a call: to a known push service and to nobody else, small, bounded in time (RFC 8030). Knows no key and no
//! subscription's owner; what is sent comes encrypted and signed.

use std::time::Duration;

use reqwest::Url;

use crate::SendError;

/// The services of the four browsers' makers; subdomains count.
const SERVICES: [&str; 4] =
    ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"];
/// Longest endpoint that is taken, in bytes.
const LONGEST: usize = 1024;
/// The wait after a service that is busy and does not say how long; and the longest that is believed.
const USUAL_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// One message, ready to be posted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PushMessage {
    pub endpoint: String,
    pub authorization: String,
    pub ttl_seconds: u64,
    /// At most 32 characters of base64url (RFC 8030 §5.4): a newer message replaces an older one.
    pub topic: String,
    pub body: Vec<u8>,
}

/// What the service said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PushOutcome {
    Taken,
    /// The subscription is dead.
    Gone,
    Busy {
        wait: Duration,
    },
    Refused {
        status: u16,
    },
}

impl PushOutcome {
    /// Judges an answer; `retry_after` as the header says, in seconds.
    pub fn of(status: u16, retry_after: Option<&str>) -> Self {
        match status {
            200..=299 => Self::Taken,
            404 | 410 => Self::Gone,
            429 | 500..=599 => {
                let said = retry_after.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
                Self::Busy { wait: said.unwrap_or(USUAL_WAIT).clamp(Duration::from_secs(1), LONGEST_WAIT) }
            }
            status => Self::Refused { status },
        }
    }
}

/// Whether an endpoint may be called: https, a known service on the usual port, or one that the operator named with its
/// port (`host` or `host:port`). Never an address made of numbers unless named, never a user part.
pub fn is_push_service(endpoint: &str, extra: &[String]) -> bool {
    let Some(url) = read(endpoint) else { return false };
    let host = url.host_str().unwrap_or_default();
    let named = match url.port() {
        None => host.to_owned(),
        Some(port) => format!("{host}:{port}"),
    };
    let is_known =
        |service: &str| host == service || host.strip_suffix(service).is_some_and(|rest| rest.ends_with('.'));
    extra.contains(&named) || (url.port().is_none() && SERVICES.into_iter().any(is_known))
}

/// The origin of an endpoint: whom the sender's signature is for (RFC 8292 §2).
pub fn origin(endpoint: &str) -> Option<String> {
    read(endpoint).map(|url| url.origin().ascii_serialization())
}

fn read(endpoint: &str) -> Option<Url> {
    if endpoint.len() > LONGEST {
        return None;
    }
    let url = Url::parse(endpoint).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (url.scheme() == "https" && is_plain && url.host_str().is_some()).then_some(url)
}

/// For a service that answered nothing that can be judged.
pub(crate) fn unreadable() -> SendError {
    SendError::permanent("the endpoint is malformed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_push_services_are_called() {
        let extra = ["push.lumen.example:8443".to_owned(), "127.0.0.1:9443".to_owned()];
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/abc",
            "https://wns2-par02p.notify.windows.com/w/?token=abc",
            "https://push.lumen.example:8443/x",
            "https://127.0.0.1:9443/x",
        ] {
            assert!(is_push_service(good, &extra), "{good}");
        }
        for bad in [
            "http://fcm.googleapis.com/fcm/send/abc",
            "https://fcm.googleapis.com:8443/x",
            "https://evilfcm.googleapis.com.evil.example/x",
            "https://evilpush.apple.com/x",
            "https://fcm.googleapis.com@evil.example/x",
            "https://user:pw@fcm.googleapis.com/x",
            "https://fcm.googleapis.com./x",
            "https://169.254.169.254/latest",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://localhost/x",
            "https://push.lumen.example/x",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!is_push_service(bad, &extra), "{bad}");
        }
        assert!(!is_push_service(&format!("https://fcm.googleapis.com/{}", "a".repeat(1024)), &extra));
    }

    #[test]
    fn what_a_service_says_is_judged() {
        assert_eq!(PushOutcome::of(201, None), PushOutcome::Taken);
        assert_eq!(PushOutcome::of(410, None), PushOutcome::Gone);
        assert_eq!(PushOutcome::of(404, None), PushOutcome::Gone);
        assert_eq!(PushOutcome::of(429, Some("7")), PushOutcome::Busy { wait: Duration::from_secs(7) });
        assert_eq!(PushOutcome::of(503, Some("soon")), PushOutcome::Busy { wait: USUAL_WAIT });
        assert_eq!(PushOutcome::of(500, Some("999999")), PushOutcome::Busy { wait: LONGEST_WAIT });
        assert_eq!(PushOutcome::of(403, None), PushOutcome::Refused { status: 403 });
        assert_eq!(PushOutcome::of(302, None), PushOutcome::Refused { status: 302 });
    }

    #[test]
    fn the_signature_is_for_the_services_origin() {
        assert_eq!(origin("https://web.push.apple.com/abc?x").as_deref(), Some("https://web.push.apple.com"));
        assert_eq!(origin("https://127.0.0.1:9443/x").as_deref(), Some("https://127.0.0.1:9443"));
    }
}
