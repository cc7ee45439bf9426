//! Numbers for Prometheus: what `metrics` macros count anywhere in the process, as text.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count, once per process; `None` when the process counts elsewhere already.
pub fn install() -> Option<PrometheusHandle> {
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).clone()
}
