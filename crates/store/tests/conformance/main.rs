//! The suite that both engines must pass alike.

mod bench;
mod guards;
