//! `/account/contacts`: the addresses that somebody is written to, and changing them (EL8): after a fresh proof, by a code that
//! goes to the new one.

use app::Place;
use app::advance::Landed;
use app::contact_changes::Contact;
use app::form::Form as Sealed;
use axum::extract::State;
use axum::response::Response;
use domain::alarm::Told;
use domain::contact::Change;
use domain::factor::may_change_account;
use domain::recovery::read_code;
use domain::{ContactId, Session, Timestamp};
use http::StatusCode;
use journeys::change_contact::{By, Event, State as Changing, Wish, begin};
use journeys::{Destination, Outcome, Refusal, Screen, State as Journey, Visit};
use pages::{ContactCodePage, ContactCodeRefusal, ContactLine, ContactRefusal, ContactsPage, Page, paths};

use super::account::signed_in;
use super::posted;
use super::waiting;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Contacts).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let done = asking.query("done").and_then(Told::from_word);
    let visit = asking.query("visit").and_then(|sealed| web.app().open_visit(sealed));
    let visit = visit.unwrap_or_else(|| Visit::to(Destination::Contacts, asking.now()));
    let response = show(&web, &asking, (&session, visit), Shown { done, ..Shown::default() }).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// « Changer mes adresses »: a fresh proof first, then the same page with its fields.
pub async fn prove(State(web): State<Web>, asking: Asking) -> Response {
    let visit = Visit::to(Destination::Contacts, asking.now()).proving_again();
    answer::see_other(&super::sign_in::address(&web, &visit))
}

pub async fn ask(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session, form) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let change = match (form.field("contact"), ContactId::parse(form.field("contact"))) {
        ("", _) => Change::Add,
        (_, Some(contact)) => Change::Replace(contact),
        (_, None) => return expired(&web, &asking),
    };
    let wish = Wish { change, typed: form.field("address").trim().to_owned() };
    asked(&web, &asking, (state, session), wish).await
}

pub async fn remove(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session, form) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(contact) = ContactId::parse(form.field("contact")) else { return expired(&web, &asking) };
    let wish = Wish { change: Change::Remove(contact), typed: String::new() };
    asked(&web, &asking, (state, session), wish).await
}

pub async fn confirm(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (state, session, form) = match posted(&web, &asking, form).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let code = read_code(form.field("code")).unwrap_or_else(|| form.secret("code"));
    let event = Event::CodeGiven { session: Box::new(session.clone()), code };
    take(&web, &asking, state, event, &session).await
}

