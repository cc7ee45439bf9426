//! The binary's parts: configuration, wiring, commands. The wiring (`server`) is a library so that the test harness
//! and the demo start the very server that operators run.

pub mod commands;
pub mod compose;
pub mod config;
pub mod demo;
pub mod device;
pub mod import;
pub mod logs;
pub mod operator_token;
pub mod server;
