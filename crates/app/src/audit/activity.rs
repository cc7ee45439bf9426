//! What a customer sees of their own trail: what concerns them, told once. Knows no sentence.

use domain::{AccountId, Fact, Timestamp};
use store::trail::{Mark, Of};

use super::trail::{Event, Trail};
use crate::{App, Trouble};

/// Entries read at once, and in all: a storm of tries does not make a page slow.
const PAGE: u32 = 200;
const MOST: usize = 1000;

/// Something that happened to an account, or several alike in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    /// The latest, of several.
    pub at: Timestamp,
    pub fact: Fact,
    pub device: Option<String>,
    pub network: Option<String>,
    pub times: u32,
}

impl App {
    /// The newest first, `count` at most.
    pub async fn activity(&self, account: AccountId, count: usize) -> Result<Vec<Activity>, Trouble> {
        let trail = Trail { db: self.db(), vault: self.vault() };
        let (of, since, mut before) = (Of::Account(account), Timestamp::from_millis(0), Mark::NEWEST);
        let (mut told, mut read) = (Told::default(), 0);
        while read < MOST && told.list.len() <= count {
            let page = trail.page(&of, since, before, PAGE).await?;
            let Some(last) = page.last() else { break };
            before = last.mark;
            read += page.len();
            for event in page {
                told.take(event);
            }
        }
        told.list.truncate(count);
        Ok(told.list)
    }
}

#[derive(Default)]
struct Told {
    list: Vec<Activity>,
    /// When somebody was last recognised.
    right_at: Option<Timestamp>,
}

impl Told {
    fn take(&mut self, event: Event) {
        let Some(fact) = event.fact else { return };
        if is_proof(&fact) {
            self.right_at = Some(event.at);
        }
        if !self.is_told(&fact, event.at) {
            return;
        }
        let Event { at, device, network, .. } = event;
        match self.list.last_mut() {
            Some(last) if is_try(&fact) && last.is_alike(&fact, (&device, &network)) => {
                last.times += 1;
            }
            _ => self.list.push(Activity { at, fact, device, network, times: 1 }),
        }
    }

    /// What only machines do is left out, and a try that was right: both were written at its instant (invariant 8).
    fn is_told(&self, fact: &Fact, at: Timestamp) -> bool {
        match fact {
            _ if is_try(fact) => self.right_at != Some(at),
            Fact::PasswordUpgraded { .. }
            | Fact::TokenIssued { .. }
            | Fact::ClientApplied { .. }
            | Fact::PersonalisationShown { .. }
            | Fact::PersonalisationPostponed { .. }
            | Fact::WeakPasswordMet
            | Fact::FactorAsked { .. }
            | Fact::FactorProven { .. }
            | Fact::EnrolmentBegun { .. }
            | Fact::CodeSent { .. }
            | Fact::ToldThatTextsEnd
            | Fact::EnrolmentPostponed
            | Fact::FactorExempted { .. }
            | Fact::FactorRequired { .. }
            | Fact::PhoneOffered
            | Fact::PhoneAsked { .. } => false,
            _ => true,
        }
    }
}

/// Booked before it was judged.
const fn is_try(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::PasswordTried { .. }
            | Fact::RecoveryTried { .. }
            | Fact::FactorTried { .. }
            | Fact::EnrolmentTried { .. }
            | Fact::PrintedCodeTried
            | Fact::StartCodeTried
            | Fact::ContactCodeTried
    )
}

/// What only follows a try that was right.
const fn is_proof(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::SessionStarted { .. }
            | Fact::PasswordReset
            | Fact::AccountStarted { .. }
            | Fact::PasswordChanged { .. }
            | Fact::FactorAsked { .. }
            | Fact::FactorProven { .. }
            | Fact::AuthenticatorAdded { .. }
            | Fact::LineProven
            | Fact::PrintedCodeUsed { .. }
            | Fact::ContactChanged { .. }
    )
}

impl Activity {
    fn is_alike(&self, fact: &Fact, (device, network): (&Option<String>, &Option<String>)) -> bool {
        self.fact == *fact && self.device == *device && self.network == *network
    }
}
