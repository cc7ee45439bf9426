//! phpass' portable hashes: `$P$` (WordPress before 6.8, Drupal, Joomla) and `$H$` (phpBB). MD5,
//! repeated.

use md5::{Digest as _, Md5};

use super::bounds::{self, CostRefused, within};
use super::encoding::same;
use super::{Argon2Memory, Scheme, Unreadable, crypt64};

/// One phpass hash; MD5 is computed 2 to the power `cost` times, and once more.
#[derive(Clone)]
pub struct PhpassHash {
    pub(super) cost: u8,
    pub(super) salt: Vec<u8>,
    pub(super) digest: Vec<u8>,
}

/// Reads what follows `$P$`: one character of cost, 8 of salt (used as they stand), 22 of digest.
pub(super) fn parse(fields: &str) -> Result<PhpassHash, Unreadable> {
    let read = || {
        let (head, digest) = fields.split_at_checked(9)?;
        let (cost, salt) = head.as_bytes().split_first()?;
        let digest = crypt64::decode(digest).filter(|digest| digest.len() == 16)?;
        Some(PhpassHash { cost: crypt64::value(*cost)?, salt: salt.to_vec(), digest })
    };
    read().ok_or(Unreadable::Malformed("phpass"))
}

impl Scheme for PhpassHash {
    fn label(&self) -> String {
        format!("phpass:{}", self.cost)
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        within("phpass cost", self.cost.into(), 7, bounds::PHPASS_COST)
    }

    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        if password.len() > bounds::TYPED_BYTES {
            return false;
        }
        let once = |before: &[u8]| Md5::new().chain_update(before).chain_update(password).finalize();
        let mut digest = once(&self.salt);
        for _ in 0..1_u32 << self.cost {
            digest = once(&digest);
        }
        same(&digest, &self.digest)
    }
}
