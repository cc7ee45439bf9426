//! What the door must know of second factors, and the journeys that it leads to.

use std::time::Duration;

use domain::factor::Demand;
use domain::factor::{Due, EnrolmentDue, Held, Unfit, Why, enrolment_due, is_protected, may_enrol};
use domain::{AccountId, Assurance, Factor, Session, SessionId, Timestamp};
use journeys::enrol_authenticator::{self as enrol, By, Way as EnrolWay};
use journeys::second_factor::{self, Entry, Raising, Waiting};
use journeys::{Destination, SignInDue, Visit};
use store::{accounts, factor_standings};

use crate::authorize::Way;
use crate::browser::Caller;
use crate::{App, Trouble, chance};

/// How an account stands with second factors.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    pub reachable: Assurance,
    pub enrolment: Option<EnrolmentDue>,
}

impl App {
    /// Reads no more than the way asks for: one row where nothing is demanded.
    pub(crate) async fn factors_at_the_door(
        &self,
        visit: &Visit,
        session: Option<&Session>,
        now: Timestamp,
    ) -> Result<Factors, Trouble> {
        let nothing = Factors { reachable: Assurance::Nothing, enrolment: None };
        let Some(session) = session else { return Ok(nothing) };
        let proven = Assurance::of(&session.methods);
        let reachable = if visit.asked().assurance > proven {
            reachable(&self.held(session.account).await?)
        } else {
            Assurance::Nothing
        };
        Ok(Factors { reachable, enrolment: self.enrolment_due(session, now).await? })
    }

    /// Whether this session is to set up a second factor before it goes on (E1). An old proof cannot (EN2): it is asked for
    /// a new one on the last day, and before that left alone.
    pub async fn enrolment_due(
        &self,
        session: &Session,
        now: Timestamp,
    ) -> Result<Option<EnrolmentDue>, Trouble> {
        if Assurance::of(&session.methods) >= Assurance::TwoFactors || self.offered().is_empty() {
            return Ok(None);
        }
        let standing = factor_standings::of_account(self.db(), session.account).await?;
        let policy = &self.policy().factors;
        if standing.required.is_none() && !matches!(policy.demand, Demand::Required { .. }) {
            return Ok(None);
        }
        let held = self.held(session.account).await?;
        let account = accounts::by_id(self.db(), session.account).await?;
        let created_at = account.map_or(now, |account| account.created_at);
        let due = enrolment_due(&held, standing, session.authenticated_at, created_at, now, policy);
        let fresh = session.is_fresh(now, self.policy().session.step_up_fresh);
        Ok(due.filter(|due| fresh || due.postponable_until.is_none()))
    }

    /// Whether this account must hold a second factor.
    pub async fn must_hold(&self, account: AccountId, now: Timestamp) -> Result<bool, Trouble> {
        let standing = factor_standings::of_account(self.db(), account).await?;
        if standing.is_exempt(now) {
            return Ok(false);
        }
        let demanded = matches!(self.policy().factors.demand, Demand::Required { from } if from <= now);
        Ok(demanded || standing.required.is_some_and(|(_, from)| from <= now))
    }

    /// What can be set up here, the best first.
    pub fn offered(&self) -> Vec<Factor> {
        let (policy, now) = (self.policy(), self.now());
        let closed = policy.sending.closes_at.is_some_and(|at| at <= now);
        // A passkey that no browser would make here is not offered, nor our app where it has no address, nor what nothing
        // could send.
        let possible = |kind: Factor| match kind {
            Factor::Passkey => self.relying_party().is_some(),
            Factor::Push => self.authenticator().is_some(),
            Factor::Sms => self.telephone().can_text() && !closed,
            Factor::Voice => self.telephone().can_call() && !closed,
            _ => true,
        };
        enrol::KINDS.iter().copied().filter(|kind| self.serves(*kind, now) && possible(*kind)).collect()
    }

