//! Relying parties: applications that trust us. Declared by the operator, never by themselves.

use serde::{Deserialize, Serialize};

use crate::ClientId;

/// A registered client, as `vestibule client apply` stores it. Words are those of OpenID Connect Registration §2.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub client_id: ClientId,
    /// What customers read: « pour accéder à {name} ».
    pub name: String,
    #[serde(default)]
    pub brand: Option<String>,
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// Origins of a portal that cannot be changed, such as `https://intranet.lumen.example`: its proxy asks
    /// `/forward-auth` about each request (O2).
    #[serde(default)]
    pub forward_auth_origins: Vec<String>,
    /// Origins of pages that ask from within the browser: `/session`, and the token and userinfo endpoints for a client
    /// without a secret (OA14).
    #[serde(default)]
    pub page_origins: Vec<String>,
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<String>,
    #[serde(default)]
    pub backchannel_logout_uri: Option<String>,
    /// Where the name links to, and the way back from an error page.
    #[serde(default)]
    pub home_uri: Option<String>,
    #[serde(default)]
    pub token_endpoint_auth_method: AuthMethod,
    #[serde(default)]
    pub id_token_signed_response_alg: SigningAlg,
    #[serde(default = "openid")]
    pub scopes: Vec<String>,
    /// `optional` is for named confidential clients that cannot do it (OA3).
    #[serde(default)]
    pub pkce: Pkce,
    /// A linked service of somebody else asks for the customer's consent (C33); the company's own portals do not.
    #[serde(default)]
    pub consent: bool,
    /// « Rester identifié » for this client: absent means what the brand says (decision 1).
    #[serde(default)]
    pub keep_signed_in: Option<KeepChoice>,
}

fn openid() -> Vec<String> {
    ["openid", "profile", "email"].map(String::from).to_vec()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    #[default]
    ClientSecretBasic,
    ClientSecretPost,
    /// A public client: no secret, PKCE always.
    None,
}

/// RS256 is what OpenID Connect Registration §2 assumes where a client says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum SigningAlg {
    #[default]
    RS256,
    ES256,
}

impl SigningAlg {
    pub const fn word(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::ES256 => "ES256",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pkce {
    #[default]
    Required,
    Optional,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepChoice {
    pub offered: bool,
    pub preselected: bool,
    pub days: u16,
}

impl Client {
    pub fn is_public(&self) -> bool {
        self.token_endpoint_auth_method == AuthMethod::None
    }
    pub fn pkce_required(&self) -> bool {
        self.is_public() || self.pkce == Pkce::Required
    }
}
