//! The part of the sign-in in which a passkey stands for identifier and password (C28; PK1, PK2, PK5). It is two factors by
//! itself, so that no policy is undercut. Knows no mathematics.

use domain::message::{FactorChange, Named};
use domain::passkey::Shown;
use domain::{
    AccountId, AuthenticatorId, DeviceId, Fact, Factor, Method, Policy, SessionId, SignInId, Timestamp,
};

use super::{State, Typed, show_again};
use crate::{Next, Notice, Outcome, Question, Refusal, Turn, Visit, Write};

/// What the judge of passkeys says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Right(Box<Holder>),
    /// Nobody has it, or nobody any more; or its account is closed: one answer (NU1).
    Unknown,
    Wrong,
    Stale,
    Blocked,
    /// Its owner blocked it with a telephone that was lost (C29).
    Lost,
    /// There may be two of it (PK5).
    CountedBack {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
}

/// Whose it is, with the ids that the shell drew for the session to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    pub account: AccountId,
    pub given_name: String,
    /// What they sign in with, for « mémoriser l'adresse mail »: nothing was typed.
    pub login: String,
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    pub new_device: bool,
    pub authenticator: AuthenticatorId,
    pub method: Method,
}

pub(super) fn given(visit: Visit, typed: Typed, shown: Box<Shown>) -> Turn {
    let state = State::AwaitingPasskeyVerdict { visit, typed };
    Turn::new(crate::State::SignIn(state), Next::Ask(Question::WhosePasskey { shown }))
}

pub(super) fn judged(
    (visit, typed): (Visit, Typed),
    verdict: Verdict,
    now: Timestamp,
    policy: &Policy,
) -> Turn {
    match verdict {
        Verdict::Right(holder) => recognised((visit, typed), *holder, now, policy),
        Verdict::Unknown => show_again(visit, typed, Refusal::PasskeyUnknown),
        Verdict::Wrong => show_again(visit, typed, Refusal::PasskeyWrong),
        Verdict::Stale => show_again(visit, typed, Refusal::PasskeyStale),
        Verdict::Blocked => show_again(visit, typed, Refusal::PasskeyBlocked),
        Verdict::Lost => show_again(visit, typed, Refusal::PasskeyLost),
        Verdict::TooSoon { until } => show_again(visit, typed, Refusal::TooManyTries { until }),
        Verdict::CountedBack { account, authenticator } => {
            let about = vec![Named { kind: Factor::Passkey, label: String::new(), ending: None }];
            let change = FactorChange::Copied;
            show_again(visit, typed, Refusal::PasskeyBlocked)
                .write(Write::BlockAuthenticator { account, authenticator })
                .fact(Fact::KeyCountedBack)
                .notice(Notice::FactorChanged { account, about, change, at: now })
        }
    }
}

fn recognised((visit, typed): (Visit, Typed), holder: Holder, now: Timestamp, policy: &Policy) -> Turn {
    let Holder { account, session, sign_in, device, new_device, authenticator, method, .. } = holder;
    let remember = policy.remember_for(visit.keep_choice());
    let kept_until = (typed.keep && remember.keep_offered).then(|| now + remember.keep_for);
    let state = crate::State::SignIn(State::SignedIn { visit: visit.clone() });
    // The guard stands first: what served before opens nothing (PK1).
    let turn = Turn::new(state, Next::Leave(Outcome::GoOn(visit)))
        .write(Write::AcceptFactor { account, authenticator })
        .write(Write::StartSession {
            account,
            session,
            sign_in,
            device,
            new_device,
            methods: vec![method],
            kept_until,
        })
        .write(Write::RememberPerson {
            account,
            device,
            identifier: (typed.remember && !holder.login.is_empty()).then_some(holder.login),
            given_name: holder.given_name,
        })
        .fact(Fact::FactorProven { kind: Factor::Passkey })
        .fact(Fact::SessionStarted { session, device, sign_in, kept: kept_until.is_some(), new_device });
    if new_device { turn.notice(Notice::NewDevice { account, device, at: now }) } else { turn }
}
