//! What an entry's leaf covers, for whoever writes an entry and for whoever verifies one. Knows no chain and no key.

use aws_lc_rs::digest::{Context, SHA256};
use store::audit::Entry;

/// The leaf of an entry, whatever stands in its `leaf`.
pub fn leaf_of(entry: &Entry) -> [u8; 32] {
    let at = entry.at.millis().to_be_bytes();
    let owner = entry.account.map(|id| *id.bytes()).unwrap_or_default();
    let personal = entry.personal_hash.unwrap_or_default();
    digest(&[entry.act.bytes(), &at, entry.code.as_bytes(), &owner, entry.body.as_bytes(), &personal])
}

/// What a leaf knows of the personal part: without the salt it tells nothing of it (AU4).
pub fn personal_hash(salt: &[u8], personal: &[u8]) -> [u8; 32] {
    digest(&[salt, personal])
}

/// A lane's head after a leaf, as the store chains it.
pub fn chained(head: &[u8; 32], leaf: &[u8; 32]) -> [u8; 32] {
    sha256(&[head, leaf])
}

pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    finish(context)
}

/// Lengths stand in front, so that no two lists of parts give the same bytes.
fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    finish(context)
}

fn finish(context: Context) -> [u8; 32] {
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    digest
}
