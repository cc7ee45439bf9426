//! C3, O10, O11, SE9: several people in one browser, each with a « rester identifié » of their own.

use std::time::Duration;

use domain::time::days;
use trial::{Answer, Browser, Customer, Trial};

const SESSION: &str = "__Host-vestibule_session";
const BOTH: &[&str] = &["keep_signed_in", "remember_identifier"];
const KEEP: &[&str] = &["keep_signed_in"];
const REMEMBER: &[&str] = &["remember_identifier"];

async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne@lumen.example", "soleil levant 42").await
}

async fn paul(trial: &Trial) -> Customer {
    trial.customer("paul@lumen.example", "vent du nord 77").await
}

/// Signs in as one more person, whoever is there.
async fn join(browser: &mut Browser, person: &Customer, boxes: &[&str]) {
    let signed = browser.sign_in("/sign-in?other=person", &person.identifier, &person.password, boxes).await;
    assert_eq!((signed.status, signed.location()), (303, "/account"), "{}", signed.body);
}

/// The list's choices in their order, « Une autre personne » last.
fn listed(page: &Answer) -> Vec<String> {
    let radios = page.body.split("type=\"radio\"").skip(1);
    radios.filter_map(|rest| Some(rest.split("value=\"").nth(1)?.split('"').next()?.to_owned())).collect()
}

async fn choose(browser: &mut Browser, page: &Answer, person: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/sign-in/who", &[("csrf", &csrf), ("person", person), ("decision", "continue")]).await
}

fn asks_who(page: &Answer) -> bool {
    page.body.contains("Qui se connecte\u{202f}?") && page.body.contains("Une autre personne")
}

/// Two people of one household, both kept and remembered; the browser was closed since. Paul came last.
async fn household(trial: &Trial) -> (Browser, Customer, Customer) {
    let (jeanne, paul) = (jeanne(trial).await, paul(trial).await);
    let mut browser = trial.browser();
    join(&mut browser, &jeanne, BOTH).await;
    join(&mut browser, &paul, BOTH).await;
    browser.close_and_open();
    (browser, jeanne, paul)
}

async fn open_list(browser: &mut Browser) -> Answer {
    let page = browser.get("/account").await;
    let page = browser.follow(page).await;
    assert!(asks_who(&page), "{}", page.body);
    page
}

#[tokio::test]
async fn a_second_person_takes_no_ones_place_and_each_comes_back_without_a_password() {
    let trial = Trial::start().await;
    let (mut browser, jeanne, paul) = household(&trial).await;
    assert_eq!(browser.kept().len(), 2);
    let page = open_list(&mut browser).await;
    let people = listed(&page);
    assert_eq!((people.len(), people[2].as_str()), (3, "another"));
    let opened = choose(&mut browser, &page, &people[1]).await;
    assert_eq!((opened.status, opened.location()), (303, "/account"), "{}", opened.body);
    assert!(browser.get("/account").await.body.contains(&jeanne.identifier));
    let page = browser.get("/sign-in?who=1").await;
    let opened = choose(&mut browser, &page, &listed(&page)[0]).await;
    assert_eq!(opened.status, 303);
    let account = browser.get("/account").await;
    assert!(account.body.contains(&paul.identifier) && !account.body.contains(&jeanne.identifier));
    assert_eq!(browser.kept().len(), 2, "both stay");
}

#[tokio::test]
async fn a_shared_browser_never_opens_by_itself_but_a_restored_window_goes_on() {
    let trial = Trial::start().await;
    let (mut browser, jeanne, _) = household(&trial).await;
    let page = open_list(&mut browser).await;
    choose(&mut browser, &page, &listed(&page)[1]).await;
    trial.clock.turn(Duration::from_mins(31));
    let account = browser.get("/account").await;
    assert!(account.body.contains(&jeanne.identifier), "the window was never closed: {}", account.body);
    trial.clock.turn(days(1));
    assert!(browser.get("/account").await.body.contains(&jeanne.identifier), "or was restored");
    browser.close_and_open();
    open_list(&mut browser).await;
}

