//! Bodies of phones' calls, read strictly, and who is calling: the proof covers the bytes that came.

use app::vap::call::{Call, Proven};
use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::response::Response;
use http::request::Parts;
use http::{Request, StatusCode, header};
use serde::de::DeserializeOwned;

use super::error;
use crate::Web;
use crate::request::{Asking, text};

/// A call with its body read, before anything in it is believed.
pub struct Called {
    pub asking: Asking,
    parts: Parts,
    body: Bytes,
}

impl FromRequest<Web> for Called {
    type Rejection = Response;

    async fn from_request(request: Request<axum::body::Body>, web: &Web) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, web)
            .await
            .map_err(|_| error::plain(StatusCode::PAYLOAD_TOO_LARGE, "malformed"))?;
        Ok(Self { asking: Asking::read(&parts, web), parts, body })
    }
}

impl Called {
    /// JSON of exactly these members, said to be JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Box<Response>> {
        let kind = text(&self.parts.headers, &header::CONTENT_TYPE);
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Box::new(error::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, "malformed")));
        }
        let unread = |_| Box::new(error::plain(StatusCode::BAD_REQUEST, "malformed"));
        serde_json::from_slice(&self.body).map_err(unread)
    }

    /// The phone behind the call.
    pub async fn proven(&self, web: &Web) -> Result<Proven, Response> {
        let authorization = text(&self.parts.headers, &header::AUTHORIZATION);
        let call = Call {
            proof: authorization.strip_prefix("VAP ").unwrap_or_default(),
            method: self.parts.method.as_str(),
            path: self.parts.uri.path(),
            body: &self.body,
        };
        web.app().prove_call(&call).await.map_err(|refused| error::of(web, &refused))
    }
}
