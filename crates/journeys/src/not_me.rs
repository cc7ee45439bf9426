//! « Ce n’était pas moi » (C37, X10): 1. the link of a security notice shows what happened, when and where; 2. one press ends
//! that device, or every device where no single one is meant, undoes the change that was told, and removes the method that
//! was added; 3. choosing another password is next.
//!
//! Safety: nothing ends but what the notice named, for the account it was written to, and once; nobody is signed in by it.
//! So who presses every button, as mail scanners do, can sign a device out once, and no more.

use domain::alarm::Told;
use domain::{AccountId, AlarmId, AuthenticatorId, ChangeId, DeviceId, Fact};
use serde::{Deserialize, Serialize};

use crate::{Next, OutOfTurn, Outcome, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingPress { alarm: Alarm },
    Secured,
}

/// What a notice named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Alarm {
    pub id: AlarmId,
    pub account: AccountId,
    pub told: Told,
    /// Absent: every device of the account.
    pub device: Option<DeviceId>,
    /// The change of a contact address that is taken back.
    #[serde(default)]
    pub change: Option<ChangeId>,
    /// The method that is removed.
    #[serde(default)]
    pub method: Option<AuthenticatorId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Denied,
}

pub const fn begin(alarm: Alarm) -> crate::State {
    crate::State::NotMe(State::AwaitingPress { alarm })
}

pub fn step(state: State, event: Event) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 2. pressed: the guard stands first, so that a second press changes nothing
        (State::AwaitingPress { alarm }, Event::Denied) => {
            let Alarm { id, account, told, device, change, method } = alarm;
            let mut turn = Turn::new(crate::State::NotMe(State::Secured), Next::Leave(Outcome::Secured))
                .write(Write::PressAlarm { account, alarm: id })
                .fact(Fact::NotMe { told, device, method });
            if told == Told::CodesMade {
                turn = turn.write(Write::EndCodes { account });
            }
            if let Some(method) = method {
                let is_phone = told == Told::PhoneAdded;
                turn = turn.write(Write::EndToldMethod { account, method, is_phone });
            }
            if let Some(id) = change {
                turn = turn.write(Write::UndoContactChange { account, id });
            }
            Ok(turn.write(match device {
                Some(device) => Write::EndDevice { account, device },
                None => Write::EndOthers { account, here: None },
            }))
        }
        (State::Secured, Event::Denied) => Err(OutOfTurn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm(device: Option<DeviceId>, change: Option<ChangeId>) -> Alarm {
        Alarm {
            id: AlarmId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            told: Told::NewDevice,
            device,
            change,
            method: None,
        }
    }

    fn pressed(alarm: Alarm) -> Turn {
        step(State::AwaitingPress { alarm }, Event::Denied).expect("in turn")
    }

    #[test]
    fn a_press_ends_the_device_that_was_named_and_no_other() {
        let device = DeviceId::from_bytes([3; 16]);
        let turn = pressed(alarm(Some(device), None));
        let account = AccountId::from_bytes([2; 16]);
        let press = Write::PressAlarm { account, alarm: AlarmId::from_bytes([1; 16]) };
        assert_eq!(turn.writes, [press, Write::EndDevice { account, device }]);
        assert!(matches!(turn.next, Next::Leave(Outcome::Secured)));
    }

    #[test]
    fn where_no_device_is_named_all_end_and_a_change_is_undone() {
        let id = ChangeId::from_bytes([4; 16]);
        let turn = pressed(alarm(None, Some(id)));
        let account = AccountId::from_bytes([2; 16]);
        assert_eq!(
            turn.writes[1..],
            [Write::UndoContactChange { account, id }, Write::EndOthers { account, here: None }]
        );
    }

    #[test]
    fn printed_codes_that_somebody_else_made_end_too() {
        let turn = pressed(Alarm { told: Told::CodesMade, ..alarm(None, None) });
        let account = AccountId::from_bytes([2; 16]);
        assert_eq!(turn.writes[1..], [Write::EndCodes { account }, Write::EndOthers { account, here: None }]);
    }

    #[test]
    fn the_method_that_was_told_of_is_removed_and_no_other() {
        let method = AuthenticatorId::from_bytes([5; 16]);
        for (told, is_phone) in [(Told::FactorAdded, false), (Told::PhoneAdded, true)] {
            let turn = pressed(Alarm { told, method: Some(method), ..alarm(None, None) });
            let account = AccountId::from_bytes([2; 16]);
            assert_eq!(turn.writes[1], Write::EndToldMethod { account, method, is_phone });
            assert_eq!(turn.facts, [Fact::NotMe { told, device: None, method: Some(method) }]);
        }
    }

    #[test]
    fn a_second_press_is_out_of_turn() {
        assert!(step(State::Secured, Event::Denied).is_err());
    }
}
