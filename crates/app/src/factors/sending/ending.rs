//! Texts and calls end on a day that the operator chose; whoever uses them is told in good time, once (SM6, X6).

use domain::message::MailTemplate;
use domain::{AccountId, Fact, Timestamp};
use store::authenticators;
use store::db::CommitError;

use crate::{App, Trouble, chance};

impl App {
    /// Tells the next hundred, once it is time; of two nodes, one tells.
    pub async fn tell_that_texts_end(&self) -> Result<(), Trouble> {
        let now = self.now();
        let Some(end) = self.policy().sending.ending(now) else { return Ok(()) };
        for untold in authenticators::untold_of_end(self.db()).await? {
            self.tell_one(untold, end, now).await?;
        }
        Ok(())
    }

    async fn tell_one(
        &self,
        untold: (AccountId, u64),
        end: Timestamp,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        let mail = |given_name, login| MailTemplate::TextsEnd { given_name, login, end };
        let mails = self.mails(untold.0, mail).await?;
        let mut batch = chance::act(now);
        authenticators::told_of_end(&mut batch, untold, now);
        self.audit(&mut batch, Some(untold.0), &Fact::ToldThatTextsEnd, None, now);
        self.put_messages(&mut batch, Some(untold.0), mails, now);
        match self.db().commit(batch).await {
            Ok(()) => self.wake_delivery(),
            Err(CommitError::Lost(_)) => {}
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        Ok(())
    }
}
