//! Nothing ends but what the notice named, for the account it was written to, and once; nobody is signed in by it.

use domain::alarm::Told;
use domain::{AlarmId, AuthenticatorId, ChangeId};

use super::{account, device, touched, walk};
use crate::not_me::{Alarm, Event, State, begin};
use crate::{Event as Any, State as AnyState, Write};

#[test]
fn a_press_ends_what_the_notice_named_and_nothing_else() {
    let mut pressed = 0_u64;
    walk(
        "not_me",
        |chance| {
            begin(Alarm {
                id: AlarmId::from_bytes([9; 16]),
                account: account(chance.below(4)),
                told: *chance.one_of(&Told::ALL),
                device: chance.flip().then(|| device(chance.below(3))),
                change: chance.flip().then(|| ChangeId::from_bytes([8; 16])),
                method: chance.flip().then(|| AuthenticatorId::from_bytes([7; 16])),
            })
        },
        |_, _| Any::NotMe(Event::Denied),
        |before, _, turn| {
            let AnyState::NotMe(State::AwaitingPress { alarm }) = before else { panic!("pressed once") };
            assert!(touched(turn).iter().all(|touched| *touched == alarm.account));
            let press = Write::PressAlarm { account: alarm.account, alarm: alarm.id };
            assert_eq!(turn.writes.first(), Some(&press), "the guard stands first");
            for write in &turn.writes[1..] {
                match write {
                    Write::UndoContactChange { id, .. } => assert_eq!(Some(*id), alarm.change),
                    Write::EndToldMethod { method, .. } => assert_eq!(Some(*method), alarm.method),
                    Write::EndCodes { .. } => assert_eq!(alarm.told, Told::CodesMade),
                    Write::EndDevice { device, .. } => assert_eq!(Some(*device), alarm.device),
                    Write::EndOthers { here: None, .. } => assert_eq!(alarm.device, None),
                    other => panic!("{other:?}"),
                }
            }
            pressed += 1;
        },
    );
    assert!(pressed > 1000, "{pressed}");
}
