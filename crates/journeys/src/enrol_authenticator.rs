//! Setting up a second factor, in the steps of the insurer's guide (E1-E9; C10-C16, C20):
//! 1. it is said why: switched on, account created, settings changed, or one's own wish; it may be postponed for a while;
//! 2. the methods are listed, each with « Choisir »;
//! 3. iPhone or Android;
//! 4. the app is put on the telephone;
//! 5. and 6. its QR code is scanned, or everything is typed by hand;
//! 7. and 8. what the telephone shows proves that it holds the secret; our own app proves it by itself, and the page goes on
//!    without a code (E6);
//! 9. another method, or « Terminer » and on to where the customer was going.
//!
//! A passkey has no telephone and no code: after step 2 the device makes it, and that is its proof (C17).
//!
//! Safety: an authenticator is added only for the sign-in that began, at the very turn in which the judge saw it work, for
//! the secret that this sign-in alone was shown. Knows no secret.

mod passkey;

pub use passkey::Verdict as PasskeyVerdict;
mod card;
mod sent;

use domain::factor::{EnrolmentDue, Why};
use domain::message::Named;
use domain::passkey::Made;
use domain::{AccountId, AuthenticatorId, EnrolmentId, Fact, Factor, Method, Secret, SessionId, Timestamp};
use serde::{Deserialize, Serialize};

pub use card::Step as CardStep;
pub use sent::Step as SentStep;

use crate::sent::Sending;
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

pub use crate::by::BySignIn as By;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingStart {
        way: Way,
        due: EnrolmentDue,
    },
    AwaitingMethod {
        way: Way,
    },
    AwaitingPhone {
        way: Way,
        kind: Factor,
    },
    AwaitingInstall {
        way: Way,
        kind: Factor,
        phone: Phone,
    },
    AwaitingSecret {
        way: Way,
        kind: Factor,
        phone: Phone,
        seen: Seen,
    },
    AwaitingScan {
        way: Way,
        kind: Factor,
        phone: Phone,
        shown: Shown,
        seen: Seen,
    },
    AwaitingCode {
        way: Way,
        kind: Factor,
        phone: Phone,
        shown: Shown,
    },
    AwaitingVerdict {
        way: Way,
        kind: Factor,
        phone: Phone,
        shown: Shown,
    },
    /// The device is to make a passkey (C17).
    AwaitingPasskey {
        way: Way,
    },
    AwaitingPasskeyVerdict {
        way: Way,
    },
    /// By a code that is sent: text, call or mail.
    Sent(SentStep),
    /// By a printed card of codes.
    Card(CardStep),
    Added {
        way: Way,
        kind: Factor,
    },
    Finished,
}

/// Who enrols, what is offered, and where they were going.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Way {
    pub visit: Visit,
    pub by: By,
    /// The best first; never empty.
    pub offered: Vec<Factor>,
    /// What this session proved so far.
    pub methods: Vec<Method>,
}

impl Way {
    /// Whoever came from « Sécurité de mon compte » by their own wish may go back there.
    pub const fn may_return(&self) -> bool {
        matches!(self.visit.destination, Destination::Security)
    }
}

/// Changes text and picture only (E3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phone {
    Iphone,
    Android,
}

/// How the secret is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    Picture,
    /// The one before was too old: whoever scanned it must scan again.
    NewPicture,
    ByHand,
}

/// A secret that stands on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shown {
    pub enrolment: EnrolmentId,
    /// After this it is worthless, and another is made while the page is open.
    pub until: Timestamp,
}

#[derive(Debug)]
pub enum Event {
    By { by: By, act: Act },
    SecretMade(Shown),
    CodeJudged(Verdict),
    PasskeyJudged(PasskeyVerdict),
    CodeSent(Sending),
}

/// What somebody does on the page.
#[derive(Debug)]
pub enum Act {
    /// The page is opened, or opened again.
    Opened,
    Begun,
    Postponed,
    /// Absent where none was ticked.
    MethodChosen(Option<Factor>),
    PhoneChosen(Option<Phone>),
    /// « Suivant ».
    WentOn,
    /// « Précédent ».
    WentBack,
    /// « Impossible de numériser ? ».
    ByHandAsked,
    CodeGiven(Secret),
    PasskeyMade(Box<Made>),
    /// Where a code is to be sent, as typed.
    AddressGiven(String),
    /// « Envoyer un nouveau code ».
    SendAgain,
    AnotherAsked,
    Ended,
}

