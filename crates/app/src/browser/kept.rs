//! The cookie of « rester identifié »: a selector, by which the row is found, and a verifier, of which the store has
//! only the hash (SE3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::DeviceId;
use proofs::token::Token;

#[derive(Clone, Debug)]
pub struct Kept {
    pub device: DeviceId,
    pub verifier: Token,
}

impl Kept {
    /// `selector.verifier`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (selector, verifier) = text.split_once('.')?;
        let device = URL_SAFE_NO_PAD.decode(selector).ok()?;
        Some(Self {
            device: DeviceId::from_bytes(device.try_into().ok()?),
            verifier: Token::parse(verifier)?,
        })
    }

    pub fn text(&self) -> String {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(self.device.bytes()), *self.verifier.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_cookie_reads_back_and_nothing_else_does() {
        let kept = Kept { device: DeviceId::from_bytes([7; 16]), verifier: Token::new([9; 32]) };
        let text = kept.text();
        let again = Kept::parse(&text).expect("its own text");
        assert_eq!((again.device, again.verifier.hash()), (kept.device, kept.verifier.hash()));
        assert!(Kept::parse(&text[1..]).is_none());
        assert!(Kept::parse(&text[..text.len() - 1]).is_none());
        assert!(Kept::parse("é.é").is_none());
    }
}
