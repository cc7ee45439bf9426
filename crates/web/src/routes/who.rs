//! C3: « Qui se connecte ? ». The list stands on `/sign-in`; its form is posted here.

use app::Place;
use app::advance::Landed;
use app::chooser::Chooser;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::DeviceId;
use http::StatusCode;
use journeys::who::{Choice, Event, Person, State as Asked, begin};
use journeys::{Outcome, Screen, State as Journey, Visit};
use pages::{ANOTHER_PERSON, WhoLine, WhoPage};

use super::{go_on, sign_in};
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

/// The list, in the look of the service that asks.
pub async fn show(web: &Web, asking: &Asking, visit: &Visit, who: Chooser, refused: bool) -> Response {
    let client = match visit.service() {
        Some((id, _)) => match web.app().client(id).await {
            Ok(client) => client,
            Err(error) => return answer::trouble(web, asking, &error),
        },
        None => None,
    };
    let brand = web.app().brand(client.as_ref().and_then(|client| client.brand.as_deref()));
    let binding = Binding::of(asking);
    let sealed = Sealed::State(Box::new(begin(visit.clone())));
    let nameless = who.listed.iter().filter(|person| person.remembered.is_none()).count();
    let mut nth = 0;
    let line = |person: app::chooser::Listed| {
        nth += usize::from(person.remembered.is_none());
        let counted = Some(nth).filter(|_| nameless > 1 && person.remembered.is_none());
        let (given_name, identifier) =
            person.remembered.map(|known| (known.given_name, known.identifier)).unzip();
        WhoLine { id: person.device.to_string(), given_name, identifier, nth: counted, kept: person.kept }
    };
    let page = WhoPage {
        purpose: visit.service().map(|(_, name)| name.to_owned()),
        people: who.listed.into_iter().map(line).collect(),
        refused,
        csrf: web.app().seal_form(sealed, binding.value, asking.now()),
    };
    let mut frame = asking.frame(web.look(brand), Some(visit));
    let switch = format!("ctx={}", page.csrf);
    (frame.path, frame.switch_query) = (pages::paths::SIGN_IN, &switch);
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    binding.on(answer::page(status, &page, &frame))
}

/// Nothing to see at the form's own address.
pub async fn get() -> Response {
    answer::see_other(pages::paths::SWITCH_PERSON)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let who = match web.app().chooser(&asking.caller).await {
        Ok(who) => who,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let state = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::State(state)) if matches!(*state, Journey::Who(_)) => *state,
        // Too old, or after the browser was closed: the list again, with its way on.
        Opened::Stale(Sealed::State(state)) if asking.caller.binding.is_some() => {
            return match *state {
                Journey::Who(Asked::AwaitingChoice { visit }) => {
                    show(&web, &asking, &visit, who, false).await
                }
                _ => expired(&web, &asking),
            };
        }
        _ if asking.caller.binding.is_none() => {
            let go_on = Some(pages::paths::SWITCH_PERSON.to_owned());
            return answer::refused(&web, &asking, Refused::CookiesBlocked { go_on });
        }
        _ => return expired(&web, &asking),
    };
    let choice = choice(form.field("person"), &who);
    let event =
        if form.field("decision") == "forget" { Event::ForgetAsked(choice) } else { Event::Chosen(choice) };
    match web.app().advance(Place::Form, state, journeys::Event::Who(event), &asking.caller).await {
        Ok(advanced) => {
            let response = match advanced.next {
                Landed::Shown(Screen::WhoSignsIn { visit, .. }) => {
                    show(&web, &asking, &visit, who, true).await
                }
                Landed::Left(Outcome::PersonChosen { visit, person }) => {
                    chosen(&web, &asking, &visit, person, &who).await
                }
                Landed::Left(Outcome::AnotherPerson(visit)) => {
                    answer::see_other(&sign_in::address_for_another(&web, &asking, &visit))
                }
                Landed::Left(Outcome::PersonForgotten(visit)) => {
                    answer::see_other(&sign_in::address(&web, &visit))
                }
                _ => expired(&web, &asking),
            };
            answer::with_cookies(response, &advanced.cookies, asking.now())
        }
        Err(error) => answer::turn_error(&web, &asking, &error, Some(pages::paths::SWITCH_PERSON.into())),
    }
}

/// Only somebody of this browser's own list can be meant.
fn choice(field: &str, who: &Chooser) -> Choice {
    if field == ANOTHER_PERSON {
        return Choice::Another;
    }
    let device = DeviceId::parse(field);
    let found = who.listed.iter().find(|person| Some(person.device) == device);
    found.map_or(Choice::Nobody, |person| {
        Choice::Known(Person { account: person.account, device: person.device })
    })
}

/// Their session opens where they are kept here; otherwise their password is asked, beside their own identifier.
async fn chosen(web: &Web, asking: &Asking, visit: &Visit, person: Person, who: &Chooser) -> Response {
    let standing = match web.app().open_chosen(person.device, &asking.caller).await {
        Ok(standing) => standing,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let onward = if standing.session.is_some() {
        go_on::address(web, visit)
    } else {
        let known = who.listed.iter().find(|one| one.account == person.account);
        match known.and_then(|one| one.remembered.as_ref()) {
            Some(known) => sign_in::address_for(web, asking, visit, known.identifier.clone()),
            None => sign_in::address_for_another(web, asking, visit),
        }
    };
    answer::with_cookies(answer::see_other(&onward), &standing.cookies, asking.now())
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(pages::paths::SWITCH_PERSON.to_owned()) })
}
