//! Second factors over real HTTP (E1-E9, B9): each path quotes the steps of `docs/journeys/enrol-authenticator.md` and
//! `docs/journeys/second-factor.md`; codes come from the key that stands on the page, as an app would make them.

mod attacks;
mod enrol;
mod printed;
mod sign_in;

use trial::{Answer, Browser, Customer, Trial};

pub const LOGIN: &str = "jeanne.martin@lumen.example";
pub const PASSWORD: &str = "soleil levant 42";

/// An app on a telephone: it holds the key and shows codes.
#[derive(Clone, Debug)]
pub struct App {
    secret: Vec<u8>,
}

impl App {
    /// Types the key as it stands on the page « Saisie manuelle ».
    pub fn typed(page: &Answer) -> Self {
        let key = page.body.split("<code class=\"key\" translate=\"no\">").nth(1).expect("a key on the page");
        let key: String = key.split('<').next().unwrap_or_default().split(' ').collect();
        Self::of_key(&key)
    }

    pub fn of_key(key: &str) -> Self {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let (mut secret, mut held, mut bits) = (Vec::new(), 0_u32, 0);
        for letter in key.chars() {
            held = (held << 5) | u32::try_from(letters.find(letter).expect("base32")).expect("small");
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                secret.push(u8::try_from((held >> bits) & 255).expect("a byte"));
            }
        }
        Self { secret }
    }

    /// What the app shows now.
    pub fn code(&self, trial: &Trial) -> String {
        proofs::totp::code(&self.secret, proofs::totp::step_at(trial.clock.now()))
    }
}

/// The next step of the telephone's clock, so that another code is shown.
pub fn next_code(trial: &Trial) {
    trial.clock.turn(std::time::Duration::from_secs(30));
}

pub async fn person(trial: &Trial) -> Customer {
    trial.customer(LOGIN, PASSWORD).await
}

/// Signs in and goes on to the page that answers.
pub async fn signed_in(trial: &Trial, boxes: &[&str]) -> (Browser, Answer) {
    let mut browser = trial.browser();
    let sent = browser.sign_in("/sign-in", LOGIN, PASSWORD, boxes).await;
    let page = browser.follow(sent).await;
    (browser, page)
}

/// Presses a button of the page, with what stands in its fields.
pub async fn press(browser: &mut Browser, page: &Answer, decision: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    let action = page.body.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
    let action = action.replace("&amp;", "&").replace("&#38;", "&");
    let mut form = vec![("csrf", csrf.as_str()), ("decision", decision)];
    form.extend(fields);
    let sent = browser.post(&action, &form).await;
    browser.follow(sent).await
}

/// Steps 2 to 6, from the list of methods to the key on the screen.
pub async fn to_the_key(browser: &mut Browser, list: &Answer) -> (Answer, App) {
    let page = press(browser, list, "choose", &[("kind", "totp")]).await;
    let page = press(browser, &page, "phone", &[("phone", "iphone")]).await;
    let scan = press(browser, &page, "next", &[]).await;
    let hand = press(browser, &scan, "by_hand", &[]).await;
    let app = App::typed(&hand);
    (hand, app)
}

/// Steps 2 to 8: adds an app, from « Sécurité de mon compte ».
pub async fn enrol(trial: &Trial, browser: &mut Browser) -> App {
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    assert!(list.body.contains("Choisissez une méthode"), "{}", list.body);
    let (hand, app) = to_the_key(browser, &list).await;
    let page = press(browser, &hand, "next", &[]).await;
    let added = press(browser, &page, "code", &[("code", &app.code(trial))]).await;
    assert!(added.body.contains("Méthode ajoutée"), "{}", added.body);
    press(browser, &added, "finish", &[]).await;
    app
}

/// Types the app's code on the page that asks for it.
pub async fn type_code(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    press(browser, page, "code", &[("code", code)]).await
}

pub fn asks_for_code(page: &Answer) -> bool {
    page.body.contains("Saisissez le code à 6\u{a0}chiffres")
}
