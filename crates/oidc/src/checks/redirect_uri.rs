//! Addresses of relying parties: whether the one asked for is one of the declared, and whether a declared one is sound (OA1).
//! Compares text, never parsed pieces: two parsers that disagree have opened many a door.

/// How far a match may go beyond the very same text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ports {
    Fixed,
    /// A native application listens where it can: the port of a loopback address may differ (RFC 8252 §7.3).
    FreeOnLoopback,
}

/// Whether `asked` is one of the registered addresses.
pub fn is_registered(asked: &str, registered: &[String], ports: Ports) -> bool {
    registered
        .iter()
        .any(|known| known == asked || (ports == Ports::FreeOnLoopback && differ_by_port(known, asked)))
}

fn differ_by_port(known: &str, asked: &str) -> bool {
    matches!((Loopback::of(known), Loopback::of(asked)), (Some(known), Some(asked)) if known == asked)
}

/// A plain-HTTP address on the customer's own machine, without its port.
#[derive(PartialEq, Eq)]
struct Loopback<'a> {
    host: &'a str,
    path_and_query: &'a str,
}

impl<'a> Loopback<'a> {
    fn of(uri: &'a str) -> Option<Self> {
        let rest = uri.strip_prefix("http://")?;
        let (authority, path_and_query) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host =
            ["127.0.0.1", "[::1]", "localhost"].into_iter().find(|host| authority.starts_with(host))?;
        let (host, port) = authority.split_at(host.len());
        (port.is_empty() || is_port(port)).then_some(Self { host, path_and_query })
    }
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|digits| {
        digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
            && digits.parse::<u16>().is_ok()
    })
}

/// What is wrong with an address that an operator declares, as ends of the sentence "`ADDRESS` …".
pub fn faults(uri: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut say = |wrong: bool, fault| {
        if wrong {
            faults.push(fault);
        }
    };
    let rest = uri.strip_prefix("https://").or_else(|| Loopback::of(uri).and(uri.strip_prefix("http://")));
    say(rest.is_none(), "must begin with https:// (http:// is for 127.0.0.1, [::1] and localhost only)");
    say(uri.len() > 1024, "is longer than 1024 characters");
    say(uri.contains('*'), "has a wildcard; addresses are compared character by character");
    say(uri.contains('#'), "has a fragment");
    say(!uri.bytes().all(is_plain), "has a character that must be escaped in a URL");
    let rest = rest.unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    say(authority.contains('@'), "has a user name before its host");
    say(!authority.contains('@') && !uri.is_empty() && !is_host(authority), "has no valid host");
    say(climbs(path), "climbs out of its path by `..`");
    faults
}

/// Printable ASCII that RFC 3986 lets stand in a URL.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte)
}

fn is_host(authority: &str) -> bool {
    let after_bracket = authority.find(']').map_or(0, |end| end + 1);
    let colon = authority[after_bracket..].find(':').map_or(authority.len(), |at| at + after_bracket);
    let (host, port) = authority.split_at(colon);
    let name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.*".contains(&byte);
    let address = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
    let sound = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => !inner.is_empty() && inner.bytes().all(address),
        None => !host.is_empty() && host.bytes().all(name) && !host.starts_with('.') && !host.contains(".."),
    };
    sound && (port.is_empty() || is_port(port))
}

