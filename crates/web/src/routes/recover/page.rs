//! Draws the step that a turn left « mot de passe oublié » in, with its status.

use std::time::Duration;

use app::form::Form as Sealed;
use axum::response::Response;
use domain::{Brand, Timestamp};
use http::StatusCode;
use journeys::recover::{Proven, Sought, State as Recover};
use journeys::{Refusal, Screen, State as Journey, Visit};
use pages::{
    AccountChoice, CheckMailPage, CodeRefusal, ForgottenPage, ForgottenRefusal, NewPasswordPage, Page,
    PasswordRefusal, PrintedCodePage, PrintedRefusal, WhichAccountPage, paths,
};

use crate::Web;
use crate::answer::{self, Binding};
use crate::request::Asking;

/// The step that a state stands at, with nothing refused.
pub async fn state(web: &Web, asking: &Asking, state: Journey) -> Response {
    let Journey::Recover(recover) = &state else { return super::expired(web, asking) };
    let shown = match recover.clone() {
        Recover::AwaitingIdentifier { visit, typed } => {
            Screen::ForgottenPassword { visit, typed: typed.unwrap_or_default(), refusal: None }
        }
        Recover::AwaitingCode { visit, sought } => Screen::CheckMail { visit, sought, refusal: None },
        Recover::AwaitingPrintedCode { visit, typed } => Screen::PrintedCode { visit, typed, refusal: None },
        Recover::AwaitingAccount { visit, proven } => Screen::WhichAccount { visit, proven },
        Recover::AwaitingNewPassword { visit, proven } => {
            Screen::NewPassword { visit, proven, refusal: None }
        }
        _ => return super::expired(web, asking),
    };
    screen(web, asking, state, shown).await
}

/// What a turn shows; the form carries its state.
pub async fn screen(web: &Web, asking: &Asking, state: Journey, screen: Screen) -> Response {
    let binding = Binding::of(asking);
    let csrf = web.app().seal_form(Sealed::State(Box::new(state)), binding.value, asking.now());
    let response = match screen {
        Screen::ForgottenPassword { visit, typed, refusal } => {
            let mut page = forgotten(web, &visit, typed, refusal, &csrf);
            page.has_own_password = refusal.is_none() && asking.query("done") == Some("line");
            Drawing::of(&visit, paths::FORGOTTEN_PASSWORD, refusal).draw(web, asking, &page, &csrf).await
        }
        Screen::CheckMail { visit, sought, refusal } => {
            let page = check_mail(web, sought, refusal, &csrf);
            Drawing::of(&visit, paths::CHECK_CODE, refusal).draw(web, asking, &page, &csrf).await
        }
        Screen::PrintedCode { visit, typed, refusal } => {
            let page = printed(typed, refusal, &csrf);
            Drawing::of(&visit, paths::PRINTED_CODE, refusal).draw(web, asking, &page, &csrf).await
        }
        Screen::WhichAccount { visit, proven } => {
            let choice = |one: Proven| AccountChoice { id: one.account.to_string(), login: one.login };
            let accounts = proven.into_iter().map(choice).collect();
            let page = WhichAccountPage { accounts, csrf: csrf.clone() };
            Drawing::of(&visit, paths::RESET, None).draw(web, asking, &page, &csrf).await
        }
        Screen::NewPassword { visit, proven, refusal } => {
            let page = NewPasswordPage {
                login: proven.login,
                least: web.app().policy().password.least_characters,
                idea: web.app().password_idea(),
                refusal: refusal.map(new_password_refusal),
                csrf: csrf.clone(),
            };
            Drawing::of(&visit, paths::RESET, refusal).draw(web, asking, &page, &csrf).await
        }
        _ => return super::expired(web, asking),
    };
    answer::with_language(binding.on(response), asking)
}

fn forgotten(web: &Web, visit: &Visit, typed: String, refusal: Option<Refusal>, csrf: &str) -> ForgottenPage {
    let refusal = refusal.map(|refusal| match refusal {
        Refusal::EmptyIdentifier => ForgottenRefusal::Missing,
        _ => ForgottenRefusal::Unreadable,
    });
    let back = super::super::sign_in::address(web, visit);
    let passwordless = super::super::passkey::address(web, visit);
    let phone = super::super::phone_alone::address(web, visit);
    ForgottenPage {
        typed,
        refusal,
        has_own_password: false,
        back,
        passwordless,
        phone,
        csrf: csrf.to_owned(),
    }
}

