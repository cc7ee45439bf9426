//! Every page in every state that people can meet, with made-up people. The gallery and the tests draw them all;
//! no clock is needed. One file per journey below; a new one joins with its line in [`samples`].

mod account;
mod activity;
mod errors;
mod factors;
mod help;
mod household;
mod leaving;
mod lost_phone;
mod mails;
mod passkey;
mod password;
mod personalise;
mod phone_alone;
mod recourse;
mod sent;
mod sign_in;
mod start;
mod waiting;
mod who;

use domain::brand::{Customers, LegalLinks, LocalText, Support};
use domain::time::minutes;
use domain::{Brand, Locale, Remaining, Timestamp};

pub use mails::{SampleMail, mails};

use crate::{Frame, Look, Page, ServiceLink, SessionEnd};

/// One page in one state.
pub struct Sample {
    /// `page-state`, a file name without its ending.
    pub name: &'static str,
    /// Where a customer would meet it.
    pub path: &'static str,
    page: Box<dyn Page>,
    /// Somebody is signed in, for a while.
    session: Option<SessionEnd>,
}

impl Sample {
    pub fn html(&self, frame: &Frame<'_>) -> String {
        self.page.render(&Frame { session: self.session.as_ref(), ..*frame })
    }

    /// The page without its state: `sign_in` of `sign_in-wrong_pair`.
    pub fn kind(&self) -> &'static str {
        self.name.split('-').next().unwrap_or(self.name)
    }
}

/// 2026-11-21, 14:05 in Paris.
const NOW: Timestamp = Timestamp::from_millis(1_795_266_300_000);
const CSRF: &str = "sample-csrf";
const MAIL: &str = "camille.durand@lumen.example";
const LONG_MAIL: &str =
    "marie-antoinette.de-la-rochefoucauld-montbazon.1952@messagerie-professionnelle.lumen.example";

/// A fictional telecoms company.
pub fn brand() -> Brand {
    let text =
        |fr: &str, en: &str| LocalText::PerLanguage { fr: fr.into(), fr_ca: None, en: Some(en.into()) };
    Brand {
        id: "lumen".to_owned(),
        name: "Lumen".to_owned(),
        service_name: LocalText::PerLanguage {
            fr: "Espace Client Lumen".into(),
            fr_ca: Some("Espace client Lumen".into()),
            en: Some("Lumen customer area".into()),
        },
        logo_light: None,
        logo_dark: None,
        colour: domain::brand::Colour { red: 0x0b, green: 0x5d, blue: 0x53 },
        corner: 12,
        font: None,
        support: Support {
            name: LocalText::PerLanguage {
                fr: "Service client Lumen".into(),
                fr_ca: Some("Service à la clientèle Lumen".into()),
                en: Some("Lumen customer service".into()),
            },
            phone: Some("01 99 00 00 00".to_owned()),
            hours: Some(text("du lundi au samedi, de 8 h à 20 h", "Monday to Saturday, 8 am to 8 pm")),
            link: None,
        },
        legal: LegalLinks {
            privacy: Some("https://lumen.example/donnees".to_owned()),
            ..LegalLinks::default()
        },
        default_locale: Locale::Fr,
        time_zone: "Europe/Paris".to_owned(),
        country: "FR".to_owned(),
        customers: Customers::People,
    }
}

/// Another one, whose customers are companies; its colour is a hard one.
pub fn second_brand() -> Brand {
    Brand {
        id: "orme".to_owned(),
        name: "Cabinet Orme".to_owned(),
        service_name: LocalText::PerLanguage {
            fr: "Espace Client".into(),
            fr_ca: Some("Espace client".into()),
            en: Some("Customer area".into()),
        },
        logo_light: Some(orme("logo-day", "#3b3000")),
        logo_dark: Some(orme("logo-night", "#fff4c2")),
        colour: domain::brand::Colour { red: 0xff, green: 0xd5, blue: 0x00 },
        corner: 3,
        customers: Customers::Companies,
        ..brand()
    }
}

fn orme(id: &str, ink: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 168 40\"><g id=\"{id}\"><circle cx=\"20\" cy=\"15\" r=\"13\" \
         fill=\"#ffd500\"/><path d=\"M18 15h4v23h-4z\" fill=\"{ink}\"/><text x=\"42\" y=\"28\" font-family=\"sans-serif\" \
         font-size=\"22\" font-weight=\"600\" fill=\"{ink}\">Orme</text></g></svg>"
    )
}

/// That company, ready to be drawn.
pub fn look() -> Look {
    Look::new(brand()).expect("the sample brand is a good one")
}

/// Every page in every state.
pub fn samples() -> Vec<Sample> {
    let journeys = [
        sign_in::all,
        who::all,
        waiting::all,
        leaving::all,
        household::all,
        start::added,
        start::begun,
        account::all,
        activity::all,
        factors::asked,
        factors::others,
        factors::approved,
        factors::enrolled,
        factors::managed,
        passkey::shown,
        passkey::made,
        phone_alone::all,
        sent::asked,
        sent::enrolled,
        password::forgotten,
        password::chosen,
        lost_phone::all,
        personalise::all,
        recourse::not_me,
        recourse::codes,
        recourse::contacts,
        recourse::second_way,
        recourse::printed,
        errors::all,
        help::all,
    ];
    journeys.into_iter().flat_map(|journey| journey()).collect()
}

/// What waits after a recovery; `provable` where a factor that stood before is held.
fn waits(refused: bool, provable: bool) -> crate::Waits {
    let prove = provable.then(|| "/sign-in?visit=sealed".to_owned());
    crate::Waits { until: NOW + domain::time::hours(23), prove, refused }
}

fn sample(name: &'static str, path: &'static str, page: impl Page + 'static) -> Sample {
    Sample { name, path, page: Box::new(page), session: None }
}

/// The same for a page of somebody signed in.
fn signed_in(name: &'static str, path: &'static str, page: impl Page + 'static) -> Sample {
    let left = Remaining { span: minutes(30), can_stay: true };
    Sample { session: Some(SessionEnd::new(left, NOW, CSRF.to_owned())), ..sample(name, path, page) }
}

fn service(name: &str) -> ServiceLink {
    ServiceLink { name: name.to_owned(), href: "https://mail.lumen.example/".to_owned() }
}
