//! What an operator says of one account: it must set a second factor up, or need not until a day (X6).

use domain::factor::Why;
use domain::{AccountId, Fact, Identifier, Timestamp};
use store::factor_standings;

use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// Lets an account off until then, with the reason, which is sealed; an instant that is past ends it. False where nobody
    /// signs in with that.
    pub async fn exempt_from_factor(
        &self,
        identifier: &Identifier,
        until: Timestamp,
        reason: &str,
    ) -> Result<bool, Trouble> {
        let Some(account) = self.whose(identifier).await? else { return Ok(false) };
        let now = self.now();
        let mut batch = chance::act(now);
        let sealed = self.vault().seal(Purpose::ExemptionReason, account.bytes(), reason.as_bytes());
        factor_standings::exempt(&mut batch, account, until, sealed);
        self.audit(&mut batch, Some(account), &Fact::FactorExempted { until }, None, now);
        self.commit(batch).await?;
        Ok(true)
    }

    /// Asks an account to set one up from now on, whatever is asked of the others. False where nobody signs in with that.
    pub async fn require_factor(&self, identifier: &Identifier, why: Why) -> Result<bool, Trouble> {
        let Some(account) = self.whose(identifier).await? else { return Ok(false) };
        let now = self.now();
        let mut batch = chance::act(now);
        factor_standings::require(&mut batch, account, why, now);
        self.audit(&mut batch, Some(account), &Fact::FactorRequired { why }, None, now);
        self.commit(batch).await?;
        Ok(true)
    }

    async fn whose(&self, identifier: &Identifier) -> Result<Option<AccountId>, Trouble> {
        let digest = self.vault().identifier_digest(identifier);
        let row = store::credentials::for_sign_in(self.db(), &digest).await?;
        Ok(row.map(|row| row.account))
    }
}
