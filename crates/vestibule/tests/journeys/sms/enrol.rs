//! Setting up codes by text and by call (C18).

use domain::sending::SendingPolicy;
use domain::{Policy, Timestamp};
use trial::{Trial, TrialSetup};

use super::{NUMBER, methods, number_given, person, press, signed_in, start, start_with, telephone, texted};

#[tokio::test]
async fn a_number_is_typed_and_its_first_code_shows_that_it_is_at_hand() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    // Step 2: the list, with what is less safe marked, and last.
    let list = methods(&mut browser).await;
    let (app, text) = (list.body.find("Application de codes"), list.body.find("Code par SMS"));
    assert!(app < text && list.body.contains("Moins sûr"), "B6: {}", list.body);
    // Step 3.
    let page = press(&mut browser, &list, "choose", &[("kind", "sms")]).await;
    assert!(page.body.contains("Recevoir un code par SMS") && page.body.contains("autocomplete=\"tel\""));
    assert!(page.body.contains("un SMS peut être lu ou détourné"), "SM6");
    assert!(telephone(&trial).await.is_empty());
    // Step 4: the code is under way, in the form that telephones fill in by themselves.
    let page = press(&mut browser, &page, "send_to", &[("number", NUMBER)]).await;
    assert!(page.body.contains("numéro se terminant par 78"), "{}", page.body);
    assert!(!page.body.contains("12 34 56"), "the number is never shown whole: {}", page.body);
    let sent = telephone(&trial).await;
    let (to, text) = &sent[0];
    assert_eq!(to, "+33612345678");
    let code = text.rsplit('#').next().expect("a code");
    assert_eq!(
        *text,
        format!(
            "Lumen : votre code est {code}. Ne le donnez à personne. Il expire dans 10 minutes.\n\n@localhost #{code}"
        ),
        "SM7"
    );
    // Steps 5 and 6.
    let wrong = press(&mut browser, &page, "code", &[("code", "000000")]).await;
    assert!(wrong.status == 422 || code == "000000", "{}", wrong.status);
    let added = press(&mut browser, &page, "code", &[("code", code)]).await;
    assert!(added.body.contains("Méthode ajoutée") && added.body.contains("si vous changez de numéro"));
    press(&mut browser, &added, "finish", &[]).await;
    let list = browser.get("/account/security").await;
    assert!(list.body.contains("SMS se terminant par 78") && !list.body.contains("34 56"), "{}", list.body);
    let told = trial.mails().await;
    assert!(told.iter().any(|mail| mail.subject.contains("Méthode de connexion ajoutée")), "EN5");
}

#[tokio::test]
async fn what_is_no_mobile_number_of_a_served_country_is_told_apart_and_costs_nothing() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    for (typed, told) in [
        ("", "Saisissez un numéro de téléphone"),
        ("06 12", "Ce numéro n’existe pas"),
        ("01 45 67 89 01", "Un téléphone fixe ne reçoit pas de SMS"),
        ("0899 70 01 23", "Ce numéro"),
        ("+44 7400 123456", "dans ce pays"),
        ("<script>", "Ce numéro n’existe pas"),
    ] {
        let page = number_given(&mut browser, "sms", typed).await;
        assert!(page.status == 422 && page.body.contains(told), "{typed}: {}", page.body);
        let kept = typed.replace('<', "&#60;").replace('>', "&#62;");
        assert!(page.body.contains(&format!("value=\"{kept}\"")), "R7: what was typed stays");
    }
    assert!(telephone(&trial).await.is_empty(), "SM2");
    let page = number_given(&mut browser, "sms", "0692 12 34 56").await;
    assert!(page.body.contains("se terminant par 56"), "La Réunion is served: {}", page.body);
}

#[tokio::test]
async fn a_landline_is_called_and_told_its_code_digit_by_digit() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let page = number_given(&mut browser, "voice", "01 45 67 89 01").await;
    assert!(page.body.contains("Décrochez et notez le code"), "{}", page.body);
    let calls = telephone(&trial).await;
    let (to, said) = &calls[0];
    assert_eq!(to, "+33145678901");
    let digits: Vec<&str> =
        said.split(". ").find(|part| part.contains(", ")).expect("digits").split(", ").collect();
    assert_eq!((digits.len(), said.matches(&digits.join(", ")).count()), (6, 2), "X14: twice: {said}");
    let added = press(&mut browser, &page, "code", &[("code", &digits.concat())]).await;
    assert!(added.body.contains("Votre téléphone sera appelé"), "{}", added.body);
}

#[tokio::test]
async fn a_code_that_is_too_old_or_was_tried_too_often_is_sent_anew() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let page = number_given(&mut browser, "sms", NUMBER).await;
    let code = texted(&trial).await;
    let wrong = if code == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        let told = press(&mut browser, &page, "code", &[("code", wrong)]).await;
        assert!(told.body.contains("ne correspond pas"), "{}", told.body);
    }
    let worn = press(&mut browser, &page, "code", &[("code", &code)]).await;
    assert!(worn.body.contains("Ce code ne sert plus"), "SM3: {}", worn.body);
    trial.clock.turn(std::time::Duration::from_secs(31));
    let page = press(&mut browser, &worn, "again", &[]).await;
    let second = texted(&trial).await;
    let added = press(&mut browser, &page, "code", &[("code", &second)]).await;
    assert!(added.body.contains("Méthode ajoutée"), "{}", added.body);
}

