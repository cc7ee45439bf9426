//! The suite that both engines must pass alike: on SQLite always, on PostgreSQL when `VESTIBULE_TEST_PG` holds
//! the URL of a database where schemas may be made.

mod bench;
mod claims;
mod commits;
mod guards;
mod lost_answers;
mod migrations;
mod values;
