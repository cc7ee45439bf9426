//! Who may redeem what, tried as a thief of a code, of a secret or of a client's name would.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::client::{AuthMethod, Pkce};
use domain::{Client, ClientId, Secret, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::checks::samples::{VERIFIER, client, public_client};
use crate::error::TokenErrorCode::{self, *};
use crate::grants::Grant;
use crate::grants::tests::grant;

const SECRET: &str = "b7Qw+secret %/x";

fn form(text: &str) -> Params {
    Params::parse(text.as_bytes(), PARAMETERS).unwrap()
}

fn basic(pair: &str) -> String {
    format!("Basic {}", STANDARD.encode(pair))
}

fn judged(header: Option<&str>, body: &str, client: &Client) -> Result<(), (TokenErrorCode, &'static str)> {
    let hash = client_auth::secret_hash(&Secret::new(SECRET.into()));
    PresentedClient::read(header, &form(body))
        .and_then(|presented| presented.against(client, Some(&hash)))
        .map_err(|error| (error.code, error.check))
}

fn by_post() -> Client {
    Client { token_endpoint_auth_method: AuthMethod::ClientSecretPost, ..client() }
}

#[test]
fn a_client_proves_itself_by_its_registered_method() {
    let right = basic("mail:b7Qw%2Bsecret+%25%2Fx");
    assert_eq!(judged(Some(&right), "", &client()), Ok(()));
    assert_eq!(judged(Some(&right), "client_id=mail", &client()), Ok(()));
    assert_eq!(judged(None, "client_id=mail&client_secret=b7Qw%2Bsecret+%25%2Fx", &by_post()), Ok(()));
    assert_eq!(judged(None, "client_id=mail", &public_client()), Ok(()));
}

#[test]
fn the_form_encoding_inside_a_basic_header_is_undone() {
    // RFC 6749 §2.3.1: an id with a colon can only be told apart because it is escaped.
    let presented = PresentedClient::read(Some(&basic("a%3Ab:c%3Ad")), &form("")).unwrap();
    assert_eq!(presented.client_id().0, "a:b");
    let hash = client_auth::secret_hash(&Secret::new("c:d".into()));
    let named = Client { client_id: ClientId("a:b".into()), ..client() };
    assert_eq!(presented.against(&named, Some(&hash)), Ok(()));
}

#[test]
fn every_other_way_to_pose_as_a_client_fails() {
    let right = basic("mail:b7Qw%2Bsecret+%25%2Fx");
    let wrong = basic("mail:wrong");
    let truncated = basic("mail:b7Qw%2Bsecret+%25%2F");
    let post = "client_id=mail&client_secret=b7Qw%2Bsecret+%25%2Fx";
    let [nobody, empty, bare, broken] = [":x", "mail:", "mail", "mail:%zz"].map(basic);
    let table: &[(Option<&str>, &str, Client, TokenErrorCode, &str)] = &[
        (None, "", client(), InvalidClient, "client_named"),
        (Some(&wrong), "", client(), InvalidClient, "secret"),
        (Some(&truncated), "", client(), InvalidClient, "secret"),
        (Some(&right), "", by_post(), InvalidClient, "method_registered"),
        (None, post, client(), InvalidClient, "method_registered"),
        (None, "client_id=mail", client(), InvalidClient, "method_registered"),
        (Some(&right), "", public_client(), InvalidClient, "method_registered"),
        (None, post, public_client(), InvalidClient, "method_registered"),
        (Some(&right), post, client(), InvalidRequest, "one_method"),
        (Some(&right), "client_id=cloud", client(), InvalidRequest, "one_client"),
        (Some(&basic("cloud:x")), "", client(), InvalidClient, "client_known"),
        (Some("Bearer abc"), "client_id=mail", client(), InvalidClient, "method_supported"),
        (Some("Basic"), "", client(), InvalidClient, "basic_header"),
        (Some("Basic !!!"), "", client(), InvalidClient, "basic_header"),
        (Some(&nobody), "", client(), InvalidClient, "basic_header"),
        (Some(&empty), "", client(), InvalidClient, "basic_header"),
        (Some(&bare), "", client(), InvalidClient, "basic_header"),
        (Some(&broken), "", client(), InvalidClient, "basic_header"),
        (None, "client_id=mail&client_assertion=eyJ", client(), InvalidClient, "method_supported"),
        (None, "client_id=mail&client_id=mail", public_client(), InvalidRequest, "parameters_once"),
    ];
    for (header, body, client, code, check) in table {
        assert_eq!(judged(*header, body, client), Err((*code, *check)), "{header:?} {body}");
    }
}

#[test]
fn a_client_whose_secret_was_never_set_cannot_sign_in() {
    let presented = PresentedClient::read(Some(&basic("mail:x")), &form("")).unwrap();
    assert_eq!(presented.against(&client(), None), Err(TokenError::client("secret")));
}

#[test]
fn a_stranger_cannot_tell_an_unknown_client_from_a_wrong_secret() {
    let unknown = TokenError::client("client_known");
    let wrong = TokenError::client("secret");
    assert_eq!(unknown.body(), wrong.body());
    assert!(unknown.is_client_auth_failure() && !TokenError::grant("code_known").is_client_auth_failure());
}

#[test]
fn a_request_that_is_not_for_a_code_is_refused() {
    let table = [
        ("", InvalidRequest, "grant_type"),
        ("grant_type=password&username=a&password=b", UnsupportedGrantType, "grant_type"),
        ("grant_type=refresh_token", UnsupportedGrantType, "grant_type"),
        ("grant_type=client_credentials", UnsupportedGrantType, "grant_type"),
        ("grant_type=authorization_code&redirect_uri=x", InvalidRequest, "code"),
        ("grant_type=authorization_code&code=c", InvalidRequest, "redirect_uri"),
        ("grant_type=authorization_code&code=c&code=c&redirect_uri=x", InvalidRequest, "parameters_once"),
    ];
    for (body, code, check) in table {
        let error = TokenRequest::read(&form(body)).unwrap_err();
        assert_eq!((error.code, error.check), (code, check), "{body}");
    }
}

fn request(redirect_uri: &str, verifier: Option<&str>) -> TokenRequest {
    TokenRequest {
        code: Secret::new("c".into()),
        redirect_uri: redirect_uri.into(),
        code_verifier: verifier.map(|text| Secret::new(text.into())),
    }
}

fn sound() -> TokenRequest {
    request("https://mail.test/cb", Some(VERIFIER))
}

fn judge(grant: &Grant, request: &TokenRequest, client: &Client, millis: i64) -> Result<(), &'static str> {
    redeem(grant, request, client, Timestamp::from_millis(millis)).map_err(|error| {
        assert_eq!(error.code, InvalidGrant);
        error.check
    })
}

