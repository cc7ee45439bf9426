//! A child or an adult without a mailbox is added by login, and starts with a code (X19); and what an attacker tries instead.

use domain::time::{days, minutes};
use domain::{AccountId, ContractId, Role};
use trial::{Answer, Browser, Customer, Trial};

const PAGE: &str = "/account/household";
const ADD: &str = "/account/household/add";
const CODE: &str = "/account/household/start-code";
const LONG: &str = "trois petits chats gris";

struct House {
    contract: ContractId,
    jeanne: Customer,
}

async fn house(trial: &Trial) -> House {
    let jeanne = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let contract = trial.contract(&[(&jeanne, Role::Holder)]).await;
    House { contract, jeanne }
}

async fn inside(trial: &Trial, person: &Customer) -> Browser {
    let mut browser = trial.browser();
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(signed.status, 303, "{}", signed.body);
    browser
}

/// Posts the form of the holder's page; later words win.
async fn add(browser: &mut Browser, contract: ContractId, changes: &[(&str, &str)]) -> Answer {
    let contract = contract.to_string();
    let page = browser.get(&format!("{ADD}?contract={contract}")).await;
    assert_eq!(page.status, 200, "{} {}", page.location(), page.body);
    let csrf = page.field("csrf").unwrap_or_default();
    let mut form = std::collections::BTreeMap::from([
        ("csrf", csrf.as_str()),
        ("contract", contract.as_str()),
        ("decision", "add"),
        ("given_name", "Léa"),
        ("family_name", "Martin"),
        ("kind", "child"),
        ("born_day", "14"),
        ("born_month", "3"),
        ("born_year", "2015"),
        ("login", "lea.martin"),
    ]);
    form.extend(changes.iter().copied());
    browser.post(ADD, &form.into_iter().collect::<Vec<_>>()).await
}

fn code_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let shown = answer.body.split("class=\"key\">").nth(1).expect("a code is shown");
    shown.split('<').next().unwrap_or_default().to_owned()
}

/// Who it is that the page calls so.
fn person(page: &Answer, name: &str) -> AccountId {
    let part = page.body.split("<li>").find(|part| part.contains(name) && part.contains("name=\"person\""));
    let value = part.and_then(|part| part.split("name=\"person\" value=\"").nth(1)).expect("somebody");
    AccountId::parse(value.split('"').next().unwrap_or_default()).expect("an id")
}

/// Presses a button about somebody who was added.
async fn press(browser: &mut Browser, contract: ContractId, decision: &str, name: &str) -> Answer {
    let page = browser.get(PAGE).await;
    let csrf = page.field("csrf").unwrap_or_default();
    let (person, contract) = (person(&page, name).to_string(), contract.to_string());
    let form =
        [("csrf", csrf.as_str()), ("contract", &contract), ("person", &person), ("decision", decision)];
    browser.post(if decision == "remove" { PAGE } else { CODE }, &form).await
}

async fn give(browser: &mut Browser, login: &str, code: &str) -> Answer {
    let csrf = browser.get("/start").await.field("csrf").unwrap_or_default();
    browser.post("/start", &[("csrf", &csrf), ("identifier", login), ("start_code", code)]).await
}

async fn choose(browser: &mut Browser, page: &Answer, password: &str) -> Answer {
    let csrf = page.field("csrf").unwrap_or_default();
    browser.post("/start", &[("csrf", &csrf), ("new_password", password)]).await
}

/// The whole way of whoever starts; ends signed in.
async fn start(trial: &Trial, login: &str, code: &str, password: &str) -> Browser {
    let mut browser = trial.browser();
    let page = give(&mut browser, login, code).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let done = choose(&mut browser, &page, password).await;
    assert_eq!(done.status, 303, "{}", done.body);
    browser
}

#[tokio::test]
async fn a_child_is_added_starts_with_the_code_and_signs_in_from_then_on() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let shown = add(&mut jeanne, house.contract, &[]).await;
    let code = code_of(&shown);
    assert!(shown.body.contains("lea.martin") && shown.body.contains("/start"), "{}", shown.body);
    let household = jeanne.get(PAGE).await;
    assert!(household.body.contains("Son code de départ l’attend") && household.body.contains("Mineur"));
    assert!(!household.body.contains(&code), "shown once");

    let mut lea = trial.browser();
    let page = give(&mut lea, " Lea.Martin ", &code.to_lowercase().replace('-', " ")).await;
    assert!(page.body.contains("new_password"), "{}", page.body);
    assert_eq!(choose(&mut lea, &page, "court").await.status, 422, "PW1");
    let page = give(&mut lea, "lea.martin", &code).await;
    assert_eq!(page.status, 200, "a weak password spends no code");
    let done = choose(&mut lea, &page, LONG).await;
    assert!(done.location().starts_with("/start/done"), "{}", done.location());
    let done = lea.get(done.location()).await;
    assert!(done.body.contains("C’est fait, Léa") && done.body.contains("/account/recovery-codes"));
    assert_eq!(lea.get("/account").await.status, 200);
    assert_eq!(lea.get("/account/recovery-codes").await.status, 200);

    let again = trial.browser().sign_in("/sign-in", "lea.martin", LONG, &[]).await;
    assert_eq!(again.status, 303, "the password is theirs");
    assert!(jeanne.get(PAGE).await.body.contains("A choisi son mot de passe"));
    let told = trial.mails().await;
    let told = |word: &str| told.iter().filter(|mail| mail.text.contains(word)).count();
    assert_eq!((told("Vous avez ajouté Léa Martin"), told("Léa Martin a choisi son mot de passe")), (1, 1));
}

