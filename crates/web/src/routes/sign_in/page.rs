//! Draws the sign-in page in the state that a turn left it in, with its status.

use std::time::Duration;

use app::browser::Remembered;
use app::form::Form as Sealed;
use axum::response::Response;
use domain::{AccountId, Brand};
use http::StatusCode;
use journeys::sign_in::{State as SignIn, Typed};
use journeys::{Refusal, SignInDue, State as Journey, Visit};
use pages::{
    ConfirmReason, IdentifierKind, KeepOffer, PasskeyOffer, Person, PreparedPage, ServerBusyPage, SignInNote,
    SignInPage, SignInRefusal, TooManyTriesPage,
};

use super::super::passkey;
use crate::Web;
use crate::answer::{self, Binding};
use crate::request::Asking;
use crate::state::PreparedKey;

/// What is to be shown.
pub struct Shown<'a> {
    pub visit: &'a Visit,
    pub due: SignInDue,
    pub typed: Option<&'a Typed>,
    pub refusal: Option<Refusal>,
    /// The form came back too late.
    pub expired: bool,
    /// « Changer d'adresse mail » was pressed.
    pub forgets: bool,
    /// Whose session it is that has to be proven once more.
    pub account: Option<AccountId>,
    /// What was just done.
    pub note: Option<SignInNote>,
    /// The passkey that was shown, as it came; may be empty.
    pub key: &'a str,
}

impl<'a> Shown<'a> {
    pub const fn of(visit: &'a Visit) -> Self {
        Self {
            visit,
            due: SignInDue::NotSignedIn,
            typed: None,
            refusal: None,
            expired: false,
            forgets: false,
            account: None,
            note: None,
            key: "",
        }
    }

    fn is_fresh(&self) -> bool {
        self.typed.is_none()
            && self.note.is_none()
            && self.refusal.is_none()
            && !self.expired
            && confirm(self.due).is_none()
    }
}

pub async fn show(web: &Web, asking: &Asking, shown: Shown<'_>) -> Response {
    let client = match shown.visit.service() {
        Some((id, _)) => match web.app().client(id).await {
            Ok(client) => client,
            Err(error) => return answer::trouble(web, asking, &error),
        },
        None => None,
    };
    let brand = web.app().brand(client.as_ref().and_then(|client| client.brand.as_deref()));
    match shown.refusal {
        Some(Refusal::TooManyTries { until }) => too_many(web, asking, &shown, brand, until),
        Some(Refusal::Busy) => busy(web, asking, &shown, brand),
        _ => form(web, asking, &shown, brand),
    }
}