#[test]
fn the_right_client_redeems_within_its_minute() {
    let end = grant().expires_at.millis();
    assert_eq!(judge(&grant(), &sound(), &client(), end - 1), Ok(()));
    assert_eq!(judge(&grant(), &sound(), &client(), end), Err("code_expiry"));
}

#[test]
fn a_stolen_code_is_worth_nothing_elsewhere() {
    let other = Client { client_id: ClientId("cloud".into()), ..client() };
    assert_eq!(judge(&grant(), &sound(), &other, 0), Err("code_client"));
    for uri in
        ["https://mail.test/cb/", "https://mail.test/bye", "https://mail.test/c", "http://127.0.0.1:8000/cb"]
    {
        assert_eq!(
            judge(&grant(), &request(uri, Some(VERIFIER)), &client(), 0),
            Err("code_redirect_uri"),
            "{uri}"
        );
    }
}

#[test]
fn without_the_verifier_a_code_is_worth_nothing() {
    let long = VERIFIER.repeat(4);
    for verifier in ["x", &VERIFIER[1..], &VERIFIER.to_lowercase(), &long, crate::checks::samples::CHALLENGE]
    {
        let request = request("https://mail.test/cb", Some(verifier));
        assert_eq!(judge(&grant(), &request, &client(), 0), Err("pkce_verifier"), "{verifier}");
    }
    let none = request("https://mail.test/cb", None);
    assert_eq!(judge(&grant(), &none, &client(), 0), Err("pkce_verifier_missing"));
}

#[test]
fn a_stripped_challenge_is_noticed() {
    let stripped = Grant { code_challenge: None, ..grant() };
    let lenient = Client { pkce: Pkce::Optional, ..client() };
    assert_eq!(judge(&stripped, &sound(), &lenient, 0), Err("pkce_downgrade"));
    let none = request("https://mail.test/cb", None);
    assert_eq!(judge(&stripped, &none, &client(), 0), Err("pkce_required"));
    assert_eq!(judge(&stripped, &none, &lenient, 0), Ok(()));
}

#[test]
fn a_grant_survives_being_stored() {
    let text = serde_json::to_string(&grant()).unwrap();
    assert_eq!(serde_json::from_str::<Grant>(&text).unwrap(), grant());
}

proptest! {
    #[test]
    fn no_header_makes_the_reader_panic(header in ".{0,60}", pair in ".{0,60}") {
        let _ = PresentedClient::read(Some(&header), &form(""));
        let _ = PresentedClient::read(Some(&basic(&pair)), &form(""));
    }
}
