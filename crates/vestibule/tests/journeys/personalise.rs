//! O7, O8, X11: choosing a login and a password of one's own, by the seed's steps; and what an attacker tries with a letter.

use domain::Timestamp;
use domain::personalise::Start;
use domain::time::{days, minutes};
use trial::{Answer, Browser, Customer, Line, Trial, TrialSetup};

const LETTER: &str = "K7QF 2M9X";
const OWN: &str = "cerise moulin tapis orage";
const MAILBOX: &str = "gaelle.lebihan@lumen.example";

async fn trial() -> Trial {
    let mut setup = TrialSetup::default();
    let brand = setup.brands[0].id.clone();
    let from = Timestamp::from_millis(0);
    setup.policy.personalise.starts = vec![Start { brand, segment: None, from, postpone_days: 14 }];
    Trial::start_with(setup).await
}

async fn signed_in(trial: &Trial, line: &Line) -> (Browser, Answer) {
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.follow(answer).await;
    (browser, page)
}

async fn press(browser: &mut Browser, page: &Answer, decision: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/personalise", &[("csrf", &csrf), ("decision", decision)]).await
}

async fn choose(browser: &mut Browser, page: &Answer, login: (&str, &str), password: &str) -> Answer {
    let csrf = page.field("csrf").expect("a form");
    browser.post("/personalise", &[("csrf", &csrf), login, ("new_password", password)]).await
}

