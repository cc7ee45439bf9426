use super::*;
use crate::{Destination, State as AnyState};
use domain::password::Weakness;
use domain::time::{days, hours};

const LAST_DAY: Timestamp = Timestamp::from_millis(14 * 86_400_000);

fn at(hour: u64) -> Timestamp {
    Timestamp::from_millis(0) + hours(hour)
}

fn visit() -> Visit {
    Visit::to(Destination::Account, at(0))
}

fn who(reason: Reason) -> Who {
    let by = By::Session { device: DeviceId::from_bytes([2; 16]), sign_in: SignInId::from_bytes([3; 16]) };
    Who { account: AccountId::from_bytes([1; 16]), by, reason, last_day: LAST_DAY, before: None }
}

fn me() -> Opener {
    Opener {
        session: Some((AccountId::from_bytes([1; 16]), SignInId::from_bytes([3; 16]))),
        browser: [7; 16],
    }
}

fn take(state: AnyState, event: Event, now: Timestamp) -> Turn {
    let AnyState::Personalise(state) = state else { panic!("this journey") };
    step(state, event, now, &Policy::default()).expect("in turn")
}

fn choosing(reason: Reason) -> AnyState {
    take(begin(visit(), who(reason)), Event::Now { by: me() }, at(1)).state
}

fn wish(text: &str) -> Wish {
    Wish { text: text.into(), offered: false }
}

fn choose(text: &str) -> Turn {
    let password = Secret::new("cerise moulin tapis orage".into());
    take(choosing(Reason::Line), Event::Chosen { by: me(), wish: wish(text), password }, at(1))
}

fn judge(turn: Turn, judged: Judged) -> Turn {
    assert!(matches!(turn.next, Next::Ask(Question::MayPersonalise { .. })));
    take(turn.state, Event::ChoiceJudged(judged), at(1))
}

fn good() -> Judged {
    Judged { taken: false, is_the_lines: false, password: NewPassword::Good }
}

fn refusals(turn: &Turn) -> (Option<Refusal>, Option<Refusal>) {
    match &turn.next {
        Next::Show(Screen::Personalise { refused, .. }) => (refused.login, refused.password),
        _ => panic!("the page again"),
    }
}

#[test]
fn a_choice_is_stored_others_end_everybody_is_told_and_the_way_goes_on() {
    let turn = judge(choose("jeanne.92"), good());
    assert!(matches!(&turn.next, Next::Leave(Outcome::GoOn(place)) if *place == visit()));
    assert!(matches!(&turn.writes[0], Write::Personalise { login, .. } if login == "jeanne.92"));
    assert!(matches!(turn.writes[1], Write::EndOthers { here: Some(_), .. }));
    assert_eq!(turn.facts, [Fact::Personalised { anew: false }]);
    assert!(matches!(turn.notices[..], [Notice::Personalised { .. }]));
}

#[test]
fn who_only_proved_the_letter_signs_in_with_what_they_chose() {
    let who = Who { by: By::Browser([7; 16]), ..who(Reason::Anew) };
    let nobody = Opener { session: None, browser: [7; 16] };
    let password = Secret::new("x".into());
    let asked =
        take(begin(visit(), who), Event::Chosen { by: nobody, wish: wish("jeanne"), password }, at(1));
    let turn = judge(asked, good());
    assert!(matches!(turn.next, Next::Leave(Outcome::PasswordReset { .. })), "EL7");
    assert!(matches!(turn.writes[1], Write::EndOthers { here: None, .. }));
    assert_eq!(turn.facts, [Fact::Personalised { anew: true }]);
}

#[test]
fn later_goes_on_for_this_visit_until_the_last_day() {
    let later = |now| take(begin(visit(), who(Reason::Line)), Event::Later { by: me() }, now);
    let until = |turn: Turn| match turn.writes[..] {
        [Write::PostponePersonalisation { until, .. }] => until,
        _ => panic!("postponed"),
    };
    assert_eq!(until(later(at(1))), at(13), "as long as a session lasts at most");
    assert_eq!(until(later(LAST_DAY - hours(2))), LAST_DAY, "never beyond the last day");
    let late = later(LAST_DAY);
    assert!(late.writes.is_empty());
    assert!(matches!(late.next, Next::Show(Screen::PersonaliseSoon { days_left: 0, .. })));
    assert!(matches!(later(LAST_DAY + days(9)).next, Next::Show(_)));
}

#[test]
fn a_weak_password_and_a_choice_anew_cannot_be_postponed() {
    for reason in [Reason::Weak, Reason::Anew] {
        let turn = take(begin(visit(), who(reason)), Event::Later { by: me() }, at(1));
        assert!(turn.writes.is_empty() && matches!(turn.next, Next::Show(Screen::Personalise { .. })));
    }
}

#[test]
fn each_refusal_stands_beside_its_field_and_both_may() {
    let judged = |change: fn(&mut Judged)| {
        let mut said = good();
        change(&mut said);
        refusals(&judge(choose("jeanne.92"), said))
    };
    assert_eq!(refusals(&choose(" ")), (Some(Refusal::EmptyLogin), None));
    assert_eq!(refusals(&choose("06 12 34 56 78")), (Some(Refusal::BadLogin), None));
    assert_eq!(judged(|said| said.taken = true), (Some(Refusal::LoginTaken), None));
    assert_eq!(judged(|said| said.is_the_lines = true), (None, Some(Refusal::LinePassword)));
    let weak = (Some(Refusal::LoginTaken), Some(Refusal::Weak(Weakness::Common)));
    assert_eq!(
        judged(|said| (said.taken, said.password) = (true, NewPassword::Weak(Weakness::Common))),
        weak
    );
    assert_eq!(judged(|said| said.password = NewPassword::Busy), (None, Some(Refusal::Busy)));
}

#[test]
fn nobody_else_takes_a_turn() {
    let other = AccountId::from_bytes([9; 16]);
    let (mine, again) = (SignInId::from_bytes([3; 16]), SignInId::from_bytes([4; 16]));
    let me = who(Reason::Line);
    for session in [None, Some((other, mine)), Some((me.account, again))] {
        let by = Opener { session, browser: [7; 16] };
        let AnyState::Personalise(state) = begin(visit(), me) else { panic!("this journey") };
        assert!(step(state, Event::Opened { by }, at(1), &Policy::default()).is_err());
    }
}
