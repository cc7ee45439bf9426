//! `/personalise`: a login and a password of one's own (C5, C4; O7). The page belongs to whoever the journey's row names: a
//! live session, or the browser that proved the letter.

mod page;

use app::advance::Landed;
use app::form::{Form as Sealed, Opened};
use app::{Advanced, Place, TurnError};
use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, JourneyId};
use journeys::personalise::{Event, Opener, Wish};
use journeys::{Outcome, Visit};
use pages::paths;

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, Form, FormRefused};

/// Where a journey stands.
pub fn address(journey: JourneyId) -> String {
    format!("{}?journey={journey}", paths::PERSONALISE)
}

/// The letter was proven by somebody who chose before, and no code can be sent: they choose anew in this browser.
pub async fn anew(web: &Web, asking: &Asking, visit: Visit, account: AccountId) -> Response {
    match web.app().begin_choice_anew(visit, account, &asking.caller).await {
        Ok(journey) => answer::see_other(&address(journey)),
        Err(error) => answer::trouble(web, asking, &error),
    }
}

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let Some(journey) = asking.query("journey").and_then(JourneyId::parse) else {
        return answer::refused(&web, &asking, Refused::BrokenLink);
    };
    let opened = match opener(&web, &asking).await {
        Ok(by) => take(&web, &asking, journey, Event::Opened { by }).await,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    answer_turn(&web, &asking, journey, opened).await
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(refused) => return answer::refused(&web, &asking, Refused::Form(refused)),
    };
    let Opened::Good(Sealed::Row { journey, .. }) = web.app().open_form(form.field("csrf"), &asking.caller)
    else {
        return expired(&web, &asking);
    };
    let by = match opener(&web, &asking).await {
        Ok(by) => by,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let taken = take(&web, &asking, journey, event(&form, by)).await;
    // Somebody took the login, or the other tab moved on, between judging and storing: it is judged once more.
    let taken = match taken {
        Err(TurnError::OutOfTurn) => take(&web, &asking, journey, event(&form, by)).await,
        taken => taken,
    };
    answer_turn(&web, &asking, journey, taken).await
}

fn event(form: &Form, by: Opener) -> Event {
    match form.field("decision") {
        "now" => Event::Now { by },
        "later" => Event::Later { by },
        _ => {
            let offered = form.field("login_choice");
            let text = if offered.is_empty() { form.field("login") } else { offered };
            // Longer than any login, and still short enough to be carried along.
            let wish = Wish { text: text.chars().take(320).collect(), offered: !offered.is_empty() };
            Event::Chosen { by, wish, password: form.secret("new_password") }
        }
    }
}

async fn opener(web: &Web, asking: &Asking) -> Result<Opener, app::Trouble> {
    let session = web.app().live_session(&asking.caller).await?;
    let session = session.map(|session| (session.account, session.sign_in));
    Ok(Opener { session, browser: web.app().chooser_digest(&asking.caller) })
}

/// One turn on the journey's row, as it stands now.
async fn take(web: &Web, asking: &Asking, journey: JourneyId, event: Event) -> Result<Advanced, TurnError> {
    let (state, version) =
        web.app().load_journey(journey, &asking.caller).await?.ok_or(TurnError::OutOfTurn)?;
    let place = Place::Row { journey, version };
    web.app().advance(place, state, journeys::Event::Personalise(event), &asking.caller).await
}

async fn answer_turn(
    web: &Web,
    asking: &Asking,
    journey: JourneyId,
    taken: Result<Advanced, TurnError>,
) -> Response {
    let advanced = match taken {
        Ok(advanced) => advanced,
        Err(TurnError::OutOfTurn) => return expired(web, asking),
        Err(TurnError::Trouble(error)) => return answer::trouble(web, asking, &error),
    };
    match advanced.next {
        Landed::Shown(screen) => page::screen(web, asking, journey, screen).await,
        Landed::Left(Outcome::GoOn(visit)) => answer::see_other(&super::go_on::address(web, &visit)),
        Landed::Left(Outcome::PasswordReset { visit, login }) => {
            answer::see_other(&super::sign_in::address_after_reset(web, asking, &visit, login))
        }
        Landed::Left(_) => expired(web, asking),
    }
}

/// Served already, another tab's, somebody else's: whoever is signed in goes on from their own page.
fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::ACCOUNT.to_owned()) })
}