#[tokio::test]
async fn names_are_shown_only_where_they_were_remembered() {
    let trial = Trial::start().await;
    let (jeanne, paul) = (jeanne(&trial).await, paul(&trial).await);
    let mut browser = trial.browser();
    join(&mut browser, &jeanne, KEEP).await;
    join(&mut browser, &paul, BOTH).await;
    browser.close_and_open();
    let page = open_list(&mut browser).await;
    assert!(page.body.contains(&paul.identifier) && !page.body.contains(&jeanne.identifier));
    assert!(page.body.contains("Une personne restée identifiée"));
    let opened = choose(&mut browser, &page, &listed(&page)[1]).await;
    assert_eq!(opened.location(), "/account");
    assert!(browser.get("/account").await.body.contains(&jeanne.identifier));
    let stranger = trial.browser().get("/sign-in?who=1").await;
    assert!(!asks_who(&stranger) && !stranger.body.contains(&paul.identifier));
}

#[tokio::test]
async fn two_people_without_a_name_are_told_apart_and_neither_is_named() {
    let trial = Trial::start().await;
    let (jeanne, paul) = (jeanne(&trial).await, paul(&trial).await);
    let mut browser = trial.browser();
    join(&mut browser, &jeanne, KEEP).await;
    trial.clock.turn(Duration::from_mins(5));
    join(&mut browser, &paul, KEEP).await;
    browser.close_and_open();
    let page = open_list(&mut browser).await;
    let lines: Vec<&str> = page
        .body
        .split("<label class=\"c tile\">")
        .skip(1)
        .map(|line| {
            line.split("<span><b>").nth(1).and_then(|rest| rest.split("</label>").next()).unwrap_or_default()
        })
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[0].contains("Personne 1 restée identifiée") && lines[1].contains("Personne 2"),
        "{lines:?}"
    );
    let since = |line: &str| line.split("depuis le ").nth(1).map(str::to_owned);
    assert!(since(lines[0]).is_some() && since(lines[0]) != since(lines[1]), "{lines:?}");
    for person in [&jeanne, &paul] {
        assert!(!page.body.contains(&person.identifier), "SE9");
    }
    let opened = choose(&mut browser, &page, &listed(&page)[1]).await;
    browser.follow(opened).await;
    assert!(browser.get("/account").await.body.contains(&jeanne.identifier), "the second line is Jeanne");
}

#[tokio::test]
async fn who_is_not_kept_is_asked_for_their_password_and_keeps_the_way() {
    let trial = Trial::start().await;
    let (jeanne, paul) = (jeanne(&trial).await, paul(&trial).await);
    let mut browser = trial.browser();
    join(&mut browser, &jeanne, REMEMBER).await;
    join(&mut browser, &paul, BOTH).await;
    browser.close_and_open();
    let page = browser.get("/account/devices").await;
    let page = browser.follow(page).await;
    let asked = choose(&mut browser, &page, &listed(&page)[1]).await;
    let page = browser.follow(asked).await;
    assert_eq!(page.field("identifier").as_deref(), Some(jeanne.identifier.as_str()), "{}", page.body);
    assert!(!page.body.contains(&paul.identifier), "profiles never mix");
    let csrf = page.field("csrf").expect("a form");
    let wrong = [("csrf", csrf.as_str()), ("identifier", &jeanne.identifier), ("password", &paul.password)];
    assert_eq!(browser.post("/sign-in", &wrong).await.status, 422);
    let right = [("csrf", csrf.as_str()), ("identifier", &jeanne.identifier), ("password", &jeanne.password)];
    assert_eq!(browser.post("/sign-in", &right).await.location(), "/account/devices");
    assert_eq!(browser.kept().len(), 1, "Paul stays, and Jeanne did not ask to");
}