/// What the judge says of the first code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// With the ids that the shell drew.
    Right {
        authenticator: AuthenticatorId,
        session: SessionId,
    },
    Wrong,
    /// Right for another time: the telephone's clock is wrong.
    WrongClock,
    /// The secret is too old, or was tried too often: another is made.
    Worn,
    /// The phone has not come yet.
    NotYet,
}

/// What can be set up here, the best first.
pub const KINDS: &[Factor] = &[
    Factor::Push,
    Factor::Totp,
    Factor::Passkey,
    Factor::Card,
    Factor::Voice,
    Factor::Sms,
    Factor::MailCode,
];

/// Begins with the reason, or with the list where it is the customer's own wish.
pub fn begin(way: Way, due: EnrolmentDue) -> crate::State {
    crate::State::EnrolAuthenticator(match due.why {
        Why::OwnWish => State::AwaitingMethod { way },
        Why::SwitchedOn | Why::AccountCreated | Why::SettingsChanged => State::AwaitingStart { way, due },
    })
}

pub fn step(state: State, event: Event, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        (State::Sent(step), event) => sent::step(step, event, now),
        (State::Card(step), event) => card::step(step, event, now),
        (State::AwaitingSecret { way, kind, phone, seen }, Event::SecretMade(shown)) => {
            let account = way.by.account;
            let turn = show(State::AwaitingScan { way, kind, phone, shown, seen }, None)?;
            Ok(turn.write(Write::ShowSecret { account }).fact(Fact::EnrolmentBegun { kind }))
        }
        (State::AwaitingVerdict { way, kind, phone, shown }, Event::CodeJudged(verdict)) => {
            judged(way, (kind, phone, shown), verdict, now)
        }
        (State::AwaitingPasskeyVerdict { way }, Event::PasskeyJudged(verdict)) => {
            passkey::judged(way, verdict, now)
        }
        (state, Event::By { by, act }) if state.way().is_some_and(|way| way.by == by) => {
            acted(state, act, now)
        }
        _ => Err(OutOfTurn),
    }
}

fn acted(state: State, act: Act, now: Timestamp) -> Result<Turn, OutOfTurn> {
    match (state, act) {
        // A phone may have come at the last moment.
        (State::AwaitingScan { way, kind: Factor::Push, phone, shown, .. }, Act::Opened)
            if now >= shown.until =>
        {
            Ok(has_come(way, phone, shown))
        }
        // A secret that is too old is made anew while the page is open.
        (State::AwaitingScan { way, kind, phone, shown, .. }, Act::Opened) if now >= shown.until => {
            Ok(make(way, kind, phone, Seen::NewPicture))
        }
        (state, Act::Opened) => show(state, None),
        // 1. why now, or 9. another method
        (State::AwaitingStart { way, .. }, Act::Begun) | (State::Added { way, .. }, Act::AnotherAsked) => {
            show(State::AwaitingMethod { way }, None)
        }
        (State::AwaitingStart { way, due }, Act::Postponed) if due.postponable_until.is_some() => {
            let account = way.by.account;
            let turn = leave(way.visit).write(Write::PostponeEnrolment { account });
            Ok(turn.fact(Fact::EnrolmentPostponed))
        }
        // 2. « Choisir »
        (State::AwaitingMethod { way }, Act::MethodChosen(Some(Factor::Passkey)))
            if way.offered.contains(&Factor::Passkey) =>
        {
            passkey::chosen(way)
        }
        (State::AwaitingMethod { way }, Act::MethodChosen(Some(kind))) if way.offered.contains(&kind) => {
            match kind {
                kind if kind.is_sent() => Ok(sent::begin(way, kind)),
                Factor::Card => Ok(card::begin(way)),
                kind => show(State::AwaitingPhone { way, kind }, None),
            }
        }
        (state @ State::AwaitingMethod { .. }, Act::MethodChosen(_)) => {
            show(state, Some(Refusal::NoMethodChosen))
        }
        // 3. iPhone or Android
        (State::AwaitingPhone { way, kind }, Act::PhoneChosen(Some(phone))) => {
            show(State::AwaitingInstall { way, kind, phone }, None)
        }
        (state @ State::AwaitingPhone { .. }, Act::PhoneChosen(None)) => {
            show(state, Some(Refusal::NoPhoneChosen))
        }
        // 4. the app is there
        (State::AwaitingInstall { way, kind, phone }, Act::WentOn) => {
            Ok(make(way, kind, phone, Seen::Picture))
        }
        // 5 and 6. scanned, or by hand
        (State::AwaitingScan { way, kind, phone, shown, .. }, Act::ByHandAsked) => {
            show(State::AwaitingScan { way, kind, phone, shown, seen: Seen::ByHand }, None)
        }
        (State::AwaitingScan { way, kind: Factor::Push, phone, shown, .. }, Act::WentOn) => {
            Ok(has_come(way, phone, shown))
        }
        (State::AwaitingScan { way, kind, phone, shown, .. }, Act::WentOn) => {
            show(State::AwaitingCode { way, kind, phone, shown }, None)
        }
        // 7 and 8. the first code
        (State::AwaitingCode { way, kind, phone, shown }, Act::CodeGiven(code)) => {
            code_given(way, (kind, phone, shown), code)
        }
        (State::AwaitingPasskey { way }, Act::PasskeyMade(made)) => Ok(passkey::made(way, made)),
        // 9. on
        (State::Added { way, .. }, Act::Ended) => Ok(leave(way.visit)),
        (state, Act::WentBack) => back(state),
        _ => Err(OutOfTurn),
    }
}

