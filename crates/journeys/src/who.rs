//! « Qui se connecte ? » (C3), where several people use one browser:
//! 1. those whom the browser knows are listed: by name where they asked to be remembered, and never otherwise;
//! 2. somebody says who they are, or that they are another person;
//! 3. or makes the browser forget one of them.
//!
//! Safety: choosing proves nothing and writes nothing; forgetting touches the chosen person on this device alone.
//! Knows not whose « rester identifié » lives here: the shell opens it, or the password is asked.

use domain::{AccountId, DeviceId, Fact};
use serde::{Deserialize, Serialize};

use crate::{Next, OutOfTurn, Outcome, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingChoice { visit: Visit },
    Chosen,
}

/// One person in this browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    pub account: AccountId,
    pub device: DeviceId,
}

/// What was chosen from the list. A choice of somebody whom this browser does not know is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    Nobody,
    Known(Person),
    /// « Une autre personne ».
    Another,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Chosen(Choice),
    ForgetAsked(Choice),
}

/// What the browser knows of one person, as far as it decides whether to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    pub named: bool,
    pub kept: bool,
}

/// Whether « Qui se connecte ? » comes before the sign-in page: several people may be meant, or the one who is kept here
/// shares the browser with somebody who is not listed.
pub fn is_asked(listed: &[Known], users: usize) -> bool {
    match listed {
        [] => false,
        [one] => one.kept && users > 1,
        _ => true,
    }
}

pub const fn begin(visit: Visit) -> crate::State {
    crate::State::Who(State::AwaitingChoice { visit })
}

pub fn step(state: State, event: Event) -> Result<Turn, OutOfTurn> {
    let State::AwaitingChoice { visit } = state else { return Err(OutOfTurn) };
    Ok(match event {
        // 2. nobody was chosen
        Event::Chosen(Choice::Nobody) | Event::ForgetAsked(Choice::Nobody | Choice::Another) => {
            let screen = Screen::WhoSignsIn { visit: visit.clone(), refusal: Some(Refusal::NobodyChosen) };
            Turn::new(begin(visit), Next::Show(screen))
        }
        // 2. somebody said who they are
        Event::Chosen(Choice::Known(person)) => {
            leave(Outcome::PersonChosen { visit: visit.chosen(), person })
        }
        Event::Chosen(Choice::Another) => leave(Outcome::AnotherPerson(visit)),
        // 3. one of them is forgotten
        Event::ForgetAsked(Choice::Known(Person { account, device })) => {
            leave(Outcome::PersonForgotten(visit))
                .write(Write::EndDevice { account, device })
                .write(Write::ForgetPerson { account, device })
                .fact(Fact::PersonForgotten { device })
        }
    })
}

const fn leave(outcome: Outcome) -> Turn {
    Turn::new(crate::State::Who(State::Chosen), Next::Leave(outcome))
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;
    use crate::Destination;

    fn waiting() -> State {
        State::AwaitingChoice { visit: Visit::to(Destination::Account, Timestamp::from_millis(0)) }
    }

    fn person() -> Person {
        Person { account: AccountId::from_bytes([1; 16]), device: DeviceId::from_bytes([2; 16]) }
    }

    #[test]
    fn nobody_chosen_is_told_and_nothing_is_done() {
        for event in [Event::Chosen(Choice::Nobody), Event::ForgetAsked(Choice::Another)] {
            let turn = step(waiting(), event).expect("in turn");
            assert!(turn.writes.is_empty() && turn.facts.is_empty());
            let Next::Show(Screen::WhoSignsIn { refusal, .. }) = turn.next else { panic!("the list again") };
            assert_eq!(refusal.map(Refusal::code), Some("R-141"));
        }
    }

    #[test]
    fn choosing_writes_nothing_and_forgetting_touches_the_chosen_one() {
        let chosen = step(waiting(), Event::Chosen(Choice::Known(person()))).expect("in turn");
        assert!(chosen.writes.is_empty());
        assert!(matches!(chosen.next, Next::Leave(Outcome::PersonChosen { .. })));
        let forgotten = step(waiting(), Event::ForgetAsked(Choice::Known(person()))).expect("in turn");
        let Person { account, device } = person();
        assert_eq!(
            forgotten.writes,
            [Write::EndDevice { account, device }, Write::ForgetPerson { account, device }]
        );
    }

    #[test]
    fn a_browser_of_one_person_is_not_asked_and_a_shared_one_is() {
        let known = |named, kept| Known { named, kept };
        assert!(!is_asked(&[], 3));
        assert!(!is_asked(&[known(true, true)], 1), "O11: alone, it opens by itself");
        assert!(is_asked(&[known(false, true)], 2));
        assert!(!is_asked(&[known(true, false)], 2), "C2 asks for the password, and offers to be another");
        assert!(is_asked(&[known(true, false), known(true, false)], 2));
    }
}
