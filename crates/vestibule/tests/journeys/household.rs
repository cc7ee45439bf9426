//! « Mon foyer » (O1, X2): who sees whom, handing a contract over, leaving, and what an attacker tries instead.

use domain::time::{days, minutes};
use domain::{ContractId, Role, Timestamp};
use trial::{Answer, Browser, Customer, Trial};

const PAGE: &str = "/account/household";

struct Martins {
    contract: ContractId,
    jeanne: Customer,
    paul: Customer,
    lea: Customer,
}

/// Jeanne holds the contract; Paul is an adult member, Léa a child.
async fn martins(trial: &Trial) -> Martins {
    let jeanne = trial.customer("jeanne@lumen.example", "soleil levant 42").await;
    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let lea = trial.customer("lea.martin", "une plage en hiver").await;
    let people = [(&jeanne, Role::Holder), (&paul, Role::Member), (&lea, Role::Member)];
    let contract = trial.contract(&people).await;
    trial.minor(&lea, Some(trial.app.now() + days(400))).await;
    Martins { contract, jeanne, paul, lea }
}

async fn inside(trial: &Trial, person: &Customer) -> Browser {
    let mut browser = trial.browser();
    let signed = browser.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    assert_eq!(signed.status, 303, "{}", signed.body);
    browser
}

/// Presses a button of the page, about this person.
async fn press(browser: &mut Browser, contract: ContractId, act: &str, person: Option<&Customer>) -> Answer {
    let page = browser.get(PAGE).await;
    let csrf = page.field("csrf").unwrap_or_default();
    let (contract, person) = (contract.to_string(), person.map(|one| one.id.to_string()).unwrap_or_default());
    let form = [("csrf", csrf.as_str()), ("contract", &contract), ("person", &person), ("decision", act)];
    browser.post(PAGE, &form).await
}

fn done(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().strip_prefix("/account/household?done=").unwrap_or(answer.location())
}

async fn roles(trial: &Trial, contract: ContractId) -> Vec<(domain::AccountId, Role)> {
    let people = store::memberships::of_contract(trial.app.db(), contract).await.expect("the household");
    people.into_iter().map(|one| (one.account, one.role)).collect()
}

#[tokio::test]
async fn the_holder_sees_the_household_and_a_member_the_holder_and_themself() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let page = inside(&trial, &house.jeanne).await.get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for person in [&house.paul, &house.lea] {
        assert!(page.body.contains(&person.id.to_string()));
        assert!(!page.body.contains(&person.identifier), "no sign-in of theirs");
    }
    assert!(page.body.contains("Titulaire") && page.body.contains("Mineur"));
    assert!(page.body.contains("00 42") && !page.body.contains("02 99"), "masked: {}", page.body);
    let page = inside(&trial, &house.paul).await.get(PAGE).await;
    assert!(!page.body.contains(&house.lea.id.to_string()) && !page.body.contains("Mineur"));
    assert!(page.body.contains("Quitter ce foyer") && !page.body.contains("Retirer du foyer"));
}

#[tokio::test]
async fn a_contract_passes_to_a_member_who_accepts_and_both_are_told() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let (mut jeanne, mut paul) = (inside(&trial, &house.jeanne).await, inside(&trial, &house.paul).await);
    let asked = press(&mut jeanne, house.contract, "propose", Some(&house.paul)).await;
    assert_eq!(done(&asked), "proposed");
    assert!(paul.get(PAGE).await.body.contains("vous propose de devenir titulaire"));
    assert_eq!(done(&press(&mut paul, house.contract, "accept", None).await), "accepted");
    let now = roles(&trial, house.contract).await;
    assert!(now.contains(&(house.paul.id, Role::Holder)) && now.contains(&(house.jeanne.id, Role::Member)));
    assert_eq!(now.iter().filter(|(_, role)| *role == Role::Holder).count(), 1);
    let mails = trial.mails().await;
    let about = mails.iter().filter(|mail| mail.subject.contains("contrat")).count();
    assert_eq!(about, 4, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_proposal_is_declined_withdrawn_or_expires_and_then_another_may_be_made() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let (mut jeanne, mut paul) = (inside(&trial, &house.jeanne).await, inside(&trial, &house.paul).await);
    let propose =
        async |jeanne: &mut Browser| press(jeanne, house.contract, "propose", Some(&house.paul)).await;
    assert_eq!(done(&propose(&mut jeanne).await), "proposed");
    let second = propose(&mut jeanne).await;
    assert_eq!(second.status, 422);
    assert!(second.body.contains("Une proposition est déjà en cours"), "{}", second.body);
    assert_eq!(done(&press(&mut paul, house.contract, "decline", None).await), "declined");
    assert_eq!(done(&propose(&mut jeanne).await), "proposed");
    assert_eq!(done(&press(&mut jeanne, house.contract, "withdraw", None).await), "withdrawn");
    assert_eq!(press(&mut paul, house.contract, "accept", None).await.status, 422, "it is gone");
    assert_eq!(done(&propose(&mut jeanne).await), "proposed");
    trial.clock.turn(days(14));
    let mut paul = inside(&trial, &house.paul).await;
    assert_eq!(press(&mut paul, house.contract, "accept", None).await.status, 422, "two weeks are over");
    let mut jeanne = inside(&trial, &house.jeanne).await;
    assert_eq!(done(&propose(&mut jeanne).await), "proposed");
    assert!(roles(&trial, house.contract).await.contains(&(house.jeanne.id, Role::Holder)));
}

