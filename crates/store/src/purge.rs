//! What is past its use is deleted in small slices, so that no commit is long and nobody waits behind one.
//! Knows no audit retention: personal parts are erased elsewhere, and the chains stay.

use std::time::Duration;

use domain::Timestamp;
use domain::time::{days, hours, minutes};

use crate::{Batch, Statement, params};

statements! {
    /// An ended session has its absolute end within hours, so one index finds ended and expired ones alike.
    SESSIONS = "purge.sessions",
        "DELETE FROM sessions WHERE token_hash IN (\
         SELECT token_hash FROM sessions WHERE ends_at < ?1 ORDER BY ends_at LIMIT ?2)";
    CODES = "purge.codes",
        "DELETE FROM authorization_codes WHERE code_hash IN (\
         SELECT code_hash FROM authorization_codes WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    TOKENS = "purge.tokens",
        "DELETE FROM access_tokens WHERE token_hash IN (\
         SELECT token_hash FROM access_tokens WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    JOURNEYS = "purge.journeys",
        "DELETE FROM journeys WHERE journey_id IN (\
         SELECT journey_id FROM journeys WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    RECOVERIES = "purge.recoveries",
        "DELETE FROM recoveries WHERE (account_id, purpose, contact_digest) IN (\
         SELECT account_id, purpose, contact_digest FROM recoveries WHERE expires_at < ?1 \
         ORDER BY expires_at LIMIT ?2)";
    ENROLMENTS = "purge.enrolments",
        "DELETE FROM enrolments WHERE (account_id, kind) IN (\
         SELECT account_id, kind FROM enrolments WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    CHALLENGES = "purge.challenges",
        "DELETE FROM spent_challenges WHERE challenge_digest IN (\
         SELECT challenge_digest FROM spent_challenges WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    SENT_CODES = "purge.sent_codes",
        "DELETE FROM sent_codes WHERE (account_id, authenticator_id) IN (\
         SELECT account_id, authenticator_id FROM sent_codes WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    SENDINGS = "purge.sendings",
        "DELETE FROM sendings WHERE (to_digest, seq) IN (\
         SELECT to_digest, seq FROM sendings WHERE at < ?1 ORDER BY at LIMIT ?2)";
    SENDING_BUDGETS = "purge.sending_budgets",
        "DELETE FROM sending_budgets WHERE budget_key IN (\
         SELECT budget_key FROM sending_budgets WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    /// By the hour's number, which stands for its instant.
    SENDING_HOURS = "purge.sending_hours",
        "DELETE FROM sending_hours WHERE (hour, calling_code) IN (\
         SELECT hour, calling_code FROM sending_hours WHERE hour < CAST(?1 AS BIGINT) / 3600000 ORDER BY hour LIMIT ?2)";
    SIM_SWAPS = "purge.sim_swaps",
        "DELETE FROM sim_swaps WHERE (account_id, to_digest) IN (\
         SELECT account_id, to_digest FROM sim_swaps WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    HANDOVERS = "purge.handovers",
        "DELETE FROM handovers WHERE contract_id IN (\
         SELECT contract_id FROM handovers WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    ALARMS = "purge.alarms",
        "DELETE FROM alarms WHERE alarm_id IN (\
         SELECT alarm_id FROM alarms WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    /// An address that was sent away, once its days are over (EL8).
    CONTACTS = "purge.contacts",
        "DELETE FROM contacts WHERE (account_id, contact_id) IN (\
         SELECT account_id, contact_id FROM contacts WHERE leaves_at < ?1 ORDER BY leaves_at LIMIT ?2)";
    CONTACT_CHANGES = "purge.contact_changes",
        "DELETE FROM contact_changes WHERE account_id IN (\
         SELECT account_id FROM contact_changes WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    FAILED_MESSAGES = "purge.failed_messages",
        "DELETE FROM outbox WHERE message_id IN (\
         SELECT message_id FROM outbox WHERE failed_at IS NOT NULL AND failed_at < ?1 ORDER BY failed_at LIMIT ?2)";
    OPENED_CLIENTS = "purge.opened_clients",
        "DELETE FROM opened_clients WHERE (sign_in_id, client_id) IN (\
         SELECT sign_in_id, client_id FROM opened_clients WHERE first_at < ?1 ORDER BY first_at LIMIT ?2)";
    PORTALS = "purge.portals",
        "DELETE FROM portal_sessions WHERE token_hash IN (\
         SELECT token_hash FROM portal_sessions WHERE started_at < ?1 ORDER BY started_at LIMIT ?2)";
    /// The newest stays however old it is: it covers everything before it (AU2).
    CHECKPOINTS = "purge.checkpoints",
        "DELETE FROM audit_checkpoints WHERE seq IN (\
         SELECT seq FROM audit_checkpoints WHERE at < ?1 AND seq < (SELECT max(seq) FROM audit_checkpoints) \
         ORDER BY at LIMIT ?2)";
    VAP_ENROLMENTS = "purge.vap_enrolments",
        "DELETE FROM vap_enrolments WHERE (account_id, enrolment_id) IN (\
         SELECT account_id, enrolment_id FROM vap_enrolments WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    VAP_CHALLENGES = "purge.vap_challenges",
        "DELETE FROM vap_challenges WHERE (account_id, challenge_id) IN (\
         SELECT account_id, challenge_id FROM vap_challenges WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    VAP_PROOFS = "purge.vap_proofs",
        "DELETE FROM vap_proofs WHERE (phone_id, proof_digest) IN (\
         SELECT phone_id, proof_digest FROM vap_proofs WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)";
    ACTS = "purge.acts",
        "DELETE FROM acts WHERE act_id IN (SELECT act_id FROM acts WHERE at < ?1 ORDER BY at LIMIT ?2)";
}

