//! The provider, as a client sees it: discovery, keys, token and userinfo endpoints. Nothing is configured but its name.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Certificate, Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::{OnceCell, RwLock};

use super::jwt::{self, Alg, JwkSet};
use super::trouble::{TokenRefused, Trouble};
use super::{Settings, ticket::Ticket};

const LONGEST_CALL: Duration = Duration::from_secs(10);

pub struct Provider {
    http: Client,
    issuer: String,
    client_id: String,
    client_secret: String,
    alg: Alg,
    metadata: OnceCell<Metadata>,
    keys: RwLock<Arc<JwkSet>>,
}

/// The part of discovery that a client of the code flow needs.
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    issuer: String,
    pub authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    jwks_uri: String,
    pub end_session_endpoint: String,
}

#[derive(Deserialize)]
pub struct Tokens {
    pub access_token: String,
    pub id_token: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Provider {
    pub fn new(settings: &Settings) -> Result<Self, Trouble> {
        let authorities = settings.extra_authorities.as_deref().unwrap_or_default();
        let authorities =
            Certificate::from_pem_bundle(authorities.as_bytes()).map_err(|_| Trouble::Client)?;
        let http = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(LONGEST_CALL)
            .tls_certs_merge(authorities)
            .build()
            .map_err(|_| Trouble::Client)?;
        Ok(Self {
            http,
            issuer: settings.issuer.clone(),
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            alg: settings.alg,
            metadata: OnceCell::new(),
            keys: RwLock::default(),
        })
    }

    /// Discovery, asked once (OpenID Connect Discovery §4); its issuer must be the one we were told.
    pub async fn metadata(&self) -> Result<&Metadata, Trouble> {
        let ask = || async {
            let url = format!("{}/.well-known/openid-configuration", self.issuer);
            let metadata: Metadata = answer(self.http.get(url)).await?;
            let is_ours = metadata.issuer == self.issuer;
            if is_ours { Ok(metadata) } else { Err(Trouble::Unreadable("discovery names another issuer")) }
        };
        self.metadata.get_or_try_init(ask).await
    }

    /// Redeems a code (RFC 6749 §4.1.3).
    pub async fn redeem(&self, code: &str, redirect_uri: &str, ticket: &Ticket) -> Result<Tokens, Trouble> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", &ticket.verifier),
        ];
        let request = self.http.post(&self.metadata().await?.token_endpoint);
        answer(request.basic_auth(&self.client_id, Some(&self.client_secret)).form(&form)).await
    }

    pub async fn userinfo(&self, access_token: &str) -> Result<Map<String, Value>, Trouble> {
        answer(self.http.get(&self.metadata().await?.userinfo_endpoint).bearer_auth(access_token)).await
    }

    /// The claims of a token that the provider signed; its keys are asked for again when one is new to us.
    pub async fn verified<C: DeserializeOwned>(&self, token: &str, typ: &str) -> Result<C, Trouble> {
        let known = Arc::clone(&*self.keys.read().await);
        match jwt::verified(token, self.alg, typ, &known) {
            Err(TokenRefused::KeyUnknown) => {
                let fresh = Arc::new(self.fetch_keys().await?);
                *self.keys.write().await = Arc::clone(&fresh);
                Ok(jwt::verified(token, self.alg, typ, &fresh)?)
            }
            judged => Ok(judged?),
        }
    }

    async fn fetch_keys(&self) -> Result<JwkSet, Trouble> {
        answer(self.http.get(&self.metadata().await?.jwks_uri)).await
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Trouble> {
    let unreachable = |error: reqwest::Error| Trouble::Unreachable(error.without_url().to_string());
    let answer = request.send().await.map_err(unreachable)?;
    let status = answer.status();
    let body = answer.bytes().await.map_err(unreachable)?;
    if status.is_success() {
        return serde_json::from_slice(&body).map_err(|_| Trouble::Unreadable("a document lacks a field"));
    }
    let refusal =
        serde_json::from_slice::<Refusal>(&body).map_or_else(|_| status.to_string(), |said| said.error);
    Err(Trouble::Refused(refusal))
}
