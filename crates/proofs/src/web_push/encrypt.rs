//! Message encryption for Web Push: one record of `aes128gcm` (RFC 8188) under a secret agreed with the browser (RFC 8291).

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// The one record is never longer than this; push services take 4096 bytes.
const RECORD: u32 = 4096;
/// Salt, record size, length of the key id, key id.
const HEADER: usize = 16 + 4 + 1 + 65;
/// Longest plain text: a record less its delimiter and tag, and less the header, as services count the whole body.
pub const LONGEST: usize = RECORD as usize - HEADER - 17;

/// The browser's keys, as its subscription gives them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    public: [u8; 65],
    auth: [u8; 16],
}

impl Recipient {
    /// Reads `p256dh` and `auth`; padding is forgiven because some browsers write it.
    pub fn read(p256dh: &str, auth: &str) -> Option<Self> {
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let public: [u8; 65] = decode(p256dh)?.try_into().ok()?;
        let auth = decode(auth)?.try_into().ok()?;
        crate::vap::key::DeviceKey::from_point(&public)?;
        Some(Self { public, auth })
    }
}

/// Chance for one message: a key of its own and a salt, never used again.
pub struct Sealing {
    pub private: Zeroizing<[u8; 32]>,
    pub salt: [u8; 16],
}

/// The body to post. `None` if the text is too long, or the drawn key is no scalar of the curve (one in 2^32: draw again).
pub fn encrypt(plain: &[u8], to: &Recipient, sealing: &Sealing) -> Option<Vec<u8>> {
    if plain.len() > LONGEST {
        return None;
    }
    let private = PrivateKey::from_private_key(&ECDH_P256, sealing.private.as_slice()).ok()?;
    let own = private.compute_public_key().ok()?;
    let secret = input_keying_material(&private, own.as_ref(), to)?;
    let prk = Salt::new(HKDF_SHA256, &sealing.salt).extract(secret.as_slice());
    let key: [u8; 16] = expand(&prk, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = expand(&prk, &[b"Content-Encoding: nonce\0"])?;
    let mut body = Vec::with_capacity(HEADER + plain.len() + 17);
    body.extend_from_slice(&sealing.salt);
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(65);
    body.extend_from_slice(own.as_ref());
    body.extend_from_slice(plain);
    // RFC 8188 §2: the delimiter of the last record.
    body.push(2);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?);
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = key.seal_in_place_separate_tag(nonce, Aad::empty(), &mut body[HEADER..]).ok()?;
    body.extend_from_slice(tag.as_ref());
    Some(body)
}

/// RFC 8291 §3.4: the agreed secret, bound to both public keys and to the browser's own secret.
fn input_keying_material(private: &PrivateKey, own: &[u8], to: &Recipient) -> Option<Zeroizing<[u8; 32]>> {
    let peer = UnparsedPublicKey::new(&ECDH_P256, to.public);
    let derived: Result<[u8; 32], ()> = agree(private, peer, (), |shared| {
        let prk = Salt::new(HKDF_SHA256, &to.auth).extract(shared);
        expand(&prk, &[b"WebPush: info\0", &to.public, own]).ok_or(())
    });
    derived.ok().map(Zeroizing::new)
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, info: &[&[u8]]) -> Option<[u8; N]> {
    let mut out = [0; N];
    prk.expand(info, Length(N)).and_then(|material| material.fill(&mut out)).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode<const N: usize>(text: &str) -> [u8; N] {
        URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap()
    }

    fn recipient() -> Recipient {
        let key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        Recipient::read(key, "BTBZMqHH6r4Tts7J_aSIgg").unwrap()
    }

    fn sealing() -> Sealing {
        Sealing {
            private: Zeroizing::new(decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")),
            salt: decode("DGv6ra1nlYgDCS1FRnbzlw"),
        }
    }

    #[test]
    fn the_example_of_rfc_8291_appendix_a_is_made_byte_for_byte() {
        let body = encrypt(b"When I grow up, I want to be a watermelon", &recipient(), &sealing()).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
            AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(body), expected);
    }

    #[test]
    fn a_body_is_never_longer_than_services_take() {
        assert_eq!(encrypt(&[0; LONGEST], &recipient(), &sealing()).unwrap().len(), 4096);
        assert!(encrypt(&[0; LONGEST + 1], &recipient(), &sealing()).is_none());
    }

    #[test]
    fn keys_that_are_none_are_not_read() {
        let good = URL_SAFE_NO_PAD.encode(recipient().public);
        assert!(Recipient::read(&good, "BTBZMqHH6r4Tts7J_aSIgg==").is_some());
        assert!(Recipient::read(&good, "BTBZMqHH6r4Tts7J").is_none());
        assert!(Recipient::read(&URL_SAFE_NO_PAD.encode([4; 65]), "BTBZMqHH6r4Tts7J_aSIgg").is_none());
        assert!(Recipient::read("", "").is_none());
    }

    #[test]
    fn a_scalar_of_zero_is_refused() {
        let zero = Sealing { private: Zeroizing::new([0; 32]), salt: [0; 16] };
        assert!(encrypt(b"x", &recipient(), &zero).is_none());
    }
}