/// Rows of each kind that one slice deletes at most.
pub const SLICE: u32 = 500;

/// How long each kind is kept after its own end.
const KEPT: &[(&Statement, Duration)] = &[
    (&SESSIONS, days(30)),
    // A replay of a code is recognised for as long as the code is there (OA4).
    (&CODES, days(1)),
    (&TOKENS, days(1)),
    (&JOURNEYS, days(1)),
    // Until then, who comes back with an old link is told that it served or expired.
    (&RECOVERIES, days(1)),
    // A secret that was never confirmed is of no use to anybody (EN3).
    (&ENROLMENTS, hours(1)),
    (&CHALLENGES, hours(1)),
    (&SENT_CODES, hours(1)),
    // Limits look back a day.
    (&SENDINGS, days(2)),
    (&SENDING_BUDGETS, hours(1)),
    (&SENDING_HOURS, days(30)),
    (&SIM_SWAPS, hours(1)),
    (&HANDOVERS, days(1)),
    // Until then, who comes back with an old notice is told that its link is too old.
    (&ALARMS, days(60)),
    // Until then, a phone that comes late is told what became of it.
    (&VAP_ENROLMENTS, days(1)),
    (&VAP_CHALLENGES, days(1)),
    (&VAP_PROOFS, minutes(1)),
    (&CONTACTS, hours(1)),
    (&CONTACT_CHANGES, hours(1)),
    (&FAILED_MESSAGES, days(30)),
    // Longer than any device is kept.
    (&OPENED_CLIENTS, days(400)),
    // A portal whose browser is forgotten asks again, silently while the sign-in lives.
    (&PORTALS, days(61)),
    // The exported file keeps them all.
    (&CHECKPOINTS, days(400)),
    // Longer than anybody asks again for the outcome of a commit.
    (&ACTS, hours(1)),
];

/// Deletes up to `SLICE` rows of each kind; commit one slice after another, with pauses, as often as needed.
pub fn slice(batch: &mut Batch, now: Timestamp) {
    for (statement, kept) in KEPT {
        batch.run(statement, params![now - *kept, SLICE]);
    }
}
