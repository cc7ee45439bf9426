//! Judges a code that was sent: for its own question, five times at most, ten minutes long, once (SM3).

use domain::sending::Window;
use domain::{AccountId, AuthenticatorId, SentCodeId, Timestamp};
use store::enrolments::StoredEnrolment;
use store::sent_codes::{self, SentCode};
use store::{Batch, authenticators, sendings};
use subtle::ConstantTimeEq as _;

use super::{FirstCode, Used};
use crate::vault::Purpose;
use crate::{App, Trouble};

impl App {
    /// The code that is under way for this very question, unless it is too old or was tried too often.
    pub(in crate::factors) async fn live_code(
        &self,
        account: AccountId,
        by: AuthenticatorId,
        id: SentCodeId,
        now: Timestamp,
    ) -> Result<Option<SentCode>, Trouble> {
        let found = sent_codes::of(self.db(), account, by).await?;
        let most = self.policy().sending.tries;
        Ok(found.filter(|code| code.id == id && code.tries < most && now < code.expires_at))
    }

    pub(in crate::factors) fn is_code(&self, code: &SentCode, typed: &str) -> bool {
        bool::from(self.sent_digest(code.id, typed).ct_eq(&code.code_hash))
    }

    /// What a right code is taken with.
    pub(in crate::factors) fn used(code: SentCode, kept: Option<String>, is_address: bool) -> Used {
        let calling_code = kept.and_then(|kept| domain::PhoneNumber::kept(&kept));
        Used { code, calling_code: calling_code.map(|number| number.calling_code()), is_address }
    }

    /// Spends it; the method itself counts nothing.
    pub(in crate::factors) fn lay_used(
        batch: &mut Batch,
        (account, by): (AccountId, AuthenticatorId),
        used: &Used,
        now: Timestamp,
    ) {
        sent_codes::spend(batch, &used.code, now);
        // An address is no method of its own: there is no row to move (decision 5).
        if !used.is_address {
            authenticators::accept_uncounted(batch, account, by, now);
        }
        if let Some(code) = &used.calling_code {
            sendings::count_used(batch, Window::Hour.number(now), code);
        }
    }

    pub(in crate::factors) fn first_code(&self, row: &StoredEnrolment) -> Option<FirstCode> {
        self.vault().open_json(Purpose::Enrolment, row.id.bytes(), &row.secret_sealed)
    }

    /// Whether it is the first code of a method that is being set up.
    pub(in crate::factors) fn is_first_code(&self, row: &StoredEnrolment, typed: &str) -> bool {
        let id = SentCodeId::from_bytes(*row.id.bytes());
        self.first_code(row)
            .is_some_and(|first| bool::from(self.sent_digest(id, typed).ct_eq(&first.hash[..])))
    }

    /// A first code was used: its country's are read.
    pub(in crate::factors) fn count_first(batch: &mut Batch, first: &FirstCode, now: Timestamp) {
        if let Some(number) = domain::PhoneNumber::kept(&first.to) {
            sendings::count_used(batch, Window::Hour.number(now), &number.calling_code());
        }
    }

    pub(super) fn sent_digest(&self, id: SentCodeId, code: &str) -> [u8; 32] {
        self.vault().wide_digest("sent/code", &[id.bytes().as_slice(), code.as_bytes()].concat())
    }
}
