//! VAP/1, the protocol between the server and our own authenticator, as mathematics: what is signed, how it is checked,
//! in which order. `docs/protocol/vap-1.md` is its page. Knows no stored row and no HTTP; time and chance are handed in.

pub mod answer;
pub mod challenge;
pub mod code;
pub mod display;
pub mod enrol;
pub mod jws;
pub mod key;
pub mod lock;
pub mod nonce;
pub mod proof;

/// The kinds of signed texts: each passes for itself alone (RFC 8725 §3.11).
pub mod typ {
    pub const CHALLENGE: &str = "vap-challenge+jwt";
    pub const ENROL: &str = "vap-enrol+jwt";
    pub const KEYS: &str = "vap-keys+jwt";
    pub const PROOF: &str = "vap-proof+jwt";
    pub const RESPONSE: &str = "vap-response+jwt";
}

/// SHA-256 in base64url: `cth` of a challenge, `bh` of a body.
pub fn digest(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sha256(bytes))
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref());
    hash
}

/// Whether two texts are equal, in a time that says nothing about where they differ.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    use subtle::ConstantTimeEq as _;
    one.ct_eq(other).into()
}
