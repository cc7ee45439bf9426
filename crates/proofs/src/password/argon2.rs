//! Argon2 (RFC 9106) in PHC strings: ours, PHP's, Django's, OpenLDAP's; i, d and id; versions 16 and 19.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::bounds::{self, CostRefused, within};
use super::encoding::{named_number, phc, same};
use super::{Argon2Memory, Scheme, Unreadable, ours};

/// One Argon2 hash.
#[derive(Clone)]
pub struct Argon2Hash {
    pub(super) algorithm: Algorithm,
    pub(super) version: Version,
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
    pub(super) salt: Vec<u8>,
    pub(super) digest: Vec<u8>,
}

/// Reads what follows `$argon2id$`: `v=19$m=65536,t=4,p=1$salt$digest`. The first release of Argon2
/// wrote no version, which means 16.
pub(super) fn parse(name: &str, fields: &str) -> Result<Argon2Hash, Unreadable> {
    read(name, fields).ok_or(Unreadable::Malformed("Argon2"))
}

fn read(name: &str, fields: &str) -> Option<Argon2Hash> {
    let algorithm = Algorithm::new(name).ok()?;
    let (version, fields) = match fields.strip_prefix("v=") {
        Some(rest) => rest.split_once('$')?,
        None => ("16", fields),
    };
    let version = match version {
        "16" => Version::V0x10,
        "19" => Version::V0x13,
        _ => return None,
    };
    let [costs, salt, digest] = *fields.split('$').collect::<Vec<_>>() else {
        return None;
    };
    let [memory, passes, lanes] = *costs.split(',').collect::<Vec<_>>() else {
        return None;
    };
    let (salt, digest) = (phc(salt)?, phc(digest)?);
    // RFC 9106 §3.1 allows shorter ones; no tool writes them, and short digests match by chance.
    if !(8..=64).contains(&salt.len()) || !(16..=64).contains(&digest.len()) {
        return None;
    }
    Some(Argon2Hash {
        algorithm,
        version,
        memory_kib: named_number(memory, "m")?,
        passes: named_number(passes, "t")?,
        lanes: named_number(lanes, "p")?,
        salt,
        digest,
    })
}

impl Argon2Hash {
    /// The digest of `password` with this hash's salt, cost and digest length. `None` when the
    /// parameters are not Argon2's.
    pub(super) fn compute(&self, password: &[u8], memory: &mut Argon2Memory) -> Option<Zeroizing<Vec<u8>>> {
        let mut digest = Zeroizing::new(vec![0; self.digest.len()]);
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(self.digest.len())).ok()?;
        let blocks = memory.blocks(params.block_count());
        Argon2::new(self.algorithm, self.version, params)
            .hash_password_into_with_memory(password, &self.salt, &mut digest, blocks)
            .ok()?;
        Some(digest)
    }

    fn matches(&self, password: &[u8], memory: &mut Argon2Memory) -> bool {
        self.compute(password, memory).is_some_and(|digest| same(&digest, &self.digest))
    }
}

impl Scheme for Argon2Hash {
    fn label(&self) -> String {
        let old = if self.version == Version::V0x10 { "-v16" } else { "" };
        let Self { algorithm, memory_kib, passes, lanes, .. } = self;
        format!("{algorithm}{old}:{memory_kib}:{passes}:{lanes}")
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        let (memory, passes, lanes) =
            (u64::from(self.memory_kib), u64::from(self.passes), u64::from(self.lanes));
        within("Argon2 lanes", lanes, 1, bounds::ARGON2_LANES)?;
        within("Argon2 memory in KiB", memory, 8 * lanes, bounds::MEMORY_KIB)?;
        within("Argon2 passes", passes, 1, u64::MAX)?;
        within("Argon2 memory times passes in KiB", memory * passes, 1, bounds::ARGON2_MEMORY_PASSES_KIB)
    }

    /// Our own hashes are of the NFKC form. An imported hash may have our parameters by chance, so
    /// when the typed bytes are not that form they are tried too; a decoy does the same work.
    fn verify(&self, password: &[u8], memory: &mut Argon2Memory) -> bool {
        if ours::is_current(self)
            && let Ok(text) = std::str::from_utf8(password)
        {
            let normalised = ours::normalised(text);
            if normalised.as_bytes() != password && self.matches(normalised.as_bytes(), memory) {
                return true;
            }
        }
        self.matches(password, memory)
    }
}