    /// The session goes on with more proof.
    pub(crate) async fn raise(
        &self,
        visit: Visit,
        session: &Session,
        caller: &Caller,
    ) -> Result<Way, Trouble> {
        let enough = visit.asked().assurance;
        let mut held = self.held(session.account).await?;
        let most = reachable(&held).min(enough);
        // A phone that came without a password makes no second factor of another telephone's code.
        let reaches = |kind: Factor| Assurance::of(&[session.methods.as_slice(), &[kind.method()]].concat());
        held.retain(|held| reaches(held.kind) >= most);
        let waiting = Waiting {
            visit: visit.clone(),
            account: session.account,
            browser: self.browser_digest(caller),
            held,
            due: Due::AskedByService,
            wrong: 0,
            until: caller.now + self.policy().factors.waits_for,
            entry: Entry::Raise(Raising {
                session: chance::new_id(SessionId::new, caller.now),
                sign_in: session.sign_in,
                device: session.device,
                methods: session.methods.clone(),
            }),
            sent: None,
        };
        let Some(state) = second_factor::begin(waiting) else {
            let visit = Visit { asked_at: caller.now, ..visit.proving_again() };
            return Ok(Way::SignIn { visit, due: SignInDue::AskedByClient });
        };
        Ok(Way::SecondFactor(self.begin_journey(&state, session.account, caller).await?))
    }

    /// Sets a second factor up before the way goes on.
    pub(crate) async fn enrol(
        &self,
        visit: Visit,
        session: &Session,
        due: EnrolmentDue,
        caller: &Caller,
    ) -> Result<Way, Trouble> {
        if !session.is_fresh(caller.now, self.policy().session.step_up_fresh) {
            let visit = Visit { asked_at: caller.now, ..visit.proving_again() };
            return Ok(Way::SignIn { visit, due: SignInDue::Sensitive });
        }
        self.begin_enrolment(visit, session, due, caller).await
    }

    /// One more method, by the customer's own wish, after a fresh proof (EN1, EN2).
    pub(crate) async fn add_method(&self, session: &Session, caller: &Caller) -> Result<Way, Trouble> {
        if self.offered().is_empty() {
            return Ok(Way::Security);
        }
        let held = self.held(session.account).await?;
        let verified = self.is_verified(session.account).await?;
        let fresh: Duration = self.policy().session.step_up_fresh;
        match may_enrol(&held, session, verified, caller.now, fresh) {
            Err(Unfit::Unverified) => Ok(Way::Unverified),
            Err(Unfit::NotProven) => {
                let visit = Visit::to(Destination::AddMethod, caller.now).proving_again();
                Ok(Way::SignIn { visit, due: SignInDue::Sensitive })
            }
            Ok(()) => {
                let visit = Visit::to(Destination::Security, caller.now);
                let due = EnrolmentDue { why: Why::OwnWish, postponable_until: None };
                self.begin_enrolment(visit, session, due, caller).await
            }
        }
    }

    async fn begin_enrolment(
        &self,
        visit: Visit,
        session: &Session,
        due: EnrolmentDue,
        caller: &Caller,
    ) -> Result<Way, Trouble> {
        let way = EnrolWay {
            visit,
            by: By::from(session),
            offered: self.offered(),
            methods: session.methods.clone(),
        };
        let state = enrol::begin(way, due);
        Ok(Way::Enrol(self.begin_journey(&state, session.account, caller).await?))
    }

    /// EN2: an address of theirs was verified, or the company knows none and vouches for them as it imported them.
    async fn is_verified(&self, account: AccountId) -> Result<bool, Trouble> {
        let known = self.contacts(account).await?;
        Ok(known.is_empty() || known.iter().any(|contact| contact.verified_at.is_some()))
    }
}

/// The most that can be proven with what is held, beside the password.
fn reachable(held: &[Held]) -> Assurance {
    let most = held.iter().map(|held| reaches(held.kind)).max().unwrap_or(Assurance::Nothing);
    if is_protected(held) { most } else { Assurance::Nothing }
}

fn reaches(kind: Factor) -> Assurance {
    Assurance::of(&[domain::Method::Password, kind.method()])
}
