//! Every way to be refused, as an attacker or a careless client would try it.

use std::collections::BTreeMap;

use domain::client::Pkce;
use domain::{Client, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::checks::samples::{CHALLENGE, client, public_client};
use crate::error::AuthorizeError::{self, *};
use crate::wire::encode_into;

fn now() -> Timestamp {
    Timestamp::from_millis(1_795_290_000_000)
}

/// A sound request with some parameters changed; an empty value takes one away.
fn query(changes: &[(&str, &str)]) -> String {
    let mut pairs = BTreeMap::from([
        ("client_id", "mail"),
        ("redirect_uri", "https://mail.test/cb"),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s1"),
        ("nonce", "n1"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    pairs.extend(changes.iter().copied());
    let mut text = String::new();
    for (name, value) in pairs {
        text.extend(["&", name, "="]);
        encode_into(&mut text, value);
    }
    text
}

fn ask(raw: &str, client: &Client) -> Result<AuthorizationRequest, Refusal> {
    parse(&Params::parse(raw.as_bytes(), PARAMETERS).unwrap(), now())?.against(client)
}

fn asked(changes: &[(&str, &str)]) -> AuthorizationRequest {
    ask(&query(changes), &client()).unwrap()
}

fn refused(raw: &str, client: &Client) -> (AuthorizeError, &'static str, Option<String>) {
    match ask(raw, client) {
        Err(Refusal::Redirect { error, check, state, redirect_uri, .. }) => {
            assert_eq!(redirect_uri, "https://mail.test/cb");
            (error, check, state)
        }
        other => panic!("{raw}: {other:?}"),
    }
}

#[test]
fn a_sound_request_is_read_whole() {
    let request = asked(&[
        ("prompt", "login consent"),
        ("max_age", "600"),
        ("acr_values", "1 2"),
        ("ui_locales", "fr-CA en"),
        ("login_hint", "z@x.test"),
        ("claims", "{broken"),
        ("response_mode", "query"),
        ("resource", "ignored"),
    ]);
    assert_eq!(request.client_id.0, "mail");
    assert_eq!(request.redirect_uri, "https://mail.test/cb");
    assert_eq!(request.scopes.to_string(), "openid email");
    assert_eq!((request.state.as_deref(), request.nonce.as_deref()), (Some("s1"), Some("n1")));
    assert_eq!(serde_json::to_value(&request.code_challenge).unwrap(), CHALLENGE);
    assert!(request.prompts.has(Prompt::Login) && request.prompts.has(Prompt::Consent));
    assert_eq!(request.max_age, Some(600));
    assert_eq!(request.acr_values, ["1", "2"]);
    assert_eq!(request.ui_locales.as_deref(), Some("fr-CA en"));
    assert_eq!(request.login_hint.as_deref(), Some("z@x.test"));
    assert_eq!(request.received_at, now());
}

#[test]
fn a_checked_request_survives_being_stored() {
    let request = asked(&[("prompt", "none"), ("max_age", "0")]);
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(serde_json::from_str::<AuthorizationRequest>(&text).unwrap(), request);
}

#[test]
fn to_an_unproven_address_nothing_is_sent() {
    let pages = [
        (query(&[("client_id", "")]), PageReason::ClientMissing),
        (query(&[("client_id", "other")]), PageReason::ClientUnknown),
        (query(&[("client_id", "MAIL")]), PageReason::ClientUnknown),
        (query(&[("redirect_uri", "")]), PageReason::AddressMissing),
        (query(&[("redirect_uri", "https://evil.test/cb")]), PageReason::AddressUnknown),
        (query(&[("redirect_uri", "https://mail.test/cb/../x")]), PageReason::AddressUnknown),
        (query(&[("redirect_uri", "https://mail.test/bye")]), PageReason::AddressUnknown),
        (query(&[("redirect_uri", "http://127.0.0.1:9000/cb")]), PageReason::AddressUnknown),
        (query(&[]) + "&client_id=mail", PageReason::Repeated("client_id")),
        (query(&[]) + "&redirect_uri=https://evil.test", PageReason::Repeated("redirect_uri")),
    ];
    for (raw, reason) in pages {
        let refusal = ask(&raw, &client()).unwrap_err();
        assert_eq!(refusal, Refusal::Page(reason), "{raw}");
        assert_eq!(refusal.location("https://id.test"), None);
    }
}

#[test]
fn a_page_comes_before_every_other_objection() {
    let raw =
        query(&[("redirect_uri", "https://evil.test/cb"), ("response_type", "token"), ("request", "x")]);
    assert_eq!(ask(&raw, &client()), Err(Refusal::Page(PageReason::AddressUnknown)));
}

#[test]
fn a_native_application_chooses_its_port_and_a_web_client_does_not() {
    let raw = query(&[("redirect_uri", "http://127.0.0.1:51004/cb")]);
    assert_eq!(ask(&raw, &public_client()).unwrap().redirect_uri, "http://127.0.0.1:51004/cb");
    assert_eq!(ask(&raw, &client()), Err(Refusal::Page(PageReason::AddressUnknown)));
}

type Row<'a> = (&'a [(&'a str, &'a str)], AuthorizeError, &'static str);

#[test]
fn every_objection_goes_back_with_its_own_word() {
    let long = "x".repeat(513);
    let table: &[Row<'_>] = &[
        (&[("request", "eyJ")], RequestNotSupported, "request"),
        (&[("request_uri", "https://evil.test/r")], RequestUriNotSupported, "request_uri"),
        (&[("registration", "{}")], RegistrationNotSupported, "registration"),
        (&[("response_type", "")], InvalidRequest, "response_type"),
        (&[("response_type", "token")], UnsupportedResponseType, "response_type"),
        (&[("response_type", "code id_token")], UnsupportedResponseType, "response_type"),
        (&[("response_type", "Code")], UnsupportedResponseType, "response_type"),
        (&[("response_mode", "fragment")], InvalidRequest, "response_mode"),
        (&[("response_mode", "form_post")], InvalidRequest, "response_mode"),
        (&[("scope", "")], InvalidScope, "scope"),
        (&[("scope", "email profile")], InvalidScope, "scope"),
        (&[("scope", "OPENID")], InvalidScope, "scope"),
        (&[("nonce", &long)], InvalidRequest, "nonce"),
        (&[("code_challenge", "")], InvalidRequest, "pkce"),
        (&[("code_challenge", ""), ("code_challenge_method", "")], InvalidRequest, "pkce"),
        (&[("code_challenge_method", "")], InvalidRequest, "pkce"),
        (&[("code_challenge_method", "plain")], InvalidRequest, "pkce"),
        (&[("code_challenge_method", "s256")], InvalidRequest, "pkce"),
        (&[("code_challenge", "short")], InvalidRequest, "pkce"),
        (&[("prompt", "none login")], InvalidRequest, "prompt"),
        (&[("prompt", "create")], InvalidRequest, "prompt"),
        (&[("max_age", "-1")], InvalidRequest, "max_age"),
        (&[("max_age", "+1")], InvalidRequest, "max_age"),
        (&[("max_age", "1.5")], InvalidRequest, "max_age"),
        (&[("max_age", "99999999999999999999")], InvalidRequest, "max_age"),
    ];
    for (changes, error, check) in table {
        let refusal = refused(&query(changes), &client());
        assert_eq!(refusal, (*error, *check, Some("s1".into())), "{changes:?}");
    }
}

#[test]
fn a_repeated_parameter_is_refused_and_a_repeated_state_is_not_echoed() {
    let refusal = refused(&(query(&[]) + "&scope=openid"), &client());
    assert_eq!(refusal, (InvalidRequest, "parameters_once", Some("s1".into())));
    let refusal = refused(&(query(&[]) + "&state=s2"), &client());
    assert_eq!(refusal, (InvalidRequest, "parameters_once", None));
}

#[test]
fn a_state_too_long_to_carry_is_refused_and_not_cut() {
    let refusal = refused(&query(&[("state", &"s".repeat(2049))]), &client());
    assert_eq!(refusal, (InvalidRequest, "state", None));
    assert!(ask(&query(&[("state", &"s".repeat(2048))]), &client()).is_ok());
}

#[test]
fn without_pkce_only_a_named_confidential_client_may_ask() {
    let raw = query(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let lenient = Client { pkce: Pkce::Optional, ..client() };
    assert_eq!(ask(&raw, &lenient).unwrap().code_challenge, None);
    let public = Client { pkce: Pkce::Optional, ..public_client() };
    assert_eq!(refused(&raw, &public).1, "pkce");
    let plain = query(&[("code_challenge_method", "plain")]);
    assert_eq!(refused(&plain, &lenient).1, "pkce");
}

#[test]
fn a_client_gets_no_scope_that_it_is_not_registered_for() {
    let narrow = Client { scopes: vec!["openid".into()], ..client() };
    let raw = query(&[("scope", "openid email profile offline_access")]);
    assert_eq!(ask(&raw, &narrow).unwrap().scopes.to_string(), "openid");
}

#[test]
fn a_hint_too_long_to_carry_is_dropped() {
    let request = asked(&[("login_hint", &"x".repeat(513)), ("ui_locales", "fr")]);
    assert_eq!((request.login_hint, request.ui_locales.as_deref()), (None, Some("fr")));
}

#[test]
fn a_refusal_goes_back_with_state_and_our_name() {
    let refusal = ask(&query(&[("prompt", "none login")]), &client()).unwrap_err();
    assert_eq!(
        refusal.location("https://id.test").unwrap(),
        "https://mail.test/cb?error=invalid_request&error_description=prompt%3Dnone%20cannot%20be%20combined\
         &state=s1&iss=https%3A%2F%2Fid.test"
    );
}

#[test]
fn a_sign_in_is_due_when_the_client_says_so_and_not_again_once_done() {
    let before = |seconds: i64| Some(Timestamp::from_millis(now().millis() - seconds * 1000));
    let due = |changes: &[(&str, &str)], proven| asked(changes).sign_in_due(proven, now());
    assert_eq!(due(&[], None), Some(SignInDue::NobodySignedIn));
    assert_eq!(due(&[], before(9_999_999)), None);
    assert_eq!(due(&[("prompt", "login")], before(1)), Some(SignInDue::Asked));
    assert_eq!(due(&[("prompt", "select_account")], before(1)), Some(SignInDue::Asked));
    assert_eq!(due(&[("prompt", "login")], before(0)), None);
    assert_eq!(due(&[("max_age", "60")], before(60)), None);
    assert_eq!(due(&[("max_age", "60")], before(61)), Some(SignInDue::TooLongAgo));
    assert_eq!(due(&[("max_age", "0")], before(1)), Some(SignInDue::TooLongAgo));
    let later = Timestamp::from_millis(now().millis() + 5_000);
    assert_eq!(asked(&[("max_age", "0")]).sign_in_due(before(-1), later), None);
}

#[test]
fn prompt_none_is_silent() {
    assert!(asked(&[("prompt", "none")]).is_silent());
    assert!(!asked(&[]).is_silent());
}

proptest! {
    #[test]
    fn no_request_makes_the_checks_panic_or_leave_the_declared_address(
        values in proptest::collection::vec(".{0,40}", PARAMETERS.len())
    ) {
        let changes: Vec<(&str, &str)> = PARAMETERS.iter().copied().zip(values.iter().map(String::as_str)).skip(1).collect();
        let raw = query(&changes).replace("%00", "");
        match ask(&raw, &client()) {
            Ok(request) => prop_assert!(client().redirect_uris.contains(&request.redirect_uri)),
            Err(Refusal::Redirect { redirect_uri, .. }) => prop_assert!(client().redirect_uris.contains(&redirect_uri)),
            Err(Refusal::Page(_)) => {}
        }
    }
}
