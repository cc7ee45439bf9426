//! The vectors of WebAuthn Level 3 §16, and what becomes of each when one thing about it is different.

use super::authenticator::AuthenticatorData;
use super::samples::hex;
use super::*;

/// §16, « packed-self.ES256 »: a new passkey whose user was verified.
mod good {
    pub const CHALLENGE: &str = "7869c2b772d4b58eba9378cf8f29e26cf935aa77df0da89fa99c0bdc0a76f7e5";
    pub const CLIENT: &str = "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a2265476e4374334c55745936366b336a506a796e6962506b31716e666644616966715a774c33417032392d55222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a205539685458764b453255526b4d6e625f307859485667227d";
    pub const ATTESTATION: &str = "a363666d74667061636b65646761747453746d74a263616c672663736967584630440220067a20754ab925005dbf378097c92120031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0eba3af18bd9d121fa3d3a26d17fe3f220272178f473b6006d68617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6afbdfab51697791506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca5010203262001215820eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2";
    pub const SHOWN_CHALLENGE: &str = "4478a10b1352348dd160c1353b0d469b5db19eb91c27f7dfa6fed39fe26af20b";
    pub const SHOWN_CLIENT: &str = "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a225248696843784e534e493352594d45314f7731476d3132786e726b634a5f6666707637546e2d4a71386773222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a206754623533727a36456853576f6d58477a696d433151227d";
    pub const SHOWN_DATA: &str = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50900000000";
    pub const SIGNATURE: &str = "304402203310b9431903c401f1be2bdc8d23a4007682dbbddcf846994947b7f465daf84002204e94dd00047b316061b3b99772b7efd95994a83ef584b3b6b825ea3550251b66";
}

/// §16, « none.ES256 »: its user was not verified.
mod unverified {
    pub const CHALLENGE: &str = "00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130";
    pub const CLIENT: &str = "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d507434557878475453746e63647134313759447742466938767049612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551227d";
    pub const ATTESTATION: &str = "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220";
}

fn party() -> RelyingParty {
    RelyingParty { id: "example.org".into(), origins: vec!["https://example.org".into()] }
}

fn new() -> Made {
    Made {
        client_data: hex(good::CLIENT),
        attestation: hex(good::ATTESTATION),
        transports: vec!["internal".into(), "carrier-pigeon".into()],
    }
}

fn credential() -> Credential {
    made(&new(), &hex(good::CHALLENGE), &party()).expect("the vector is good").0
}

#[test]
fn a_new_passkey_of_the_standard_is_kept_with_what_it_says_of_copies() {
    let (credential, counter) = made(&new(), &hex(good::CHALLENGE), &party()).unwrap();
    assert_eq!(credential.id, hex("455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c"));
    assert_eq!(credential.aaguid.to_vec(), hex("df850e09db6afbdfab51697791506cfc"));
    assert!(credential.is_synced && credential.is_backed_up, "PK5");
    assert_eq!((counter, credential.transports), (0, vec!["internal".to_owned()]));
}

#[test]
fn a_new_passkey_is_refused_for_another_challenge_origin_party_or_ceremony() {
    let challenge = hex(good::CHALLENGE);
    assert_eq!(made(&new(), &hex(good::SHOWN_CHALLENGE), &party()), Err(Refused::Challenge), "PK1");
    for origin in [
        "https://example.org.evil.example",
        "https://login.example.org",
        "http://example.org",
        "https://example.org:8443",
        "https://example.orgg",
        "https://example.or",
        "null",
        "",
    ] {
        let other = RelyingParty { origins: vec![origin.into()], ..party() };
        assert_eq!(made(&new(), &challenge, &other), Err(Refused::Origin), "PK1: {origin}");
    }
    let other = RelyingParty { id: "evil.example".into(), ..party() };
    assert_eq!(made(&new(), &challenge, &other), Err(Refused::Party), "PK1");
    let shown = Made { client_data: hex(good::SHOWN_CLIENT), ..new() };
    assert_eq!(made(&shown, &hex(good::SHOWN_CHALLENGE), &party()), Err(Refused::Ceremony), "PK1");
}

