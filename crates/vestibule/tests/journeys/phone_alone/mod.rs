//! Signing in with a phone and no password (C28, B5; decision 5), over HTTP: each path quotes the steps of
//! `docs/journeys/sign-in-by-phone.md`.

mod attacks;
mod lock;

use domain::vap::Decision;
use domain::{Method, Timestamp};
use serde_json::json;
use store::{Statement, params};
use trial::{Answer, Browser, Customer, Device, Trial};
use vestibule::device::Account;
use vestibule::device::speak::Phone;

use crate::factors::{LOGIN, person, press};
use crate::phones::{Led, enrolled};

const ADDRESS: &str = "jeanne@exemple.fr";

/// Jeanne, with an address and a phone.
async fn with_phone() -> (Trial, Customer, Phone<Led>, Account) {
    let trial = Trial::start().await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, ADDRESS, Timestamp::from_millis(1)).await;
    let (phone, account) = enrolled(&trial, &jeanne).await;
    (trial, jeanne, phone, account)
}

/// Steps 1 and 2: who it is, and the page with the number.
async fn asked(browser: &mut Browser, identifier: &str) -> Answer {
    let page = browser.get("/sign-in/phone").await;
    press(browser, &page, "", &[("identifier", identifier)]).await
}

fn number(page: &Answer) -> String {
    let rest = page.body.split("class=\"number six\"").nth(1).expect("a number on the page");
    let shown = rest.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    shown.chars().filter(char::is_ascii_digit).collect()
}

