//! The dispatcher: given where a person wants to go and how they stand, which journey comes next?
//! Every journey ends here; none routes to another. One page long, for ever.

use std::time::Duration;

use domain::factor::EnrolmentDue;
use domain::personalise::{Decision, Due};
use domain::{Assurance, Session, Timestamp};

use crate::{Destination, SignInDue, Visit};

/// How the person stands before the door. `session` is live.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub session: Option<&'a Session>,
    /// The client's scopes are covered by a consent given before, or none is asked for.
    pub consented: bool,
    /// Whether a login and a password must be chosen first (O7).
    pub personalise: Option<Decision>,
    /// The most that this account can prove with what it holds.
    pub reachable: Assurance,
    /// A second factor is to be set up (E1).
    pub enrolment: Option<EnrolmentDue>,
    /// A second way to recover is to be asked for (O12).
    pub recourse: bool,
    pub now: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    SignIn(SignInDue),
    Personalise(Due),
    /// The session must prove more before it goes on.
    Factor,
    Enrol(EnrolmentDue),
    /// Another address, or printed codes (O12).
    Recourse,
    Consent,
    /// Open: answer the client, or show the account's own page.
    Open,
    /// `prompt=none` and something would have to be shown (OpenID Connect Core §3.1.2.6).
    Silent(SilentRefusal),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SilentRefusal {
    LoginRequired,
    /// A login and a password must be chosen before anything opens.
    ChoiceRequired,
    ConsentRequired,
}

pub fn next(visit: &Visit, standing: Standing<'_>) -> Door {
    let silent = visit.need().is_some_and(|need| need.silent);
    if let Some(due) = sign_in_due(visit, standing) {
        return if silent { Door::Silent(SilentRefusal::LoginRequired) } else { Door::SignIn(due) };
    }
    if factor_due(visit, standing) {
        return if silent { Door::Silent(SilentRefusal::LoginRequired) } else { Door::Factor };
    }
    if let Some(due) = standing.personalise.as_ref().and_then(Decision::shows) {
        if !silent {
            return Door::Personalise(due);
        }
        // While it may be postponed, areas open as before: a silent question is answered as before too.
        if !due.may_postpone() {
            return Door::Silent(SilentRefusal::ChoiceRequired);
        }
    }
    if let Some(due) = standing.enrolment
        && !manages_factors(visit)
    {
        return if silent { Door::Silent(SilentRefusal::LoginRequired) } else { Door::Enrol(due) };
    }
    // It can always be put off: a silent question is answered as before.
    if standing.recourse && !silent && !manages_ways(visit) {
        return Door::Recourse;
    }
    if consent_due(visit, standing) {
        return if silent { Door::Silent(SilentRefusal::ConsentRequired) } else { Door::Consent };
    }
    Door::Open
}

/// The named checks of a sign-in, in order; the reason reaches the page.
fn sign_in_due(visit: &Visit, standing: Standing<'_>) -> Option<SignInDue> {
    let Some(session) = standing.session else {
        return Some(SignInDue::NotSignedIn);
    };
    // A proof younger than the question answers it, once and for this visit only.
    if session.authenticated_at >= visit.asked_at {
        return None;
    }
    if visit.prove_again {
        return Some(SignInDue::Sensitive);
    }
    let need = visit.need()?;
    if need.login || need.choose {
        return Some(SignInDue::AskedByClient);
    }
    let age = need.max_age.map(Duration::from_secs)?;
    (standing.now.since(session.authenticated_at) > age).then_some(SignInDue::TooOld)
}

/// `acr_values` is honoured as far as what the account holds can reach; it is a wish (OpenID Connect Core §5.5.1.1).
fn factor_due(visit: &Visit, standing: Standing<'_>) -> bool {
    let asked = visit.asked().assurance.min(standing.reachable);
    standing.session.is_some_and(|session| Assurance::of(&session.methods) < asked)
}

/// Whoever sets a method up by themselves need not be told to.
const fn manages_factors(visit: &Visit) -> bool {
    matches!(visit.destination, Destination::AddMethod | Destination::Security | Destination::LostPhone)
}

