//! The operator's token: shown once, kept as a hash, so that reading the file opens nothing.

use std::fmt::Write;
use std::path::Path;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use domain::Secret;

use crate::config::Finding;

const MARK: &str = "sha256:";

/// What the server keeps: the SHA-256 of 256 random bits, which needs no slower hash.
#[derive(Clone, PartialEq, Eq)]
pub struct OperatorToken([u8; 32]);

impl OperatorToken {
    /// A new token: its text, to be shown once, and what is kept of it.
    pub fn generate() -> (Secret, Self) {
        let text = format!("vop_{}", hex(&app::chance::bytes::<32>()));
        let kept = Self::of(&text);
        (Secret::new(text), kept)
    }

    /// What is kept of a token.
    pub fn of(text: &str) -> Self {
        let hash = digest(&SHA256, text.as_bytes());
        Self(hash.as_ref().try_into().expect("SHA-256 gives 32 bytes"))
    }

    pub fn is(&self, presented: &str) -> bool {
        verify_slices_are_equal(&self.0, &Self::of(presented).0).is_ok()
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        format!(
            "# The hash of the operator's token, which `vestibule init` showed once. Lost? Delete this file and run it again.\n\
             {MARK}{}\n",
            hex(&self.0)
        )
    }

    pub fn parse(text: &str) -> Option<Self> {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
        let digits = line.strip_prefix(MARK)?;
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// Reads the file; `None` when there is none, and then nothing asks for a token and nothing opens by it.
    pub fn read(path: &Path) -> Result<Option<Self>, Finding> {
        if !path.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(path).ok();
        text.as_deref().and_then(Self::parse).map(Some).ok_or_else(|| {
            let says = format!("{} does not hold a token's hash.", path.display());
            Finding::refused(
                "operator.token_file",
                says,
                "Delete the file and run `vestibule init`: it makes a new token.",
            )
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::OperatorToken;

    #[test]
    fn only_the_token_itself_opens() {
        let (token, kept) = OperatorToken::generate();
        assert!(kept.is(token.reveal()));
        let (other, _) = OperatorToken::generate();
        assert!(!kept.is(other.reveal()));
        assert!(!kept.is(&token.reveal()[..token.reveal().len() - 1]));
        assert!(!kept.is(""));
    }

    #[test]
    fn the_file_holds_no_token_and_reads_back() {
        let (token, kept) = OperatorToken::generate();
        let text = kept.to_text();
        assert!(!text.contains(token.reveal()));
        assert!(OperatorToken::parse(&text).is_some_and(|read| read.is(token.reveal())));
        for damaged in ["", "sha256:12", "sha256:zz", &text.replace("sha256:", "")] {
            assert!(OperatorToken::parse(damaged).is_none(), "{damaged}");
        }
    }
}
