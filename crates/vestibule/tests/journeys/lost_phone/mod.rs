//! « Téléphone perdu ou volé » over real HTTP (C29, B7): each path quotes the steps of `docs/journeys/lost-phone.md`.

mod attacks;

use domain::AuthenticatorId;
use gateways::mail::Recorded;
use trial::{Answer, Browser, Trial};
use vestibule::device::Account;

use crate::factors::{LOGIN, PASSWORD, enrol, next_code, person, press, signed_in, type_code};
use crate::phones::pages::enrolled;
use crate::recovery_codes::{codes, make};

pub fn id_of(account: &Account) -> AuthenticatorId {
    AuthenticatorId::parse(&account.enr).expect("an id")
}

/// What comes ticked is sent as it stands, with what is ticked besides.
pub async fn block(browser: &mut Browser, page: &Answer, ids: &[&AuthenticatorId]) -> Answer {
    let ids: Vec<String> = ids.iter().map(std::string::ToString::to_string).collect();
    let fields: Vec<(String, &str)> =
        ids.iter().enumerate().map(|(at, id)| (format!("lost_{at}"), id.as_str())).collect();
    let csrf = page.field("csrf").expect("a form");
    let own = "/account/security/lost-phone";
    let action = if page.body.contains(&format!("action=\"{own}\"")) { own } else { "/sign-in/factor" };
    let mut form = vec![("csrf", csrf.as_str()), ("decision", "block")];
    form.extend(fields.iter().map(|(name, id)| (name.as_str(), *id)));
    let sent = browser.post(action, &form).await;
    browser.follow(sent).await
}

/// From the sign-in page, with the password, to the page that blocks.
pub async fn to_the_page(trial: &Trial) -> (Browser, Answer) {
    let mut browser = trial.browser();
    let start = browser.get("/lost-phone").await;
    assert!(
        start.body.contains("Bloquer ce téléphone") && start.body.contains("Appelez le service client"),
        "{}",
        start.body
    );
    let sign_in = link(&start, "/sign-in?");
    let page = browser.get(&sign_in).await;
    assert!(page.body.contains("vous pourrez aussitôt bloquer"), "{}", page.body);
    let csrf = page.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("identifier", LOGIN), ("password", PASSWORD)];
    let sent = browser.post("/sign-in", &form).await;
    let page = browser.follow(sent).await;
    (browser, page)
}

fn link(page: &Answer, starts: &str) -> String {
    let rest = page.body.split(&format!("href=\"{starts}")).nth(1).expect("a link on the page");
    let rest = rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
    format!("{starts}{rest}")
}

fn mail_about(subject: &str, told: &[Recorded]) -> Recorded {
    told.iter().find(|mail| mail.subject.contains(subject)).expect("a notice").clone()
}

#[tokio::test]
async fn a_lost_phone_is_blocked_signed_out_and_a_recovery_code_goes_on() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let printed = codes(&make(&mut home).await);
    // Steps 1 and 2.
    let (mut away, page) = to_the_page(&trial).await;
    assert!(
        page.body.contains("Qu’y avait-il sur ce téléphone") && page.body.contains(" checked"),
        "{}",
        page.body
    );
    // Step 3.
    let done = block(&mut away, &page, &[&id_of(&account)]).await;
    assert!(
        done.body.contains("Ce téléphone est bloqué") && done.body.contains("iPhone de Jeanne"),
        "{}",
        done.body
    );
    assert_eq!(phone.pending(&account).await.expect_err("refused").word(), "enrolment_suspended", "at once");
    let held = trial.app.held(customer.id).await.expect("read");
    assert!(held.len() == 1 && held[0].lost && held[0].blocked, "it still protects");
    let told = mail_about("téléphone perdu est bloqué", &trial.mails().await);
    assert!(told.text.contains("iPhone de Jeanne") && told.text.contains("/not-me?token="), "{}", told.text);
    // Step 4: the order of the ways.
    let (code, call) =
        (done.body.find("Utiliser un code de secours"), done.body.find("Appelez le service client"));
    assert!(code.is_some() && code < call, "C29");
    let page = press(&mut away, &done, "printed", &[]).await;
    let on = press(&mut away, &page, "printed_code", &[("recovery_code", &printed[0])]).await;
    assert!(on.body.contains("C’est bloqué"), "{}", on.body);
    // Step 5: a password with a printed code gives it back, but not at once (RE6): another method first, and a day.
    let security = away.get("/account/security").await;
    assert!(
        security.body.contains("comme perdu ou volé") && !security.body.contains("Trop de codes"),
        "the truth"
    );
    let csrf = security.field("csrf").expect("a form");
    let id = id_of(&account).to_string();
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let waits = away.post("/account/security/found", &form).await;
    assert!(waits.status == 422 && waits.body.contains("Ce changement doit attendre"), "RE6: {}", waits.body);
    assert!(phone.pending(&account).await.is_err());
    let app = enrol(&trial, &mut away).await;
    trial.clock.turn(domain::time::hours(24));
    let (mut away, page) = signed_in(&trial, &[]).await;
    assert!(type_code(&mut away, &page, &app.code(&trial)).await.body.contains("Bonjour Jeanne"));
    let csrf = away.get("/account/security").await.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let back = away.post("/account/security/found", &form).await;
    assert_eq!(back.location(), "/account/security?done=found", "{}", back.body);
    assert!(phone.pending(&account).await.is_ok());
    let told = mail_about("téléphone est débloqué", &trial.mails().await);
    assert!(told.text.contains("iPhone de Jeanne"));
    let seen = away.get("/account/activity").await;
    assert!(
        seen.body.contains("Téléphone bloqué") && seen.body.contains("Téléphone retrouvé"),
        "{}",
        seen.body
    );
}