#[tokio::test]
async fn one_mailbox_the_screen_stands_before_the_area_and_the_choice_leads_on() {
    let trial = trial().await;
    let line = trial.line("li000042", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    assert!(soon.body.contains("Il vous reste 14 jours"), "1: {}", soon.body);
    let page = press(&mut browser, &soon, "now").await;
    let page = browser.follow(page).await;
    assert!(page.body.contains(MAILBOX), "3: the mailbox is offered");
    let done = choose(&mut browser, &page, ("login_choice", MAILBOX), OWN).await;
    assert_eq!((done.status, done.location()), (303, "/account"), "5: {}", done.body);
    assert_eq!(browser.get("/account").await.status, 200);
    let mut elsewhere = trial.browser();
    let own = elsewhere.sign_in("/sign-in", MAILBOX, OWN, &[]).await;
    assert_eq!((own.status, own.location()), (303, "/account"), "one's own opens");
    assert_eq!(elsewhere.get("/account").await.status, 200, "and nothing is asked any more");
}

#[tokio::test]
async fn later_opens_the_area_as_before_until_the_last_day() {
    let trial = trial().await;
    let line = trial.line("li000043", LETTER, &[]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let onward = press(&mut browser, &soon, "later").await;
    assert_eq!((onward.status, onward.location()), (303, "/account"), "2");
    assert_eq!(browser.get("/account").await.status, 200, "this visit goes on");
    trial.clock.turn(days(13));
    let (mut browser, soon) = signed_in(&trial, &line).await;
    assert!(soon.body.contains("Il vous reste 1 jour."), "{}", soon.body);
    assert_eq!(press(&mut browser, &soon, "later").await.status, 303, "as often as they like");
    trial.clock.turn(days(1));
    let (mut browser, last) = signed_in(&trial, &line).await;
    assert!(!last.body.contains("Plus tard"), "the last day has no « Plus tard »: {}", last.body);
    let refused = press(&mut browser, &last, "later").await;
    let refused = browser.follow(refused).await;
    assert!(!refused.body.contains("Plus tard") && refused.location() != "/account", "pressed all the same");
    let account = browser.get("/account").await;
    let account = browser.follow(account).await;
    assert!(account.body.contains("action=\"/personalise\""), "no way around: {}", account.body);
}

#[tokio::test]
async fn several_mailboxes_are_personalised_already_and_the_letter_does_not_open() {
    let trial = trial().await;
    let person = trial.customer("jeanne.martin@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    let own = browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!((own.status, own.location()), (303, "/account"), "O8: straight on");
    let line = trial.line("li000044", LETTER, &[MAILBOX, "paul.lebihan@lumen.example"]).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    assert_ne!(answer.location(), "/account");
    assert_eq!(browser.get("/account").await.status, 303, "nobody is signed in by the letter");
}

#[tokio::test]
async fn what_is_refused_is_told_beside_the_field_and_nothing_is_stored() {
    let trial = trial().await;
    trial.customer("jeanne.m", "soleil levant 42").await;
    let line = trial.line("li000045", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let page = press(&mut browser, &soon, "now").await;
    let mut page = browser.follow(page).await;
    for (login, password, words) in [
        (("login", "jeanne.m"), OWN, "n’est pas libre"),
        (("login", "ab"), OWN, "au moins 4 signes"),
        (("login_choice", "paul@lumen.example"), OWN, "n’est pas libre"),
        (("login_choice", MAILBOX), LETTER, "mot de passe de votre courrier"),
        (("login_choice", MAILBOX), "azerty", "12"),
    ] {
        let refused = choose(&mut browser, &page, login, password).await;
        assert_eq!(refused.status, 422, "{words}");
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
        assert!(!refused.body.contains(password), "a password never comes back");
        page = refused;
    }
    let mut other = trial.browser();
    assert_eq!(other.sign_in("/sign-in", MAILBOX, OWN, &[]).await.status, 422);
}

#[tokio::test]
async fn of_twenty_choices_at_once_exactly_one_is_stored() {
    let trial = trial().await;
    let line = trial.line("li000046", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let page = press(&mut browser, &soon, "now").await;
    let page = browser.follow(page).await;
    let mut racing = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (mut browser, page) = (browser.clone(), page.clone());
        racing.spawn(async move {
            let own = format!("cerise moulin tapis {n}");
            (choose(&mut browser, &page, ("login_choice", MAILBOX), &own).await.status, own)
        });
    }
    let ended = racing.join_all().await;
    let won: Vec<&String> = ended.iter().filter(|(status, _)| *status == 303).map(|(_, own)| own).collect();
    assert_eq!(won.len(), 1, "{ended:?}");
    assert!(ended.iter().all(|(status, _)| [303, 409, 503, 422].contains(status)), "{ended:?}");
    let mut elsewhere = trial.browser();
    assert_eq!(elsewhere.sign_in("/sign-in", MAILBOX, won[0], &[]).await.status, 303);
}

#[tokio::test]
async fn the_page_of_somebody_else_is_nobodys() {
    let trial = trial().await;
    let line = trial.line("li000047", LETTER, &[MAILBOX]).await;
    let (mut browser, _) = signed_in(&trial, &line).await;
    let onward = browser.get("/account").await;
    let at = browser.get(onward.location()).await.location().to_owned();
    assert!(at.starts_with("/personalise?journey="), "{at}");
    let mut stranger = trial.browser();
    stranger.get("/sign-in").await;
    assert_eq!(stranger.get(&at).await.status, 409);
    let other = trial.line("li000048", LETTER, &[]).await;
    let (mut other, _) = signed_in(&trial, &other).await;
    assert_eq!(other.get(&at).await.status, 409);
}

#[tokio::test]
async fn an_unknown_line_and_a_wrong_letter_get_the_same_page_and_the_same_waits() {
    let trial = trial().await;
    let line = trial.line("li000049", LETTER, &[]).await;
    let mut bodies = Vec::new();
    for login in [line.login.as_str(), "li999999"] {
        let mut browser = trial.browser();
        let answer = browser.sign_in("/sign-in", login, "autre chose", &[]).await;
        assert_eq!(answer.status, 422);
        let csrf = answer.field("csrf").expect("a form");
        let challenge = crate::passkeys::challenge(&answer);
        bodies.push(answer.body.replace(login, "*").replace(&csrf, "*").replace(&challenge, "*"));
        for _ in 0..4 {
            assert_eq!(browser.sign_in("/sign-in", login, "autre chose", &[]).await.status, 422);
        }
        assert_eq!(browser.sign_in("/sign-in", login, "autre chose", &[]).await.status, 429, "RL1, RL4");
    }
    assert_eq!(bodies[0], bodies[1], "NU1");
}

#[tokio::test]
async fn the_letter_of_whoever_chose_is_no_back_door() {
    let trial = trial().await;
    let line = trial.line("li000050", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let page = press(&mut browser, &soon, "now").await;
    let page = browser.follow(page).await;
    assert_eq!(choose(&mut browser, &page, ("login_choice", MAILBOX), OWN).await.status, 303);
    trial.clock.turn(minutes(2));
    let mut thief = trial.browser();
    let answer = thief.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    assert_ne!(answer.location(), "/account");
    assert_eq!(thief.get("/account").await.status, 303, "nobody is signed in by the letter any more");
    let mut owner = trial.browser();
    assert_eq!(owner.sign_in("/sign-in", MAILBOX, OWN, &[]).await.status, 303, "and what was chosen stands");
}

/// One line personalised, in a browser that stays signed in.
async fn personalised(trial: &Trial, line: &Line) -> Browser {
    let (mut browser, soon) = signed_in(trial, line).await;
    let page = press(&mut browser, &soon, "now").await;
    assert_eq!(choose(&mut browser, &page, ("login_choice", MAILBOX), OWN).await.status, 303);
    browser
}

fn as_customer(line: &Line) -> Customer {
    Customer { id: line.holder, identifier: line.login.clone(), password: line.password.clone() }
}

#[tokio::test]
async fn the_letter_asks_for_a_code_where_an_address_can_be_written_to() {
    let trial = trial().await;
    let line = trial.line("li000052", LETTER, &[MAILBOX]).await;
    trial.contact(&as_customer(&line), "gaelle@courrier.example", Timestamp::from_millis(0)).await;
    let mut owner = personalised(&trial, &line).await;
    let told = trial.mails().await;
    let notice: Vec<_> = told.iter().filter(|mail| mail.subject.contains("personnalisé")).collect();
    assert_eq!((notice.len(), notice[0].to.as_str()), (1, "gaelle@courrier.example"));
    assert!(notice[0].text.contains(MAILBOX) && notice[0].text.contains("/not-me?token="));
    let mut thief = trial.browser();
    let answer = thief.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    assert!(answer.location().starts_with("/forgotten-password?done=line"), "{}", answer.location());
    let page = thief.follow(answer).await;
    assert!(page.body.contains("Vous avez un mot de passe personnel"), "{}", page.body);
    assert!(!page.body.contains(MAILBOX), "the letter does not tell the login");
    let csrf = page.field("csrf").expect("a form");
    let sent = thief.post("/forgotten-password", &[("identifier", &line.login), ("csrf", &csrf)]).await;
    assert!(!sent.body.contains("name=\"new_password\""), "without the code, nothing is chosen");
    let mails = trial.mails().await;
    let message = mails.iter().find(|mail| mail.text.contains("/reset?token=")).expect("a message");
    assert_eq!(message.to, "gaelle@courrier.example");
    assert_eq!(owner.get("/account").await.status, 200);
}

#[tokio::test]
async fn without_an_address_the_letter_chooses_anew_in_its_own_browser_and_ends_every_session() {
    let trial = trial().await;
    let line = trial.line("li000053", LETTER, &[MAILBOX]).await;
    let mut owner = personalised(&trial, &line).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    let at = answer.location().to_owned();
    assert!(at.starts_with("/personalise?journey="), "{at}");
    assert_eq!(trial.browser().get(&at).await.status, 409, "an address that was copied opens nothing");
    let page = browser.follow(answer).await;
    assert_eq!(browser.get("/account").await.status, 303, "nobody is signed in");
    let new = "tambour cuivre plaine hiver";
    let done = choose(&mut browser, &page, ("login_choice", MAILBOX), new).await;
    assert!(done.location().starts_with("/sign-in?done=password"), "EL7: {}", done.location());
    assert_eq!(owner.get("/account").await.status, 303, "every session ended");
    assert_eq!(choose(&mut browser, &page, ("login_choice", MAILBOX), OWN).await.status, 409, "once");
    assert_eq!(trial.browser().sign_in("/sign-in", MAILBOX, new, &[]).await.status, 303);
    assert_eq!(trial.browser().sign_in("/sign-in", MAILBOX, OWN, &[]).await.status, 422);
}

#[tokio::test]
async fn choosing_ends_what_the_letter_opened_elsewhere() {
    let trial = trial().await;
    let line = trial.line("li000054", LETTER, &[MAILBOX]).await;
    let (mut elsewhere, soon) = signed_in(&trial, &line).await;
    press(&mut elsewhere, &soon, "later").await;
    assert_eq!(elsewhere.get("/account").await.status, 200);
    let mut browser = personalised(&trial, &line).await;
    let lost = elsewhere.get("/account").await;
    assert!(lost.location().starts_with("/sign-in"), "{}", lost.location());
    assert_eq!(browser.get("/account").await.status, 200, "and this one goes on");
}

#[tokio::test]
async fn of_two_tabs_that_began_to_choose_one_choice_is_stored_also_after_a_restart() {
    let mut trial = trial().await;
    let line = trial.line("li000055", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let first = press(&mut browser, &soon, "now").await;
    let again = browser.get("/account").await;
    let second = browser.follow(again).await;
    let second = press(&mut browser, &second, "now").await;
    trial.restart().await;
    assert_eq!(choose(&mut browser, &first, ("login", "gaelle.lb"), OWN).await.status, 303);
    let late = choose(&mut browser, &second, ("login", "gaelle.two"), "tambour cuivre plaine hiver").await;
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("/account"), "with a way on");
    assert_eq!(trial.browser().sign_in("/sign-in", "gaelle.lb", OWN, &[]).await.status, 303);
    let other = trial.browser().sign_in("/sign-in", "gaelle.two", "tambour cuivre plaine hiver", &[]).await;
    assert_eq!(other.status, 422);
}

#[tokio::test]
async fn two_lines_that_want_one_login_get_it_once() {
    let trial = trial().await;
    let mut pages = Vec::new();
    for login in ["li000056", "li000057"] {
        let line = trial.line(login, LETTER, &[]).await;
        let (mut browser, soon) = signed_in(&trial, &line).await;
        let page = press(&mut browser, &soon, "now").await;
        pages.push((browser, page));
    }
    let mut racing = tokio::task::JoinSet::new();
    for (mut browser, page) in pages {
        racing.spawn(async move { choose(&mut browser, &page, ("login", "gaelle"), OWN).await });
    }
    let mut answers = racing.join_all().await;
    answers.sort_by_key(|answer| answer.status);
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [303, 422]);
    assert!(answers[1].body.contains("n’est pas libre"), "told beside the field, nothing lost");
}

#[tokio::test]
async fn the_way_to_a_portal_survives_and_a_silent_question_waits_for_the_last_day() {
    let trial = trial().await;
    let declared = serde_json::json!({
        "client_id": "mail", "name": "Messagerie",
        "redirect_uris": ["https://mail.lumen.example/back"],
    });
    let client = serde_json::from_value(declared).expect("a good declaration");
    trial.app.apply_client(client, Some([1; 32])).await.expect("applied");
    let request = "/oauth2/authorize?response_type=code&client_id=mail\
        &redirect_uri=https%3A%2F%2Fmail.lumen.example%2Fback&scope=openid&state=s1&nonce=n1\
        &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    let silent = format!("{request}&prompt=none");
    let line = trial.line("li000058", LETTER, &[MAILBOX]).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in(request, &line.login, &line.password, &[]).await;
    let soon = browser.follow(answer).await;
    assert!(soon.body.contains("vous arrivez sur Messagerie"), "{}", soon.body);
    assert!(browser.get(&silent).await.location().contains("code="), "as before while it can wait");
    trial.clock.turn(days(14));
    let mut browser = trial.browser();
    let answer = browser.sign_in(request, &line.login, &line.password, &[]).await;
    let last = browser.follow(answer).await;
    assert!(browser.get(&silent).await.location().contains("error=interaction_required"));
    let page = press(&mut browser, &last, "now").await;
    let done = choose(&mut browser, &page, ("login_choice", MAILBOX), OWN).await;
    let back = browser.follow(done).await;
    assert!(back.location().starts_with("https://mail.lumen.example/back?code="), "{}", back.location());
    assert!(browser.get(&silent).await.location().contains("code="));
}

#[tokio::test]
async fn garbage_gets_a_page_and_changes_nothing() {
    let trial = trial().await;
    let line = trial.line("li000059", LETTER, &[MAILBOX]).await;
    let (mut browser, soon) = signed_in(&trial, &line).await;
    let page = press(&mut browser, &soon, "now").await;
    for at in ["/personalise", "/personalise?journey=", "/personalise?journey=zz", "/personalise?journey=%00"]
    {
        assert_eq!(browser.get(at).await.status, 400, "{at}");
    }
    let unknown = format!("/personalise?journey={}", "ab".repeat(16));
    assert_eq!(browser.get(&unknown).await.status, 409);
    assert_eq!(browser.post("/personalise", &[("csrf", "made up"), ("decision", "now")]).await.status, 409);
    let long = "é".repeat(3000);
    for login in ["", " ", "a", "@", "06 12 34 56 78", "a\u{0}b", long.as_str()] {
        let refused = choose(&mut browser, &page, ("login", login), OWN).await;
        assert!([400, 413, 422].contains(&refused.status), "{}", refused.status);
    }
    assert_eq!(browser.get("/account").await.status, 303, "nothing was chosen");
}

#[tokio::test]
async fn a_weak_old_password_works_once_and_leads_to_another() {
    let trial = trial().await;
    let line = trial.line("li000051", LETTER, &[]).await;
    let weak = "Azerty2026";
    trial.own_password(&line, "gaelle.weak", weak).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", "gaelle.weak", weak, &[]).await;
    assert_eq!(answer.status, 303);
    let page = browser.follow(answer).await;
    assert!(page.body.contains("se devine trop vite"), "X11: {}", page.body);
    let done = choose(&mut browser, &page, ("login_choice", "gaelle.weak"), OWN).await;
    assert_eq!((done.status, done.location()), (303, "/account"), "{}", done.body);
}
