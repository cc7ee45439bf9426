//! Draws the step that a turn left « personnaliser » in, with its status.

use std::time::Duration;

use app::form::Form as Sealed;
use axum::response::Response;
use domain::{Brand, JourneyId};
use http::StatusCode;
use journeys::personalise::{Reason, Refused, Who, Wish};
use journeys::{Refusal, Screen, Visit};
use pages::{
    ChoiceRefusal, LoginRefusal, Page, PasswordRefusal, PersonalisePage, PersonaliseReason,
    PersonaliseSoonPage, paths,
};

use crate::Web;
use crate::answer::{self, Binding};
use crate::request::Asking;

pub async fn screen(web: &Web, asking: &Asking, journey: JourneyId, screen: Screen) -> Response {
    let binding = Binding::of(asking);
    let csrf = web.app().seal_form(Sealed::Row { journey, version: 0 }, binding.value, asking.now());
    let response = match screen {
        Screen::PersonaliseSoon { visit, days_left } => {
            let service = visit.service().map(|(_, name)| name.to_owned());
            let page = PersonaliseSoonPage { days_left, service, csrf };
            draw(web, asking, (&visit, journey), (StatusCode::OK, &page)).await
        }
        Screen::Personalise { visit, who, wish, refused } => {
            let offered = match web.app().offered_logins(who.account).await {
                Ok(offered) => offered,
                Err(error) => return answer::trouble(web, asking, &error),
            };
            let page = choice(web, who, offered, (wish, refused), csrf);
            draw(web, asking, (&visit, journey), (status(refused), &page)).await
        }
        _ => return super::expired(web, asking),
    };
    answer::with_language(binding.on(response), asking)
}

fn choice(
    web: &Web,
    who: Who,
    offered: Vec<String>,
    (wish, refused): (Option<Wish>, Refused),
    csrf: String,
) -> PersonalisePage {
    let (chosen, own) = match wish {
        Some(Wish { text, offered: true }) => (Some(text), String::new()),
        Some(Wish { text, offered: false }) => (None, text),
        None => (offered.first().cloned(), String::new()),
    };
    PersonalisePage {
        reason: match who.reason {
            Reason::Line => PersonaliseReason::Line,
            Reason::Weak => PersonaliseReason::Weak,
            Reason::Anew => PersonaliseReason::Anew,
        },
        chosen: chosen.filter(|login| offered.contains(login)),
        offered,
        own,
        least: web.app().policy().password.least_characters,
        idea: web.app().password_idea(),
        login_refusal: refused.login.map(login_refusal),
        password_refusal: refused.password.map(password_refusal),
        csrf,
    }
}

const fn login_refusal(refusal: Refusal) -> LoginRefusal {
    match refusal {
        Refusal::EmptyLogin => LoginRefusal::Missing,
        Refusal::LoginTaken => LoginRefusal::Taken,
        _ => LoginRefusal::Bad,
    }
}

const fn password_refusal(refusal: Refusal) -> ChoiceRefusal {
    match refusal {
        Refusal::LinePassword => ChoiceRefusal::Same,
        Refusal::Weak(weakness) => ChoiceRefusal::Password(PasswordRefusal::Weak(weakness)),
        _ => ChoiceRefusal::Password(PasswordRefusal::Busy),
    }
}

const fn status(refused: Refused) -> StatusCode {
    match (refused.login, refused.password) {
        (None, None) => StatusCode::OK,
        (_, Some(Refusal::Busy)) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn draw(
    web: &Web,
    asking: &Asking,
    (visit, journey): (&Visit, JourneyId),
    (status, page): (StatusCode, &impl Page),
) -> Response {
    let brand = match brand_of(web, visit).await {
        Ok(brand) => brand,
        Err(error) => return answer::trouble(web, asking, &error),
    };
    let switch = format!("journey={journey}");
    let mut frame = asking.frame(web.look(brand), Some(visit));
    (frame.path, frame.switch_query) = (paths::PERSONALISE, &switch);
    let response = answer::page(status, page, &frame);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        return answer::retry_after(response, Duration::from_secs(2));
    }
    response
}

async fn brand_of<'a>(web: &'a Web, visit: &Visit) -> Result<&'a Brand, app::Trouble> {
    match visit.service() {
        Some((client, _)) => web.app().brand_of_client(client).await,
        None => Ok(web.app().brand(None)),
    }
}
