//! « Mon foyer » (O1, X2): what somebody may see of their contracts, and what changes in them. A holder sees who is in the
//! household, never their passwords, devices or sign-ins; a member sees the contract, its holder and themself.

use domain::contract::ContractKind;
use domain::household::{Added, Minority, masked};
use domain::message::HouseholdNews as News;
use domain::{AccountId, ContractId, Fact, HandoverId, PersonName, Role, Session, Timestamp};
use journeys::Write;
use journeys::household::{Open, Other, Table};
use store::contracts::StoredContract;
use store::db::CommitError;
use store::handovers::{self, StoredHandover};
use store::memberships::{self, StoredHousemate};
use store::starts::{self, StoredStart};

use crate::browser::Caller;
use crate::commit::Draft;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// Contracts that a page shows.
const MOST: usize = 10;

/// One contract, as one of its people sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Household {
    pub contract: ContractId,
    pub kind: ContractKind,
    /// Its reference, masked but for the end.
    pub reference: String,
    pub mine: Role,
    pub i_am_minor: bool,
    pub people: Vec<Housemate>,
    /// Numbers, masked but for the end.
    pub lines: Vec<String>,
    pub mailboxes: Vec<Mailbox>,
    pub offer: Option<Offer>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Housemate {
    pub account: AccountId,
    pub name: PersonName,
    pub role: Role,
    pub since: Timestamp,
    pub is_minor: bool,
    /// Where the holder added them by login, and looks (X19).
    pub start: Option<Start>,
}

/// How somebody stands who was added by login.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Start {
    pub started: bool,
    /// Until when the code serves that waits for them.
    pub code_until: Option<Timestamp>,
    /// Whether the holder may draw another one.
    pub may_renew: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub address: String,
    pub owner: Option<AccountId>,
}

/// A proposal to hand the contract over that concerns who looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer {
    pub from: AccountId,
    pub to: AccountId,
    pub until: Timestamp,
}

impl App {
    /// The contracts of somebody, each with what they may see of it; ten at most.
    pub async fn households(&self, me: AccountId, now: Timestamp) -> Result<Vec<Household>, Trouble> {
        let contracts = store::contracts::of_account(self.db(), me).await?;
        let lines = store::lines::of_account(self.db(), me).await?;
        let mut households = Vec::new();
        for contract in contracts.into_iter().filter(|contract| contract.ended_at.is_none()).take(MOST) {
            let numbers = lines.iter().filter(|line| line.contract == contract.id);
            let open = |sealed: &[u8]| self.vault().open_text(Purpose::Line, contract.id.bytes(), sealed);
            let numbers = numbers.filter_map(|line| open(&line.number_sealed)).map(|number| masked(&number));
            let numbers = numbers.collect();
            households.extend(self.household(&contract, me, numbers, now).await?);
        }
        Ok(households)
    }

    async fn household(
        &self,
        contract: &StoredContract,
        me: AccountId,
        lines: Vec<String>,
        now: Timestamp,
    ) -> Result<Option<Household>, Trouble> {
        let id = contract.id;
        let stored = memberships::of_contract(self.db(), id).await?;
        let people: Vec<Housemate> = stored.iter().filter_map(|one| self.housemate(one, now)).collect();
        let Some(own) = people.iter().find(|person| person.account == me) else { return Ok(None) };
        let (mine, i_am_minor) = (own.role, own.is_minor);
        let added = match mine {
            Role::Holder => starts::of_contract(self.db(), id).await?,
            Role::Member => Vec::new(),
        };
        let sees =
            |account: AccountId, role: Role| mine == Role::Holder || role == Role::Holder || account == me;
        let mailboxes = store::mailboxes::of_contract(self.db(), id).await?;
        let mailbox = |stored: store::mailboxes::StoredMailbox| {
            let text = self.vault().open_text(Purpose::Mailbox, id.bytes(), &stored.address_sealed)?;
            Some(Mailbox { address: text, owner: stored.account })
        };
        let offer = handovers::of_contract(self.db(), id).await?.filter(|open| now < open.expires_at);
        let reference = self.vault().open_text(Purpose::Contract, id.bytes(), &contract.ref_sealed);
        Ok(Some(Household {
            contract: id,
            kind: ContractKind::from_word(&contract.kind).unwrap_or(ContractKind::Other),
            reference: masked(&reference.unwrap_or_default()),
            mine,
            i_am_minor,
            lines,
            mailboxes: mailboxes
                .into_iter()
                .filter(|mailbox| mine == Role::Holder || mailbox.account == Some(me))
                .filter_map(mailbox)
                .collect(),
            offer: offer.filter(|open| open.from == me || open.to == me).map(|open| Offer {
                from: open.from,
                to: open.to,
                until: open.expires_at,
            }),
            people: people
                .into_iter()
                .filter(|person| sees(person.account, person.role))
                .map(|person| with_start(person, &added, now))
                .collect(),
        }))
    }

