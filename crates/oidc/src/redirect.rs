//! The URL that carries an answer back to a relying party, by query (RFC 6749 §4.1.2, RFC 9207 `iss`).
//! Knows nothing of whether the address may be trusted: `checks` has decided that before.

use crate::checks::authorize::AuthorizationRequest;
use crate::wire::encode_into;

/// An address and the answer to append to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failure<'a> {
    pub redirect_uri: &'a str,
    pub error: &'a str,
    pub description: &'a str,
    pub state: Option<&'a str>,
}

/// Where a granted request goes: `code`, the client's `state`, our `iss` (OA7).
pub fn granted(request: &AuthorizationRequest, code: &str, issuer: &str) -> String {
    let state = request.state.as_deref().map(|state| ("state", state));
    append(&request.redirect_uri, [Some(("code", code)), state, Some(("iss", issuer))])
}

/// Where a refused request goes.
pub fn refused(failure: &Failure<'_>, issuer: &str) -> String {
    append(
        failure.redirect_uri,
        [
            Some(("error", failure.error)),
            Some(("error_description", failure.description)),
            failure.state.map(|state| ("state", state)),
            Some(("iss", issuer)),
        ],
    )
}

/// Where a sign-out asked by a relying party ends (RP-Initiated Logout 1.0 §3).
pub fn signed_out(post_logout_redirect_uri: &str, state: Option<&str>) -> String {
    append(post_logout_redirect_uri, [state.map(|state| ("state", state))])
}

/// Adds parameters and keeps the query that the address already has (RFC 6749 §3.1.2).
fn append<const N: usize>(uri: &str, pairs: [Option<(&str, &str)>; N]) -> String {
    let mut url = uri.to_owned();
    for (name, value) in pairs.into_iter().flatten() {
        match url.find('?') {
            None => url.push('?'),
            Some(_) if url.ends_with(['?', '&']) => {}
            Some(_) => url.push('&'),
        }
        url.push_str(name);
        url.push('=');
        encode_into(&mut url, value);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied<'a>(redirect_uri: &'a str, state: Option<&'a str>) -> Failure<'a> {
        Failure { redirect_uri, error: "access_denied", description: "the customer said no", state }
    }

    #[test]
    fn a_refusal_carries_its_reason_the_state_and_our_name() {
        assert_eq!(
            refused(&denied("https://rp.test/cb", Some("a b&c=é")), "https://id.test"),
            "https://rp.test/cb?error=access_denied&error_description=the%20customer%20said%20no\
             &state=a%20b%26c%3D%C3%A9&iss=https%3A%2F%2Fid.test"
        );
    }

    #[test]
    fn the_query_that_an_address_has_is_kept() {
        let url = signed_out("https://rp.test/cb?tenant=7", Some("s"));
        assert_eq!(url, "https://rp.test/cb?tenant=7&state=s");
        assert_eq!(signed_out("https://rp.test/cb?", Some("s")), "https://rp.test/cb?state=s");
        assert_eq!(signed_out("https://rp.test/cb?a=1&", Some("s")), "https://rp.test/cb?a=1&state=s");
        assert_eq!(signed_out("https://rp.test/cb", None), "https://rp.test/cb");
    }

    #[test]
    fn a_state_cannot_smuggle_a_header_or_a_second_parameter() {
        let url = signed_out("https://rp.test/cb", Some("x\r\nSet-Cookie: a=b&code=evil#"));
        assert_eq!(url, "https://rp.test/cb?state=x%0D%0ASet-Cookie%3A%20a%3Db%26code%3Devil%23");
    }
}
