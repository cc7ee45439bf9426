//! `/account/household/add` and `/account/household/start-code`: the holder adds somebody by login, gives them another code to
//! start with, or takes one back (X19). The code stands in one answer only; no address shows it again.

use app::advance::Landed;
use app::form::Form as Sealed;
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, ContractId, Session, Timestamp};
use http::StatusCode;
use journeys::add_person::{Act, Born, Event, Refused as Wrong, Wish, begin};
use journeys::{Destination, Outcome, Refusal, Screen, Visit};
use pages::{AddPersonPage, AddRefusal, AddRefusals, BornRefusal, LoginRefusal, Page, StartCodePage, paths};

use super::account::signed_in;
use super::{household, posted};
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub fn address(contract: ContractId) -> String {
    format!("{}?contract={contract}", paths::ADD_PERSON)
}

/// The empty form, after a fresh proof: what is typed is then not lost to it.
pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let Some(contract) = asking.query("contract").and_then(ContractId::parse) else {
        return answer::see_other(paths::HOUSEHOLD);
    };
    let destination = Destination::AddPerson(contract);
    let (session, cookies) = match signed_in(&web, &asking, destination.clone()).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    if !session.is_fresh(asking.now(), web.app().policy().session.step_up_fresh) {
        let visit = Visit::to(destination, asking.now()).proving_again();
        let onward = answer::see_other(&super::sign_in::address(&web, &visit));
        return answer::with_cookies(onward, &cookies, asking.now());
    }
    let holds = match web.app().adding_table(&session, contract, None, asking.now()).await {
        Ok(table) => table.is_some_and(|table| table.i_hold),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    if !holds {
        return answer::see_other(paths::HOUSEHOLD);
    }
    let response = form(&web, &asking, &session, (contract, Wish::default(), Wrong::default())).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, session) = match posted::by_session(&web, &asking, form, paths::HOUSEHOLD).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let (Some(act), Some(contract)) = (act(&form), ContractId::parse(form.field("contract"))) else {
        return answer::refused(&web, &asking, Refused::Form(FormRefused::Unreadable));
    };
    let person = AccountId::parse(form.field("person"));
    let table = match web.app().adding_table(&session, contract, person, asking.now()).await {
        Ok(table) => table.map(Box::new),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let event = Event::Asked { session: Box::new(session.clone()), table, act };
    take(&web, &asking, &session, event).await
}

async fn take(web: &Web, asking: &Asking, session: &Session, event: Event) -> Response {
    let event = journeys::Event::AddPerson(event);
    let advanced = match web.app().advance(Place::Form, begin(), event, &asking.caller).await {
        Ok(advanced) => advanced,
        // Somebody was faster: the page as it stands now says what there is.
        Err(app::TurnError::OutOfTurn) => {
            return household::show(web, asking, session, Some(household::note(Refusal::HouseholdChanged)))
                .await;
        }
        Err(error) => return answer::turn_error(web, asking, &error, Some(paths::HOUSEHOLD.to_owned())),
    };
    match &advanced.next {
        Landed::Shown(Screen::AddPerson { contract, wish, refused }) => {
            form(web, asking, session, (*contract, (**wish).clone(), *refused)).await
        }
        Landed::Shown(Screen::StartCode { person, until, renewed }) => {
            let (person, until, renewed) = (*person, *until, *renewed);
            code(web, asking, session, (advanced, person, until, renewed)).await
        }
        Landed::Shown(Screen::Household { refusal: Some(refusal) }) => {
            household::show(web, asking, session, Some(household::note(*refusal))).await
        }
        Landed::Left(Outcome::StartTakenBack) => {
            answer::see_other(&format!("{}?done={}", paths::HOUSEHOLD, household::TAKEN_BACK))
        }
        Landed::Left(Outcome::ProveAgain(visit)) => answer::see_other(&super::sign_in::address(web, visit)),
        _ => household::expired(web, asking),
    }
}

fn act(form: &Form) -> Option<Act> {
    Some(match form.field("decision") {
        "add" => Act::Add(Box::new(wish(form))),
        "renew" => Act::Renew,
        "take_back" => Act::TakeBack,
        _ => return None,
    })
}

fn wish(form: &Form) -> Wish {
    let typed = |name: &str| form.field(name).to_owned();
    Wish {
        given: typed("given_name"),
        family: typed("family_name"),
        is_child: match form.field("kind") {
            "child" => Some(true),
            "adult" => Some(false),
            _ => None,
        },
        born: Born { day: typed("born_day"), month: typed("born_month"), year: typed("born_year") },
        login: typed("login"),
    }
}

async fn form(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (contract, wish, wrong): (ContractId, Wish, Wrong),
) -> Response {
    let binding = Binding::of(asking);
    let Born { day, month, year } = wish.born;
    let status = match wrong {
        Wrong { whole: Some(Refusal::TooManyTries { .. }), .. } => StatusCode::TOO_MANY_REQUESTS,
        _ if wrong == Wrong::default() => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = AddPersonPage {
        contract: contract.to_string(),
        given: wish.given,
        family: wish.family,
        is_child: wish.is_child,
        born: [day, month, year],
        login: wish.login,
        refusals: refusals(&wrong),
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    let switch = format!("contract={contract}");
    let response = draw(web, asking, session, (status, paths::ADD_PERSON, &switch, &page)).await;
    let response = binding.on(response);
    match wrong.whole {
        Some(Refusal::TooManyTries { until }) => answer::retry_after(response, until.since(asking.now())),
        _ => response,
    }
}

fn refusals(wrong: &Wrong) -> AddRefusals {
    AddRefusals {
        given: wrong.given.is_some(),
        family: wrong.family.is_some(),
        kind: wrong.kind.is_some(),
        born: wrong.born.map(|refusal| match refusal {
            Refusal::OfAge => BornRefusal::OfAge,
            _ => BornRefusal::NoDay,
        }),
        login: wrong.login.map(|refusal| match refusal {
            Refusal::EmptyLogin => LoginRefusal::Missing,
            Refusal::LoginTaken => LoginRefusal::Taken,
            _ => LoginRefusal::Bad,
        }),
        whole: wrong.whole.map(|refusal| match refusal {
            Refusal::TooManyTries { until } => AddRefusal::Wait { until },
            _ => AddRefusal::TooMany,
        }),
    }
}

async fn code(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (advanced, person, until, renewed): (Advanced, AccountId, Timestamp, bool),
) -> Response {
    let whose = match web.app().greeting(person).await {
        Ok(whose) => whose,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let (Some(whose), Some(code)) = (whose, advanced.revealed.first()) else {
        return household::expired(web, asking);
    };
    let host = web.app().issuer().trim_start_matches("https://").trim_start_matches("http://");
    let page = StartCodePage {
        given: whose.account.name.given,
        login: whose.logins.into_iter().next().unwrap_or_default(),
        code: app::starts::printed(code),
        host: host.to_owned(),
        until,
        renewed,
    };
    draw(web, asking, session, (StatusCode::OK, paths::HOUSEHOLD, "", &page)).await
}

/// In the colours of the account's own brand; language links never lead to a code.
async fn draw(
    web: &Web,
    asking: &Asking,
    session: &Session,
    (status, path, switch, page): (StatusCode, &'static str, &str, &impl Page),
) -> Response {
    match web.app().greeting(session.account).await {
        Ok(greeting) => {
            let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
            let mut frame = asking.frame(web.look(brand), None);
            (frame.path, frame.switch_query) = (path, switch);
            answer::page(status, page, &frame)
        }
        Err(error) => answer::trouble(web, asking, &error),
    }
}