    fn housemate(&self, stored: &StoredHousemate, now: Timestamp) -> Option<Housemate> {
        Some(Housemate {
            account: stored.account,
            name: self.vault().open_json(Purpose::Person, stored.account.bytes(), &stored.person_sealed)?,
            role: stored.role,
            since: stored.since,
            is_minor: stored.is_minor && Minority { adult_at: stored.adult_at }.stands(now),
            start: None,
        })
    }

    /// The contract as it stands for who asks; nothing where it is not theirs.
    pub async fn household_table(
        &self,
        session: &Session,
        contract: ContractId,
        person: Option<AccountId>,
        now: Timestamp,
    ) -> Result<Option<Table>, Trouble> {
        let people = memberships::of_contract(self.db(), contract).await?;
        let minor = |one: &StoredHousemate| one.is_minor && Minority { adult_at: one.adult_at }.stands(now);
        let Some(own) = people.iter().find(|one| one.account == session.account) else { return Ok(None) };
        let other = people.iter().find(|one| Some(one.account) == person);
        let open = handovers::of_contract(self.db(), contract).await?.filter(|open| now < open.expires_at);
        Ok(Some(Table {
            contract,
            mine: own.role,
            i_am_minor: minor(own),
            other: other.map(|one| Other { account: one.account, role: one.role, is_minor: minor(one) }),
            open: open.map(|open| Open { handover: open.id, from: open.from, to: open.to }),
            fresh_id: chance::new_id(HandoverId::new, now),
        }))
    }

    /// Tells those who came of age since the last look; of two nodes, one tells.
    pub async fn tell_who_came_of_age(&self) -> Result<(), Trouble> {
        let now = self.now();
        for minor in store::minors::of_age(self.db(), now).await? {
            let mails = self.household_mails(minor.account, News::OfAge, minor.account, now).await?;
            let mut batch = chance::act(now);
            store::minors::told(&mut batch, minor.account, now);
            self.audit(&mut batch, Some(minor.account), &Fact::CameOfAge, None, now);
            self.put_messages(&mut batch, Some(minor.account), mails, now);
            match self.db().commit(batch).await {
                Ok(()) => self.wake_delivery(),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(())
    }

    /// Lays what happens to a contract. Whose part was read a moment ago must still have it: of two who are faster than
    /// each other, one wins.
    pub(crate) fn lay_household(&self, write: &Write, caller: &Caller, draft: &mut Draft) {
        let now = caller.now;
        let place = Some(caller.place());
        let batch = &mut draft.batch;
        match write {
            Write::ProposeHandover { account, contract, handover, to, until } => {
                memberships::hold(batch, *account, *contract, Role::Holder);
                memberships::hold(batch, *to, *contract, Role::Member);
                let row = StoredHandover {
                    contract: *contract,
                    id: *handover,
                    from: *account,
                    to: *to,
                    proposed_at: now,
                    expires_at: *until,
                };
                handovers::propose(batch, &row);
                let fact = Fact::HandoverProposed { contract: *contract, handover: *handover };
                self.audit(batch, Some(*to), &fact, None, now);
            }
            Write::EndHandover { contract, handover, .. } => {
                handovers::take(batch, *contract, *handover, now);
            }
            Write::HandOver { account, contract, handover, from } => {
                handovers::take(batch, *contract, *handover, now);
                memberships::change_role(batch, (*from, *contract), (Role::Holder, Role::Member), now);
                memberships::change_role(batch, (*account, *contract), (Role::Member, Role::Holder), now);
                let fact = Fact::RoleChanged { contract: *contract, role: Role::Member };
                self.audit(batch, Some(*from), &fact, None, now);
            }
            Write::EndMembership { account, contract, person } => {
                if account != person {
                    memberships::hold(batch, *account, *contract, Role::Holder);
                    let fact = Fact::MembershipEnded { contract: *contract, by_holder: true };
                    self.audit(batch, Some(*person), &fact, None, now);
                    let fact = Fact::PersonRemoved { contract: *contract, person: *person };
                    self.audit(batch, Some(*account), &fact, place.as_deref(), now);
                }
                memberships::end(batch, *person, *contract, now);
                starts::end_code(batch, *person, *contract);
                starts::close_unstarted(batch, *person, *contract, now);
                handovers::forget_of_person(batch, *contract, *person);
            }
            _ => {}
        }
    }
}

fn with_start(person: Housemate, added: &[StoredStart], now: Timestamp) -> Housemate {
    let found = added.iter().find(|one| one.account == person.account && person.role == Role::Member);
    let start = found.map(|one| {
        let is_minor = person.is_minor;
        let may_renew = Added { started: one.started_at.is_some(), is_minor }.may_be_given_a_code();
        let live = one.code.filter(|code| may_renew && now < code.expires_at);
        Start { started: one.started_at.is_some(), code_until: live.map(|code| code.expires_at), may_renew }
    });
    Housemate { start, ..person }
}