#[test]
fn a_new_passkey_whose_user_was_not_verified_is_refused() {
    let new =
        Made { client_data: hex(unverified::CLIENT), attestation: hex(unverified::ATTESTATION), ..new() };
    assert_eq!(made(&new, &hex(unverified::CHALLENGE), &party()), Err(Refused::Verification), "PK1");
}

/// The signature of the standard is right; the act is not enough for us.
#[test]
fn a_passkey_that_is_shown_is_refused_without_its_user_and_its_signature_is_that_of_the_standard() {
    let credential = credential();
    let key = PublicKey::from_cose(&credential.key).unwrap();
    let signed = [hex(good::SHOWN_DATA), sha256(&hex(good::SHOWN_CLIENT)).to_vec()].concat();
    assert!(key.has_signed(&signed, &hex(good::SIGNATURE)));
    for at in 0..signed.len() {
        let mut other = signed.clone();
        other[at] ^= 1;
        assert!(!key.has_signed(&other, &hex(good::SIGNATURE)), "byte {at}");
    }
    let act = Shown {
        credential: credential.id.clone(),
        client_data: hex(good::SHOWN_CLIENT),
        authenticator_data: hex(good::SHOWN_DATA),
        signature: hex(good::SIGNATURE),
        user_handle: vec![],
    };
    let challenge = hex(good::SHOWN_CHALLENGE);
    let judged = |act: &Shown| shown(act, (&credential, 0), &challenge, &party());
    assert_eq!(judged(&act), Err(Refused::Verification), "PK1");
    // The verified flag set by hand: nobody signed that.
    let forged = |flags: u8| {
        let mut act = act.clone();
        act.authenticator_data[32] = flags;
        act
    };
    assert_eq!(judged(&forged(0x0d)), Err(Refused::Signature));
    assert_eq!(judged(&forged(0x05)), Err(Refused::Copies), "PK5: it said that it can be copied");
    assert_eq!(judged(&forged(0x0c)), Err(Refused::Presence));
    assert_eq!(judged(&forged(0x15)), Err(Refused::Malformed), "backed up, and cannot be");
    assert_eq!(judged(&forged(0x4d)), Err(Refused::Malformed), "cut short");
}

#[test]
fn a_frame_of_another_site_shows_nothing() {
    for (more, refused) in [
        (r#""crossOrigin":true"#, true),
        (r#""topOrigin":"https://evil.example""#, true),
        (r#""crossOrigin":false"#, false),
    ] {
        let text =
            format!(r#"{{"type":"webauthn.get","challenge":"AQI","origin":"https://example.org",{more}}}"#);
        let judged = client(text.as_bytes(), "webauthn.get", &[1, 2], &party());
        assert_eq!(judged.is_err(), refused, "PK1: {more}");
    }
    let twice = br#"{"type":"webauthn.get","type":"webauthn.create","challenge":"AQI","origin":"https://example.org"}"#;
    assert_eq!(client(twice, "webauthn.get", &[1, 2], &party()), Err(Refused::Malformed));
}

#[test]
fn a_counter_moves_on_or_there_are_two_of_the_key() {
    let bound = Credential { is_synced: false, is_backed_up: false, ..credential() };
    assert_eq!(counted(&bound, 0, 0), Counted::Not);
    assert_eq!(counted(&bound, 4, 5), Counted::Forward(5));
    for now in [0, 3, 4] {
        assert_eq!(counted(&bound, 4, now), Counted::Back, "PK5");
    }
    assert_eq!(counted(&credential(), 4, 2), Counted::Not, "copies count each for themselves");
    assert_eq!(counted(&bound, 4, u32::MAX), Counted::Forward(u32::MAX));
}

#[test]
fn bytes_that_are_left_over_are_not_read() {
    let data = hex(good::SHOWN_DATA);
    assert!(AuthenticatorData::read(&data).is_some());
    assert!(AuthenticatorData::read(&[data.clone(), vec![0]].concat()).is_none());
    for length in 0..data.len() {
        assert!(AuthenticatorData::read(&data[..length]).is_none());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(client_data: Vec<u8>, attestation: Vec<u8>) {
        let new = Made { client_data, attestation: attestation.clone(), transports: vec![] };
        proptest::prop_assert!(made(&new, &[], &party()).is_err());
        let _read = AuthenticatorData::read(&attestation);
    }
}