#[tokio::test]
async fn of_twenty_who_accept_decline_and_withdraw_at_once_one_wins() {
    let trial = Trial::start().await;
    let other = trial.second_node().await;
    let house = martins(&trial).await;
    let (mut jeanne, mut paul) = (inside(&trial, &house.jeanne).await, inside(&trial, &house.paul).await);
    press(&mut jeanne, house.contract, "propose", Some(&house.paul)).await;
    let (hers, his) = (jeanne.get(PAGE).await.field("csrf"), paul.get(PAGE).await.field("csrf"));
    let mut racers = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (browser, csrf, act) = match n % 3 {
            0 => (&paul, &his, "accept"),
            1 => (&paul, &his, "decline"),
            _ => (&jeanne, &hers, "withdraw"),
        };
        let mut browser = if n % 2 == 0 { browser.clone() } else { browser.at(&other) };
        let (csrf, contract) = (csrf.clone().expect("a form"), house.contract.to_string());
        racers.spawn(async move {
            let form = [("csrf", csrf.as_str()), ("contract", &contract), ("decision", act)];
            (browser.post(PAGE, &form).await.status, act)
        });
    }
    let answers = racers.join_all().await;
    let won: Vec<_> = answers.iter().filter(|(status, _)| *status == 303).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    let now = roles(&trial, house.contract).await;
    let holder = if won[0].1 == "accept" { house.paul.id } else { house.jeanne.id };
    assert_eq!(now.iter().filter(|(_, role)| *role == Role::Holder).count(), 1);
    assert!(now.contains(&(holder, Role::Holder)));
}

#[tokio::test]
async fn a_member_leaves_a_holder_removes_one_and_nobody_loses_their_account() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let (mut jeanne, mut paul) = (inside(&trial, &house.jeanne).await, inside(&trial, &house.paul).await);
    assert_eq!(press(&mut jeanne, house.contract, "leave", None).await.status, 422, "R-145");
    assert_eq!(done(&press(&mut paul, house.contract, "leave", None).await), "left");
    assert!(paul.get(PAGE).await.body.contains("Aucun contrat"));
    let mut lea = inside(&trial, &house.lea).await;
    assert_eq!(press(&mut lea, house.contract, "leave", None).await.status, 422, "R-143");
    assert_eq!(done(&press(&mut jeanne, house.contract, "remove", Some(&house.lea)).await), "removed");
    assert_eq!(roles(&trial, house.contract).await.len(), 1);
    assert_eq!(inside(&trial, &house.lea).await.get("/account").await.status, 200);
    let told = trial.mails().await.iter().filter(|mail| mail.subject.contains("foyer")).count();
    assert!(told >= 2, "Paul and Jeanne are told; Léa has no address");
}

#[tokio::test]
async fn a_child_gets_own_rights_on_the_day() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    assert_eq!(press(&mut jeanne, house.contract, "propose", Some(&house.lea)).await.status, 422, "R-143");
    trial.clock.turn(days(400));
    let mut jeanne = inside(&trial, &house.jeanne).await;
    assert!(!jeanne.get(PAGE).await.body.contains("Mineur"));
    assert_eq!(done(&press(&mut jeanne, house.contract, "propose", Some(&house.lea)).await), "proposed");
}

#[tokio::test]
async fn another_household_is_as_if_it_were_not_there() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let eve = trial.customer("eve@lumen.example", "pluie de mars 12").await;
    let own = trial.contract(&[(&eve, Role::Holder)]).await;
    let mut eve_inside = inside(&trial, &eve).await;
    for (contract, person) in [(house.contract, &house.paul), (own, &house.paul), (house.contract, &eve)] {
        for act in ["propose", "withdraw", "accept", "decline", "leave", "remove"] {
            if contract == own && act == "leave" {
                continue;
            }
            let answer = press(&mut eve_inside, contract, act, Some(person)).await;
            assert_eq!(answer.status, 422, "{act}");
            assert!(answer.body.contains("Votre foyer a changé entre-temps"), "{act}");
            assert!(!answer.body.contains(&house.paul.id.to_string()));
        }
    }
    assert_eq!(roles(&trial, house.contract).await.len(), 3);
    let mut paul = inside(&trial, &house.paul).await;
    for act in ["propose", "remove"] {
        assert_eq!(press(&mut paul, house.contract, act, Some(&house.jeanne)).await.status, 422, "a member");
    }
}

#[tokio::test]
async fn an_old_proof_another_site_and_another_session_change_nothing() {
    let trial = Trial::start().await;
    let house = martins(&trial).await;
    let mut jeanne = inside(&trial, &house.jeanne).await;
    let stolen = jeanne.get(PAGE).await.field("csrf").expect("a form");
    let (contract, person) = (house.contract.to_string(), house.paul.id.to_string());
    let form =
        [("csrf", stolen.as_str()), ("contract", &contract), ("person", &person), ("decision", "remove")];
    let request = jeanne.request(reqwest::Method::POST, PAGE).header("origin", "https://evil.example");
    let crossed = jeanne.send(request.header("sec-fetch-site", "cross-site").form(&form)).await;
    assert_eq!(crossed.status, 403, "WB1");
    let mut paul = inside(&trial, &house.paul).await;
    assert_eq!(paul.post(PAGE, &form).await.status, 409, "a form of another session");
    trial.clock.turn(minutes(11));
    let again = jeanne.post(PAGE, &form).await;
    assert!(again.location().starts_with("/sign-in?visit="), "{} {}", again.status, again.location());
    assert_eq!(roles(&trial, house.contract).await.len(), 3);
    let proven =
        jeanne.sign_in(again.location(), &house.jeanne.identifier, &house.jeanne.password, &[]).await;
    assert_eq!(proven.location(), PAGE);
    let _ = Timestamp::from_millis(0);
}