/// Whoever goes to prepare a way need not be told to.
const fn manages_ways(visit: &Visit) -> bool {
    matches!(visit.destination, Destination::Contacts | Destination::RecoveryCodes) || manages_factors(visit)
}

fn consent_due(visit: &Visit, standing: Standing<'_>) -> bool {
    visit.need().is_some_and(|need| need.consent) && !standing.consented
}

#[cfg(test)]
mod tests {
    use domain::factor::Why;
    use domain::{AccountId, ClientId, DeviceId, Method, SessionId, SignInId};

    use super::*;
    use crate::Need;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn session(authenticated_at: i64) -> Session {
        Session {
            id: SessionId::from_bytes([1; 16]),
            account: AccountId::from_bytes([2; 16]),
            device: DeviceId::from_bytes([3; 16]),
            sign_in: SignInId::from_bytes([4; 16]),
            started_at: at(authenticated_at),
            authenticated_at: at(authenticated_at),
            last_seen_at: at(authenticated_at),
            ends_at: at(authenticated_at + 43_200),
            methods: vec![Method::Password],
        }
    }

    fn asked(change: impl FnOnce(&mut Need)) -> Visit {
        let mut need = Need {
            client: ClientId("mail".into()),
            name: "Mail".into(),
            request: String::new(),
            scopes: vec![],
            login: false,
            choose: false,
            silent: false,
            consent: false,
            max_age: None,
            login_hint: None,
            keep_signed_in: None,
            assurance: None,
        };
        change(&mut need);
        Visit::to(Destination::Client(Box::new(need)), at(1000))
    }

    fn door(visit: &Visit, session: Option<&Session>, consented: bool) -> Door {
        next(visit, standing(session, consented))
    }

