//! What a person lives through, as pure state machines: one file per journey, opened by the seed's own steps.
//! Knows no HTTP, no SQL, no clock, no chance, no sentence: the shell answers questions and keeps states.

pub mod add_person;
mod by;
pub mod change_contact;
pub mod change_password;
pub mod consent;
pub mod devices;
pub mod door;
pub mod enrol_authenticator;
mod gate;
pub mod household;
pub mod lost_phone;
pub mod manage_authenticators;
pub mod not_me;
mod notice;
mod outcome;
pub mod personalise;
mod question;
pub mod recourse;
pub mod recover;
pub mod recovery_codes;
mod screen;
pub mod second_factor;
pub mod sent;
pub mod sign_in;
pub mod sign_in_by_phone;
pub mod sign_out;
pub mod start;
mod state;
mod turn;
mod visit;
#[cfg(test)]
mod walks;
pub mod who;
mod whose;

pub use notice::Notice;
pub use outcome::{Outcome, SignInDue};
pub use question::Question;
pub use screen::{Refusal, Screen};
pub use state::{Event, Home, State, VERSION, step};
pub use turn::{Here, LineServes, NewPassword, Next, OutOfTurn, ProvenBy, Recognised, Turn, Verdict, Write};
pub use visit::{CompanyPage, Destination, Need, Portal, Visit};
