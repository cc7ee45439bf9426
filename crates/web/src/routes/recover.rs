//! « Mot de passe oublié » (C26, C27, C8): every GET shows and consumes nothing, every POST takes one turn (EL1).

pub mod page;

use std::time::Duration;

use app::advance::Landed;
use app::browser::Token;
use app::form::{Form as Sealed, Opened};
use app::recovery::OpenedLink;
use app::{Advanced, Place};
use axum::extract::State;
use axum::response::Response;
use domain::AccountId;
use http::header;
use journeys::recover::{Event, Sought, State as Recover, begin, with_printed_code};
use journeys::sign_in::State as SignIn;
use journeys::{Destination, Outcome, State as Journey, Visit};
use pages::paths;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused, cookies};

/// Somebody costs a few reads and rows more than nobody: no answer leaves before both would be done (NU2).
const NOT_BEFORE: Duration = Duration::from_millis(50);

/// Where a password that is forgotten is chosen anew, keeping the visit.
pub fn address(web: &Web, visit: &Visit) -> String {
    format!("{}?visit={}", paths::FORGOTTEN_PASSWORD, web.app().seal_visit(visit))
}

/// The same for whoever proved the letter of somebody who chose before: a code is asked for as well (O7).
pub fn address_after_line(web: &Web, asking: &Asking, visit: &Visit, typed: String) -> String {
    let binding = asking.caller.binding.unwrap_or_default();
    let state = Sealed::State(Box::new(begin(visit.clone(), Some(typed))));
    let sealed = web.app().seal_form(state, binding, asking.now());
    format!("{}?done=line&ctx={sealed}", paths::FORGOTTEN_PASSWORD)
}

/// C26. What was typed on the sign-in page, or is remembered, stands there already (R22).
pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (visit, typed) = match carried(&web, &asking) {
        Some(Journey::Recover(Recover::AwaitingIdentifier { visit, typed })) => (visit, typed),
        Some(Journey::Recover(
            Recover::AwaitingCode { visit, sought: Sought::Typed(typed) }
            | Recover::AwaitingPrintedCode { visit, typed },
        )) => (visit, Some(typed)),
        Some(Journey::SignIn(SignIn::AwaitingPassword { visit, typed })) => {
            (visit, typed.map(|typed| typed.identifier))
        }
        _ => (asking.visit(&web).unwrap_or_else(|| account(&asking)), None),
    };
    let hinted = || visit.need().and_then(|need| need.login_hint.clone());
    let remembered = || asking.caller.people.last_remembered().map(|known| known.identifier.clone());
    let typed = typed.filter(|typed| !typed.is_empty()).or_else(remembered).or_else(hinted);
    page::state(&web, &asking, begin(visit, typed)).await
}

/// C27 again, for a language link.
pub async fn again(State(web): State<Web>, asking: Asking) -> Response {
    match carried(&web, &asking) {
        Some(state @ Journey::Recover(_)) => page::state(&web, &asking, state).await,
        _ => answer::see_other(paths::FORGOTTEN_PASSWORD),
    }
}

/// C24: a printed code, for what was typed already. Looking changes nothing.
pub async fn printed(State(web): State<Web>, asking: Asking) -> Response {
    let shown = match carried(&web, &asking) {
        Some(Journey::Recover(Recover::AwaitingCode { visit, sought: Sought::Typed(typed) })) => {
            with_printed_code(visit, typed)
        }
        Some(state @ Journey::Recover(Recover::AwaitingPrintedCode { .. })) => state,
        _ => return answer::see_other(paths::FORGOTTEN_PASSWORD),
    };
    page::state(&web, &asking, shown).await
}