#[tokio::test]
async fn nobody_chosen_and_somebody_elses_device_get_the_same_refusal() {
    let trial = Trial::start().await;
    let (mut browser, ..) = household(&trial).await;
    let stranger = trial.customer("marc@lumen.example", "pluie de mars 12").await;
    let mut elsewhere = trial.browser();
    join(&mut elsewhere, &stranger, KEEP).await;
    let target = elsewhere.get("/account/devices").await.field("device").expect("a device");
    let page = open_list(&mut browser).await;
    for person in ["", "zz", target.as_str(), &"0".repeat(32)] {
        let answer = choose(&mut browser, &page, person).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("Choisissez la personne qui se connecte"));
    }
    assert!(!browser.cookies.contains_key(SESSION));
    assert_eq!(elsewhere.get("/account").await.status, 200, "and nothing happened there");
}

#[tokio::test]
async fn signing_out_ends_ones_own_and_nobody_elses() {
    let trial = Trial::start().await;
    let (mut browser, _, paul) = household(&trial).await;
    let page = open_list(&mut browser).await;
    choose(&mut browser, &page, &listed(&page)[1]).await;
    let csrf = browser.get("/account").await.field("csrf").expect("a form");
    assert_eq!(browser.post("/sign-out", &[("csrf", &csrf)]).await.status, 303);
    assert_eq!(browser.kept().len(), 1);
    let page = open_list(&mut browser).await;
    assert_eq!(listed(&page).len(), 3, "Jeanne's address stays remembered");
    choose(&mut browser, &page, &listed(&page)[0]).await;
    assert!(browser.get("/account").await.body.contains(&paul.identifier));
}

#[tokio::test]
async fn a_copied_cookie_of_one_ends_that_series_alone() {
    let trial = Trial::start().await;
    let (mut browser, jeanne, paul) = household(&trial).await;
    let mut thief = browser.clone();
    let page = open_list(&mut browser).await;
    choose(&mut browser, &page, &listed(&page)[1]).await;
    trial.clock.turn(Duration::from_secs(61));
    let page = open_list(&mut thief).await;
    let theirs = listed(&page)[1].clone();
    let caught = choose(&mut thief, &page, &theirs).await;
    let shown = thief.follow(caught).await;
    assert!(shown.body.contains("type=\"password\""), "SE3: {}", shown.body);
    assert_eq!(browser.get("/account").await.status, 303, "the series and its session are dead");
    browser.close_and_open();
    let page = open_list(&mut browser).await;
    let opened = choose(&mut browser, &page, &listed(&page)[0]).await;
    assert_eq!(opened.location(), "/account");
    assert!(browser.get("/account").await.body.contains(&paul.identifier), "SE5: Paul's lives");
    let mails = trial.mails().await;
    let told = mails.iter().filter(|mail| mail.subject.contains("déconnecté")).count();
    assert!(told >= 1, "the customer is told: {:?}", mails.iter().map(|m| &m.subject).collect::<Vec<_>>());
    drop(jeanne);
}

#[tokio::test]
async fn parallel_choices_and_lost_answers_mix_nobody() {
    let trial = Trial::start().await;
    let (mut browser, jeanne, paul) = household(&trial).await;
    let page = open_list(&mut browser).await;
    let people = listed(&page);
    let mut tabs = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (mut tab, page, person) = (browser.clone(), page.clone(), people[n % 2].clone());
        let mine = if n % 2 == 0 { paul.identifier.clone() } else { jeanne.identifier.clone() };
        tabs.spawn(async move {
            let opened = choose(&mut tab, &page, &person).await;
            let account = tab.get("/account").await;
            (opened.status, account.body.contains(&mine), tab.kept())
        });
    }
    let seen = tabs.join_all().await;
    assert!(seen.iter().all(|(status, own, kept)| *status == 303 && *own && kept.len() == 2), "{seen:?}");
    trial.clock.turn(Duration::from_secs(20));
    let again = choose(&mut browser, &page, &people[0]).await;
    assert_eq!(again.location(), "/account", "every answer was lost, and asked for again");
}

