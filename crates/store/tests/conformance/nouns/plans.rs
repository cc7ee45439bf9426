//! Every statement is answered by an index on both engines, the few that read a small table whole excepted.

use store::STATEMENTS;

use super::ready;
use crate::bench::{Bench, on_both_engines};

on_both_engines!(
    every_statement_is_understood_by_the_engine,
    no_statement_reads_a_table_from_end_to_end,
    hot_statements_name_the_index_that_answers_them,
);

/// Asked rarely, of tables or indexes that must be read whole for the answer.
const WHOLE: &[&str] = &[
    "audit.heads",
    "clients.all",
    "doubted.heads",
    "line_access.schemes",
    "outbox.waiting",
    "passwords.schemes",
];

/// What a request of a customer or of a portal waits for, and the table each must find by an index.
const HOT: &[(&str, &str)] = &[
    ("alarms.by_token", "alarms_token"),
    ("attempts.counter", "attempts"),
    ("audit.lane", "audit"),
    ("authenticators.of_account", "authenticators"),
    ("checkpoints.latest", "audit_checkpoints"),
    ("clients.by_id", "clients"),
    ("codes.by_hash", "authorization_codes"),
    ("contact_changes.of_account", "contact_changes"),
    ("credentials.for_sign_in", "identifiers"),
    ("devices.by_id", "devices"),
    ("devices.of_account", "devices_account"),
    ("handovers.of_contract", "handovers"),
    ("factor_standings.of_account", "factor_standings"),
    ("journeys.load", "journeys"),
    ("mailboxes.of_contract", "mailboxes"),
    ("outbox.claim", "outbox_due"),
    ("recoveries.by_recovery", "recoveries_recovery"),
    ("recoveries.by_token", "recoveries_token"),
    ("recoveries.of_account", "recoveries"),
    ("recovery_codes.is_unused", "recovery_codes"),
    ("recovery_codes.set_of", "recovery_sets"),
    ("sendings.to", "sendings"),
    ("sendings.since", "sending_hours"),
    ("sent_codes.of", "sent_codes"),
    ("sessions.by_token", "sessions"),
    ("sessions.sign_in_lives", "sessions_account"),
    ("tokens.by_hash", "access_tokens"),
    ("trail.of_account", "audit_account"),
    ("trail.of_all", "audit_at"),
    ("trail.of_code", "audit_code"),
    ("trail.erase_personal", "audit_personal"),
    ("who.by_token", "sessions"),
];

async fn every_statement_is_understood_by_the_engine(bench: &Bench) {
    let db = ready(bench).await;
    db.prepare_all(STATEMENTS).await.unwrap();
}

/// On SQLite `SCAN table`; on PostgreSQL `Seq Scan on table`.
fn reads_a_table_whole(step: &str) -> bool {
    let step = step.trim_start();
    step.contains("Seq Scan on") || (step.starts_with("SCAN ") && !step.starts_with("SCAN due"))
}

async fn no_statement_reads_a_table_from_end_to_end(bench: &Bench) {
    let db = ready(bench).await;
    for statement in STATEMENTS.iter().filter(|statement| !WHOLE.contains(&statement.name())) {
        let plan = db.explain(statement).await.unwrap();
        assert!(!plan.iter().any(|step| reads_a_table_whole(step)), "{}: {plan:#?}", statement.name());
    }
}

async fn hot_statements_name_the_index_that_answers_them(bench: &Bench) {
    let db = ready(bench).await;
    for (name, index) in HOT {
        let statement = STATEMENTS.iter().find(|statement| statement.name() == *name).unwrap();
        let plan = db.explain(statement).await.unwrap();
        let is_answered =
            |step: &String| step.contains(index) && (step.contains("INDEX") || step.contains("Index"));
        assert!(plan.iter().any(is_answered), "{name}: {plan:#?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{name} sorts: {plan:#?}");
    }
}
