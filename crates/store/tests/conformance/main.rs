//! The suite that both engines must pass alike: on SQLite always, on PostgreSQL when `VESTIBULE_TEST_PG` holds
//! the URL of a database where schemas may be made.

#![expect(clippy::unwrap_used, reason = "a test ends where it is surprised")]

mod bench;
mod claims;
mod commits;
mod guards;
mod lost_answers;
mod migrations;
mod nouns;
mod tls;
mod values;