#[tokio::test]
async fn another_number_is_told_to_the_one_before_and_so_is_its_end() {
    let (trial, mut home) = super::protected().await;
    // A fresh proof, with the factor, before anything changes (EN1, SM4).
    let shut = home.get("/account/security/new").await;
    assert!(home.follow(shut).await.body.contains("Me connecter"), "SM4");
    let (mut browser, page) = super::asked(&trial).await;
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    super::add_number(&trial, &mut browser, "06 22 33 44 55").await;
    let told = telephone(&trial).await;
    assert!(
        told[0].0 == "+33612345678" && told[0].1.contains("aussi sur un autre téléphone"),
        "SM4: {told:?}"
    );
    let page = browser.get("/account/security").await;
    let (csrf, id) = (page.field("csrf").expect("csrf"), page.field("authenticator").expect("an id"));
    browser.post("/account/security/remove", &[("csrf", &csrf), ("authenticator", &id)]).await;
    let told = telephone(&trial).await;
    assert!(told[0].0 == "+33612345678" && told[0].1.contains("plus sur ce téléphone"), "SM4: {told:?}");
}

#[tokio::test]
async fn texts_are_offered_only_where_the_policy_names_them() {
    let trial = Trial::start().await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    let list = methods(&mut browser).await;
    assert!(!list.body.contains("Code par SMS") && !list.body.contains("appel vocal"), "B6: off by default");
    let forged = press(&mut browser, &list, "choose", &[("kind", "sms")]).await;
    assert_eq!(forged.status, 422, "and cannot be forced");
}

#[tokio::test]
async fn texts_close_for_new_numbers_on_one_day_and_end_on_another() {
    let now = Timestamp::from_millis(app::Clock::default().now().millis());
    let (closes_at, ends_at) = (Some(now + domain::time::days(1)), Some(now + domain::time::days(3)));
    let trial = start_with(SendingPolicy { closes_at, ends_at, ..SendingPolicy::default() }).await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    super::add_number(&trial, &mut browser, NUMBER).await;
    trial.clock.turn(domain::time::days(2));
    let (mut browser, page) = super::asked(&trial).await;
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "it still serves: {}", inside.body);
    assert!(!methods(&mut browser).await.body.contains("Code par SMS"), "SM6: no new ones");
    trial.clock.turn(domain::time::days(2));
    let (_, page) = signed_in(&trial, &[]).await;
    assert!(!page.body.contains("se terminant par"), "SM6: it has ended: {}", page.body);
}

#[tokio::test]
async fn whoever_uses_texts_is_told_once_and_in_time_that_they_end() {
    let now = Timestamp::from_millis(app::Clock::default().now().millis());
    let (told_at, ends_at) = (Some(now + domain::time::days(1)), Some(now + domain::time::days(30)));
    let trial = start_with(SendingPolicy { told_at, ends_at, ..SendingPolicy::default() }).await;
    let _ = person(&trial).await;
    let _ = trial.customer("paul@lumen.example", "un autre mot de passe").await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    super::add_number(&trial, &mut browser, NUMBER).await;
    let told = async || {
        trial.app.tell_that_texts_end().await.expect("told");
        let all = trial.mails().await.into_iter();
        all.filter(|mail| mail.subject.contains("s’arrêtent bientôt")).collect::<Vec<_>>()
    };
    assert!(told().await.is_empty(), "SM6: not yet");
    trial.clock.turn(domain::time::days(2));
    let node = trial.second_node().await;
    let (here, there) = tokio::join!(trial.app.tell_that_texts_end(), node.app.tell_that_texts_end());
    here.and(there).expect("of two nodes, one tells");
    // Either of them sends it, and each knows only of its own.
    let sent = async {
        while store::outbox::waiting(trial.app.db()).await.expect("a count") > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), sent).await.expect("sent");
    let mails = told().await;
    assert_eq!(mails.len(), 1, "once, and only who uses them");
    assert!(
        mails[0].text.contains("/account/security") && mails[0].text.contains("s’arrêtent le"),
        "{}",
        mails[0].text
    );
}

#[tokio::test]
async fn nothing_is_told_of_texts_that_have_ended() {
    let now = Timestamp::from_millis(app::Clock::default().now().millis());
    let (told_at, ends_at) = (Some(now + domain::time::days(1)), Some(now + domain::time::days(30)));
    let trial = start_with(SendingPolicy { told_at, ends_at, ..SendingPolicy::default() }).await;
    let _ = person(&trial).await;
    super::add_number(&trial, &mut signed_in(&trial, &[]).await.0, NUMBER).await;
    trial.clock.turn(domain::time::days(31));
    trial.app.tell_that_texts_end().await.expect("nothing to do");
    assert!(trial.mails().await.iter().all(|mail| !mail.subject.contains("s’arrêtent")));
}

#[tokio::test]
async fn a_canadian_brand_serves_canadian_numbers_in_its_own_words() {
    let brands = vec![domain::Brand { country: "CA".into(), ..pages::samples::brand() }];
    let policy: Policy = super::policy();
    let trial = Trial::start_with(TrialSetup { policy, brands, ..TrialSetup::default() }).await;
    let _ = person(&trial).await;
    let (mut browser, _) = signed_in(&trial, &[]).await;
    browser.language = "fr-CA".to_owned();
    let page = number_given(&mut browser, "sms", "514 555-0199").await;
    assert!(
        page.body.contains("Nous avons envoyé un texto au numéro se terminant par 99"),
        "X13: {}",
        page.body
    );
    let page = number_given(&mut browser, "sms", NUMBER).await;
    assert_eq!(page.status, 422, "SM2");
}
