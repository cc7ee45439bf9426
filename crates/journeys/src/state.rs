//! One enum over all journeys, so that one driver runs them and one table keeps them.

use domain::{Policy, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    OutOfTurn, Turn, add_person, change_contact, change_password, consent, devices, enrol_authenticator,
    household, lost_phone, manage_authenticators, not_me, personalise, recourse, recover, recovery_codes,
    second_factor, sign_in, sign_in_by_phone, sign_out, start, who,
};

/// The form of stored states. A release that changes a state must still read the version before.
pub const VERSION: i64 = 1;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "journey", content = "state", rename_all = "snake_case")]
pub enum State {
    SignIn(sign_in::State),
    SignInByPhone(sign_in_by_phone::State),
    Consent(consent::State),
    SignOut(sign_out::State),
    Devices(devices::State),
    Recover(recover::State),
    ChangePassword(change_password::State),
    Who(who::State),
    Household(household::State),
    Personalise(personalise::State),
    SecondFactor(second_factor::State),
    EnrolAuthenticator(enrol_authenticator::State),
    ManageAuthenticators(manage_authenticators::State),
    NotMe(not_me::State),
    LostPhone(lost_phone::State),
    RecoveryCodes(recovery_codes::State),
    ChangeContact(change_contact::State),
    Recourse(recourse::State),
    AddPerson(add_person::State),
    Start(start::State),
}

#[derive(Debug)]
pub enum Event {
    SignIn(sign_in::Event),
    SignInByPhone(sign_in_by_phone::Event),
    Consent(consent::Event),
    SignOut(sign_out::Event),
    Devices(devices::Event),
    Recover(recover::Event),
    ChangePassword(change_password::Event),
    Who(who::Event),
    Household(household::Event),
    Personalise(personalise::Event),
    SecondFactor(second_factor::Event),
    EnrolAuthenticator(enrol_authenticator::Event),
    ManageAuthenticators(manage_authenticators::Event),
    NotMe(not_me::Event),
    LostPhone(lost_phone::Event),
    RecoveryCodes(recovery_codes::Event),
    ChangeContact(change_contact::Event),
    Recourse(recourse::Event),
    AddPerson(add_person::Event),
    Start(start::Event),
}

/// Where a state lives between two turns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// Sealed in the form: nobody is recognised yet, so nothing may be stored (DO4).
    Form,
    /// A row: somebody is recognised and has more to do.
    Row,
}

impl State {
    pub const fn home(&self) -> Home {
        match self {
            Self::Consent(_) | Self::Personalise(_) | Self::SecondFactor(_) | Self::EnrolAuthenticator(_) => {
                Home::Row
            }
            Self::SignIn(_)
            | Self::SignInByPhone(_)
            | Self::SignOut(_)
            | Self::Devices(_)
            | Self::Recover(_)
            | Self::ChangePassword(_)
            | Self::Who(_)
            | Self::Household(_)
            | Self::ManageAuthenticators(_)
            | Self::NotMe(_)
            | Self::LostPhone(_)
            | Self::RecoveryCodes(_)
            | Self::ChangeContact(_)
            | Self::Recourse(_)
            | Self::AddPerson(_)
            | Self::Start(_) => Home::Form,
        }
    }

    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignIn(_) => "sign_in",
            Self::SignInByPhone(_) => "sign_in_by_phone",
            Self::Consent(_) => "consent",
            Self::SignOut(_) => "sign_out",
            Self::Devices(_) => "devices",
            Self::Recover(_) => "recover",
            Self::ChangePassword(_) => "change_password",
            Self::Who(_) => "who",
            Self::Household(_) => "household",
            Self::Personalise(_) => "personalise",
            Self::SecondFactor(_) => "second_factor",
            Self::EnrolAuthenticator(_) => "enrol_authenticator",
            Self::ManageAuthenticators(_) => "manage_authenticators",
            Self::NotMe(_) => "not_me",
            Self::LostPhone(_) => "lost_phone",
            Self::RecoveryCodes(_) => "recovery_codes",
            Self::ChangeContact(_) => "change_contact",
            Self::Recourse(_) => "recourse",
            Self::AddPerson(_) => "add_person",
            Self::Start(_) => "start",
        }
    }
}

/// One step of whichever journey the state belongs to.
pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        (State::SignIn(state), Event::SignIn(event)) => sign_in::step(state, event, now, policy),
        (State::SignInByPhone(state), Event::SignInByPhone(event)) => {
            sign_in_by_phone::step(state, event, now, policy)
        }
        (State::Consent(state), Event::Consent(event)) => consent::step(state, event),
        (State::SignOut(state), Event::SignOut(event)) => sign_out::step(state, event),
        (State::Devices(state), Event::Devices(event)) => devices::step(state, event, now, policy),
        (State::Recover(state), Event::Recover(event)) => recover::step(state, event, now),
        (State::ChangePassword(state), Event::ChangePassword(event)) => {
            change_password::step(state, event, now)
        }
        (State::Who(state), Event::Who(event)) => who::step(state, event),
        (State::Household(state), Event::Household(event)) => household::step(state, event, now, policy),
        (State::Personalise(state), Event::Personalise(event)) => {
            personalise::step(state, event, now, policy)
        }
        (State::SecondFactor(state), Event::SecondFactor(event)) => {
            second_factor::step(state, event, now, policy)
        }
        (State::EnrolAuthenticator(state), Event::EnrolAuthenticator(event)) => {
            enrol_authenticator::step(state, event, now)
        }
        (State::ManageAuthenticators(state), Event::ManageAuthenticators(event)) => {
            manage_authenticators::step(state, event, now, policy)
        }
        (State::AddPerson(state), Event::AddPerson(event)) => add_person::step(state, event, now, policy),
        (State::Start(state), Event::Start(event)) => start::step(state, event, now),
        (State::Recourse(state), Event::Recourse(event)) => recourse::step(state, event),
        (State::ChangeContact(state), Event::ChangeContact(event)) => {
            change_contact::step(state, event, now, policy)
        }
        (State::RecoveryCodes(state), Event::RecoveryCodes(event)) => {
            recovery_codes::step(state, event, now, policy)
        }
        (State::NotMe(state), Event::NotMe(event)) => not_me::step(state, event),
        (State::LostPhone(state), Event::LostPhone(event)) => lost_phone::step(state, event, now, policy),
        _ => Err(OutOfTurn),
    }
}
