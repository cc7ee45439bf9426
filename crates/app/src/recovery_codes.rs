//! Printed recovery codes: drawn here, shown once, judged here for every door that takes them (RL1). A try is booked before it
//! is judged (invariant 8); what is stored is keyed, so that a copy of the database opens nothing (EN6).

use std::time::Duration;

use domain::throttle::{Admission, admit};
use domain::{AccountId, CodeSetId, Fact, Secret, Timestamp};
use journeys::recover::PrintedProof;
use journeys::second_factor;
use proofs::recovery_code;
use store::attempts;
use store::db::{Batch, CommitError};
use store::recovery_codes::{self, StoredSet};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::{App, Trouble, chance};

/// How many a set has.
pub const CODES: usize = 10;
/// Fewer than this, and new ones are offered.
pub const FEW: u32 = 3;
/// More racing guesses than this at one counter are simply told to wait.
const RACES: usize = 8;

/// A set that was drawn: the codes for whom they are shown to, the hashes for the store.
pub struct Drawn {
    pub codes: Vec<Secret>,
    pub hashes: Vec<[u8; 32]>,
}

/// What the judge of printed codes says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Printed {
    /// Whose it is, and how many are left once it is spent.
    Right {
        account: AccountId,
        left: u32,
    },
    Wrong,
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
}

/// As it is printed: `7K2M-9QX4-0ZTB-R5NH`.
pub fn printed(code: &Secret) -> String {
    recovery_code::grouped(code.reveal()).to_string()
}

impl App {
    /// The set of an account, if it has one.
    pub async fn recovery_set(&self, account: AccountId) -> Result<Option<StoredSet>, Trouble> {
        Ok(recovery_codes::set_of(self.db(), account).await?)
    }

    /// Answers `Question::DrawCodes`.
    pub(crate) fn draw_recovery_codes(&self, account: AccountId, now: Timestamp) -> (CodeSetId, Pocket) {
        let codes: Vec<Secret> =
            (0..CODES).map(|_| Secret::new(recovery_code::make(chance::bytes()).to_string())).collect();
        let hashes = codes.iter().map(|code| self.printed_digest(account, code.reveal())).collect();
        let pocket = Pocket { drawn: Some(Drawn { codes, hashes }), ..Pocket::default() };
        (chance::new_id(CodeSetId::new, now), pocket)
    }

    /// The one place that judges a printed code. `whose`: the accounts that it may belong to; where there is none, `nobody` is
    /// the counter that is booked instead (NU1). The pocket holds what `Write::SpendCode` spends, in the turn that it opens.
    pub(crate) async fn judge_printed_code(
        &self,
        (whose, nobody): (&[AccountId], [u8; 16]),
        typed: &Secret,
        caller: &Caller,
    ) -> Result<(Printed, Pocket), Trouble> {
        // What cannot be a code is no guess.
        let Some(code) = recovery_code::read(typed.reveal()) else {
            return Ok((Printed::Wrong, Pocket::default()));
        };
        let doors = self.printed_doors(whose, nobody, caller).await?;
        let admitted = match self.book_printed(&doors, caller).await? {
            Ok(admitted) => admitted,
            Err(until) => return Ok((Printed::TooSoon { until }, Pocket::default())),
        };
        for door in admitted {
            let Some(account) = door.account else { continue };
            let hash = self.printed_digest(account, &code);
            if recovery_codes::is_unused(self.db(), account, &hash).await? {
                let set = recovery_codes::set_of(self.db(), account).await?;
                let left = set.map_or(0, |set| set.left.saturating_sub(1));
                let pocket = Pocket { printed: Some(hash), counters: vec![door.key], ..Pocket::default() };
                return Ok((Printed::Right { account, left }, pocket));
            }
        }
        Ok((Printed::Wrong, Pocket::default()))
    }

    /// Answers `Question::IsPrintedCode`: the same work for an identifier that nobody has (NU1).
    pub(crate) async fn judge_printed_proof(
        &self,
        typed: &str,
        code: &Secret,
        caller: &Caller,
    ) -> Result<(PrintedProof, Pocket), Trouble> {
        let Ok(identifier) = domain::Identifier::parse(typed) else {
            return Ok((PrintedProof::Wrong, Pocket::default()));
        };
        let whose = self.meant(&identifier).await?;
        let nobody = self.vault().bucket("printed/bucket", &identifier);
        let (printed, pocket) = self.judge_printed_code((&whose, nobody), code, caller).await?;
        Ok(match printed {
            Printed::Wrong => (PrintedProof::Wrong, Pocket::default()),
            Printed::TooSoon { until } => (PrintedProof::TooSoon { until }, Pocket::default()),
            Printed::Right { account, left } => match self.proven_by_print(account, caller.now).await? {
                Some(proven) => (PrintedProof::Right { proven, left }, pocket),
                None => (PrintedProof::Wrong, Pocket::default()),
            },
        })
    }

