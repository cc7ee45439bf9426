//! Phones with the authenticator (E5, E6, X3, X8; PU1-PU8, EN3, EN4), over HTTP, spoken by the code of `vestibule device`.

mod answers;
mod codes;
mod enrolment;
mod life;
pub mod pages;
mod waking;

use app::browser::Caller;
use app::vap::Question;
use app::vap::ask::Asked;
use app::vap::offer::Offer;
use domain::vap::{Confirm, Kind, NumberMode};
use reqwest::Method;
use trial::{AUTHENTICATOR, Browser, Customer, Trial};
use vestibule::device::speak::Phone;
use vestibule::device::wire::{Call, Reply, Wire};
use vestibule::device::{Account, DeviceTrouble};

pub const SIGN_IN: (Kind, NumberMode) = (Kind::SignIn, NumberMode::Enter2);

/// The authenticator's host, at whichever node the browser is led to.
#[derive(Clone)]
pub struct Led(pub Browser);

impl Wire for Led {
    async fn send(&mut self, call: &Call) -> Result<Reply, DeviceTrouble> {
        let method: Method = call.method.parse().expect("a method");
        let host = AUTHENTICATOR.trim_start_matches("https://");
        let mut request = self.0.request(method, &call.path).header("host", host);
        if !call.body.is_empty() {
            request = request.header("content-type", "application/json").body(call.body.clone());
        }
        if let Some(authorization) = &call.authorization {
            request = request.header("authorization", authorization);
        }
        let answer = self.0.send(request).await;
        let nonce = Some(answer.header("vap-nonce").to_owned()).filter(|nonce| !nonce.is_empty());
        assert!(nonce.is_some(), "every answer has a nonce: {answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        Ok(Reply { status: answer.status, nonce, body: answer.body.into_bytes() })
    }
}

/// Whoever sits before the page that waits.
pub fn caller(trial: &Trial) -> Caller {
    Caller {
        now: trial.app.now(),
        binding: Some([7; 16]),
        session: None,
        kept: Vec::new(),
        people: app::browser::People::default(),
        label: "Firefox · Windows".into(),
        network: "192.0.2.0/24".into(),
    }
}

pub fn phone(trial: &Trial) -> Phone<Led> {
    Phone::new(Led(trial.browser()), trial.app.now().seconds())
}

pub async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne@lumen.example", "un mot de passe").await
}

pub async fn offer(trial: &Trial, person: &Customer, confirm: Confirm) -> Offer {
    let offered = trial.app.offer_phone(person.id, confirm, &caller(trial)).await;
    offered.expect("the store answers").expect("an authenticator is configured")
}

/// A phone of this person that counts.
pub async fn enrolled(trial: &Trial, person: &Customer) -> (Phone<Led>, Account) {
    let offer = offer(trial, person, Confirm::Auto).await;
    let mut phone = phone(trial);
    let claimed = phone.claim(AUTHENTICATOR, &offer.link).await.expect("claims");
    let account = phone.register(&claimed, "iPhone de Jeanne", None).await.expect("registers");
    (phone, account)
}

pub async fn ask(trial: &Trial, person: &Customer, mode: NumberMode) -> Question {
    let client = Some(("espace", "Espace Client"));
    match trial.app.ask_phone(person.id, client, (Kind::SignIn, mode), &caller(trial)).await {
        Ok(Asked::Sent(question)) => question,
        other => panic!("{other:?}"),
    }
}

/// A number that is not shown.
pub fn off_by_one(number: &str) -> String {
    let width = number.len();
    let wrong =
        (number.parse::<u32>().expect("a number") + 1) % 10_u32.pow(u32::try_from(width).expect("small"));
    format!("{wrong:0width$}")
}
