//! Configuration, commands and the composition of all rooms. `main.rs` only calls in here.

pub mod compose;
pub mod demo;
