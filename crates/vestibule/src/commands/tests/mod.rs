//! The commands on a folder of their own, without a terminal.

mod account;
mod audit;
mod client;
mod doctor;
mod init;
pub mod installation;
mod policy;
mod secrets;
