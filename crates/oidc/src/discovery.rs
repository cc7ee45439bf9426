//! What we announce at `/.well-known/openid-configuration` (OpenID Connect Discovery §3, RFC 8414, RFC 9207). All of it is true.

use domain::Locale;
use serde_json::{Value, json};

use crate::checks::authorize::Prompt;
use crate::scope::Scope;

/// The document of an issuer, which is fixed by configuration and has no slash at its end (OA7).
pub fn document(issuer: &str) -> Value {
    let endpoint = |name: &str| format!("{issuer}/oauth2/{name}");
    json!({
        "issuer": issuer,
        "authorization_endpoint": endpoint("authorize"),
        "token_endpoint": endpoint("token"),
        "userinfo_endpoint": endpoint("userinfo"),
        "jwks_uri": endpoint("jwks"),
        "end_session_endpoint": endpoint("end-session"),
        "scopes_supported": Scope::ALL.map(Scope::word),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": ["1", "2", "2pr"],
        "claims_supported": CLAIMS,
        "ui_locales_supported": Locale::ALL.map(Locale::tag),
        "prompt_values_supported": Prompt::ALL.map(Prompt::word),
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    })
}

const CLAIMS: [&str; 17] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "sid",
    "at_hash",
    "name",
    "given_name",
    "family_name",
    "locale",
    "email",
    "email_verified",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_lies_under_the_issuer() {
        let document = document("https://id.test");
        assert_eq!(document["issuer"], "https://id.test");
        for (key, value) in document.as_object().unwrap() {
            if key.ends_with("_endpoint") || key == "jwks_uri" {
                assert!(value.as_str().unwrap().starts_with("https://id.test/oauth2/"), "{key}");
            }
        }
    }

    #[test]
    fn what_we_refuse_is_not_announced() {
        let document = document("https://id.test");
        assert_eq!(document["code_challenge_methods_supported"], json!(["S256"]));
        assert_eq!(document["request_uri_parameter_supported"], false);
        assert_eq!(document["ui_locales_supported"], json!(["fr-FR", "fr-CA", "en"]));
        assert_eq!(
            document["prompt_values_supported"],
            json!(["none", "login", "consent", "select_account"])
        );
    }
}
