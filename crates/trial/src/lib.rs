//! A whole server on a free loopback port for tests: a clock one can turn, recorded mail and calls, browsers that keep
//! cookies. Stops when dropped; can be stopped and started again on the same data.

mod browser;
mod device;
mod lines;
mod people;
mod server;

pub use browser::{Answer, Browser};
pub use device::{Device, Key, admit_passkey, options};
pub use lines::Line;
pub use people::{Customer, admit};
pub use server::{AUTHENTICATOR, Node, Trial, TrialSetup};

#[expect(clippy::print_stdout, reason = "lets tests print what they measured")]
pub fn say(text: &str) {
    println!("{text}");
}
