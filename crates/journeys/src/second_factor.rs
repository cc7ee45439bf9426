//! The second factor at sign-in (C22, C23; B9, E8):
//! 1. the password was right and the policy asks for more: no session is there yet, and the best method is asked for;
//! 2. the customer shows it, chooses another method of theirs, or types a printed code (C24); a phone is asked, and answered
//!    on the phone (C21);
//! 3. it is judged right: the session starts, or goes on under a new id, and the way goes on.
//!
//! Safety: a session says two factors only for whom the judge of factors recognised, at the very turn it says so, in the
//! browser where the password was right. Five wrong codes, or a quarter of an hour, and the password is asked for once more.
//! Knows no secret: a factor that is held is an id.

mod lost;
mod phone;
mod printed;
mod sending;
mod waiting;

pub use printed::Printed;
pub use waiting::{Entry, Raising, SigningIn, Waiting};

use domain::factor::{askable, best_first};
use domain::message::{FactorChange, Named};
use domain::passkey::Shown;
use domain::{
    AccountId, AuthenticatorId, Fact, Factor, Method, Policy, Secret, SentCodeId, Timestamp, VapChallengeId,
};
use serde::{Deserialize, Serialize};

use self::lost::{admitted, lost, lost_meanwhile, told};
use self::phone::{ask_phone, at_the_phone, wait_for_phone};
use self::printed::{printed, proven_by_print};
use self::sending::{of_what_was_sent, send, sent};
use crate::lost_phone::Admission;
use crate::sent::Sending;
use crate::{Destination, Next, Notice, OutOfTurn, Outcome, Question, Refusal, Screen, Turn, Visit, Write};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    AwaitingProof {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingChoice {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingVerdict {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    /// The phone is about to be asked.
    AwaitingQuestion {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingApproval {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
        asked: AskedPhone,
    },
    AwaitingStanding {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
        asked: AskedPhone,
    },
    /// A printed code in the place of a factor.
    AwaitingPrinted {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingPrintedVerdict {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingSending {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    /// A telephone is to be blocked, or was (C29).
    AwaitingLoss {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
    },
    AwaitingLossVerdict {
        waiting: Box<Waiting>,
        by: AuthenticatorId,
        ids: Vec<AuthenticatorId>,
    },
    Left,
}

/// What the phone was asked. The number is read where the page is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedPhone {
    pub challenge: VapChallengeId,
    pub until: Timestamp,
}

#[derive(Debug)]
pub enum Event {
    By {
        browser: [u8; 16],
        act: Act,
    },
    Judged(Verdict),
    CodeSent(Sending),
    PrintedJudged(Printed),
    /// Whether the phone could be asked.
    PhoneAsked(Result<AskedPhone, NotAsked>),
    LossAdmitted(Admission),
}

/// Why the phone is not asked; another method is offered at once (PU8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAsked {
    /// It was removed meanwhile,
    Gone,
    /// or blocked as lost.
    Blocked,
    /// Too many requests, or too many that were not approved (PU3).
    NotBefore(Timestamp),
}

/// What somebody does on the page.
#[derive(Debug)]
pub enum Act {
    /// The page is opened, or opened again.
    Opened,
    ProofGiven(Proof),
    /// The phone may have answered.
    AnswerAwaited,
    /// « Renvoyer la demande ».
    AskedAgain,
    /// « Envoyer le code », and again.
    SendAsked,
    OtherAsked,
    /// Absent where none was ticked.
    MethodChosen(Option<AuthenticatorId>),
    /// « Utiliser un code de secours ».
    PrintedAsked,
    PrintedGiven(Secret),
    /// « Téléphone perdu ou volé ».
    LossAsked,
    /// « Bloquer ce téléphone », with what was ticked.
    LossTold(Vec<AuthenticatorId>),
}

/// What is shown to prove a factor. Each kind takes one form.
#[derive(Debug)]
pub enum Proof {
    Code(Secret),
    Passkey(Box<Shown>),
    /// The phone's answer to this question, given in this browser's place.
    Approval(VapChallengeId),
    /// A code that was sent, for the very question it was sent for (SM3).
    Sent {
        id: SentCodeId,
        code: Secret,
    },
}

/// What the judge of factors says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Right,
    Wrong,
    /// It was right, and served before (TO1).
    Used,
    /// Wrong, and one too many in a row: this authenticator proves nothing any more, and its owner is told (TO3).
    OneTooMany,
    /// It was sent, and is too old, served, or was tried too often (SM3).
    Worn,
    /// It was blocked before,
    Blocked,
    /// by its owner, with a telephone that was lost (C29).
    Lost,
    /// The phone has not approved: not yet, or not at all.
    NotApproved,
    /// Not judged: too many tries before, wherever they came from.
    TooSoon {
        until: Timestamp,
    },
    /// A passkey of the account was right, and this is what it proves: which one is the browser's choice.
    RightPasskey {
        authenticator: AuthenticatorId,
        method: Method,
    },
    /// What it showed is not right (PK1).
    WrongPasskey,
    /// It answers what was asked too long ago (PK1).
    StalePasskey,
    /// There may be two of it: it proves nothing any more (PK5).
    PasskeyCountedBack {
        authenticator: AuthenticatorId,
    },
}

/// The page that somebody acts on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum At {
    Proof,
    Choice,
    Printed,
    Loss,
}

/// Waits for the best method, or says that none is left that works. `None` where nothing is held.
pub fn begin(mut waiting: Waiting) -> Option<crate::State> {
    waiting.held = askable(waiting.held);
    let any = waiting.held.first()?.id;
    let best = best_first(&waiting.held).first().map(|held| held.id);
    let waiting = Box::new(waiting);
    if matches!(waiting.visit.destination, Destination::LostPhone) {
        return Some(crate::State::SecondFactor(State::AwaitingLoss { waiting, by: best.unwrap_or(any) }));
    }
    Some(crate::State::SecondFactor(match best {
        Some(by) => State::AwaitingProof { waiting, by },
        None => State::AwaitingChoice { waiting, by: any },
    }))
}

/// The same where paper is all that can be asked for: a phone came first, and no address can be written to (C28).
pub fn begin_printed(waiting: Waiting, by: AuthenticatorId) -> crate::State {
    crate::State::SecondFactor(State::AwaitingPrinted { waiting: Box::new(waiting), by })
}

pub fn step(state: State, event: Event, now: Timestamp, policy: &Policy) -> Result<Turn, OutOfTurn> {
    match (state, event) {
        (state, Event::By { browser, act }) => {
            let (waiting, by, page) = stands(state)?;
            if browser != waiting.browser {
                return Err(OutOfTurn);
            }
            if now >= waiting.until {
                return Ok(start_over(waiting.visit, StartOver::TooLate));
            }
            match page {
                Page::Phone(asked) => at_the_phone(waiting, by, asked, act),
                Page::On(at) => acted(waiting, by, act, at),
            }
        }
        (State::AwaitingQuestion { waiting, by }, Event::PhoneAsked(Ok(asked))) => {
            let account = waiting.account;
            Ok(wait_for_phone(waiting, by, asked).write(Write::AskPhone { account }))
        }
        (State::AwaitingQuestion { waiting, by }, Event::PhoneAsked(Err(why))) => Ok(choose(
            waiting,
            by,
            Some(match why {
                NotAsked::Gone => Refusal::PhoneGone,
                NotAsked::Blocked => Refusal::PhoneBlocked,
                NotAsked::NotBefore(until) => Refusal::PhoneInPeace { until },
            }),
        )),
        (State::AwaitingStanding { waiting, by, asked }, Event::Judged(verdict)) => Ok(match verdict {
            Verdict::Right => proven(*waiting, by, Factor::Push.method(), now),
            _ => wait_for_phone(waiting, by, asked),
        }),
        // 3. it is judged
        (State::AwaitingVerdict { waiting, by }, Event::Judged(verdict)) => Ok(match verdict {
            Verdict::Right => match kind(&waiting, by) {
                Some(kind) => proven(*waiting, by, kind.method(), now),
                None => start_over(waiting.visit, StartOver::TooLate),
            },
            Verdict::RightPasskey { authenticator, method } => proven(*waiting, authenticator, method, now),
            Verdict::Wrong | Verdict::NotApproved => wrong(*waiting, by, Refusal::WrongFactorCode, policy),
            Verdict::WrongPasskey => wrong(*waiting, by, Refusal::PasskeyWrong, policy),
            Verdict::StalePasskey => ask(waiting, by, Some(Refusal::PasskeyStale)),
            Verdict::PasskeyCountedBack { authenticator } => {
                blocked(*waiting, authenticator, FactorChange::Copied, now)
            }
            Verdict::Worn => ask(waiting, by, Some(Refusal::WornCode)),
            Verdict::Used => ask(waiting, by, Some(Refusal::UsedFactorCode)),
            Verdict::TooSoon { until } => ask(waiting, by, Some(Refusal::TooManyTries { until })),
            Verdict::Blocked => without(*waiting, by),
            Verdict::Lost => lost_meanwhile(waiting, by),
            Verdict::OneTooMany => blocked(*waiting, by, FactorChange::Blocked, now),
        }),
        (State::AwaitingPrintedVerdict { waiting, by }, Event::PrintedJudged(verdict)) => Ok(match verdict {
            Printed::Right { left } => proven_by_print(*waiting, left, now),
            Printed::Wrong => wrong(*waiting, by, Refusal::WrongPrintedCode, policy),
            Printed::TooSoon { until } => printed(waiting, by, Some(Refusal::TooManyTries { until })),
        }),
        (State::AwaitingSending { waiting, by }, Event::CodeSent(sending)) => {
            Ok(sent(waiting, by, sending, now))
        }
        (State::AwaitingLossVerdict { waiting, by, ids }, Event::LossAdmitted(admission)) => {
            admitted(waiting, (by, &ids), admission, now)
        }
        _ => Err(OutOfTurn),
    }
}

/// Which page somebody stands on.
enum Page {
    On(At),
    Phone(AskedPhone),
}

fn stands(state: State) -> Result<(Box<Waiting>, AuthenticatorId, Page), OutOfTurn> {
    match state {
        State::AwaitingProof { waiting, by } => Ok((waiting, by, Page::On(At::Proof))),
        State::AwaitingChoice { waiting, by } => Ok((waiting, by, Page::On(At::Choice))),
        State::AwaitingPrinted { waiting, by } => Ok((waiting, by, Page::On(At::Printed))),
        State::AwaitingLoss { waiting, by } => Ok((waiting, by, Page::On(At::Loss))),
        State::AwaitingApproval { waiting, by, asked } => Ok((waiting, by, Page::Phone(asked))),
        _ => Err(OutOfTurn),
    }
}

fn acted(waiting: Box<Waiting>, by: AuthenticatorId, act: Act, at: At) -> Result<Turn, OutOfTurn> {
    match act {
        // 1. the best method is asked for
        Act::Opened => Ok(match at {
            At::Proof => ask(waiting, by, None),
            At::Choice => choose(waiting, by, None),
            At::Printed => printed(waiting, by, None),
            At::Loss => lost(waiting, by, None),
        }),
        // 2. it is shown
        Act::ProofGiven(proof) => {
            let kind = kind(&waiting, by).filter(|kind| *kind != Factor::Push).ok_or(OutOfTurn)?;
            let Some(proof) = of_what_was_sent(proof, kind, by, waiting.sent.as_ref()) else {
                return Ok(ask(waiting, by, Some(Refusal::WornCode)));
            };
            if let Some(refusal) = unread(&proof) {
                return Ok(ask(waiting, by, Some(refusal)));
            }
            let (account, device) = (waiting.account, waiting.entry.device());
            let question = Question::IsFactor { account, device, authenticator: by, kind, proof };
            let state = State::AwaitingVerdict { waiting, by };
            Ok(Turn::new(crate::State::SecondFactor(state), Next::Ask(question)))
        }
        Act::SendAsked => send(waiting, by),
        // 2. or another one is chosen
        Act::OtherAsked => Ok(choose(waiting, by, None)),
        Act::MethodChosen(None) => Ok(choose(waiting, by, Some(Refusal::NoMethodChosen))),
        // 2. or a printed code, which opens a sign-in and raises nothing: it is no factor (EN8)
        Act::PrintedAsked if waiting.takes_printed() => Ok(printed(waiting, by, None)),
        Act::PrintedGiven(code) if waiting.takes_printed() && at == At::Printed => {
            if code.reveal().trim().is_empty() {
                return Ok(printed(waiting, by, Some(Refusal::EmptyPrintedCode)));
            }
            let question = Question::IsPrintedFactor { account: waiting.account, code };
            let state = State::AwaitingPrintedVerdict { waiting, by };
            Ok(Turn::new(crate::State::SecondFactor(state), Next::Ask(question)))
        }
        // 2. or the telephone is gone
        Act::LossAsked => Ok(lost(waiting, by, None)),
        Act::LossTold(ids) if at == At::Loss => told(waiting, by, ids),
        Act::MethodChosen(Some(chosen)) => {
            if kind(&waiting, chosen).ok_or(OutOfTurn)?.is_sent() {
                return send(waiting, chosen);
            }
            Ok(ask(waiting, chosen, None))
        }
        Act::PrintedAsked
        | Act::PrintedGiven(_)
        | Act::LossTold(_)
        | Act::AnswerAwaited
        | Act::AskedAgain => Err(OutOfTurn),
    }
}

/// What need not be judged to be refused: it costs no try.
fn unread(proof: &Proof) -> Option<Refusal> {
    match proof {
        Proof::Code(code) | Proof::Sent { code, .. } if code.is_empty() => Some(Refusal::EmptyCode),
        Proof::Code(code) | Proof::Sent { code, .. } if code.reveal().len() != 6 => {
            Some(Refusal::NotSixDigits)
        }
        Proof::Code(_) | Proof::Sent { .. } | Proof::Passkey(_) | Proof::Approval(_) => None,
    }
}

fn kind(waiting: &Waiting, id: AuthenticatorId) -> Option<Factor> {
    waiting.held.iter().find(|held| held.id == id && !held.blocked).map(|held| held.kind)
}

fn ask(waiting: Box<Waiting>, by: AuthenticatorId, refusal: Option<Refusal>) -> Turn {
    if kind(&waiting, by) == Some(Factor::Push) {
        return ask_phone(waiting, by);
    }
    let screen = Screen::SecondFactor { waiting: waiting.clone(), by, refusal };
    Turn::new(crate::State::SecondFactor(State::AwaitingProof { waiting, by }), Next::Show(screen))
}

fn choose(waiting: Box<Waiting>, by: AuthenticatorId, refusal: Option<Refusal>) -> Turn {
    let screen = Screen::OtherFactors { waiting: waiting.clone(), refusal };
    Turn::new(crate::State::SecondFactor(State::AwaitingChoice { waiting, by }), Next::Show(screen))
}

fn wrong(mut waiting: Waiting, by: AuthenticatorId, refusal: Refusal, policy: &Policy) -> Turn {
    waiting.wrong += 1;
    if waiting.wrong >= policy.factors.tries {
        return start_over(waiting.visit, StartOver::TooManyCodes);
    }
    match refusal {
        Refusal::WrongPrintedCode => printed(Box::new(waiting), by, Some(refusal)),
        _ => ask(Box::new(waiting), by, Some(refusal)),
    }
}

/// That authenticator proves nothing: another one of theirs, or the page that says whom to call.
fn without(mut waiting: Waiting, by: AuthenticatorId) -> Turn {
    let mut refusal = Refusal::FactorBlocked;
    for held in waiting.held.iter_mut().filter(|held| held.id == by) {
        held.blocked = true;
        if held.kind == Factor::Passkey {
            refusal = Refusal::PasskeyBlocked;
        }
    }
    choose(Box::new(waiting), by, Some(refusal))
}

/// The account stays protected by it: guessing opens nothing.
fn blocked(waiting: Waiting, by: AuthenticatorId, change: FactorChange, now: Timestamp) -> Turn {
    let (account, kind) = (waiting.account, kind(&waiting, by));
    let about = waiting.held.iter().filter(|held| held.id == by).map(Named::from).collect();
    let turn = without(waiting, by).write(Write::BlockAuthenticator { account, authenticator: by });
    let Some(kind) = kind else { return turn };
    let fact = match change {
        FactorChange::Copied => Fact::KeyCountedBack,
        _ => Fact::AuthenticatorBlocked { kind },
    };
    turn.fact(fact).notice(Notice::FactorChanged { account, about, change, at: now })
}

/// Why the password is asked for once more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartOver {
    TooManyCodes,
    TooLate,
    /// The phone approved without a password, and nothing can be asked for beside it (decision 5).
    PhoneAlone,
}

fn start_over(visit: Visit, why: StartOver) -> Turn {
    Turn::new(crate::State::SecondFactor(State::Left), Next::Leave(Outcome::StartOver { visit, why }))
}

fn proven(waiting: Waiting, by: AuthenticatorId, method: Method, now: Timestamp) -> Turn {
    let Some(kind) = kind(&waiting, by) else { return start_over(waiting.visit, StartOver::TooLate) };
    let Waiting { visit, account, entry, .. } = waiting;
    let state = crate::State::SecondFactor(State::Left);
    // The guard stands first: what served before opens nothing (TO1).
    let turn = Turn::new(state, Next::Leave(Outcome::GoOn(visit)))
        .write(Write::AcceptFactor { account, authenticator: by })
        .fact(Fact::FactorProven { kind });
    match entry {
        Entry::SignIn(signing_in) => start(turn, account, signing_in, method, now),
        Entry::Raise(Raising { session, sign_in, device, mut methods }) => {
            if !methods.contains(&method) {
                methods.push(method);
            }
            turn.write(Write::RaiseSession { account, session, sign_in, device, methods })
        }
    }
}

fn start(turn: Turn, account: AccountId, signing_in: SigningIn, method: Method, now: Timestamp) -> Turn {
    let SigningIn { session, sign_in, device, new_device, kept_until, given_name, identifier, first, phone } =
        signing_in;
    let methods = vec![first, method];
    let kept = kept_until.is_some();
    let turn = match phone {
        Some(phone) => turn.write(Write::HoldPhone { account, phone }),
        None => turn,
    };
    let turn = turn
        .write(Write::StartSession { account, session, sign_in, device, new_device, methods, kept_until })
        .write(Write::RememberPerson { account, device, identifier, given_name })
        .fact(Fact::SessionStarted { session, device, sign_in, kept, new_device });
    if new_device { turn.notice(Notice::NewDevice { account, device, at: now }) } else { turn }
}

impl State {
    /// What the page of this browser waits for: whose phone was asked what.
    pub fn awaited(&self, browser: [u8; 16]) -> Option<(AccountId, VapChallengeId)> {
        match self {
            Self::AwaitingApproval { waiting, asked, .. } if waiting.browser == browser => {
                Some((waiting.account, asked.challenge))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
