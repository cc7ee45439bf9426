//! What the browser says of the act: `clientDataJSON` (WebAuthn Level 3 §5.8.1). Names that we do not know are allowed there.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// Browsers write some hundred bytes.
const LONGEST: usize = 4096;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientData {
    #[serde(rename = "type")]
    pub kind: String,
    challenge: String,
    pub origin: String,
    /// In a frame of somebody else's page.
    #[serde(default)]
    pub cross_origin: bool,
    #[serde(default)]
    pub top_origin: Option<String>,
}

impl ClientData {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > LONGEST {
            return None;
        }
        serde_json::from_slice(bytes).ok()
    }

    pub fn challenge(&self) -> Option<Vec<u8>> {
        URL_SAFE_NO_PAD.decode(&self.challenge).ok()
    }
}
