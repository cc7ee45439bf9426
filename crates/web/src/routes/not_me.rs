//! `/not-me`: the link of a security notice, « ce n’était pas moi » (C37, X10). A GET shows and consumes nothing; a POST takes
//! the one turn. It works in any browser: who holds the notice may end what it named.

use app::Place;
use app::advance::Landed;
use app::alarms::{OpenedAlarm, Stands};
use app::browser::Token;
use app::form::{Form as Sealed, Opened};
use axum::extract::State;
use axum::response::Response;
use domain::alarm::Told;
use http::{StatusCode, header};
use journeys::not_me::Event;
use journeys::{Destination, Outcome, State as Journey, Visit, recover};
use pages::{NotMeDonePage, NotMePage, Page, paths};

use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused, cookies};

/// The token leaves the address at once (EL6); then what it opens is shown.
pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    if let Some(text) = asking.query("token") {
        let Some(token) = Token::parse(text) else {
            return answer::refused(&web, &asking, Refused::BrokenLink);
        };
        let mut response = answer::see_other(paths::NOT_ME);
        response.headers_mut().append(header::SET_COOKIE, cookies::notice(&token));
        return response;
    }
    let Some(token) = asking.cookies.notice.as_deref() else {
        return answer::see_other(paths::DEVICES);
    };
    match web.app().opened_alarm(token, &asking.caller).await {
        Ok(Some(alarm)) => show(&web, &asking, alarm),
        Ok(None) => answer::refused(&web, &asking, Refused::OldNotice),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let expired = || Refused::Expired { go_on: Some(paths::NOT_ME.to_owned()) };
    let state = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::State(state)) if matches!(*state, Journey::NotMe(_)) => *state,
        _ if asking.caller.binding.is_none() => {
            let go_on = Some(paths::NOT_ME.to_owned());
            return answer::refused(&web, &asking, Refused::CookiesBlocked { go_on });
        }
        _ => return answer::refused(&web, &asking, expired()),
    };
    match web.app().advance(Place::Form, state, journeys::Event::NotMe(Event::Denied), &asking.caller).await {
        Ok(advanced) => match advanced.next {
            // What was done, and what is next, is the page of a notice that was answered.
            Landed::Left(Outcome::Secured) => answer::see_other(paths::NOT_ME),
            _ => answer::refused(&web, &asking, expired()),
        },
        // Another press was first: the same page tells what was done.
        Err(app::TurnError::OutOfTurn) => answer::see_other(paths::NOT_ME),
        Err(error) => answer::turn_error(&web, &asking, &error, None),
    }
}

fn show(web: &Web, asking: &Asking, alarm: OpenedAlarm) -> Response {
    let binding = Binding::of(asking);
    let seal = |state| web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now());
    let (brand, login, one_device) = (alarm.brand, alarm.login, alarm.one_device);
    let removes = alarm.removes;
    let response = match alarm.stands {
        Stands::Open(state) => {
            let page = NotMePage {
                told: alarm.told,
                login,
                device: alarm.device,
                network: alarm.network,
                at: alarm.at,
                one_device,
                removes,
                csrf: seal(*state),
            };
            draw(web, asking, &brand, &page)
        }
        Stands::Pressed => {
            let visit = Visit::to(Destination::Account, asking.now());
            let csrf = seal(recover::begin(visit, Some(login.clone())));
            let lost = alarm.told == Told::PhoneFound;
            draw(web, asking, &brand, &NotMeDonePage { login, one_device, lost, removed: removes, csrf })
        }
    };
    answer::with_language(binding.on(response), asking)
}

fn draw(web: &Web, asking: &Asking, brand: &str, page: &impl Page) -> Response {
    let look = web.look(web.app().brand(Some(brand)));
    answer::page(StatusCode::OK, page, &asking.frame(look, None))
}
