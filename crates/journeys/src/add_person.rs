//! The holder adds somebody by login: a child, or an adult without a mailbox (X19):
//! 1. the holder says who it is and what they will sign in with;
//! 2. both are judged, each refusal beside its field;
//! 3. the account is made, and a code to start it with is shown once, to be printed or copied;
//! 4. the holder draws another code, or takes the one that waits back.
//!
//! Safety: somebody is added, and a code drawn, only by the holder of the contract, less than ten minutes after a proof of who
//! they are; never a code for an adult who has a password of their own. Knows neither codes nor whose a login is.

use domain::household::{Added, is_a_name};
use domain::login::{BadLogin, own_login};
use domain::message::HouseholdNews as News;
use domain::{AccountId, ContractId, Fact, Policy, Session, StartId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Looking,
    AwaitingAdmission { holder: AccountId, contract: ContractId, wish: Box<Wish> },
    AwaitingCode { holder: AccountId, contract: ContractId, person: AccountId },
}

/// Who is to be added, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wish {
    pub given: String,
    pub family: String,
    /// `None` where neither was chosen.
    pub is_child: Option<bool>,
    pub born: Born,
    pub login: String,
}

/// A day of birth in three fields: no language's order is guessed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Born {
    pub day: String,
    pub month: String,
    pub year: String,
}

/// The contract as it stands for who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub contract: ContractId,
    pub i_hold: bool,
    /// How many were added of late.
    pub added: u32,
    /// Whom it is about, where they were added to this contract and are on it still.
    pub person: Option<(AccountId, Added)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    Add(Box<Wish>),
    Renew,
    TakeBack,
}

/// What is said of somebody who is to be added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// With the ids that the shell drew.
    Admitted {
        person: AccountId,
        start: StartId,
        minor: bool,
    },
    LoginTaken,
    /// No day that anybody alive was born on.
    NeverBorn,
    /// A child who is of age already.
    OfAge,
    /// Not judged: too many logins were asked for.
    TooSoon {
        until: Timestamp,
    },
}

/// What is wrong, beside each field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Refused {
    pub given: Option<Refusal>,
    pub family: Option<Refusal>,
    pub kind: Option<Refusal>,
    pub born: Option<Refusal>,
    pub login: Option<Refusal>,
    /// What is about no field.
    pub whole: Option<Refusal>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// `table` is absent where the contract is nobody's or somebody else's.
    Asked {
        session: Box<Session>,
        table: Option<Box<Table>>,
        act: Act,
    },
    AdmissionJudged(Admission),
    CodeDrawn {
        start: StartId,
    },
}

pub const fn begin() -> crate::State {
    crate::State::AddPerson(State::Looking)
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        (State::Looking, Event::Asked { session, table, act }) => {
            if !session.is_fresh(now, policy.session.step_up_fresh) {
                return Ok(prove(table.as_deref(), &act, now));
            }
            let Some(table) = table.filter(|table| table.i_hold) else {
                return Ok(household(Refusal::HouseholdChanged));
            };
            Ok(match act {
                // 1
                Act::Add(wish) => add(session.account, &table, wish, policy),
                // 4
                Act::Renew => renew(session.account, &table),
                Act::TakeBack => take_back(session.account, &table),
            })
        }
        // 2 and 3
        (State::AwaitingAdmission { holder, contract, wish }, Event::AdmissionJudged(said)) => {
            Ok(judged((holder, contract), wish, said, now + policy.household.start_lives, now))
        }
        // 4. another code
        (State::AwaitingCode { holder, contract, person }, Event::CodeDrawn { start }) => {
            let until = now + policy.household.start_lives;
            let told = |account, news, about| Notice::Household { account, news, contract, about };
            Ok(shown(person, until, true)
                .write(Write::IssueStart { account: holder, contract, person, start, until })
                .fact(Fact::StartCodeIssued { contract, person })
                .notice(told(holder, News::StartRenewed, person))
                .notice(told(person, News::StartForYou, holder)))
        }
        _ => Err(OutOfTurn),
    }
}

