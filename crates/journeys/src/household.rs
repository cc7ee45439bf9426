//! « Mon foyer » (O1, X2):
//! 1. the holder proposes the contract to an adult of the household, and may withdraw the proposal;
//! 2. that person accepts it or declines it, in their own account;
//! 3. a member leaves, or the holder removes one; each keeps their own account.
//!
//! Safety: a role changes only for who proved who they are less than ten minutes ago, and only as their own part in the
//! contract allows. Knows not whether two do this at once: every write is guarded, and one wins.

use domain::audit::HandoverEnd;
use domain::message::HouseholdNews as News;
use domain::{AccountId, ContractId, Fact, HandoverId, Policy, Role, Session, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Looking,
}

/// The contract as it stands for who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub contract: ContractId,
    pub mine: Role,
    pub i_am_minor: bool,
    /// The person of the same contract whom it is about; absent where nobody is named, or nobody of this household.
    pub other: Option<Other>,
    /// The proposal that is open.
    pub open: Option<Open>,
    /// For a proposal to come.
    pub fresh_id: HandoverId,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Other {
    pub account: AccountId,
    pub role: Role,
    pub is_minor: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Open {
    pub handover: HandoverId,
    pub from: AccountId,
    pub to: AccountId,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    Propose,
    Withdraw,
    Accept,
    Decline,
    Leave,
    Remove,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// `table` is absent where the contract is nobody's or somebody else's.
    Asked { session: Box<Session>, table: Option<Box<Table>>, act: Act },
}

pub const fn begin() -> crate::State {
    crate::State::Household(State::Looking)
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    let (State::Looking, Event::Asked { session, table, act }) = (state, event);
    if !session.is_fresh(now, policy.session.step_up_fresh) {
        let visit = Visit::to(Destination::Household, now).proving_again();
        return Ok(Turn::new(begin(), Next::Leave(Outcome::ProveAgain(visit))));
    }
    let Some(table) = table else { return Ok(refused(Refusal::HouseholdChanged)) };
    let me = session.account;
    Ok(match act {
        // 1
        Act::Propose => propose(me, &table, now, policy),
        Act::Withdraw => match table.open.filter(|open| open.from == me) {
            Some(open) => end(me, &table, open, HandoverEnd::Withdrawn),
            None => refused(Refusal::HouseholdChanged),
        },
        // 2
        Act::Accept => match table.open.filter(|open| open.to == me) {
            Some(_) if table.i_am_minor => refused(Refusal::UnderAge),
            Some(open) => accept(me, &table, open),
            None => refused(Refusal::HouseholdChanged),
        },
        Act::Decline => match table.open.filter(|open| open.to == me) {
            Some(open) => end(me, &table, open, HandoverEnd::Declined),
            None => refused(Refusal::HouseholdChanged),
        },
        // 3
        Act::Leave => match table.mine {
            Role::Holder => refused(Refusal::HolderStays),
            Role::Member if table.i_am_minor => refused(Refusal::UnderAge),
            Role::Member => leave(me, &table, me),
        },
        Act::Remove => match (table.mine, table.other) {
            (Role::Holder, Some(other)) if other.role == Role::Member && other.account != me => {
                leave(me, &table, other.account)
            }
            _ => refused(Refusal::HouseholdChanged),
        },
    })
}

fn refused(refusal: Refusal) -> Turn {
    Turn::new(begin(), Next::Show(Screen::Household { refusal: Some(refusal) }))
}

fn done(act: Act) -> Turn {
    Turn::new(begin(), Next::Leave(Outcome::HouseholdDone(act)))
}

fn propose(me: AccountId, table: &Table, now: Timestamp, policy: &Policy) -> Turn {
    let other = match (table.mine, table.other) {
        (Role::Holder, Some(other)) if other.role == Role::Member && other.account != me => other,
        _ => return refused(Refusal::HouseholdChanged),
    };
    if other.is_minor {
        return refused(Refusal::UnderAge);
    }
    if table.open.is_some() {
        return refused(Refusal::HandoverOpen);
    }
    let (contract, handover, to) = (table.contract, table.fresh_id, other.account);
    let until = now + policy.household.handover_lives;
    done(Act::Propose)
        .write(Write::ProposeHandover { account: me, contract, handover, to, until })
        .fact(Fact::HandoverProposed { contract, handover })
        .notice(told(to, News::HandoverOffered, table, me))
        .notice(told(me, News::HandoverProposed, table, to))
}

fn accept(me: AccountId, table: &Table, open: Open) -> Turn {
    let (contract, handover) = (table.contract, open.handover);
    done(Act::Accept)
        .write(Write::HandOver { account: me, contract, handover, from: open.from })
        .fact(Fact::HandoverEnded { contract, handover, how: HandoverEnd::Accepted })
        .fact(Fact::RoleChanged { contract, role: Role::Holder })
        .notice(told(me, News::NowHolder, table, open.from))
        .notice(told(open.from, News::NoLongerHolder, table, me))
}

/// Declined or withdrawn: both are told.
fn end(me: AccountId, table: &Table, open: Open, how: HandoverEnd) -> Turn {
    let (contract, handover) = (table.contract, open.handover);
    let (act, news) = match how {
        HandoverEnd::Withdrawn => (Act::Withdraw, News::HandoverWithdrawn),
        _ => (Act::Decline, News::HandoverDeclined),
    };
    done(act)
        .write(Write::EndHandover { account: me, contract, handover })
        .fact(Fact::HandoverEnded { contract, handover, how })
        .notice(told(open.to, news, table, open.from))
        .notice(told(open.from, news, table, open.to))
}

fn leave(me: AccountId, table: &Table, person: AccountId) -> Turn {
    let (contract, by_holder) = (table.contract, person != me);
    let turn = done(if by_holder { Act::Remove } else { Act::Leave }).write(Write::EndMembership {
        account: me,
        contract,
        person,
    });
    if by_holder {
        return turn.notice(told(person, News::Removed, table, me)).notice(told(
            me,
            News::RemovedOne,
            table,
            person,
        ));
    }
    turn.fact(Fact::MembershipEnded { contract, by_holder }).notice(told(me, News::Left, table, me))
}

/// Tells `account` something about `about`.
const fn told(account: AccountId, news: News, table: &Table, about: AccountId) -> Notice {
    Notice::Household { account, news, contract: table.contract, about }
}

#[cfg(test)]
mod tests;
