//! `[outgoing]`: whom we believe when we call others.

use std::path::PathBuf;

use serde::Deserialize;

use super::finding::chain;
use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outgoing {
    pub ca_file: Option<PathBuf>,
}

impl Outgoing {
    pub fn check(&self, place: &Place) -> Vec<Finding> {
        match self.authorities(place) {
            Err(finding) => vec![finding],
            Ok(None) => Vec::new(),
            Ok(Some(pem)) => gateways::tls::certificates(&pem)
                .err()
                .map(|trouble| unusable(&trouble))
                .into_iter()
                .collect(),
        }
    }

    /// PEM text of the extra authorities.
    pub fn authorities(&self, place: &Place) -> Result<Option<String>, Finding> {
        self.ca_file.as_ref().map(|path| place.text("outgoing.ca_file", path)).transpose()
    }
}

fn unusable(trouble: &gateways::tls::TlsTrouble) -> Finding {
    let says = format!("It cannot be used: {}.", chain(trouble));
    Finding::refused("outgoing.ca_file", says, "Name a file with PEM certificates of authorities.")
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[outgoing]",
    says: "Calls to relying parties and to the mail server.",
    is_written: true,
    keys: &[Key::new(
        "ca_file",
        "PEM file",
        Is::Absent("\"authority.pem\""),
        "Authorities to believe beside the machine's, such as your company's own.",
    )],
}];