/// A `..` segment, plain, escaped, or dressed up with path parameters as in `/..;/`.
fn climbs(path: &str) -> bool {
    let plain = path.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/");
    let path = plain.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| matches!(segment.split(';').next(), Some("." | "..")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registered() -> Vec<String> {
        ["https://rp.test/cb", "http://127.0.0.1:8000/cb", "http://[::1]/cb", "http://localhost:1/cb?x=1"]
            .map(String::from)
            .to_vec()
    }

    #[test]
    fn only_the_very_same_text_matches() {
        let near = [
            "https://rp.test/cb/",
            "https://rp.test/CB",
            "https://RP.test/cb",
            "https://rp.test:443/cb",
            "https://rp.test/cb?x",
            "https://rp.test/cb#x",
            "https://rp.test/cb/../cb",
            "https://rp.test/%63b",
            "https://rp.test.evil.test/cb",
            "https://rp.test@evil.test/cb",
            "https://evil.test/?https://rp.test/cb",
            "http://rp.test/cb",
            "https://rp.test/cb ",
            "",
        ];
        for ports in [Ports::Fixed, Ports::FreeOnLoopback] {
            assert!(is_registered("https://rp.test/cb", &registered(), ports));
            for uri in near {
                assert!(!is_registered(uri, &registered(), ports), "{uri}");
            }
        }
    }

    #[test]
    fn a_native_application_may_listen_on_any_port_of_the_same_loopback_host() {
        let matches = |uri| is_registered(uri, &registered(), Ports::FreeOnLoopback);
        assert!(matches("http://127.0.0.1:49152/cb") && matches("http://127.0.0.1/cb"));
        assert!(matches("http://[::1]:5000/cb") && matches("http://localhost:2/cb?x=1"));
        for uri in [
            "http://127.0.0.1:49152/other",
            "http://127.0.0.1:49152/cb?x=1",
            "http://localhost:49152/cb",
            "https://127.0.0.1:49152/cb",
            "http://127.0.0.1:0/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:+80/cb",
            "http://127.0.0.1.evil.test/cb",
            "http://127.0.0.1:80@evil.test/cb",
            "http://127.0.0.1:80\\@evil.test/cb",
            "http://x@127.0.0.1:80/cb",
        ] {
            assert!(!matches(uri), "{uri}");
        }
    }

    #[test]
    fn the_port_of_a_web_client_is_fixed() {
        assert!(!is_registered("http://127.0.0.1:49152/cb", &registered(), Ports::Fixed));
    }

    #[test]
    fn a_sound_address_has_no_fault() {
        for uri in [
            "https://rp.test/cb",
            "https://rp.test",
            "https://rp.test:8443/a/b;v=1?tenant=a%20b",
            "http://localhost:8080/cb",
            "http://127.0.0.1/cb",
            "http://[::1]:9/cb",
            "https://[2001:db8::1]/cb",
        ] {
            assert!(faults(uri).is_empty(), "{uri}: {:?}", faults(uri));
        }
    }

    #[test]
    fn an_unsound_address_is_told_why() {
        for (uri, word) in [
            ("", "https"),
            ("rp.test/cb", "https"),
            ("http://rp.test/cb", "https"),
            ("javascript:alert(1)", "https"),
            ("com.example.app:/cb", "https"),
            ("HTTPS://rp.test/cb", "https"),
            ("http://127.0.0.1.evil.test/cb", "https"),
            ("https://*.rp.test/cb", "wildcard"),
            ("https://rp.test/*", "wildcard"),
            ("https://rp.test/cb#x", "fragment"),
            ("https://user@rp.test/cb", "user name"),
            ("https://user:pw@rp.test/cb", "user name"),
            ("https:///cb", "host"),
            ("https://rp.test:99999/cb", "host"),
            ("https://Rp.test/cb", "host"),
            ("https://rp..test/cb", "host"),
            ("https://rp.test/a/../cb", "climbs"),
            ("https://rp.test/a/..;/cb", "climbs"),
            ("https://rp.test/a/%2e%2E/cb", "climbs"),
            ("https://rp.test/a/..%2fcb", "climbs"),
            ("https://rp.test/a/..", "climbs"),
            ("https://rp.test/é", "escaped"),
            ("https://rp.test/a b", "escaped"),
            ("https://rp.test\\@evil.test/", "escaped"),
            ("https://rp.test/\n", "escaped"),
        ] {
            assert!(faults(uri).iter().any(|fault| fault.contains(word)), "{uri}: {:?}", faults(uri));
        }
    }
}
