//! The phone shows what the page showed, and learns whose account it is. The first claim wins; each wrong try is booked
//! before it is looked up (invariant 8).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::throttle::{Admission, ThrottlePolicy, admit};
use domain::time::{hours, minutes};
use domain::vap::{Confirm, EnrolmentState};
use domain::{EnrolmentId, Secret, Timestamp};
use proofs::vap::{code, nonce, sha256};
use serde_json::Value;
use store::db::CommitError;
use store::vap_enrolments::{self, StoredEnrolment};
use store::{accounts, attempts};

use super::{VapError, VapRefused};
use crate::browser::Caller;
use crate::judge::tries::counter;
use crate::{App, Trouble, chance};

/// Wrong links and codes that one network may send in an hour.
const FREE: u32 = 20;
const RACES: usize = 8;

/// What the phone has.
pub enum Shown {
    Link { id: EnrolmentId, secret: Secret },
    Code(Secret),
}

/// What the phone is told.
#[derive(Debug)]
pub struct Claimed {
    pub id: EnrolmentId,
    /// Proves to `register` who claimed.
    pub claim: String,
    pub nonce: String,
    pub tenant: String,
    pub account_hint: String,
    pub keys: Vec<Value>,
    /// The point for `PushManager.subscribe`.
    pub vapid: String,
    pub confirm: Confirm,
    pub expires_at: Timestamp,
}

impl App {
    pub async fn claim_phone(&self, shown: &Shown, caller: &Caller) -> Result<Claimed, VapError> {
        let counter = self.book_claim(caller).await?;
        let one = self.shown(shown).await?.ok_or(VapRefused::UnknownEnrolment)?;
        match one.state.at(one.expires_at, caller.now) {
            EnrolmentState::Created => {}
            EnrolmentState::Claimed | EnrolmentState::Registered | EnrolmentState::Completed => {
                return Err(VapRefused::AlreadyClaimed.into());
            }
            over => return Err(VapRefused::Over(over).into()),
        }
        let (claim, told) = (chance::token(), nonce::make(&chance::bytes(), caller.now.seconds()));
        let mut batch = chance::act(caller.now);
        vap_enrolments::claim(&mut batch, &one, &claim.hash(), &told, caller.now);
        attempts::clear(&mut batch, &counter);
        match self.db().commit(batch).await {
            Ok(()) => {}
            Err(CommitError::Lost(_)) => return Err(VapRefused::AlreadyClaimed.into()),
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        self.ring(one.id.bytes());
        let brand = accounts::by_id(self.db(), one.account).await?.map(|account| account.brand);
        Ok(Claimed {
            id: one.id,
            claim: claim.text().to_string(),
            nonce: told,
            tenant: self.brand(brand.as_deref()).name.clone(),
            account_hint: self.account_hint(one.account).await?,
            keys: self.challenge_keys(),
            vapid: URL_SAFE_NO_PAD.encode(self.phones().vapid.point()),
            confirm: one.confirm,
            expires_at: one.expires_at,
        })
    }

    /// The enrolment that this link or code opens; a wrong secret opens none.
    async fn shown(&self, shown: &Shown) -> Result<Option<StoredEnrolment>, Trouble> {
        match shown {
            Shown::Code(typed) => match code::fold(typed.reveal()) {
                Some(code) => {
                    let digest = self.code_digest_of_phone(code.reveal());
                    Ok(vap_enrolments::by_code(self.db(), &digest).await?)
                }
                None => Ok(None),
            },
            Shown::Link { id, secret } => {
                let hash = URL_SAFE_NO_PAD.decode(secret.reveal()).ok().map(|secret| sha256(&secret));
                let found = vap_enrolments::by_id(self.db(), *id).await?;
                Ok(found.filter(|one| hash == Some(one.secret_hash)))
            }
        }
    }

    async fn book_claim(&self, caller: &Caller) -> Result<[u8; 16], VapError> {
        let key = self.vault().network_bucket_of("vap/claims", &caller.network);
        let policy = ThrottlePolicy {
            free_tries: FREE,
            free_tries_known_device: FREE,
            first_delay: minutes(3),
            longest_delay: hours(1),
            forget_after: hours(1),
            ..ThrottlePolicy::default()
        };
        for _ in 0..RACES {
            let before = attempts::counter(self.db(), &key).await?;
            let failures = match admit(counter(before), FREE, caller.now, &policy) {
                Admission::Admitted { failures } => failures,
                Admission::Wait { until } => return Err(VapRefused::TooMany { until }.into()),
            };
            let mut batch = chance::act(caller.now);
            attempts::book(&mut batch, &key, before, failures, caller.now);
            match self.db().commit(batch).await {
                Ok(()) => return Ok(key),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Err(VapRefused::TooMany { until: caller.now + policy.first_delay }.into())
    }
}
