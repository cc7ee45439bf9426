//! Journeys over real HTTP, one file per journey, each test a path of the seed by its step numbers.

mod audit;
mod authenticator;
mod change_password;
mod chooser;
mod contacts;
mod demo;
mod devices;
mod doors;
mod factors;
mod forward_auth;
mod help;
mod household;
mod not_me;
mod oidc;
mod passkeys;
mod personalise;
mod phones;
mod recover;
mod recovery_codes;
mod second_way;
mod session_end;
mod sign_in;
mod sign_out;
mod sms;
mod two_nodes;
mod who;