/// The form itself: drawn once for strangers, and for everybody else as they are.
fn form(web: &Web, asking: &Asking, shown: &Shown<'_>, brand: &Brand) -> Response {
    let binding = Binding::of(asking);
    let state = SignIn::AwaitingPassword { visit: shown.visit.clone(), typed: shown.typed.cloned() };
    let sealed = Sealed::State(Box::new(Journey::SignIn(state)));
    let csrf = web.app().seal_form(sealed, binding.value, asking.now());
    let locale = asking.locale(Some(shown.visit), brand);
    let remembered = remembered(asking, shown);
    let hinted = shown.visit.need().and_then(|need| need.login_hint.as_deref());
    let mut page = SignInPage::fresh(purpose(shown.visit), keep_offer(web, shown.visit));
    page.phone = web.app().offers_phone_alone();
    page.named_by = IdentifierKind::MailOrLogin;
    page.remember_identifier = Some(web.app().policy().remember.identifier_preselected);
    let look = web.look(brand);
    let mut frame = asking.frame(look, Some(shown.visit));
    frame.path = "/sign-in";
    let asked = web.app().ask_for_any_passkey(binding.value, asking.now());
    let html = if shown.is_fresh() && remembered.is_none() && hinted.is_none() {
        let key = PreparedKey { brand: brand.id.clone(), locale, purpose: purpose(shown.visit) };
        let switch = format!("ctx={}", PreparedPage::TOKEN);
        frame.switch_query = &switch;
        let challenge = asked.as_ref().map(passkey::challenge_text).unwrap_or_default();
        let draw = || {
            page.passkey = asked.as_ref().map(|asked| passkey::asked_with(asked, PreparedPage::CHALLENGE));
            page.prepared(&frame)
        };
        web.prepared(key, draw).fill(&csrf, &challenge)
    } else {
        let switch = format!("ctx={csrf}");
        frame.switch_query = &switch;
        page.csrf.clone_from(&csrf);
        page.confirm = confirm(shown.due);
        page.passkey = asked.as_ref().map(|asked| PasskeyOffer { options: passkey::asked(asked) });
        page.signal = passkey::unknown(asked.as_ref(), shown);
        page.refusal = refusal(shown);
        page.note = shown.note;
        page.person = person(shown, remembered, hinted);
        if let Some(typed) = shown.typed {
            page.remember_identifier = Some(typed.remember);
            page.keep = page.keep.map(|keep| KeepOffer { ticked: typed.keep, ..keep });
        } else if remembered.is_some() {
            page.remember_identifier = Some(true);
        }
        pages::Page::render(&page, &frame)
    };
    let status = if shown.refusal.is_some() || shown.expired {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    binding.on(answer::html(status, html))
}

/// Who is greeted: whom the form names, whose proof is asked for, else the last one. Profiles never mix (SE9).
fn remembered<'a>(asking: &'a Asking, shown: &Shown<'_>) -> Option<&'a Remembered> {
    let people = &asking.caller.people;
    match (shown.forgets, shown.typed, shown.account) {
        (true, ..) => None,
        (_, Some(typed), _) => people.remembered_as(&typed.identifier),
        (_, None, Some(account)) => people.of(account)?.remembered.as_ref(),
        (_, None, None) => people.last_remembered(),
    }
}

fn person(shown: &Shown<'_>, remembered: Option<&Remembered>, hinted: Option<&str>) -> Person {
    match (remembered, shown.typed) {
        (Some(known), typed) if typed.is_none_or(|typed| typed.identifier == known.identifier) => {
            Person::Remembered {
                identifier: known.identifier.clone(),
                given_name: Some(known.given_name.clone()).filter(|name| !name.is_empty()),
            }
        }
        (_, Some(typed)) => Person::Unknown { typed: typed.identifier.clone() },
        (_, None) => Person::Unknown { typed: hinted.unwrap_or_default().to_owned() },
    }
}

fn refusal(shown: &Shown<'_>) -> Option<SignInRefusal> {
    if shown.expired {
        return Some(SignInRefusal::Expired);
    }
    match shown.refusal? {
        Refusal::EmptyIdentifier | Refusal::BadIdentifier => {
            Some(SignInRefusal::Missing { identifier: true, password: false })
        }
        refused if passkey::refusal(refused).is_some() => {
            passkey::refusal(refused).map(SignInRefusal::Passkey)
        }
        Refusal::EmptyPassword => Some(SignInRefusal::Missing { identifier: false, password: true }),
        _ => Some(SignInRefusal::WrongPair),
    }
}

/// Why somebody signed in is asked once more.
const fn confirm(due: SignInDue) -> Option<ConfirmReason> {
    match due {
        SignInDue::NotSignedIn => None,
        SignInDue::AskedByClient | SignInDue::TooOld => Some(ConfirmReason::ServiceAsks),
        SignInDue::Sensitive => Some(ConfirmReason::SensitivePage),
    }
}

pub fn purpose(visit: &Visit) -> Option<String> {
    visit.service().map(|(_, name)| name.to_owned())
}

/// What the brand says of « rester identifié », or what this client says instead (decision 1).
pub fn keep_offer(web: &Web, visit: &Visit) -> Option<KeepOffer> {
    let policy = web.app().policy().remember_for(visit.keep_choice());
    policy.keep_offered.then_some(KeepOffer { ticked: policy.keep_preselected, lifetime: policy.keep_for })
}

fn too_many(
    web: &Web,
    asking: &Asking,
    shown: &Shown<'_>,
    brand: &Brand,
    until: domain::Timestamp,
) -> Response {
    let wait = until.since(asking.now());
    let retry = super::address(web, shown.visit);
    let forgotten = crate::routes::recover::address(web, shown.visit);
    let page = TooManyTriesPage { purpose: purpose(shown.visit), until, wait, retry, forgotten };
    let frame = asking.frame(web.look(brand), Some(shown.visit));
    let response = answer::page(StatusCode::TOO_MANY_REQUESTS, &page, &frame);
    answer::retry_after(response, wait)
}

fn busy(web: &Web, asking: &Asking, shown: &Shown<'_>, brand: &Brand) -> Response {
    let retry = super::address(web, shown.visit);
    let page = ServerBusyPage { purpose: purpose(shown.visit), retry };
    let frame = asking.frame(web.look(brand), Some(shown.visit));
    let response = answer::page(StatusCode::SERVICE_UNAVAILABLE, &page, &frame);
    answer::retry_after(response, Duration::from_secs(2))
}