async fn asked(web: &Web, asking: &Asking, (state, session): (Journey, Session), wish: Wish) -> Response {
    let held = match web.app().held(session.account).await {
        Ok(held) => held,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let waits = match waiting::until(web, asking, &session).await {
        Ok(waits) => waits,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let event = Event::Asked { session: Box::new(session.clone()), held, waits, wish };
    take(web, asking, state, event, &session).await
}

/// A form of this journey, and the session that posts it.
async fn posted(
    web: &Web,
    asking: &Asking,
    form: posted::Came,
) -> Result<(Journey, Session, Form), Response> {
    match posted::by_somebody(web, asking, form, Some(paths::CONTACTS)).await? {
        (form, Sealed::State(state), session) if matches!(*state, Journey::ChangeContact(_)) => {
            Ok((*state, session, form))
        }
        _ => Err(expired(web, asking)),
    }
}

async fn take(web: &Web, asking: &Asking, state: Journey, event: Event, session: &Session) -> Response {
    let event = journeys::Event::ChangeContact(event);
    match web.app().advance(Place::Form, state, event, &asking.caller).await {
        Ok(advanced) => match advanced.next {
            Landed::Shown(Screen::Contacts { wish, refusal }) => {
                let replaces = match wish.change {
                    Change::Add => None,
                    Change::Replace(contact) | Change::Remove(contact) => Some(contact.to_string()),
                };
                let shown =
                    Shown { refusal: Some(said(refusal)), replaces, typed: wish.typed, ..Shown::default() };
                let Journey::ChangeContact(Changing::AwaitingWish { visit, .. }) = advanced.state else {
                    return expired(web, asking);
                };
                show(web, asking, (session, visit), shown).await
            }
            Landed::Shown(Screen::ContactCode { wish, refusal }) => {
                code(web, asking, session, (advanced.state, wish.typed, refusal)).await
            }
            Landed::Left(Outcome::ContactChanged { told, visit }) => {
                answer::see_other(&match visit.destination {
                    Destination::Contacts => format!("{}?done={}", paths::CONTACTS, told.word()),
                    _ => super::go_on::address(web, &visit),
                })
            }
            Landed::Shown(Screen::MustWait { .. }) => {
                let Journey::ChangeContact(Changing::AwaitingWish { visit, .. }) = advanced.state else {
                    return expired(web, asking);
                };
                show(web, asking, (session, visit), Shown { held_back: true, ..Shown::default() }).await
            }
            Landed::Left(Outcome::ProveAgain(visit)) => {
                answer::see_other(&super::sign_in::address(web, &visit))
            }
            _ => expired(web, asking),
        },
        // A reload, the back button, another tab: the page tells what there is now.
        Err(app::TurnError::OutOfTurn) => answer::see_other(paths::CONTACTS),
        Err(error) => answer::turn_error(web, asking, &error, Some(paths::CONTACTS.to_owned())),
    }
}

/// What is to be said besides what there is.
#[derive(Default)]
struct Shown {
    done: Option<Told>,
    refusal: Option<ContactRefusal>,
    replaces: Option<String>,
    typed: String,
    /// What was asked for has to wait (RE6).
    held_back: bool,
}

const fn said(refusal: Refusal) -> ContactRefusal {
    match refusal {
        Refusal::AddressKnown => ContactRefusal::Known,
        Refusal::TooManyAddresses => ContactRefusal::TooMany,
        Refusal::LastAddress => ContactRefusal::Last,
        Refusal::AddressGone => ContactRefusal::Gone,
        Refusal::TooManyMessages { until } => ContactRefusal::TooSoon { until },
        _ => ContactRefusal::BadAddress,
    }
}

async fn show(web: &Web, asking: &Asking, (session, visit): (&Session, Visit), shown: Shown) -> Response {
    let (app, account) = (web.app(), session.account);
    let found = tokio::try_join!(app.contact_lines(account, asking.now()), app.held(account));
    let (contacts, held) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let at = (Destination::Contacts, shown.held_back);
    let waits = match waiting::waits(web, asking, (session, &held), at).await {
        Ok(waits) => waits,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let binding = Binding::of(asking);
    let state = Sealed::State(Box::new(begin(By::from(session), visit)));
    let fresh = app.policy().session.step_up_fresh;
    let page = ContactsPage {
        contacts: contacts.into_iter().map(line).collect(),
        may_change: may_change_account(
            &held,
            session,
            waits.as_ref().map(|waits| waits.until),
            asking.now(),
            fresh,
        )
        .is_ok(),
        waits,
        done: shown.done,
        refusal: shown.refusal,
        replaces: shown.replaces,
        typed: shown.typed,
        rests: app.policy().recovery.contact_rests,
        csrf: app.seal_form(state, binding.value, asking.now()),
    };
    let status = match shown.refusal {
        None if shown.held_back => (StatusCode::UNPROCESSABLE_ENTITY, None),
        None => (StatusCode::OK, None),
        Some(ContactRefusal::TooSoon { until }) => (StatusCode::TOO_MANY_REQUESTS, Some(until)),
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    binding.on(draw(web, asking, session, (status, &page)).await)
}

async fn code(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (state, address, refusal): (Journey, String, Option<Refusal>),
) -> Response {
    let binding = Binding::of(asking);
    let page = ContactCodePage {
        address,
        refusal: refusal.map(|refusal| match refusal {
            Refusal::EmptyCode => ContactCodeRefusal::Missing,
            _ => ContactCodeRefusal::Wrong,
        }),
        lives: web.app().policy().recovery.lives,
        csrf: web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now()),
    };
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    binding.on(draw(web, asking, session, ((status, None), &page)).await)
}

fn line(contact: Contact) -> ContactLine {
    ContactLine {
        id: contact.id.map(|id| id.to_string()),
        address: contact.address,
        rests_until: contact.rests_until,
        leaves_at: contact.leaves_at,
    }
}

/// In the colours of the account's own brand; language links lead to the list.
async fn draw(
    web: &Web,
    asking: &Asking,
    session: &Session,
    ((status, until), page): ((StatusCode, Option<Timestamp>), &impl Page),
) -> Response {
    match web.app().greeting(session.account).await {
        Ok(greeting) => {
            let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
            let mut frame = asking.frame(web.look(brand), None);
            frame.path = paths::CONTACTS;
            let response = answer::page(status, page, &frame);
            match until {
                Some(until) => answer::retry_after(response, until.since(asking.now())),
                None => response,
            }
        }
        Err(error) => answer::trouble(web, asking, &error),
    }
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::CONTACTS.to_owned()) })
}