/// « Précédent »: one step back; what was shown on the way is made anew when it is needed again.
fn back(state: State) -> Result<Turn, OutOfTurn> {
    match state {
        State::AwaitingMethod { way } if way.may_return() => Ok(leave(way.visit)),
        State::AwaitingPhone { way, .. } | State::AwaitingPasskey { way } => {
            show(State::AwaitingMethod { way }, None)
        }
        State::AwaitingInstall { way, kind, .. } => show(State::AwaitingPhone { way, kind }, None),
        State::AwaitingScan { way, kind, phone, shown, seen: Seen::ByHand }
        | State::AwaitingCode { way, kind, phone, shown } => {
            show(State::AwaitingScan { way, kind, phone, shown, seen: Seen::Picture }, None)
        }
        State::AwaitingScan { way, kind, phone, .. } => {
            show(State::AwaitingInstall { way, kind, phone }, None)
        }
        _ => Err(OutOfTurn),
    }
}

/// Back to the list.
fn choose_method(way: Way) -> Turn {
    let screen = Screen::ChooseMethod { way: Box::new(way.clone()), refusal: None };
    Turn::new(crate::State::EnrolAuthenticator(State::AwaitingMethod { way }), Next::Show(screen))
}

fn make(way: Way, kind: Factor, phone: Phone, seen: Seen) -> Turn {
    let By { account, sign_in, .. } = way.by;
    let question = Question::MakeSecret { account, sign_in, kind };
    let state = State::AwaitingSecret { way, kind, phone, seen };
    Turn::new(crate::State::EnrolAuthenticator(state), Next::Ask(question))
}

/// E6: nothing is typed; the phone says by itself that it has come.
fn has_come(way: Way, phone: Phone, shown: Shown) -> Turn {
    let question = Question::HasPhoneCome { account: way.by.account, enrolment: shown.enrolment };
    let state = State::AwaitingVerdict { way, kind: Factor::Push, phone, shown };
    Turn::new(crate::State::EnrolAuthenticator(state), Next::Ask(question))
}

fn code_given(way: Way, at: (Factor, Phone, Shown), code: Secret) -> Result<Turn, OutOfTurn> {
    let (kind, phone, shown) = at;
    let refusal = match code.reveal().len() {
        0 => Refusal::EmptyCode,
        6 => {
            let By { account, sign_in, .. } = way.by;
            let question = Question::IsFirstCode { account, sign_in, kind, enrolment: shown.enrolment, code };
            let state = State::AwaitingVerdict { way, kind, phone, shown };
            return Ok(Turn::new(crate::State::EnrolAuthenticator(state), Next::Ask(question)));
        }
        _ => Refusal::NotSixDigits,
    };
    show(State::AwaitingCode { way, kind, phone, shown }, Some(refusal))
}

fn judged(way: Way, at: (Factor, Phone, Shown), verdict: Verdict, now: Timestamp) -> Result<Turn, OutOfTurn> {
    let (kind, phone, shown) = at;
    let refusal = match verdict {
        Verdict::Right { authenticator, session } => {
            return Ok(added(way, (kind, kind.method()), (authenticator, session), now));
        }
        Verdict::Worn => return Ok(make(way, kind, phone, Seen::NewPicture)),
        Verdict::NotYet => {
            return show(State::AwaitingScan { way, kind, phone, shown, seen: Seen::Picture }, None);
        }
        Verdict::Wrong => Refusal::WrongFactorCode,
        Verdict::WrongClock => Refusal::WrongClock,
    };
    show(State::AwaitingCode { way, kind, phone, shown }, Some(refusal))
}

