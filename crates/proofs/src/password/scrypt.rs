//! scrypt (RFC 7914): PHC strings as passlib writes them, and Django's own form.

use zeroize::Zeroizing;

use super::bounds::{self, CostRefused, within};
use super::encoding::{named_number, number, padded, phc, same};
use super::{Argon2Memory, Scheme, Unreadable};

/// One scrypt hash; N is 2 to the power `log_n`.
#[derive(Clone)]
pub struct ScryptHash {
    pub(super) log_n: u8,
    pub(super) r: u32,
    pub(super) p: u32,
    pub(super) salt: Vec<u8>,
    pub(super) digest: Vec<u8>,
}

/// Reads what follows `$scrypt$`: `ln=16,r=8,p=1$salt$digest`.
pub(super) fn parse_phc(fields: &str) -> Result<ScryptHash, Unreadable> {
    let read = || {
        let [costs, salt, digest] = *fields.split('$').collect::<Vec<_>>() else {
            return None;
        };
        let [log_n, r, p] = *costs.split(',').collect::<Vec<_>>() else {
            return None;
        };
        let log_n = u8::try_from(named_number(log_n, "ln")?).ok()?;
        ScryptHash::new(log_n, [named_number(r, "r")?, named_number(p, "p")?], phc(salt)?, phc(digest)?)
    };
    read().ok_or(Unreadable::Malformed("scrypt"))
}

/// Reads what follows Django's `scrypt$`: `N$salt$r$p$digest`, N in full, the salt as plain text.
pub(super) fn parse_django(fields: &str) -> Result<ScryptHash, Unreadable> {
    let read = || {
        let [n, salt, r, p, digest] = *fields.split('$').collect::<Vec<_>>() else {
            return None;
        };
        let n = number(n).filter(|n| n.is_power_of_two())?;
        let log_n = u8::try_from(n.trailing_zeros()).ok()?;
        ScryptHash::new(log_n, [number(r)?, number(p)?], salt.into(), padded(digest)?)
    };
    read().ok_or(Unreadable::Malformed("scrypt"))
}

impl ScryptHash {
    /// `None` unless the digest has one of the two lengths that tools write: the beginning of a
    /// longer digest would verify.
    fn new(log_n: u8, [r, p]: [u32; 2], salt: Vec<u8>, digest: Vec<u8>) -> Option<Self> {
        let plausible = (1..64).contains(&log_n) && matches!(digest.len(), 32 | 64);
        plausible.then_some(Self { log_n, r, p, salt, digest })
    }

    /// 128 N r bytes (RFC 7914 §5), in KiB rounded up.
    fn memory_kib(&self) -> u64 {
        let bytes = (128_u128 << self.log_n) * u128::from(self.r);
        u64::try_from(bytes.div_ceil(1024)).unwrap_or(u64::MAX)
    }
}

impl Scheme for ScryptHash {
    fn label(&self) -> String {
        format!("scrypt:{}:{}:{}", self.log_n, self.r, self.p)
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        let (memory, p) = (self.memory_kib(), u64::from(self.p));
        within("scrypt r", self.r.into(), 1, bounds::MEMORY_KIB)?;
        within("scrypt p", p, 1, bounds::MEMORY_KIB)?;
        within("scrypt memory in KiB", memory, 1, bounds::MEMORY_KIB)?;
        within("scrypt memory times p in KiB", memory * p, 1, bounds::SCRYPT_MEMORY_P_KIB)?;
        // p blocks of 128 r bytes stand beside the large one.
        within("scrypt r times p", u64::from(self.r) * p, 1, bounds::MEMORY_KIB)
    }

    /// The library asks for its memory each time; scrypt hashes are replaced at first sign-in, so
    /// keeping a block for them is not worth having our own scrypt.
    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        let Ok(params) = scrypt::Params::new(self.log_n, self.r, self.p) else {
            return false;
        };
        let mut digest = Zeroizing::new(vec![0; self.digest.len()]);
        scrypt::scrypt(password, &self.salt, &params, &mut digest).is_ok() && same(&digest, &self.digest)
    }
}
