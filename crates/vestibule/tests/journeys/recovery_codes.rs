//! C19, C24, EN6: printed codes, from the first print to a password chosen by one; and what strangers, thieves and races do.

use domain::time::minutes;
use trial::{Answer, Browser, Customer, Trial};

use crate::recover::{self, CHOSEN};

async fn signed_in(trial: &Trial) -> (Browser, Customer) {
    let person = trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
    (browser, person)
}

/// 1. Asks for codes on the page that offers them.
pub async fn make(browser: &mut Browser) -> Answer {
    let page = browser.get("/account/recovery-codes").await;
    let csrf = csrf_for(&page, MAKE);
    browser.post(MAKE, &[("csrf", &csrf)]).await
}

/// The token of the form that posts there.
pub fn csrf_for(page: &Answer, action: &str) -> String {
    let form = page.body.split(&format!("action=\"{action}\"")).nth(1).expect("a form");
    let value = form.split("name=\"csrf\" value=\"").nth(1).expect("its token");
    value.split('"').next().expect("its value").to_owned()
}

const MAKE: &str = "/account/recovery-codes";
const KEEP: &str = "/account/recovery-codes/keep";

pub fn codes(page: &Answer) -> Vec<String> {
    page.body
        .split("<li><code>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .map(str::to_owned)
        .collect()
}

/// Signs in, makes codes, and closes.
async fn with_codes(trial: &Trial) -> (Customer, Vec<String>) {
    let (mut browser, person) = signed_in(trial).await;
    let made = codes(&make(&mut browser).await);
    assert_eq!(made.len(), 10);
    (person, made)
}

/// From the page of the message to the page that takes a printed code.
pub async fn printed_page(browser: &mut Browser, identifier: &str) -> Answer {
    let page = recover::ask(browser, identifier).await;
    let link = page.body.split("href=\"").find(|rest| rest.starts_with("/forgotten-password/recovery-code"));
    let link = link.and_then(|rest| rest.split('"').next()).expect("the other way").to_owned();
    browser.get(&link).await
}

pub async fn type_printed(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/forgotten-password/recovery-code", &[("recovery_code", code), ("csrf", &csrf)]).await
}

async fn left(trial: &Trial, person: &Customer) -> u32 {
    let set = store::recovery_codes::set_of(trial.app.db(), person.id).await.expect("a read");
    set.expect("a set").left
}

#[tokio::test]
async fn ten_codes_are_shown_once_with_company_account_and_date_and_are_kept_by_a_tick() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let page = make(&mut browser).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let shown = codes(&page);
    assert_eq!(shown.len(), 10, "C19");
    for words in ["Lumen", &person.identifier, "data:text/plain;charset=utf-8,", "%0D%0A", "en lieu sûr"] {
        assert!(page.body.contains(words), "R36: {words}");
    }
    assert!(page.header("cache-control").contains("no-store"), "EN3");
    let listed = browser.get("/account/recovery-codes").await;
    assert!(shown.iter().all(|code| !listed.body.contains(code)), "shown once");
    let csrf = csrf_for(&page, KEEP);
    let unticked = browser.post("/account/recovery-codes/keep", &[("csrf", &csrf)]).await;
    assert_eq!(unticked.status, 422);
    assert!(unticked.body.contains("Cochez la case") && codes(&unticked).is_empty(), "R36");
    let kept = browser.post("/account/recovery-codes/keep", &[("csrf", &csrf), ("safe", "on")]).await;
    assert_eq!((kept.status, kept.location()), (303, "/account/recovery-codes?done=1"));
    let page = browser.follow(kept).await;
    assert!(page.body.contains("Il vous reste 10 codes"), "{}", page.body);
    let told = trial.mails().await;
    assert!(told[0].subject.contains("Nouveaux codes de secours") && told[0].text.contains("/not-me?token="));
}

#[tokio::test]
async fn new_codes_need_a_fresh_proof_and_end_the_old_ones() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let old = codes(&make(&mut browser).await);
    trial.clock.turn(minutes(11));
    let asked = make(&mut browser).await;
    assert!(asked.location().starts_with("/sign-in?visit="), "EN1: {}", asked.location());
    let again = browser.sign_in(asked.location(), &person.identifier, &person.password, &[]).await;
    assert_eq!(again.location(), "/account/recovery-codes");
    let new = codes(&make(&mut browser).await);
    assert!(new.len() == 10 && new.iter().all(|code| !old.contains(code)));
    let mut elsewhere = trial.browser();
    let page = printed_page(&mut elsewhere, &person.identifier).await;
    assert_eq!(type_printed(&mut elsewhere, &page, &old[0]).await.status, 422, "EN6: the old set is dead");
    assert!(recover::asks_for_password(&type_printed(&mut elsewhere, &page, &new[0]).await));
}