fn check_mail(web: &Web, sought: Sought, refusal: Option<Refusal>, csrf: &str) -> CheckMailPage {
    CheckMailPage {
        sent_to: match sought {
            Sought::Typed(typed) => Some(typed),
            Sought::Linked(_) => None,
        },
        lives: web.app().policy().recovery.lives,
        refusal: match refusal {
            Some(Refusal::EmptyCode) => Some(CodeRefusal::Missing),
            Some(Refusal::WrongCode) => Some(CodeRefusal::Wrong),
            _ => None,
        },
        next_at: match refusal {
            Some(Refusal::TooManyMessages { until }) => Some(until),
            _ => None,
        },
        other: format!("{}?ctx={csrf}", paths::FORGOTTEN_PASSWORD),
        printed: format!("{}?ctx={csrf}", paths::PRINTED_CODE),
        csrf: csrf.to_owned(),
    }
}

fn printed(typed: String, refusal: Option<Refusal>, csrf: &str) -> PrintedCodePage {
    PrintedCodePage {
        typed: Some(typed),
        refusal: refusal.and_then(printed_refusal),
        wait_until: match refusal {
            Some(Refusal::TooManyTries { until }) => Some(until),
            _ => None,
        },
        action: paths::PRINTED_CODE.to_owned(),
        back: Some(format!("{}?ctx={csrf}", paths::FORGOTTEN_PASSWORD)),
        csrf: csrf.to_owned(),
    }
}

pub const fn printed_refusal(refusal: Refusal) -> Option<PrintedRefusal> {
    match refusal {
        Refusal::EmptyPrintedCode => Some(PrintedRefusal::Missing),
        Refusal::WrongPrintedCode => Some(PrintedRefusal::Wrong),
        _ => None,
    }
}

const fn new_password_refusal(refusal: Refusal) -> PasswordRefusal {
    match refusal {
        Refusal::Weak(weakness) => PasswordRefusal::Weak(weakness),
        _ => PasswordRefusal::Busy,
    }
}

/// Where a page belongs, and what its answer says besides the words.
struct Drawing<'a> {
    visit: &'a Visit,
    path: &'static str,
    refusal: Option<Refusal>,
}

impl<'a> Drawing<'a> {
    const fn of(visit: &'a Visit, path: &'static str, refusal: Option<Refusal>) -> Self {
        Self { visit, path, refusal }
    }

    async fn draw(self, web: &Web, asking: &Asking, page: &impl Page, csrf: &str) -> Response {
        let brand = match brand_of(web, self.visit).await {
            Ok(brand) => brand,
            Err(error) => return answer::trouble(web, asking, &error),
        };
        let switch = format!("ctx={csrf}");
        let mut frame = asking.frame(web.look(brand), Some(self.visit));
        (frame.path, frame.switch_query) = (self.path, &switch);
        let (status, wait) = status(self.refusal, asking.now());
        let response = answer::page(status, page, &frame);
        match wait {
            Some(wait) => answer::retry_after(response, wait),
            None => response,
        }
    }
}

async fn brand_of<'a>(web: &'a Web, visit: &Visit) -> Result<&'a Brand, app::Trouble> {
    match visit.need() {
        Some(need) => web.app().brand_of_client(&need.client).await,
        None => Ok(web.app().brand(None)),
    }
}

fn status(refusal: Option<Refusal>, now: Timestamp) -> (StatusCode, Option<Duration>) {
    match refusal {
        None => (StatusCode::OK, None),
        Some(Refusal::TooManyMessages { until } | Refusal::TooManyTries { until }) => {
            (StatusCode::TOO_MANY_REQUESTS, Some(until.since(now)))
        }
        Some(Refusal::Busy) => (StatusCode::SERVICE_UNAVAILABLE, Some(Duration::from_secs(2))),
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
    }
}