#[tokio::test]
async fn an_adult_without_a_mailbox_is_out_of_the_holders_hands_once_they_chose() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let adult = [("kind", "adult"), ("login", "henri.martin"), ("given_name", "Henri"), ("born_year", "")];
    let first = code_of(&add(&mut jeanne, house.contract, &adult).await);
    let second = code_of(&press(&mut jeanne, house.contract, "renew", "Henri").await);
    assert_eq!(give(&mut trial.browser(), "henri.martin", &first).await.status, 422, "replaced");
    start(&trial, "henri.martin", &second, LONG).await;
    assert!(!jeanne.get(PAGE).await.body.contains("Mineur"));
    let refused = press(&mut jeanne, house.contract, "renew", "Henri").await;
    assert_eq!(refused.status, 422, "R-327");
    assert!(refused.body.contains("elle seule peut en changer"), "{}", refused.body);
}

#[tokio::test]
async fn a_minor_who_forgot_starts_again_and_nobody_does_from_the_birthday_on() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let code = code_of(&add(&mut jeanne, house.contract, &[]).await);
    let mut lea = start(&trial, "lea.martin", &code, LONG).await;
    let code = code_of(&press(&mut jeanne, house.contract, "renew", "Léa").await);
    assert_eq!(lea.get("/account").await.status, 200, "nothing ends before the code is used");
    start(&trial, "lea.martin", &code, "quatre petits chats noirs").await;
    assert_eq!(lea.get("/account").await.status, 303, "EL7: what was open is closed");
    assert_eq!(trial.browser().sign_in("/sign-in", "lea.martin", LONG, &[]).await.status, 422);

    let code = code_of(&press(&mut jeanne, house.contract, "renew", "Léa").await);
    let born = Customer { id: person(&jeanne.get(PAGE).await, "Léa"), ..house.jeanne.clone() };
    trial.minor(&born, Some(trial.app.now() + days(5))).await;
    trial.clock.turn(days(6));
    let mut jeanne = inside(&trial, &house.jeanne).await;
    assert_eq!(press(&mut jeanne, house.contract, "renew", "Léa").await.status, 422, "R-327");
    assert_eq!(give(&mut trial.browser(), "lea.martin", &code).await.status, 422);
}

#[tokio::test]
async fn a_code_taken_back_too_old_or_of_who_was_removed_opens_nothing() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let code = code_of(&add(&mut jeanne, house.contract, &[]).await);
    // Proven before, and not yet chosen: what is taken back meanwhile is lost.
    let mut lea = trial.browser();
    let page = give(&mut lea, "lea.martin", &code).await;
    let back = press(&mut jeanne, house.contract, "take_back", "Léa").await;
    assert_eq!(back.location(), "/account/household?done=taken_back");
    assert!(jeanne.get(back.location()).await.body.contains("il ne sert plus"));
    assert_eq!(choose(&mut lea, &page, LONG).await.status, 409);
    assert_eq!(give(&mut lea, "lea.martin", &code).await.status, 422);

    let code = code_of(&press(&mut jeanne, house.contract, "renew", "Léa").await);
    assert_eq!(press(&mut jeanne, house.contract, "remove", "Léa").await.status, 303);
    assert_eq!(give(&mut lea, "lea.martin", &code).await.status, 422, "removed");
    // Nobody ever was in that account: its login is free again.
    let code = code_of(&add(&mut jeanne, house.contract, &[]).await);
    trial.clock.turn(days(14));
    assert_eq!(give(&mut trial.browser(), "lea.martin", &code).await.status, 422, "two weeks are over");
}

#[tokio::test]
async fn of_twenty_who_start_at_once_on_two_nodes_one_wins() {
    let trial = Trial::start().await;
    let other = trial.second_node().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let code = code_of(&add(&mut jeanne, house.contract, &[]).await);
    let mut lea = trial.browser();
    let csrf = give(&mut lea, "lea.martin", &code).await.field("csrf").expect("a form");
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let mut browser = if n % 2 == 0 { lea.clone() } else { lea.at(&other) };
        let (csrf, password) = (csrf.clone(), format!("trois petits chats gris {n}"));
        racers.spawn(async move {
            browser.post("/start", &[("csrf", &csrf), ("new_password", &password)]).await.status
        });
    }
    let answers = racers.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [303, 409, 503].contains(status)), "{answers:?}");
}