/// What was typed is kept by nobody meanwhile: the page asks for the proof before it shows its fields.
fn prove(table: Option<&Table>, act: &Act, now: Timestamp) -> Turn {
    let destination = match (act, table) {
        (Act::Add(_), Some(table)) => Destination::AddPerson(table.contract),
        _ => Destination::Household,
    };
    let visit = Visit::to(destination, now).proving_again();
    Turn::new(begin(), Next::Leave(Outcome::ProveAgain(visit)))
}

fn household(refusal: Refusal) -> Turn {
    Turn::new(begin(), Next::Show(Screen::Household { refusal: Some(refusal) }))
}

fn form(contract: ContractId, wish: Box<Wish>, refused: Refused) -> Turn {
    Turn::new(begin(), Next::Show(Screen::AddPerson { contract, wish, refused }))
}

fn shown(person: AccountId, until: Timestamp, renewed: bool) -> Turn {
    Turn::new(begin(), Next::Show(Screen::StartCode { person, until, renewed }))
}

fn add(holder: AccountId, table: &Table, wish: Box<Wish>, policy: &Policy) -> Turn {
    let contract = table.contract;
    if table.added >= policy.household.most_added {
        let refused = Refused { whole: Some(Refusal::TooManyAdded), ..Refused::default() };
        return form(contract, wish, refused);
    }
    let refused = look(&wish);
    if refused != Refused::default() {
        return form(contract, wish, refused);
    }
    let question = Question::MayAddPerson { account: holder, contract, wish: wish.clone() };
    let state = State::AwaitingAdmission { holder, contract, wish };
    Turn::new(crate::State::AddPerson(state), Next::Ask(question))
}

/// What can be seen without asking anybody.
fn look(wish: &Wish) -> Refused {
    let named = |name: &str| (!is_a_name(name)).then_some(Refusal::NameMissing);
    let missing =
        [&wish.born.day, &wish.born.month, &wish.born.year].iter().any(|part| part.trim().is_empty());
    Refused {
        given: named(&wish.given),
        family: named(&wish.family),
        kind: wish.is_child.is_none().then_some(Refusal::NoKindChosen),
        born: (wish.is_child == Some(true) && missing).then_some(Refusal::NeverBorn),
        login: own_login(&wish.login).err().map(|bad| match bad {
            BadLogin::Empty => Refusal::EmptyLogin,
            BadLogin::Unfit => Refusal::BadLogin,
        }),
        whole: None,
    }
}

fn judged(
    (holder, contract): (AccountId, ContractId),
    wish: Box<Wish>,
    said: Admission,
    until: Timestamp,
    now: Timestamp,
) -> Turn {
    let none = Refused::default();
    let refused = match said {
        Admission::Admitted { person, start, minor } => {
            let name = format!("{} {}", wish.given.trim(), wish.family.trim());
            return shown(person, until, false)
                .write(Write::AddPerson { account: holder, contract, person, start, until })
                .fact(Fact::PersonAdded { contract, person, minor })
                .fact(Fact::StartCodeIssued { contract, person })
                .notice(Notice::PersonAdded { account: holder, name, at: now });
        }
        Admission::LoginTaken => Refused { login: Some(Refusal::LoginTaken), ..none },
        Admission::NeverBorn => Refused { born: Some(Refusal::NeverBorn), ..none },
        Admission::OfAge => Refused { born: Some(Refusal::OfAge), ..none },
        Admission::TooSoon { until } => Refused { whole: Some(Refusal::TooManyTries { until }), ..none },
    };
    form(contract, wish, refused)
}

fn renew(holder: AccountId, table: &Table) -> Turn {
    match table.person {
        None => household(Refusal::HouseholdChanged),
        Some((_, added)) if !added.may_be_given_a_code() => household(Refusal::StartedAlready),
        Some((person, _)) => {
            let state = State::AwaitingCode { holder, contract: table.contract, person };
            let question = Question::DrawStartCode { account: holder, person };
            Turn::new(crate::State::AddPerson(state), Next::Ask(question))
        }
    }
}

fn take_back(holder: AccountId, table: &Table) -> Turn {
    let Some((person, _)) = table.person else { return household(Refusal::HouseholdChanged) };
    let contract = table.contract;
    Turn::new(begin(), Next::Leave(Outcome::StartTakenBack))
        .write(Write::TakeBackStart { account: holder, contract, person })
        .fact(Fact::StartCodeTakenBack { contract, person })
}

#[cfg(test)]
mod tests;