/// It works (EN4): it counts from now on, and this sign-in has proven it.
fn added(
    mut way: Way,
    (kind, method): (Factor, Method),
    (authenticator, session): (AuthenticatorId, SessionId),
    now: Timestamp,
) -> Turn {
    let By { account, device, sign_in } = way.by;
    if !way.methods.contains(&method) {
        way.methods.push(method);
    }
    let methods = way.methods.clone();
    let screen = Screen::AuthenticatorAdded { way: Box::new(way.clone()), kind };
    let turn = Turn::new(crate::State::EnrolAuthenticator(State::Added { way, kind }), Next::Show(screen));
    let raised = Write::RaiseSession { account, session, sign_in, device, methods };
    if kind == Factor::Push {
        // The phone was added, and told, when it registered its key.
        return turn.write(raised);
    }
    let about = vec![Named { kind, label: String::new(), ending: None }];
    turn.write(Write::AddAuthenticator { account, authenticator, kind })
        .write(raised)
        .fact(Fact::AuthenticatorAdded { kind })
        .notice(Notice::MethodAdded { account, method: authenticator, about, at: now })
}

fn leave(visit: Visit) -> Turn {
    Turn::new(crate::State::EnrolAuthenticator(State::Finished), Next::Leave(Outcome::GoOn(visit)))
}

/// The page of a state that waits for somebody.
fn show(state: State, refusal: Option<Refusal>) -> Result<Turn, OutOfTurn> {
    let boxed = |way: &Way| Box::new(way.clone());
    let screen = match &state {
        State::AwaitingStart { way, due } => {
            let account = way.by.account;
            let screen = Screen::WhyEnrol { way: boxed(way), due: *due };
            let turn = Turn::new(crate::State::EnrolAuthenticator(state), Next::Show(screen));
            return Ok(turn.write(Write::NoteEnrolmentAsked { account }));
        }
        State::AwaitingMethod { way } => Screen::ChooseMethod { way: boxed(way), refusal },
        State::AwaitingPhone { way, kind } => Screen::ChoosePhone { way: boxed(way), kind: *kind, refusal },
        State::AwaitingInstall { way, kind, phone } => {
            Screen::Install { way: boxed(way), kind: *kind, phone: *phone }
        }
        State::AwaitingScan { way, kind, phone, shown, seen } => {
            Screen::Scan { way: boxed(way), kind: *kind, phone: *phone, shown: *shown, seen: *seen }
        }
        State::AwaitingCode { way, kind, .. } => Screen::FirstCode { way: boxed(way), kind: *kind, refusal },
        State::AwaitingPasskey { way } => Screen::MakePasskey { way: boxed(way), refusal },
        State::Added { way, kind } => Screen::AuthenticatorAdded { way: boxed(way), kind: *kind },
        State::AwaitingSecret { .. }
        | State::AwaitingVerdict { .. }
        | State::AwaitingPasskeyVerdict { .. }
        | State::Sent(_)
        | State::Card(_)
        | State::Finished => return Err(OutOfTurn),
    };
    Ok(Turn::new(crate::State::EnrolAuthenticator(state), Next::Show(screen)))
}

impl State {
    /// What the page of this sign-in waits for: whose phone, offered what.
    pub fn awaited(&self, by: By) -> Option<(AccountId, EnrolmentId)> {
        match self {
            Self::AwaitingScan { way, kind: Factor::Push, shown, .. } if way.by == by => {
                Some((by.account, shown.enrolment))
            }
            _ => None,
        }
    }

    pub const fn way(&self) -> Option<&Way> {
        match self {
            Self::AwaitingStart { way, .. }
            | Self::AwaitingMethod { way }
            | Self::AwaitingPhone { way, .. }
            | Self::AwaitingInstall { way, .. }
            | Self::AwaitingSecret { way, .. }
            | Self::AwaitingScan { way, .. }
            | Self::AwaitingCode { way, .. }
            | Self::AwaitingVerdict { way, .. }
            | Self::AwaitingPasskey { way }
            | Self::AwaitingPasskeyVerdict { way }
            | Self::Added { way, .. } => Some(way),
            Self::Sent(step) => Some(step.way()),
            Self::Card(step) => Some(step.way()),
            Self::Finished => None,
        }
    }
}

#[cfg(test)]
mod tests;
