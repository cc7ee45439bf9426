//! The cookie of « rester identifié »: a selector, by which the row is found, and a verifier, of which the store has
//! only the hash (SE3). Each person of a browser has one of their own, named by its selector, so that two answers that
//! cross never put one person's series in the place of another's (SE9).

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
    /// The selector of the cookie's name and the verifier of its value; anything else is `None`.
    pub fn parse(selector: &str, verifier: &str) -> Option<Self> {
        let device = URL_SAFE_NO_PAD.decode(selector).ok()?;
        Some(Self {
            device: DeviceId::from_bytes(device.try_into().ok()?),
            verifier: Token::parse(verifier)?,
        })
    }

    /// What the name of a device's cookie ends with.
    pub fn selector(device: DeviceId) -> String {
        URL_SAFE_NO_PAD.encode(device.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_cookie_reads_back_and_nothing_else_does() {
        let kept = Kept { device: DeviceId::from_bytes([7; 16]), verifier: Token::new([9; 32]) };
        let (selector, verifier) = (Kept::selector(kept.device), kept.verifier.text().to_string());
        let again = Kept::parse(&selector, &verifier).expect("its own text");
        assert_eq!((again.device, again.verifier.hash()), (kept.device, kept.verifier.hash()));
        assert!(Kept::parse(&selector[1..], &verifier).is_none());
        assert!(Kept::parse(&selector, &verifier[1..]).is_none());
        assert!(Kept::parse("é", "é").is_none());
    }
}