#[tokio::test]
async fn a_form_makes_codes_once_however_often_it_is_posted() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let csrf = csrf_for(&browser.get(MAKE).await, MAKE);
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut browser, csrf) = (browser.clone(), csrf.clone());
        racers.spawn(async move { browser.post("/account/recovery-codes", &[("csrf", &csrf)]).await });
    }
    let answers = racers.join_all().await;
    assert_eq!(
        answers.iter().filter(|answer| codes(answer).len() == 10).count(),
        1,
        "a reload makes no others"
    );
    assert!(answers.iter().all(|answer| [200, 303].contains(&answer.status)));
    assert_eq!(left(&trial, &person).await, 10);
}

#[tokio::test]
async fn a_code_typed_in_any_way_opens_the_password_page_and_tells_how_many_are_left() {
    let trial = Trial::start().await;
    let (person, made) = with_codes(&trial).await;
    let mut browser = trial.browser();
    let page = printed_page(&mut browser, &person.identifier).await;
    assert!(page.status == 200 && page.body.contains("Saisissez un code de secours"), "C24: {}", page.body);
    let typed = format!(" {} ", made[3].to_lowercase().replace('-', " – "));
    let page = type_printed(&mut browser, &page, &typed).await;
    assert!(recover::asks_for_password(&page), "R13: {}", page.body);
    assert_eq!(left(&trial, &person).await, 9);
    assert_eq!(recover::choose(&mut browser, &page, CHOSEN).await.status, 303);
    assert!(recover::signs_in(&trial, &person.identifier, CHOSEN).await);
    assert!(!browser.cookies.contains_key("__Host-vestibule_session"), "EL7: nobody is signed in by it");
    let told = trial.mails().await;
    let told = told.iter().find(|mail| mail.subject.contains("Code de secours utilisé")).expect("a notice");
    assert!(told.text.contains("Il vous en reste 9"), "{}", told.text);
}

#[tokio::test]
async fn of_twenty_who_type_one_code_over_two_nodes_one_gets_in() {
    let mut trial = Trial::start().await;
    let (person, made) = with_codes(&trial).await;
    trial.restart().await;
    let other = trial.second_node().await;
    let mut browser = trial.browser();
    let page = printed_page(&mut browser, &person.identifier).await;
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let mut browser = if n % 2 == 0 { browser.clone() } else { browser.at(&other) };
        let (page, code) = (page.clone(), made[0].clone());
        racers.spawn(async move { type_printed(&mut browser, &page, &code).await });
    }
    let answers = racers.join_all().await;
    let opened = answers.iter().filter(|answer| recover::asks_for_password(answer)).count();
    assert_eq!(opened, 1, "EN6: {:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| [200, 409, 422, 429].contains(&answer.status)));
    assert_eq!(left(&trial, &person).await, 9);
}

#[tokio::test]
async fn a_used_a_wrong_and_somebody_elses_code_get_the_same_answer_as_nobody() {
    let trial = Trial::start().await;
    let (person, made) = with_codes(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut seen = Vec::new();
    for identifier in [person.identifier.as_str(), &paul.identifier, "personne@lumen.example", "personne"] {
        let mut browser = trial.browser();
        let page = printed_page(&mut browser, identifier).await;
        let first = if identifier == person.identifier { "0000-0000-0000-0000" } else { &made[1] };
        let mut statuses = Vec::new();
        for code in [first, "", "pas un code", "0000-0000-0000-0001", "AAAA", "2222-2222-2222-2222"] {
            let answer = type_printed(&mut browser, &page, code).await;
            statuses.push((answer.status, answer.body.matches("Ce code ne sert pas").count()));
        }
        seen.push(statuses);
    }
    assert!(seen.iter().all(|statuses| *statuses == seen[0]), "NU1: {seen:?}");
    assert!(seen[0].iter().all(|(status, _)| *status == 422));
}

#[tokio::test]
async fn guesses_are_slowed_for_somebody_and_nobody_alike_and_the_message_still_serves() {
    let trial = Trial::start().await;
    let (person, made) = with_codes(&trial).await;
    let guess = |n: usize| format!("{n:04}-0000-0000-0000");
    let mut seen = Vec::new();
    for identifier in [person.identifier.as_str(), "personne@lumen.example"] {
        let mut stranger = trial.browser();
        let page = printed_page(&mut stranger, identifier).await;
        let mut statuses = Vec::new();
        for n in 0..8 {
            statuses.push(type_printed(&mut stranger, &page, &guess(n)).await.status);
        }
        seen.push(statuses);
    }
    assert_eq!(seen[0], seen[1], "RL1, NU1");
    assert_eq!(seen[0], [422, 422, 422, 422, 422, 429, 429, 429], "RL7");
    trial.clock.turn(minutes(11));
    let mut browser = trial.browser();
    let page = recover::ask(&mut browser, &person.identifier).await;
    let code = recover::code_of(&recover::message(&trial).await);
    assert!(recover::asks_for_password(&recover::type_code(&mut browser, &page, &code).await), "RL4");
    trial.clock.turn(minutes(20));
    let page = printed_page(&mut browser, &person.identifier).await;
    assert!(recover::asks_for_password(&type_printed(&mut browser, &page, &made[0]).await), "a wait ends");
}

#[tokio::test]
async fn twenty_guesses_at_once_share_five_tries() {
    let trial = Trial::start().await;
    let (person, _) = with_codes(&trial).await;
    let mut browser = trial.browser();
    let page = printed_page(&mut browser, &person.identifier).await;
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (mut browser, page) = (browser.clone(), page.clone());
        racers.spawn(async move {
            type_printed(&mut browser, &page, &format!("{n:04}-0000-0000-0000")).await.status
        });
    }
    let judged = racers.join_all().await.into_iter().filter(|status| *status == 422).count();
    assert!(judged <= 5, "RL2: {judged}");
}