fn events(page: &Answer) -> String {
    let rest = page.body.split("data-waits=\"").nth(1).expect("a page that waits");
    rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

async fn approve(phone: &mut Phone<Led>, account: &Account, number: &str) {
    let text = phone.pending(account).await.expect("asked").remove(0);
    phone.answer(account, &text, Decision::Approve, Some(number)).await.expect("approved");
}

/// The six digits of the newest mail with a code.
async fn mailed(trial: &Trial) -> String {
    let all = trial.mails().await;
    let mail = all.iter().find(|mail| mail.subject.contains("Votre code de connexion"));
    let mail = mail.expect("a mail with a code");
    assert_eq!(mail.to, ADDRESS);
    let digits = mail.text.lines().map(str::trim).find(|line| line.len() == 6 && line.parse::<u32>().is_ok());
    digits.expect("a code").to_owned()
}

static SESSIONS: Statement = Statement::new("test.sessions", "SELECT methods FROM sessions");

/// What each session says was proven in it.
async fn proven(trial: &Trial) -> Vec<Vec<Method>> {
    let rows = trial.app.db().fetch_many(&SESSIONS, params![]).await.expect("the store answers");
    let words = rows.iter().map(|row| row.text(0).expect("words"));
    words.map(|words| words.split(' ').filter_map(Method::from_word).collect()).collect()
}

#[tokio::test]
async fn the_six_digits_and_a_code_by_mail_open_without_a_password() {
    let (mut trial, _, mut phone, account) = with_phone().await;
    let mut browser = trial.browser();
    // The way there: from the sign-in, and from « Mot de passe oublié ? ».
    for page in ["/sign-in/passkey", "/forgotten-password"] {
        assert!(browser.get(page).await.body.contains("/sign-in/phone"), "{page}");
    }
    let page = asked(&mut browser, LOGIN).await;
    assert!(page.body.contains("Validez sur votre téléphone"), "{}", page.body);
    assert_eq!(number(&page).len(), 6);
    // X8: a reload, a restart and another node show the same and ask nothing new.
    trial.restart().await;
    let node = trial.second_node().await;
    let again = press(&mut browser.clone().at(&node), &page, "check", &[]).await;
    assert_eq!(number(&again), number(&page), "pressed early, it waits calmly");
    assert_eq!(phone.pending(&account).await.expect("asked").len(), 1);
    let waits = events(&page);
    let mut listener = browser.clone();
    let heard = tokio::spawn(async move { listener.get(&waits).await });
    approve(&mut phone, &account, &number(&page)).await;
    let heard = tokio::time::timeout(std::time::Duration::from_secs(5), heard).await;
    assert!(heard.expect("by itself").expect("heard").body.contains("moved"));
    let more = press(&mut browser, &page, "check", &[]).await;
    assert!(more.body.contains("Votre téléphone a validé"), "decision 5: {}", more.body);
    assert!(more.body.contains("j…@exemple.fr") && !more.body.contains(ADDRESS), "{}", more.body);
    assert!(proven(&trial).await.is_empty(), "no session before the second proof");
    let others = press(&mut browser, &more, "other", &[]).await;
    assert!(others.body.contains("Utiliser mon mot de passe"), "no dead end: {}", others.body);
    let sent = press(&mut browser, &more, "send", &[]).await;
    let wrong = press(&mut browser, &sent, "code", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let code = mailed(&trial).await;
    let inside = press(&mut browser, &wrong, "code", &[("code", &code)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    assert_eq!(proven(&trial).await, [[Method::Push, Method::MailCode]]);
    // Neither proof serves twice.
    assert_eq!(press(&mut browser, &wrong, "code", &[("code", &code)]).await.status, 409);
    let replay = press(&mut browser, &page, "check", &[]).await;
    assert!(replay.body.contains("Validez sur votre téléphone"), "{}", replay.body);
}

#[tokio::test]
async fn a_service_that_wants_two_factors_is_not_content_with_a_phone_and_a_mailbox() {
    use crate::oidc::{claims_of, register, request};
    let (trial, _, mut phone, account) = with_phone().await;
    register(&trial, "mail", json!({})).await;
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    approve(&mut phone, &account, &number(&page)).await;
    let more = press(&mut browser, &page, "check", &[]).await;
    let sent = press(&mut browser, &more, "send", &[]).await;
    press(&mut browser, &sent, "code", &[("code", &mailed(&trial).await)]).await;
    let plain = browser.get(&request("mail", "")).await;
    let told = claims_of(&mut browser, &plain).await;
    assert_eq!((&told["amr"], &told["acr"]), (&json!(["swk", "user"]), &json!("1")), "EN8");
    // What it asks for needs the password: the phone again would prove nothing new.
    trial.clock.turn(domain::time::minutes(1));
    phone.now = trial.app.now().seconds();
    let wish = browser.get(&request("mail", "&acr_values=2")).await;
    let password = browser.follow(wish).await;
    assert!(password.body.contains("name=\"password\""), "{}", password.body);
    let csrf = password.field("csrf").expect("a form");
    let form = [("csrf", &*csrf), ("identifier", LOGIN), ("password", crate::factors::PASSWORD)];
    let next = browser.post("/sign-in", &form).await;
    let mut on = browser.follow(next).await;
    if on.body.contains("class=\"number\"") {
        let shown = on.body.split("class=\"number\"").nth(1).and_then(|rest| rest.split('>').nth(1));
        let shown = shown.and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned();
        approve(&mut phone, &account, &shown).await;
        on = press(&mut browser, &on, "check", &[]).await;
    }
    let told = claims_of(&mut browser, &on).await;
    assert_eq!((&told["amr"], &told["acr"]), (&json!(["pwd", "swk", "user", "mfa"]), &json!("2")));
}

/// A phone's own lock, as the app's page would make it.
pub fn lock() -> Device {
    Device::synced(trial::AUTHENTICATOR)
}

const PARTY: &str = "app.lumen.example";

/// Brings the lock to the server.
pub async fn bring(phone: &mut Phone<Led>, account: &Account, lock: &mut Device) -> Result<(), String> {
    let made = lock.make(&json!({ "rp": { "id": PARTY }, "user": { "id": "" }, "challenge": "AAAA" }));
    let field = |name: &str| made.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let body = json!({
        "client_data": field("passkey_client_data"), "attestation": field("passkey_attestation"),
    });
    let told = phone.ask(account, "PUT", "/vap/v1/device/lock", Some(body)).await;
    told.map(|told| assert_eq!(told["lock"], true)).map_err(|refused| refused.word().to_owned())
}
