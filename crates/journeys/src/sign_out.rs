//! Signing out (C34, SE7): 1. asked here, or by a relying party that may not speak for the person; 2. confirmed;
//! 3. session, kept device and every portal that this sign-in opened are closed.
//!
//! Safety: nobody is signed out by a stranger's link (OA12), and only the sign-in that asked ends.

use domain::{AccountId, DeviceId, Fact, SignInId};
use serde::{Deserialize, Serialize};

use crate::{Next, OutOfTurn, Outcome, Screen, Turn, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingConfirmation { return_to: Option<String> },
    SignedOut,
}

/// Whose sign-in is meant; absent when the browser is not signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Who {
    pub account: AccountId,
    pub device: DeviceId,
    pub sign_in: SignInId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// `proven`: a relying party showed an ID token of this very sign-in.
    Asked { who: Option<Who>, proven: bool },
    /// The person pressed the button on our page.
    Confirmed { who: Option<Who>, everywhere: bool },
}

pub fn begin(return_to: Option<String>) -> crate::State {
    crate::State::SignOut(State::AwaitingConfirmation { return_to })
}

pub fn step(state: State, event: Event) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        // 1. asked by somebody who may not speak for the person
        (State::AwaitingConfirmation { return_to }, Event::Asked { who: Some(_), proven: false }) => {
            let screen = Screen::SignOut { return_to: return_to.clone() };
            Ok(Turn::new(begin(return_to), Next::Show(screen)))
        }
        // 2 and 3
        (State::AwaitingConfirmation { return_to }, Event::Asked { who, .. }) => {
            Ok(end(who, false, return_to))
        }
        (State::AwaitingConfirmation { return_to }, Event::Confirmed { who, everywhere }) => {
            Ok(end(who, everywhere, return_to))
        }
        _ => Err(OutOfTurn),
    }
}

fn end(who: Option<Who>, everywhere: bool, return_to: Option<String>) -> Turn {
    let state = crate::State::SignOut(State::SignedOut);
    let turn = Turn::new(state, Next::Leave(Outcome::SignedOut { return_to }));
    match who {
        None => turn,
        Some(Who { account, device, .. }) if everywhere => {
            turn.write(Write::EndEverything { account, device }).fact(Fact::SignedOutEverywhere)
        }
        Some(Who { account, device, sign_in }) => {
            turn.write(Write::EndSignIn { account, device, sign_in }).fact(Fact::SignedOut { sign_in })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who() -> Who {
        Who {
            account: AccountId::from_bytes([1; 16]),
            device: DeviceId::from_bytes([2; 16]),
            sign_in: SignInId::from_bytes([3; 16]),
        }
    }

    fn waiting() -> State {
        State::AwaitingConfirmation { return_to: Some("https://mail.example/".into()) }
    }

    #[test]
    fn a_strangers_link_only_asks() {
        let turn = step(waiting(), Event::Asked { who: Some(who()), proven: false }).expect("in turn");
        assert!(turn.writes.is_empty());
        assert!(matches!(turn.next, Next::Show(Screen::SignOut { .. })));
    }

    #[test]
    fn a_proven_request_and_a_pressed_button_end_this_sign_in_only() {
        let ended =
            vec![Write::EndSignIn { account: who().account, device: who().device, sign_in: who().sign_in }];
        let proven = step(waiting(), Event::Asked { who: Some(who()), proven: true }).expect("in turn");
        assert_eq!(proven.writes, ended);
        let pressed =
            step(waiting(), Event::Confirmed { who: Some(who()), everywhere: false }).expect("in turn");
        assert_eq!(pressed.writes, ended);
    }

    #[test]
    fn a_second_press_is_harmless() {
        let asked = step(State::SignedOut, Event::Confirmed { who: Some(who()), everywhere: true });
        assert!(asked.is_err());
        let nobody = step(waiting(), Event::Confirmed { who: None, everywhere: true }).expect("in turn");
        assert!(nobody.writes.is_empty());
        assert!(matches!(nobody.next, Next::Leave(Outcome::SignedOut { .. })));
    }
}
