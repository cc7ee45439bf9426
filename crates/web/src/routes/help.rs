//! Help, cookies, accessibility: with the values that the policy really has (B13, PR3).

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use pages::{
    AccessibilityPage, CookieLife, CookieLine, CookiePurpose, CookiesPage, HelpFacts, HelpPage,
    HelpTopicPage, Page, Topic,
};

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::{Asking, cookies as names};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    show(&web, &asking, &HelpPage { facts: facts(&web) })
}

/// One topic; what the company's customers are not asked about, is not there.
pub async fn topic(State(web): State<Web>, asking: Asking) -> Response {
    let topics = Topic::of(web.app().brand(None).customers);
    match topics.iter().find(|topic| topic.path() == asking.path) {
        Some(topic) => show(&web, &asking, &HelpTopicPage { topic: *topic, facts: facts(&web) }),
        None => answer::refused(&web, &asking, Refused::NotFound),
    }
}

fn facts(web: &Web) -> HelpFacts {
    let policy = web.app().policy();
    HelpFacts {
        kept_for: policy.remember.keep_offered.then_some(policy.remember.keep_for),
        kept_by_default: policy.remember.keep_preselected,
        idle: policy.session.idle,
        absolute: policy.session.absolute,
        least: policy.password.least_characters,
        message_lives: policy.recovery.lives,
        message_pause: policy.recovery.pause,
        places_for: policy.audit.personal_for,
    }
}

pub async fn cookies(State(web): State<Web>, asking: Asking) -> Response {
    let kept = web.app().policy().remember.keep_for;
    let line = |name: &str, purpose, life| CookieLine { name: name.to_owned(), purpose, life };
    let page = CookiesPage {
        cookies: vec![
            line(names::SESSION, CookiePurpose::Session, CookieLife::Browser),
            line(names::KEPT, CookiePurpose::KeptSession, CookieLife::For(kept)),
            line(names::PEOPLE, CookiePurpose::RememberedIdentifier, CookieLife::For(names::LONGEST)),
            line(names::PEOPLE, CookiePurpose::KnownDevice, CookieLife::For(names::LONGEST)),
            line(names::VISIT, CookiePurpose::Visit, CookieLife::Browser),
            line(names::RESET, CookiePurpose::RecoveryLink, CookieLife::Browser),
            line(names::NOTICE, CookiePurpose::NoticeLink, CookieLife::Browser),
            line(names::LANGUAGE, CookiePurpose::Language, CookieLife::For(names::LONGEST)),
        ],
    };
    show(&web, &asking, &page)
}

pub async fn accessibility(State(web): State<Web>, asking: Asking) -> Response {
    show(&web, &asking, &AccessibilityPage)
}

fn show(web: &Web, asking: &Asking, page: &impl Page) -> Response {
    let frame = asking.frame(web.look(web.app().brand(None)), None);
    answer::with_language(answer::page(StatusCode::OK, page, &frame), asking)
}
