//! C25, and a full house.

use std::time::Duration;

use super::{NOW, Sample, sample};
use crate::{ServerBusyPage, TooManyTriesPage, paths};

pub(super) fn all() -> Vec<Sample> {
    let purpose = || Some("Messagerie Lumen".to_owned());
    let retry = || paths::SIGN_IN.to_owned();
    let wait = Duration::from_secs(290);
    vec![
        sample(
            "too_many_tries",
            paths::SIGN_IN,
            TooManyTriesPage {
                purpose: purpose(),
                until: NOW + wait,
                wait,
                retry: retry(),
                forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
            },
        ),
        sample("server_busy", paths::SIGN_IN, ServerBusyPage { purpose: purpose(), retry: retry() }),
    ]
}
