//! The operator's own door: `/metrics` and `/status`. Closed by default: on this machine's loopback, `/status` behind
//! the operator's token, and beyond it both (AD5).

use std::net::SocketAddr;
use std::sync::Arc;

use app::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Timestamp;
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;

use super::{Listener, Operations, listener};
use crate::config::Finding;
use crate::operator_token::OperatorToken;

struct Desk {
    app: App,
    metrics: Option<PrometheusHandle>,
    token: Option<OperatorToken>,
    started_at: Timestamp,
    is_local: bool,
}

impl Operations {
    pub(super) fn door(
        self,
        app: &App,
        metrics: Option<PrometheusHandle>,
    ) -> Result<(Listener, SocketAddr), Finding> {
        let socket = listener::adopt(self.listener)?;
        let addr = listener::address(&socket)?;
        let is_local = addr.ip().is_loopback();
        let desk =
            Arc::new(Desk { app: app.clone(), metrics, token: self.token, started_at: app.now(), is_local });
        let router = Router::new()
            .route("/metrics", get(numbers))
            .route("/status", get(status))
            .layer(from_fn_with_state(Arc::clone(&desk), refuse_strangers))
            .with_state(desk);
        Ok((
            Listener {
                socket,
                tls: None,
                front: router.into(),
                unlimited: web::TrustedProxies::default(),
                waits: super::Waits::default(),
            },
            addr,
        ))
    }
}

async fn refuse_strangers(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let is_open = desk.is_local && request.uri().path() == "/metrics";
    let is_operator = match (&desk.token, presented(request.headers())) {
        (Some(token), Some(presented)) => token.is(&presented),
        _ => false,
    };
    if is_open || is_operator {
        return next.run(request).await;
    }
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, r#"Basic realm="vestibule""#)]).into_response()
}

/// The token as Prometheus sends it (Bearer), or as a browser does (the password of Basic, under any name).
fn presented(headers: &HeaderMap) -> Option<String> {
    let (scheme, value) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(value.trim().to_owned());
    }
    let pair = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
    scheme.eq_ignore_ascii_case("basic").then(|| pair.split_once(':').map(|(_, token)| token.to_owned()))?
}

async fn numbers(State(desk): State<Arc<Desk>>) -> Response {
    let written = desk.app.db().written();
    metrics::counter!("vestibule_store_works_total").absolute(written.works);
    metrics::counter!("vestibule_store_commits_total").absolute(written.commits);
    match &desk.metrics {
        Some(metrics) => {
            metrics.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], metrics.render()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn status(State(desk): State<Arc<Desk>>) -> Response {
    let written = desk.app.db().written();
    let brands: Vec<_> = desk.app.brands().iter().map(|brand| &brand.id).collect();
    let body = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "issuer": desk.app.issuer(),
        "ready": desk.app.is_ready().await,
        "running_for_seconds": desk.app.now().since(desk.started_at).as_secs(),
        "brands": brands,
        "store": { "works": written.works, "commits": written.commits },
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
