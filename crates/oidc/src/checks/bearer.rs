//! How an access token comes to an endpoint: in exactly one of the two ways of RFC 6750 §2.1 and §2.2, never in a URL.

use domain::Secret;

use crate::error::BearerError;
use crate::scope::{Scope, Scopes};
use crate::wire::Params;

/// The parameter of a form body (RFC 6750 §2.2).
pub const PARAMETERS: &[&str] = &["access_token"];

/// The token as presented; `form` is a POST's body, where there is one.
pub fn presented(authorization: Option<&str>, form: Option<&Params>) -> Result<Secret, BearerError> {
    if form.is_some_and(|form| form.first_repeated().is_some()) {
        return Err(BearerError::InvalidRequest);
    }
    match (authorization, form.and_then(|form| form.get("access_token"))) {
        (None, None) => Err(BearerError::Missing),
        (Some(_), Some(_)) => Err(BearerError::InvalidRequest),
        (None, Some(token)) => Ok(Secret::new(token.to_owned())),
        (Some(header), None) => from_header(header),
    }
}

fn from_header(header: &str) -> Result<Secret, BearerError> {
    let (scheme, token) = header.split_once(' ').ok_or(BearerError::InvalidRequest)?;
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(BearerError::Missing);
    }
    let token = token.trim_start_matches(' ');
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(BearerError::InvalidRequest);
    }
    Ok(Secret::new(token.to_owned()))
}

/// Userinfo is for tokens of a sign-in (OpenID Connect Core §5.3).
pub fn opens_userinfo(scopes: &Scopes) -> Result<(), BearerError> {
    if scopes.has(Scope::OpenId) { Ok(()) } else { Err(BearerError::InsufficientScope) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Params {
        Params::parse(text.as_bytes(), PARAMETERS).unwrap()
    }

    #[test]
    fn a_token_comes_by_header_or_by_form() {
        let by_header = presented(Some("bearer abc"), None).unwrap();
        let by_form = presented(None, Some(&form("access_token=abc"))).unwrap();
        assert_eq!((by_header.reveal(), by_form.reveal()), ("abc", "abc"));
    }

    #[test]
    fn two_ways_at_once_are_one_too_many() {
        let both = presented(Some("Bearer abc"), Some(&form("access_token=abc")));
        assert_eq!(both, Err(BearerError::InvalidRequest));
        let twice = presented(None, Some(&form("access_token=abc&access_token=abc")));
        assert_eq!(twice, Err(BearerError::InvalidRequest));
    }

    #[test]
    fn without_a_token_only_the_scheme_is_named() {
        let missing = presented(None, None).unwrap_err();
        assert_eq!(missing.challenge(), "Bearer");
        assert_eq!(presented(Some("Basic eDp5"), None), Err(BearerError::Missing));
        assert_eq!(BearerError::InvalidToken.challenge(), "Bearer error=\"invalid_token\"");
    }

    #[test]
    fn a_broken_header_is_an_invalid_request() {
        for header in ["Bearer", "Bearer ", "Bearer a b", "Bearer é"] {
            assert_eq!(presented(Some(header), None), Err(BearerError::InvalidRequest), "{header}");
        }
    }

    #[test]
    fn a_token_without_openid_does_not_open_userinfo() {
        assert_eq!(opens_userinfo(&Scopes::parse("email")), Err(BearerError::InsufficientScope));
        assert_eq!(opens_userinfo(&Scopes::parse("openid")), Ok(()));
    }
}