#[tokio::test]
async fn a_form_of_one_person_serves_no_other() {
    let trial = Trial::start().await;
    let (mut browser, ..) = household(&trial).await;
    let page = open_list(&mut browser).await;
    choose(&mut browser, &page, &listed(&page)[0]).await;
    let devices = browser.get("/account/devices").await;
    let (csrf, device) = (devices.field("csrf").expect("a form"), devices.field("device").expect("one"));
    let switch = browser.get("/sign-in?who=1").await;
    choose(&mut browser, &switch, &listed(&switch)[1]).await;
    let crossed = browser.post("/account/devices/end", &[("csrf", &csrf), ("device", &device)]).await;
    assert_eq!(crossed.status, 409, "the other tab is told that its page has expired");
}

#[tokio::test]
async fn a_device_forgets_one_person() {
    let trial = Trial::start().await;
    let (mut browser, jeanne, paul) = household(&trial).await;
    let page = open_list(&mut browser).await;
    let theirs = listed(&page)[1].clone();
    let csrf = page.field("csrf").expect("a form");
    let form = |person| [("csrf", csrf.as_str()), ("person", person), ("decision", "forget")];
    assert_eq!(browser.post("/sign-in/who", &form("another")).await.status, 422);
    let mut copy = browser.clone();
    assert_eq!(browser.post("/sign-in/who", &form(&theirs)).await.status, 303);
    assert_eq!(browser.kept().len(), 1);
    let page = browser.get("/sign-in?who=1").await;
    assert!(page.body.contains(&paul.identifier) && !page.body.contains(&jeanne.identifier));
    let page = copy.get("/sign-in?who=1").await;
    let opened = choose(&mut copy, &page, &theirs).await;
    assert_ne!(opened.location(), "/account", "what was copied before is worth nothing");
    let facts = vestibule_facts(&trial, &jeanne).await;
    assert!(facts.contains(&"F-141".to_owned()), "{facts:?}");
}

async fn vestibule_facts(trial: &Trial, person: &Customer) -> Vec<String> {
    let (of, since) = (store::trail::Of::Account(person.id), domain::Timestamp::from_millis(0));
    let page = store::trail::page(trial.app.db(), &of, since, store::trail::Mark::NEWEST, 50).await;
    page.expect("the trail").into_iter().map(|stored| stored.entry.code).collect()
}

#[tokio::test]
async fn a_seventh_person_takes_the_place_of_the_one_not_seen_for_longest() {
    let trial = Trial::start().await;
    let mut browser = trial.browser();
    let mut people = Vec::new();
    for n in 0..7 {
        let person = trial.customer(&format!("p{n}@lumen.example"), "soleil levant 42").await;
        join(&mut browser, &person, BOTH).await;
        people.push(person);
    }
    assert_eq!(browser.kept().len(), 6);
    browser.close_and_open();
    let page = open_list(&mut browser).await;
    assert_eq!(listed(&page).len(), 7);
    assert!(page.body.contains("p6@lumen.example") && !page.body.contains("p0@lumen.example"));
    assert!(vestibule_facts(&trial, &people[0]).await.contains(&"F-141".to_owned()));
}

#[tokio::test]
async fn somebody_alone_is_never_asked_who_they_are() {
    let trial = Trial::start().await;
    let jeanne = jeanne(&trial).await;
    let mut browser = trial.browser();
    join(&mut browser, &jeanne, BOTH).await;
    browser.close_and_open();
    assert_eq!(browser.get("/account").await.status, 200, "O11");
    let switch = browser.get("/sign-in?who=1").await;
    assert!(asks_who(&switch), "« Changer de personne »");
    let other = choose(&mut browser, &switch, "another").await;
    let page = browser.follow(other).await;
    assert!(page.body.contains("type=\"password\"") && !page.body.contains(&jeanne.identifier));
}
