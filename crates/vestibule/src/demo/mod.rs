//! `vestibule demo`: a fictional telecoms company with its customers, its portals and an outbox that one can read.
//! Never part of a production server.

mod look;
mod portal;