#[tokio::test]
async fn a_wrong_code_and_a_login_that_nobody_has_are_answered_alike_and_slowed_alike() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    add(&mut jeanne, house.contract, &[]).await;
    let said = async |login: &str| {
        let mut browser = trial.browser();
        let mut answers = Vec::new();
        for _ in 0..7 {
            let answer = give(&mut browser, login, "7K2M-9QX4-0ZTB-R5NH").await;
            let words = answer.body.split("<main").nth(1).unwrap_or_default().split("<form").next();
            answers.push((answer.status, words.unwrap_or_default().replace(login, "…")));
        }
        answers
    };
    let (hers, nobodys) = (said("lea.martin").await, said("personne.ici").await);
    assert_eq!(hers[0].0, 422);
    assert_eq!(
        hers.iter().map(|(status, _)| *status).collect::<Vec<_>>(),
        [422, 422, 422, 422, 422, 429, 429]
    );
    assert_eq!(hers, nobodys, "NU1");
    let whose = said("jeanne@lumen.example").await;
    assert_eq!(hers, whose, "an account that nobody added");
}

#[tokio::test]
async fn a_login_that_somebody_has_is_refused_and_asking_for_many_is_slowed() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    trial.customer("camille92", "une plage en hiver").await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    for (changes, words) in [
        (vec![("login", "camille92")], "n’est pas libre"),
        (vec![("login", "0612345678")], "Prenez au moins 4 signes"),
        (vec![("born_month", "13")], "Saisissez la date de naissance"),
        (vec![("born_year", "1980")], "Cette personne est majeure"),
        (vec![("given_name", " ")], "Saisissez le prénom"),
        (vec![("kind", "")], "Choisissez s’il s’agit d’un enfant"),
    ] {
        let refused = add(&mut jeanne, house.contract, &changes).await;
        assert_eq!(refused.status, 422, "{changes:?}");
        assert!(refused.body.contains(words), "{changes:?} {}", refused.body);
        assert!(refused.body.contains("value=\"Martin\""), "what was typed is kept");
    }
    for _ in 0..4 {
        add(&mut jeanne, house.contract, &[("login", "camille92")]).await;
    }
    assert_eq!(add(&mut jeanne, house.contract, &[("login", "camille92")]).await.status, 429, "R-105");
    trial.clock.turn(minutes(5));
    assert_eq!(add(&mut jeanne, house.contract, &[]).await.status, 200);
}

#[tokio::test]
async fn a_household_grows_by_ten_in_a_year_and_no_more() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    for n in 0..10 {
        let login = format!("enfant.{n}");
        assert_eq!(add(&mut jeanne, house.contract, &[("login", &login)]).await.status, 200, "{n}");
    }
    let refused = add(&mut jeanne, house.contract, &[("login", "enfant.11")]).await;
    assert_eq!(refused.status, 422, "R-326");
    assert!(refused.body.contains("appelez le service client"), "{}", refused.body);
}

#[tokio::test]
async fn somebody_elses_household_an_old_proof_and_another_site_add_nobody() {
    let trial = Trial::start().await;
    let house = house(&trial).await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let eve = trial.customer("eve@lumen.example", "pluie de mars 12").await;
    let own = trial.contract(&[(&eve, Role::Holder), (&paul, Role::Member)]).await;
    for (who, contract) in [(&eve, house.contract), (&paul, own)] {
        let mut browser = inside(&trial, who).await;
        let page = browser.get(&format!("{ADD}?contract={contract}")).await;
        assert_eq!(page.location(), PAGE, "no form");
        let csrf = browser.get(PAGE).await.field("csrf").unwrap_or_default();
        let contract = contract.to_string();
        let form = [
            ("csrf", csrf.as_str()),
            ("contract", &contract),
            ("decision", "add"),
            ("given_name", "Eve"),
            ("family_name", "Eve"),
            ("kind", "adult"),
            ("login", "eve.deux"),
        ];
        assert_eq!(browser.post(ADD, &form).await.status, 422, "R-142");
    }
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let contract = house.contract.to_string();
    let csrf = jeanne.get(&format!("{ADD}?contract={contract}")).await.field("csrf").expect("a form");
    let form = [("csrf", csrf.as_str()), ("contract", &contract), ("decision", "add")];
    let request = jeanne.request(reqwest::Method::POST, ADD).header("origin", "https://evil.example");
    let crossed = jeanne.send(request.header("sec-fetch-site", "cross-site").form(&form)).await;
    assert_eq!(crossed.status, 403, "WB1");
    trial.clock.turn(minutes(11));
    let old = jeanne.get(&format!("{ADD}?contract={contract}")).await;
    assert!(old.location().starts_with("/sign-in?visit="), "SE8: {}", old.location());
    let proven = jeanne.sign_in(old.location(), &house.jeanne.identifier, &house.jeanne.password, &[]).await;
    let back = jeanne.follow(proven).await;
    assert!(back.body.contains("name=\"given_name\""), "the way leads back to the form");
}
