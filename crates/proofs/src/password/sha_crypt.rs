//! SHA-crypt: `$5$` (SHA-256) and `$6$` (SHA-512) of crypt(3), as mkpasswd and /etc/shadow have them.

use zeroize::Zeroizing;

use super::bounds::{self, CostRefused, within};
use super::encoding::{named_number, same};
use super::{Argon2Memory, Scheme, Unreadable, crypt64};

/// Rounds when the string names none.
const DEFAULT_ROUNDS: u32 = 5_000;
/// crypt(3) never computes fewer rounds than this, whatever it is asked.
const FEWEST_ROUNDS: u64 = 1_000;

/// One SHA-crypt hash. The digest is kept in the order in which it is written.
#[derive(Clone)]
pub struct ShaCryptHash {
    pub(super) wide: bool,
    pub(super) rounds: u32,
    pub(super) salt: Vec<u8>,
    pub(super) digest: Vec<u8>,
}

/// Reads what follows `$5$` or `$6$`: an optional `rounds=N$`, then `salt$digest`.
pub(super) fn parse(name: &str, fields: &str) -> Result<ShaCryptHash, Unreadable> {
    read(name, fields).ok_or(Unreadable::Malformed("SHA-crypt"))
}

fn read(name: &str, fields: &str) -> Option<ShaCryptHash> {
    let (rounds, fields) = match fields.split_once('$')? {
        (first, rest) if first.starts_with("rounds=") => (named_number(first, "rounds")?, rest),
        _ => (DEFAULT_ROUNDS, fields),
    };
    let (salt, digest) = fields.split_once('$')?;
    let wide = name == "6";
    let digest = crypt64::decode(digest)?;
    let plausible = salt.len() <= 16 && digest.len() == if wide { 64 } else { 32 };
    plausible.then(|| ShaCryptHash { wide, rounds, salt: salt.into(), digest })
}

impl ShaCryptHash {
    fn compute(&self, password: &[u8], rounds: sha_crypt::Params) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(if self.wide {
            as_written(&sha_crypt::sha512_crypt(password, &self.salt, rounds), 21, 1)
        } else {
            as_written(&sha_crypt::sha256_crypt(password, &self.salt, rounds), 10, 2)
        })
    }
}

/// The order in which crypt(3) writes a digest: three columns of `third` bytes read across from the
/// right, each line beginning `turn` columns further, and then the bytes that are left over.
fn as_written(digest: &[u8], third: usize, turn: usize) -> Vec<u8> {
    let lines = (0..third).flat_map(|line| {
        let columns = [line, line + third, line + 2 * third];
        [2, 1, 0].map(|place| digest[columns[(place + turn * line) % 3]])
    });
    lines.chain(digest[3 * third..].iter().copied()).collect()
}

impl Scheme for ShaCryptHash {
    fn label(&self) -> String {
        let name = if self.wide { "sha512-crypt" } else { "sha256-crypt" };
        format!("{name}:{}", self.rounds)
    }

    fn check_cost(&self) -> Result<(), CostRefused> {
        within("SHA-crypt rounds", self.rounds.into(), FEWEST_ROUNDS, bounds::SHA_CRYPT_ROUNDS)
    }

    fn verify(&self, password: &[u8], _: &mut Argon2Memory) -> bool {
        let Ok(rounds) = sha_crypt::Params::new(self.rounds) else {
            return false;
        };
        password.len() <= bounds::TYPED_BYTES && same(&self.compute(password, rounds), &self.digest)
    }
}
