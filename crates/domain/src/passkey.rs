//! What a browser hands over of a passkey (WebAuthn Level 3), as it came: nothing here was judged. Knows no mathematics.

use std::time::Duration;

use crate::time::minutes;

/// A ceremony that takes longer is begun anew (PK1).
pub const CEREMONY_LIVES: Duration = minutes(5);

/// A new passkey, as `navigator.credentials.create()` gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    pub client_data: Vec<u8>,
    pub attestation: Vec<u8>,
    /// How the device can be reached, in the browser's words; unknown ones are left out when it is stored.
    pub transports: Vec<String>,
}

/// A passkey that was shown, as `navigator.credentials.get()` gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Which one; found by its digest.
    pub credential: Vec<u8>,
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
    /// Whose the device says it is; empty where it says nothing.
    pub user_handle: Vec<u8>,
}

/// Who asks: a passkey made for one relying party is shown to no other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RelyingParty {
    /// A host name: that of the sign-in, or one that it ends in.
    pub id: String,
    /// Exactly from where it may be shown, whole and character by character.
    pub origins: Vec<String>,
}

impl RelyingParty {
    /// The relying party of an issuer, where nothing else is configured. `None` where browsers make no passkey: at an address
    /// that is no name, or without encryption (WebAuthn §5.1.3, Secure Contexts).
    pub fn of(issuer: &str) -> Option<Self> {
        let (scheme, rest) = issuer.split_once("://")?;
        let authority = rest.split('/').next()?;
        let host = authority.split(':').next()?;
        let local = host == "localhost" || host.ends_with(".localhost");
        let is_name = host.bytes().any(|byte| byte.is_ascii_alphabetic()) && !authority.starts_with('[');
        let usable = is_name && (scheme == "https" || (scheme == "http" && local));
        usable.then(|| Self { id: host.to_owned(), origins: vec![format!("{scheme}://{authority}")] })
    }

    /// Whether browsers let the pages of `issuer` ask in the name of `id`.
    pub fn may_be(id: &str, issuer: &str) -> bool {
        let host = Self::of(issuer).map(|party| party.id);
        let shares = |host: String| host == id || host.ends_with(&format!(".{id}"));
        id.contains('.') && host.is_some_and(shares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relying_party_is_the_host_of_the_sign_in_and_nothing_without_a_name() {
        let party = RelyingParty::of("https://connexion.lumen.example").expect("a host");
        assert_eq!(
            (party.id.as_str(), party.origins),
            ("connexion.lumen.example", vec!["https://connexion.lumen.example".to_owned()])
        );
        let demo = RelyingParty::of("http://localhost:8080").expect("local");
        assert_eq!((demo.id.as_str(), demo.origins), ("localhost", vec!["http://localhost:8080".to_owned()]));
        for unusable in
            ["http://connexion.lumen.example", "https://192.0.2.1", "https://[::1]:8443", "ftp://a.b", ""]
        {
            assert_eq!(RelyingParty::of(unusable), None, "{unusable}");
        }
    }

    #[test]
    fn a_relying_party_may_be_the_host_or_what_it_ends_in_by_whole_labels() {
        let issuer = "https://connexion.lumen.example";
        assert!(RelyingParty::may_be("lumen.example", issuer));
        assert!(RelyingParty::may_be("connexion.lumen.example", issuer));
        for other in ["example", "umen.example", "evil.example", "www.connexion.lumen.example", ""] {
            assert!(!RelyingParty::may_be(other, issuer), "{other}");
        }
    }
}
