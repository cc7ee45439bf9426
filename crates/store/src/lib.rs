//! What Vestibule remembers: one SQL text on two engines, one file per noun, migrations and the outbox.
//! Knows no HTTP, no language, no journey's meaning: a journey's state is a sealed document to it.

#[macro_use]
mod statements;
mod words;

pub mod accounts;
pub mod alarms;
pub mod attempts;
pub mod audit;
pub mod authenticators;
pub mod census;
pub mod checkpoints;
pub mod clients;
pub mod codes;
pub mod consents;
pub mod contact_changes;
pub mod contacts;
pub mod contracts;
pub mod credentials;
pub mod db;
pub mod devices;
pub mod doubted;
pub mod enrolments;
pub mod factor_standings;
pub mod handovers;
pub mod identifiers;
pub mod imports;
pub mod journeys;
pub mod line_access;
pub mod lines;
pub mod mailboxes;
pub mod memberships;
pub mod meta;
pub mod minors;
pub mod opened_clients;
pub mod outbox;
pub mod passkeys;
pub mod passwords;
pub mod personalisations;
pub mod phones;
pub mod portals;
pub mod purge;
pub mod recoveries;
pub mod recovery_codes;
pub mod sendings;
pub mod sent_codes;
pub mod sessions;
pub mod sim_swaps;
pub mod starts;
pub mod tokens;
pub mod trail;
pub mod vap_challenges;
pub mod vap_enrolments;
pub mod who;

pub use db::{Batch, CommitError, Db, Row, Statement, StoreConfig, Trouble, Value};
pub use statements::STATEMENTS;

/// The schema, forward only; for `Db::migrate`, after which `audit::seed` makes the lanes.
pub static MIGRATIONS: &[db::Migration] = &[
    ("0001_first", include_str!("../migrations/0001_first.sql")),
    ("0002_recoveries", include_str!("../migrations/0002_recoveries.sql")),
    ("0003_audit_checkpoints", include_str!("../migrations/0003_audit_checkpoints.sql")),
    ("0004_portals", include_str!("../migrations/0004_portals.sql")),
    ("0005_line_access", include_str!("../migrations/0005_line_access.sql")),
    ("0006_households", include_str!("../migrations/0006_households.sql")),
    ("0007_alarms", include_str!("../migrations/0007_alarms.sql")),
    ("0008_authenticators", include_str!("../migrations/0008_authenticators.sql")),
    ("0009_phones", include_str!("../migrations/0009_phones.sql")),
    ("0012_blocked_authenticators", include_str!("../migrations/0012_blocked_authenticators.sql")),
    ("0013_passkeys", include_str!("../migrations/0013_passkeys.sql")),
    ("0015_sent_codes", include_str!("../migrations/0015_sent_codes.sql")),
    ("0017_recovery_codes", include_str!("../migrations/0017_recovery_codes.sql")),
    ("0018_contact_changes", include_str!("../migrations/0018_contact_changes.sql")),
    ("0021_factor_exemptions", include_str!("../migrations/0021_factor_exemptions.sql")),
    ("0022_lost_phones", include_str!("../migrations/0022_lost_phones.sql")),
    ("0023_starts", include_str!("../migrations/0023_starts.sql")),
    ("0024_names_and_told_methods", include_str!("../migrations/0024_names_and_told_methods.sql")),
    ("0025_texts_end", include_str!("../migrations/0025_texts_end.sql")),
    ("0026_phone_locks", include_str!("../migrations/0026_phone_locks.sql")),
    ("0027_sim_swaps", include_str!("../migrations/0027_sim_swaps.sql")),
];
