//! A client and its requests, for the tests of this room.

use domain::client::{AuthMethod, Pkce, SigningAlg};
use domain::{Client, ClientId};

pub fn client() -> Client {
    Client {
        client_id: ClientId("mail".into()),
        name: "Messagerie".into(),
        brand: None,
        redirect_uris: vec!["https://mail.test/cb".into(), "http://127.0.0.1:8000/cb".into()],
        post_logout_redirect_uris: vec!["https://mail.test/bye".into()],
        backchannel_logout_uri: Some("https://mail.test/backchannel".into()),
        home_uri: Some("https://mail.test/".into()),
        token_endpoint_auth_method: AuthMethod::ClientSecretBasic,
        id_token_signed_response_alg: SigningAlg::RS256,
        scopes: ["openid", "profile", "email"].map(String::from).to_vec(),
        pkce: Pkce::Required,
        consent: false,
        keep_signed_in: None,
        forward_auth_origins: Vec::new(),
        page_origins: Vec::new(),
    }
}

pub fn public_client() -> Client {
    Client { token_endpoint_auth_method: AuthMethod::None, ..client() }
}

pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