/// The link of the message: its token leaves the address at once (EL6), then what it opens is shown.
pub async fn opened(State(web): State<Web>, asking: Asking) -> Response {
    if let Some(text) = asking.query("token") {
        let Some(token) = Token::parse(text) else {
            return answer::refused(&web, &asking, Refused::BrokenLink);
        };
        let mut response = answer::see_other(paths::RESET);
        response.headers_mut().append(header::SET_COOKIE, cookies::reset(&token));
        return response;
    }
    if let Some(state @ Journey::Recover(_)) = carried(&web, &asking) {
        return page::state(&web, &asking, state).await;
    }
    let Some(token) = asking.cookies.reset.as_deref() else {
        return answer::see_other(paths::FORGOTTEN_PASSWORD);
    };
    match web.app().opened_link(token, &asking.caller).await {
        Ok(OpenedLink::Stands(state)) => page::state(&web, &asking, *state).await,
        Ok(OpenedLink::Dead) => forget_link(answer::refused(&web, &asking, Refused::DeadLink)),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

/// Every form of the journey: which turn it takes is said by its own sealed state.
pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let state = match web.app().open_form(form.field("csrf"), &asking.caller) {
        Opened::Good(Sealed::State(state)) if matches!(*state, Journey::Recover(_)) => *state,
        _ if asking.caller.binding.is_none() => {
            let go_on = Some(paths::FORGOTTEN_PASSWORD.to_owned());
            return answer::refused(&web, &asking, Refused::CookiesBlocked { go_on });
        }
        _ => return expired(&web, &asking),
    };
    let Some(event) = event(&state, &asking, &form) else { return expired(&web, &asking) };
    let not_before = tokio::time::sleep(NOT_BEFORE);
    let response = take(&web, &asking, state, event).await;
    not_before.await;
    response
}

async fn take(web: &Web, asking: &Asking, state: Journey, event: Event) -> Response {
    match web.app().advance(Place::Form, state, journeys::Event::Recover(event), &asking.caller).await {
        Ok(advanced) => answer_turn(web, asking, advanced).await,
        Err(error) => answer::turn_error(web, asking, &error, Some(paths::FORGOTTEN_PASSWORD.to_owned())),
    }
}

fn event(state: &Journey, asking: &Asking, form: &Form) -> Option<Event> {
    let Journey::Recover(state) = state else { return None };
    let typed = || Event::IdentifierGiven { typed: form.identifier() };
    Some(match state {
        Recover::AwaitingIdentifier { .. } => typed(),
        // « Renvoyer le message » stands on the page of the code.
        Recover::AwaitingCode { .. } if asking.path == paths::FORGOTTEN_PASSWORD => typed(),
        Recover::AwaitingCode { .. } => Event::CodeGiven { code: form.secret("code") },
        Recover::AwaitingPrintedCode { .. } => Event::PrintedCodeGiven { code: form.secret("recovery_code") },
        Recover::AwaitingAccount { .. } => {
            Event::AccountChosen { account: AccountId::parse(form.field("account"))? }
        }
        Recover::AwaitingNewPassword { .. } => Event::PasswordGiven { password: form.secret("new_password") },
        _ => return None,
    })
}

async fn answer_turn(web: &Web, asking: &Asking, advanced: Advanced) -> Response {
    match advanced.next {
        Landed::Shown(screen) => page::screen(web, asking, advanced.state, screen).await,
        Landed::Left(Outcome::PasswordReset { visit, login }) => {
            let onward = super::sign_in::address_after_reset(web, asking, &visit, login);
            forget_link(answer::see_other(&onward))
        }
        Landed::Left(_) => expired(web, asking),
    }
}

fn forget_link(mut response: Response) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookies::end_reset());
    response
}

fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::FORGOTTEN_PASSWORD.to_owned()) })
}

/// The state that a link of our own pages carries: it shows a step again and takes none. What is proven is shown to the
/// browser that proved it alone.
fn carried(web: &Web, asking: &Asking) -> Option<Journey> {
    match web.app().open_form(asking.query("ctx")?, &asking.caller) {
        Opened::Good(Sealed::State(state)) => Some(*state),
        Opened::Stale(Sealed::State(state)) if matches!(*state, Journey::SignIn(_)) => Some(*state),
        _ => None,
    }
}

fn account(asking: &Asking) -> Visit {
    Visit::to(Destination::Account, asking.now())
}