#[tokio::test]
async fn a_strangers_new_request_does_not_take_the_proof_of_a_code_away() {
    let trial = Trial::start().await;
    let (person, made) = with_codes(&trial).await;
    let mut browser = trial.browser();
    let page = printed_page(&mut browser, &person.identifier).await;
    let page = type_printed(&mut browser, &page, &made[0]).await;
    trial.clock.turn(minutes(2));
    recover::ask(&mut trial.browser(), &person.identifier).await;
    let mut thief = trial.browser();
    thief.get("/forgotten-password").await;
    assert_eq!(
        recover::choose(&mut thief, &page, CHOSEN).await.status,
        409,
        "bound to the browser that proved"
    );
    assert_eq!(recover::choose(&mut browser, &page, CHOSEN).await.status, 303);
}

#[tokio::test]
async fn a_form_of_another_session_makes_and_keeps_nothing() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut attacker = trial.browser();
    attacker.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    let theirs = csrf_for(&attacker.get(MAKE).await, MAKE);
    let own = csrf_for(&browser.get(MAKE).await, MAKE);
    for path in ["/account/recovery-codes", "/account/recovery-codes/keep"] {
        let crossed = browser.post(path, &[("csrf", &theirs), ("safe", "on")]).await;
        assert_eq!(crossed.status, 409, "WB1 {path}");
        let stolen = attacker.post(path, &[("csrf", &own), ("safe", "on")]).await;
        assert_eq!(stolen.status, 409, "WB1 {path}");
    }
    // The same browser, another person: the form is of a session that is gone.
    browser.cookies.retain(|name, _| name == "__Host-vestibule_visit");
    let other = browser.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    assert_eq!(other.status, 303, "{}", other.body);
    let stale = browser.post("/account/recovery-codes", &[("csrf", &own)]).await;
    assert_eq!((stale.status, codes(&stale).len()), (303, 0), "the page of whoever is signed in now");
    let set = store::recovery_codes::set_of(trial.app.db(), person.id).await.expect("a read");
    assert_eq!(set, None);
}

#[tokio::test]
async fn whose_only_way_is_the_mailbox_that_this_sign_in_opens_is_told_until_codes_are_kept() {
    let trial = Trial::start().await;
    let (mut browser, person) = signed_in(&trial).await;
    let told = async |browser: &mut Browser| {
        let page = browser.get("/account").await;
        assert_eq!(page.status, 200);
        page.body.contains("vous n’ouvrez plus la boîte mail")
    };
    assert!(!told(&mut browser).await, "an address of another house");
    trial.mailbox(&person, &person.identifier).await;
    assert!(told(&mut browser).await, "O12");
    let page = make(&mut browser).await;
    assert!(!page.body.contains(">Plus tard<"), "R36: no other way, no later");
    assert!(told(&mut browser).await, "shown is not kept");
    let csrf = csrf_for(&page, KEEP);
    browser.post("/account/recovery-codes/keep", &[("csrf", &csrf), ("safe", "on")]).await;
    assert!(!told(&mut browser).await);
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    trial.mailbox(&paul, &paul.identifier).await;
    trial.contact(&paul, "paul@ailleurs.example", recover::LONG_AGO).await;
    let mut other = trial.browser();
    other.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    assert!(!told(&mut other).await, "a second address is another way");
    assert!(make(&mut other).await.body.contains(">Plus tard<"));
}

#[tokio::test]
async fn codes_that_somebody_else_made_end_with_the_notice_that_tells_of_them() {
    let trial = Trial::start().await;
    let (mut thief, person) = signed_in(&trial).await;
    let made = codes(&make(&mut thief).await);
    let link = crate::not_me::links(&trial).await.into_iter().next().expect("the notice");
    let mut owner = trial.browser();
    let page = crate::not_me::open(&mut owner, &link).await;
    assert!(page.body.contains("Nouveaux codes de secours créés"), "{}", page.body);
    assert_eq!(crate::not_me::press(&mut owner, &page).await.status, 303);
    let page = printed_page(&mut thief, &person.identifier).await;
    assert_eq!(type_printed(&mut thief, &page, &made[0]).await.status, 422, "X10, EN6");
    assert_eq!(left(&trial, &person).await, 0);
}
