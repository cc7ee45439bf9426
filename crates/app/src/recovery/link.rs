//! What the link of a message opens. Looking consumes nothing, however often and whoever does it (EL1).

use domain::Timestamp;
use journeys::recover::{linked_elsewhere, proven_by_link};
use journeys::{Destination, State, Visit};
use store::recoveries::{self, StoredRecovery};

use crate::browser::{Caller, Token};
use crate::vault::Purpose;
use crate::{App, Trouble};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpenedLink {
    /// Where the journey stands: a password may be chosen here, or the code is asked for.
    Stands(Box<State>),
    /// It served, was replaced, or is too old.
    Dead,
}

impl App {
    /// Judges a link's token for the browser that shows it.
    pub async fn opened_link(&self, token: &str, caller: &Caller) -> Result<OpenedLink, Trouble> {
        let Some(token) = Token::parse(token) else { return Ok(OpenedLink::Dead) };
        let mut rows = recoveries::by_token(self.db(), &token.hash()).await?;
        rows.retain(|row| row.is_live(caller.now));
        let proven = self.proven(&rows, caller).await?;
        let Some(row) = rows.first().filter(|_| !proven.is_empty()) else { return Ok(OpenedLink::Dead) };
        let here = caller.binding.is_some() && row.browser_digest == self.browser_digest(caller);
        let state = if here {
            proven_by_link(self.visit_of(row, caller.now), proven)
        } else {
            Some(linked_elsewhere(Visit::to(Destination::Account, caller.now), row.id))
        };
        Ok(state.map_or(OpenedLink::Dead, |state| OpenedLink::Stands(Box::new(state))))
    }

    /// Where that browser was going when it asked.
    fn visit_of(&self, row: &StoredRecovery, now: Timestamp) -> Visit {
        self.vault()
            .open_json(Purpose::JourneyBody, row.id.bytes(), &row.visit_sealed)
            .unwrap_or_else(|| Visit::to(Destination::Account, now))
    }
}
