//! How a phone's calls travel: over HTTP for the command, by other ways in tests. Knows no key.

use gateways::Http;
use gateways::http::Request;

use super::DeviceTrouble;

/// One call, its path below the authenticator's origin.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: &'static str,
    pub path: String,
    /// JSON; empty where there is none.
    pub body: Vec<u8>,
    pub authorization: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    /// For the next call.
    pub nonce: Option<String>,
    pub body: Vec<u8>,
}

pub trait Wire {
    fn send(&mut self, call: &Call) -> impl Future<Output = Result<Reply, DeviceTrouble>> + Send;
}

/// To the authenticator's own address.
pub struct Direct {
    pub http: Http,
    pub app: String,
}

impl Wire for Direct {
    async fn send(&mut self, call: &Call) -> Result<Reply, DeviceTrouble> {
        let mut headers = Vec::new();
        if !call.body.is_empty() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        headers.extend(call.authorization.clone().map(|proof| ("authorization", proof)));
        let url = format!("{}{}", self.app, call.path);
        let request = Request { method: call.method, url: &url, headers, body: call.body.clone() };
        let reply = self.http.ask(&request, "vap-nonce").await;
        let (answer, nonce) = reply.map_err(|error| DeviceTrouble::NoAnswer(error.to_string()))?;
        Ok(Reply { status: answer.status, nonce, body: answer.body })
    }
}
