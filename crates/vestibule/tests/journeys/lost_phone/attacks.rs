//! Who found or stole the telephone, who knows only the password, and who knows nothing (B7; RE3, RL4, NU1).

use domain::vap::Decision;
use trial::Trial;

use super::{block, id_of, to_the_page};
use crate::factors::{App, LOGIN, PASSWORD, enrol, next_code, person, press, signed_in, type_code};
use crate::phones::pages::enrolled;
use crate::recover;

#[tokio::test]
async fn what_a_thief_approved_before_the_block_opens_nothing_after_it() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    // The thief has the password too, and the phone says yes.
    let (mut thief, asked) = signed_in(&trial, &[]).await;
    let number = asked.body.split("class=\"number\"").nth(1).expect("a number");
    let number =
        number.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned();
    let text = phone.pending(&account).await.expect("asked").remove(0);
    phone.answer(&account, &text, Decision::Approve, Some(&number)).await.expect("approved");
    let page = home.get("/account/security/lost-phone").await;
    block(&mut home, &page, &[&id_of(&account)]).await;
    let refused = press(&mut thief, &asked, "check", &[]).await;
    assert!(!refused.body.contains("Bonjour Jeanne"), "PU7: {}", refused.body);
    assert!(!thief.cookies.contains_key("__Host-vestibule_session"));
    let again = press(&mut thief, &refused, "again", &[]).await;
    assert!(again.body.contains("Ce téléphone est bloqué"), "R-311: {}", again.body);
    // Nor do its codes, which need no network.
    let code = App::of_key(account.totp.as_ref().expect("codes")).code(&trial);
    assert!(!type_code(&mut thief, &refused, &code).await.body.contains("Bonjour Jeanne"));
}

#[tokio::test]
async fn a_lost_app_and_a_new_password_by_mail_let_no_thief_in() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let app = enrol(&trial, &mut home).await;
    let id = trial.app.held(customer.id).await.expect("read")[0].id;
    next_code(&trial);
    let (mut early, asked) = signed_in(&trial, &[]).await;
    let page = home.get("/account/security/lost-phone").await;
    block(&mut home, &page, &[&id]).await;
    let refused = type_code(&mut early, &asked, &app.code(&trial)).await;
    assert!(refused.body.contains("comme perdu ou volé"), "a page that was open before: {}", refused.body);
    assert!(!early.cookies.contains_key("__Host-vestibule_session"));
    // The phone reads the customer's mail as well: a new password unblocks what was guessed at, and not what was lost.
    let mut thief = trial.browser();
    let page = recover::ask(&mut thief, LOGIN).await;
    let code = recover::code_of(&recover::message(&trial).await);
    let page = recover::type_code(&mut thief, &page, &code).await;
    recover::choose(&mut thief, &page, recover::CHOSEN).await;
    let asked = thief.sign_in("/sign-in", LOGIN, recover::CHOSEN, &[]).await;
    let asked = thief.follow(asked).await;
    assert!(asked.body.contains("comme perdu ou volé"), "{}", asked.body);
    assert!(!asked.body.contains("name=\"code\"") && !asked.body.contains("name=\"authenticator\""));
    assert!(!thief.cookies.contains_key("__Host-vestibule_session"));
}

#[tokio::test]
async fn whoever_knows_only_the_password_blocks_three_times_a_day_and_gives_nothing_back() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (_, account) = enrolled(&trial, &mut home).await;
    let caller = crate::phones::caller(&trial);
    for times in 1..=4 {
        let (mut stranger, page) = to_the_page(&trial).await;
        let done = block(&mut stranger, &page, &[&id_of(&account)]).await;
        assert_eq!(done.status, if times < 4 { 200 } else { 429 }, "{times}: {}", done.body);
        // No session came of it, and so no way to give it back.
        assert!(!stranger.cookies.contains_key("__Host-vestibule_session"));
        assert_eq!(stranger.get("/account/security").await.status, 303);
        let _ = trial.app.suspend_phone(customer.id, id_of(&account), false, &caller).await.expect("served");
    }
    // Its owner's own device has a counter of its own (RL4).
    let page = home.get("/account/security/lost-phone").await;
    let blocked = block(&mut home, &page, &[&id_of(&account)]).await;
    assert!(blocked.body.contains("C’est bloqué"), "{}", blocked.body);
}

#[tokio::test]
async fn nobody_blocks_what_is_not_theirs_nor_from_another_browser() {
    let trial = Trial::start().await;
    let customer = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (mut phone, account) = enrolled(&trial, &mut home).await;
    let id = id_of(&account).to_string();
    let paul = trial.customer("paul@lumen.example", PASSWORD).await;
    let mut other = trial.browser();
    let sent = other.sign_in("/sign-in", "paul@lumen.example", PASSWORD, &[]).await;
    other.follow(sent).await;
    let page = other.get("/account/security/lost-phone").await;
    let csrf = page.field("csrf").unwrap_or_default();
    let theirs = home.get("/account/security/lost-phone").await.field("csrf").expect("a form");
    for csrf in [csrf.as_str(), theirs.as_str(), ""] {
        let form = [("csrf", csrf), ("decision", "block"), ("lost_0", id.as_str())];
        assert_eq!(other.post("/account/security/lost-phone", &form).await.status, 409);
    }
    let (_, waits) = to_the_page(&trial).await;
    let waiting = waits.field("csrf").expect("a form");
    let form = [("csrf", waiting.as_str()), ("decision", "block"), ("lost_0", id.as_str())];
    assert_eq!(other.post("/sign-in/factor", &form).await.status, 409, "another browser");
    assert!(phone.pending(&account).await.is_ok() && paul.id != customer.id);
}

#[tokio::test]
async fn the_first_page_and_the_refusal_are_the_same_for_everybody() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let _ = enrolled(&trial, &mut home).await;
    let mut answers = Vec::new();
    for login in [LOGIN, "personne@lumen.example"] {
        let mut stranger = trial.browser();
        let start = stranger.get("/lost-phone").await;
        let rest = start.body.split("href=\"/sign-in?").nth(1).expect("a link");
        let rest = rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
        let page = stranger.get(&format!("/sign-in?{rest}")).await;
        let csrf = page.field("csrf").expect("a form");
        let form = [("csrf", csrf.as_str()), ("identifier", login), ("password", "pas le bon")];
        let refused = stranger.post("/sign-in", &form).await;
        let csrf = refused.field("csrf").unwrap_or_default();
        answers.push((refused.status, refused.body.replace(&csrf, "").replace(login, "")));
    }
    assert_eq!(answers[0].0, answers[1].0, "NU1");
    assert_eq!(answers[0].1.len(), answers[1].1.len(), "NU1");
}

#[tokio::test]
async fn of_twenty_who_block_at_once_one_does() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (_, account) = enrolled(&trial, &mut home).await;
    let (browser, page) = to_the_page(&trial).await;
    let csrf = page.field("csrf").expect("a form");
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut browser, csrf, id) = (browser.clone(), csrf.clone(), id_of(&account).to_string());
        racers.spawn(async move {
            let form = [("csrf", csrf.as_str()), ("decision", "block"), ("lost_0", id.as_str())];
            browser.post("/sign-in/factor", &form).await.status
        });
    }
    let statuses = racers.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    let told = trial.mails().await;
    assert_eq!(told.iter().filter(|mail| mail.subject.contains("perdu est bloqué")).count(), 1);
}
