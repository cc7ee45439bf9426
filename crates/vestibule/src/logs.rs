//! What the process writes to its standard error: one JSON document, or one line for people, for each event.
//! Dependencies speak only of warnings: their finer lines may hold what people typed (AU3).

use std::io::{self, IsTerminal};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{Layer, fmt, registry};

use crate::config::log::{Format, Log};

const OURS: [&str; 10] =
    ["app", "domain", "gateways", "journeys", "oidc", "pages", "proofs", "store", "vestibule", "web"];

/// Begins to write. Once per process; a second call changes nothing and says so.
pub fn begin(log: &Log) -> Result<(), TryInitError> {
    let level = log.level.filter();
    let filter =
        OURS.into_iter().fold(Targets::new().with_default(level.min(LevelFilter::WARN)), |all, room| {
            all.with_target(room, level)
        });
    let lines = match log.format {
        Format::Json => fmt::layer().json().flatten_event(true).with_writer(io::stderr).boxed(),
        Format::Text => {
            fmt::layer().compact().with_ansi(io::stderr().is_terminal()).with_writer(io::stderr).boxed()
        }
    };
    registry().with(lines.with_filter(filter)).try_init()
}