    fn standing(session: Option<&Session>, consented: bool) -> Standing<'_> {
        let (personalise, reachable) = (None, Assurance::Nothing);
        Standing {
            session,
            consented,
            personalise,
            reachable,
            enrolment: None,
            recourse: false,
            now: at(1000),
        }
    }

    fn due(days_left: u32, postponed: bool) -> Decision {
        let why = domain::personalise::Why::LinePassword;
        Decision::Due(Due { why, days_left, last_day: at(5000), postponed })
    }

    fn choosing(visit: &Visit, personalise: Option<Decision>) -> Door {
        let session = session(10);
        next(visit, Standing { personalise, ..standing(Some(&session), false) })
    }

    #[test]
    fn choosing_comes_after_the_sign_in_and_before_consent_and_going_on() {
        let linked = asked(|need| need.consent = true);
        assert!(
            matches!(choosing(&linked, Some(due(14, false))), Door::Personalise(due) if due.days_left == 14)
        );
        assert_eq!(choosing(&linked, Some(due(14, true))), Door::Consent, "« Plus tard » was said");
        assert!(matches!(choosing(&asked(|_| ()), Some(due(0, false))), Door::Personalise(_)));
        let nobody = Standing { personalise: Some(due(0, false)), ..standing(None, true) };
        assert_eq!(next(&asked(|_| ()), nobody), Door::SignIn(SignInDue::NotSignedIn));
    }

    #[test]
    fn a_silent_question_is_answered_as_before_until_the_last_day() {
        let silent = asked(|need| need.silent = true);
        assert_eq!(choosing(&silent, Some(due(1, false))), Door::Open);
        assert_eq!(choosing(&silent, Some(due(0, false))), Door::Silent(SilentRefusal::ChoiceRequired));
    }

    #[test]
    fn a_service_that_asks_for_two_factors_gets_them_from_whoever_holds_one() {
        let visit = asked(|need| need.assurance = Some(Assurance::TwoFactors));
        let one = session(10);
        let holds = Standing { reachable: Assurance::TwoFactors, ..standing(Some(&one), true) };
        assert_eq!(next(&visit, holds), Door::Factor);
        assert_eq!(
            next(&visit, standing(Some(&one), true)),
            Door::Open,
            "who holds none is told truly as one"
        );
        let two = Session { methods: vec![Method::Password, Method::Totp], ..session(10) };
        assert_eq!(next(&visit, Standing { session: Some(&two), ..holds }), Door::Open);
        let more = asked(|need| need.assurance = Some(Assurance::PhishingResistant));
        assert_eq!(
            next(&more, Standing { session: Some(&two), ..holds }),
            Door::Open,
            "as far as it reaches"
        );
        let silent = asked(|need| (need.assurance, need.silent) = (Some(Assurance::TwoFactors), true));
        assert_eq!(next(&silent, holds), Door::Silent(SilentRefusal::LoginRequired));
    }

    #[test]
    fn an_enrolment_comes_before_the_way_on_and_never_before_itself() {
        let one = session(10);
        let due = EnrolmentDue { why: Why::SwitchedOn, postponable_until: None };
        let told = Standing { enrolment: Some(due), ..standing(Some(&one), true) };
        assert_eq!(next(&asked(|_| ()), told), Door::Enrol(due));
        for own in [Destination::AddMethod, Destination::Security, Destination::LostPhone] {
            assert_eq!(next(&Visit::to(own, at(0)), told), Door::Open);
        }
    }

    #[test]
    fn a_second_way_is_asked_for_but_never_in_silence_nor_on_the_way_to_one() {
        let one = session(10);
        let told = Standing { recourse: true, ..standing(Some(&one), true) };
        assert_eq!(next(&asked(|_| ()), told), Door::Recourse, "O12");
        assert_eq!(next(&asked(|need| need.silent = true), told), Door::Open, "it can be put off");
        for own in [Destination::Contacts, Destination::RecoveryCodes, Destination::Security] {
            assert_eq!(next(&Visit::to(own, at(0)), told), Door::Open);
        }
    }

    #[test]
    fn one_sign_in_opens_every_portal() {
        assert_eq!(door(&asked(|_| ()), Some(&session(10)), false), Door::Open);
        assert_eq!(door(&asked(|_| ()), None, false), Door::SignIn(SignInDue::NotSignedIn));
    }

    #[test]
    fn prompt_login_asks_again_and_a_proof_after_the_question_answers_it() {
        let visit = asked(|need| need.login = true);
        assert_eq!(door(&visit, Some(&session(999)), false), Door::SignIn(SignInDue::AskedByClient));
        assert_eq!(door(&visit, Some(&session(1000)), false), Door::Open);
    }

    #[test]
    fn select_account_is_answered_by_saying_who_it_is() {
        let visit = asked(|need| need.choose = true);
        assert_eq!(door(&visit, Some(&session(999)), false), Door::SignIn(SignInDue::AskedByClient));
        assert_eq!(door(&visit.clone().chosen(), Some(&session(10)), false), Door::Open);
        assert_eq!(door(&visit.chosen(), None, false), Door::SignIn(SignInDue::NotSignedIn));
    }

    #[test]
    fn max_age_counts_from_the_last_proof() {
        let visit = asked(|need| need.max_age = Some(60));
        assert_eq!(door(&visit, Some(&session(940)), false), Door::Open);
        assert_eq!(door(&visit, Some(&session(939)), false), Door::SignIn(SignInDue::TooOld));
    }

    #[test]
    fn a_sensitive_page_asks_again_and_is_answered_by_a_fresh_proof() {
        let visit = Visit::to(Destination::Devices, at(1000)).proving_again();
        assert_eq!(door(&visit, Some(&session(999)), true), Door::SignIn(SignInDue::Sensitive));
        assert_eq!(door(&visit, Some(&session(1000)), true), Door::Open);
    }

    #[test]
    fn prompt_none_never_shows_anything() {
        let visit = asked(|need| need.silent = true);
        assert_eq!(door(&visit, None, true), Door::Silent(SilentRefusal::LoginRequired));
        let linked = asked(|need| (need.silent, need.consent) = (true, true));
        assert_eq!(door(&linked, Some(&session(1)), false), Door::Silent(SilentRefusal::ConsentRequired));
        assert_eq!(door(&linked, Some(&session(1)), true), Door::Open);
    }

    #[test]
    fn a_linked_service_asks_for_consent_once() {
        let visit = asked(|need| need.consent = true);
        assert_eq!(door(&visit, Some(&session(1)), false), Door::Consent);
        assert_eq!(door(&visit, Some(&session(1)), true), Door::Open);
    }
}