    /// Whether a printed code may stand for the factor of this account now: one is left, and none chose the password (RE5).
    pub async fn may_stand_for_factor(&self, account: AccountId) -> Result<bool, Trouble> {
        let set = self.recovery_set(account).await?;
        Ok(set.is_some_and(|set| set.left > 0 && set.chose_at.is_none()))
    }

    /// Answers `Question::IsPrintedFactor`.
    pub(crate) async fn judge_printed_factor(
        &self,
        account: AccountId,
        code: &Secret,
        caller: &Caller,
    ) -> Result<(second_factor::Printed, Pocket), Trouble> {
        use second_factor::Printed as Said;
        let (printed, pocket) = self.judge_printed_code((&[account], [0; 16]), code, caller).await?;
        let stands = self.may_stand_for_factor(account).await?;
        Ok(match printed {
            Printed::Right { account: whose, left } if whose == account && stands => {
                (Said::Right { left }, pocket)
            }
            Printed::Right { .. } | Printed::Wrong => (Said::Wrong, Pocket::default()),
            Printed::TooSoon { until } => (Said::TooSoon { until }, Pocket::default()),
        })
    }

    /// Lays what `Write::RenewCodes` asks for.
    pub(crate) fn renew_codes(
        account: AccountId,
        sets: (Option<CodeSetId>, CodeSetId),
        pocket: &Pocket,
        (now, batch): (Timestamp, &mut Batch),
    ) {
        if let Some(drawn) = &pocket.drawn {
            recovery_codes::renew(batch, account, sets, &drawn.hashes, now);
        }
    }

    /// Lays what `Write::SpendCode` asks for: exactly one of twenty at once, and what was booked is cleared.
    pub(crate) fn spend_code(account: AccountId, pocket: &Pocket, now: Timestamp, batch: &mut Batch) {
        if let Some(hash) = &pocket.printed {
            recovery_codes::spend(batch, account, hash, now);
        }
        for counter in &pocket.counters {
            attempts::clear(batch, counter);
        }
    }

    fn printed_digest(&self, account: AccountId, code: &str) -> [u8; 32] {
        let bound = [account.bytes().as_slice(), code.as_bytes()].concat();
        self.vault().wide_digest("recovery/printed", &bound)
    }

    /// A known device counts apart, so that a stranger cannot use up the customer's tries (RL4).
    async fn printed_doors(
        &self,
        whose: &[AccountId],
        nobody: [u8; 16],
        caller: &Caller,
    ) -> Result<Vec<Counted>, Trouble> {
        let policy = &self.policy().throttle;
        let mut doors = Vec::with_capacity(whose.len().max(1));
        for account in whose {
            let known = match caller.device_of(*account) {
                Some(device) => store::devices::by_id(self.db(), device).await?,
                None => None,
            };
            let known = known.filter(|device| device.account == *account);
            let (key, free) = match &known {
                Some(device) => {
                    (self.vault().digest("printed/device", device.id.bytes()), policy.free_tries_known_device)
                }
                None => (self.vault().digest("printed/account", account.bytes()), policy.free_tries),
            };
            doors.push(Counted { account: Some(*account), key, free });
        }
        if doors.is_empty() {
            doors.push(Counted { account: None, key: nobody, free: policy.free_tries });
        }
        Ok(doors)
    }

    /// Books one try at each counter that admits one, in a commit of its own; or says until when none does.
    async fn book_printed(
        &self,
        doors: &[Counted],
        caller: &Caller,
    ) -> Result<Result<Vec<Counted>, Timestamp>, Trouble> {
        let (now, policy) = (caller.now, &self.policy().throttle);
        for _ in 0..RACES {
            let (mut batch, mut admitted) = (chance::act(now), Vec::new());
            let mut until: Option<Timestamp> = None;
            for door in doors {
                let before = attempts::counter(self.db(), &door.key).await?;
                match admit(counter(before), door.free, now, policy) {
                    Admission::Admitted { failures } => {
                        attempts::book(&mut batch, &door.key, before, failures, now);
                        if door.account.is_some() {
                            let place = caller.place();
                            self.audit(&mut batch, door.account, &Fact::PrintedCodeTried, Some(&place), now);
                        }
                        admitted.push(*door);
                    }
                    Admission::Wait { until: this } => until = until.max(Some(this)),
                }
            }
            if let Some(until) = until.filter(|_| admitted.is_empty()) {
                return Ok(Err(until));
            }
            match self.db().commit(batch).await {
                Ok(()) => return Ok(Ok(admitted)),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Err(now + policy.first_delay.max(Duration::from_secs(1))))
    }
}

/// A counter that a try is booked at.
#[derive(Clone, Copy)]
struct Counted {
    account: Option<AccountId>,
    key: [u8; 16],
    free: u32,
}