#[tokio::test]
async fn a_phone_is_blocked_where_its_approval_is_awaited_and_the_sign_in_goes_on_another_way() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let (phone, account) = enrolled(&trial, &mut home).await;
    drop(phone);
    next_code(&trial);
    let (mut away, asked) = signed_in(&trial, &[]).await;
    assert!(asked.body.contains("Validez sur votre téléphone"), "{}", asked.body);
    let others = press(&mut away, &asked, "other", &[]).await;
    let page = press(&mut away, &others, "lost", &[]).await;
    let nothing = press(&mut away, &page, "block", &[]).await;
    assert!(
        nothing.status == 422 && nothing.body.contains("Cochez au moins une ligne"),
        "R-312: {}",
        nothing.body
    );
    let done = block(&mut away, &page, &[&id_of(&account)]).await;
    let others = press(&mut away, &done, "other", &[]).await;
    assert!(
        others.body.contains("comme perdu ou volé") && !others.body.contains("Trop de codes"),
        "{}",
        others.body
    );
    assert!(!others.body.contains("iPhone de Jeanne"), "neither the phone nor its codes: {}", others.body);
    let list = others.body.split("name=\"authenticator\"").nth(1).expect("one way");
    let id = list.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned();
    let code = press(&mut away, &others, "choose", &[("authenticator", &id)]).await;
    let on = type_code(&mut away, &code, &app.code(&trial)).await;
    assert!(on.body.contains("Bonjour Jeanne"), "{}", on.body);
}

#[tokio::test]
async fn whoever_is_signed_in_blocks_from_the_account_and_gives_back_after_a_fresh_proof() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    trial.clock.turn(std::time::Duration::from_mins(15));
    let page = home.get("/account/security/lost-phone").await;
    assert!(page.body.contains("iPhone de Jeanne") && page.body.contains("Mes appareils"), "{}", page.body);
    let security = block(&mut home, &page, &[&id_of(&account)]).await;
    assert!(security.body.contains("C’est bloqué"), "an old proof is enough to block: {}", security.body);
    assert!(phone.pending(&account).await.is_err());
    let csrf = security.field("csrf").expect("a form");
    let id = id_of(&account).to_string();
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let asked = home.post("/account/security/found", &form).await;
    assert!(asked.location().starts_with("/sign-in?visit="), "and not to give back: {}", asked.location());
    assert!(phone.pending(&account).await.is_err());
    let page = home.follow(asked).await;
    let csrf = page.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("identifier", LOGIN), ("password", PASSWORD)];
    let sent = home.post("/sign-in", &form).await;
    let code = home.follow(sent).await;
    let security = type_code(&mut home, &code, &app.code(&trial)).await;
    let csrf = security.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    let back = home.post("/account/security/found", &form).await;
    assert_eq!(back.location(), "/account/security?done=found", "{}", back.body);
    assert!(phone.pending(&account).await.is_ok());
}

#[tokio::test]
async fn whoever_holds_no_method_is_told_that_nothing_is_to_be_blocked() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (_, page) = to_the_page(&trial).await;
    assert!(page.body.contains("Aucune de vos méthodes"), "{}", page.body);
}
