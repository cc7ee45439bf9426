//! What a stranger can learn (nothing), how often a phone may ring for them, and what a thief gains.

use std::collections::BTreeSet;

use trial::TrialSetup;

use super::*;
use crate::phones::off_by_one;

/// An answer without sealed values, the number and what was typed: what a stranger could compare.
fn seen(page: &Answer, identifier: &str) -> (u16, String, BTreeSet<String>, usize) {
    let csrf = page.field("csrf").unwrap_or_default();
    let number = number(page);
    let (front, back) = number.split_at(3);
    let body = page.body.replace(&csrf, "*").replace(identifier, "*");
    let body = body.replace(&format!("{front}\u{202f}{back}"), "#");
    // Sealed anew each time, of one length.
    let visit = body.split("visit=").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let body = body.replace(visit, &"v".repeat(visit.len()));
    let quiet = ["set-cookie", "date", "content-length"];
    let headers = page.headers.iter().filter(|(name, _)| !quiet.contains(&name.as_str()));
    (page.status, body, headers.map(|(name, value)| format!("{name}: {value:?}")).collect(), csrf.len())
}

#[tokio::test]
async fn known_unknown_closed_and_phoneless_see_the_same_for_the_same_number_of_commits() {
    let trial = Trial::start_with(TrialSetup { works: false, ..TrialSetup::default() }).await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, ADDRESS, Timestamp::from_millis(1)).await;
    let (mut phone, account) = enrolled(&trial, &jeanne).await;
    let closed = trial.customer("compte.fermee@lumen.example", "soleil levant 42").await;
    let _ = enrolled(&trial, &closed).await;
    trial.disable(&closed).await;
    let phoneless = trial.customer("sans.phone42@lumen.example", "soleil levant 42").await;
    let mut browser = trial.browser();
    browser.get("/sign-in/phone").await;
    let mut all = Vec::new();
    for identifier in [LOGIN, "personne.duto@lumen.example", &closed.identifier, &phoneless.identifier] {
        // One length, so that even the sealed form must be as long.
        let identifier = format!("{identifier:<27}");
        let before = trial.app.db().written();
        let page = asked(&mut browser, &identifier).await;
        let after = trial.app.db().written();
        let silent = press(&mut browser, &page, "check", &[]).await;
        assert_eq!(number(&silent), number(&page), "the same at every look");
        let commits = (after.works - before.works, trial.app.db().written().works - after.works);
        all.push((seen(&page, identifier.trim()), seen(&silent, identifier.trim()), commits));
    }
    assert_eq!(all[0].2, (2, 0), "one booking and one act; looking writes nothing");
    for other in &all[1..] {
        assert_eq!(other.0.1, all[0].0.1, "NU1: the body");
        assert_eq!(other, &all[0], "NU1");
    }
    assert_eq!(phone.pending(&account).await.expect("asked").len(), 1, "one phone rang");
}

#[tokio::test]
async fn a_refusal_a_report_and_a_wrong_number_look_like_silence() {
    let (trial, _, mut phone, account) = with_phone().await;
    for decision in [Decision::Deny, Decision::Report] {
        let mut browser = trial.browser();
        let page = asked(&mut browser, LOGIN).await;
        let text = phone.pending(&account).await.expect("asked").remove(0);
        phone.answer(&account, &text, decision, None).await.expect("answered");
        let after = press(&mut browser, &page, "check", &[]).await;
        assert_eq!(number(&after), number(&page), "{decision:?}");
        assert!(after.body.contains("Validez sur votre téléphone"), "{decision:?}: {}", after.body);
    }
    let mails = trial.mails().await;
    assert!(
        !mails.iter().any(|mail| mail.subject.contains("refusé une connexion")),
        "nobody is told that their password is known: none was typed"
    );
}

#[tokio::test]
async fn three_wrong_numbers_end_it_in_silence() {
    let (trial, _, mut phone, account) = with_phone().await;
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    let text = phone.pending(&account).await.expect("asked").remove(0);
    let wrong = off_by_one(&number(&page));
    for _ in 0..3 {
        let refused = phone.answer(&account, &text, Decision::Approve, Some(&wrong)).await;
        assert_eq!(refused.expect_err("refused").word(), "number_mismatch");
    }
    let late = phone.answer(&account, &text, Decision::Approve, Some(&number(&page))).await;
    assert_eq!(late.expect_err("over").word(), "already_answered");
    assert!(press(&mut browser, &page, "check", &[]).await.body.contains("Validez sur votre téléphone"));
}

#[tokio::test]
async fn a_stranger_makes_a_phone_ring_three_times_a_day_and_its_owner_signs_in_all_the_same() {
    let trial = Trial::start().await;
    let jeanne = person(&trial).await;
    trial.contact(&jeanne, ADDRESS, Timestamp::from_millis(1)).await;
    let (mut home, _) = crate::factors::signed_in(&trial, &["remember_identifier"]).await;
    let (mut phone, account) = enrolled(&trial, &jeanne).await;
    let at_home = crate::phones::ask(&trial, &jeanne, domain::vap::NumberMode::Enter2).await;
    let mut rang = 0;
    for _ in 0..6 {
        let mut stranger = trial.browser();
        let page = asked(&mut stranger, LOGIN).await;
        assert_eq!(number(&page).len(), 6, "the page never says that nobody was asked");
        let pending = phone.pending(&account).await.expect("asked");
        rang +=
            pending.iter().filter(|text| account.read(text).expect("ours").num.mode.digits() == 6).count();
        trial.clock.turn(domain::time::minutes(3));
        phone.now = trial.app.now().seconds();
    }
    assert_eq!(rang, 3, "PU3");
    assert_eq!(
        trial.mails().await.iter().filter(|mail| mail.subject.contains("Demandes suspendues")).count(),
        0,
        "what strangers do is no alarm"
    );
    // After a password the phone is asked as before, and the owner's own browser still may without one.
    assert_ne!(at_home.id, crate::phones::ask(&trial, &jeanne, domain::vap::NumberMode::Enter2).await.id);
    home.close_and_open();
    home.get("/sign-in/phone").await;
    asked(&mut home, LOGIN).await;
    let pending = phone.pending(&account).await.expect("asked");
    assert!(pending.iter().any(|text| account.read(text).expect("ours").num.mode.digits() == 6));
}

#[tokio::test]
async fn another_browser_gains_nothing_and_of_twenty_presses_one_goes_on() {
    let (trial, _, mut phone, account) = with_phone().await;
    let node = trial.second_node().await;
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    approve(&mut phone, &account, &number(&page)).await;
    let mut thief = trial.browser();
    thief.get("/sign-in/phone").await;
    let csrf = page.field("csrf").expect("a form");
    let stolen = thief.post("/sign-in/phone", &[("csrf", &csrf), ("decision", "check")]).await;
    assert_eq!(stolen.status, 409);
    let presses = (0..20).map(|n| {
        let mut one = if n % 2 == 0 { browser.clone() } else { browser.clone().at(&node) };
        let page = page.clone();
        tokio::spawn(async move { press(&mut one, &page, "check", &[]).await })
    });
    let mut went_on = 0;
    for press in presses.collect::<Vec<_>>() {
        went_on += usize::from(press.await.expect("an answer").body.contains("Votre téléphone a validé"));
    }
    assert_eq!(went_on, 1, "PU5");
}

#[tokio::test]
async fn a_phone_that_is_removed_meanwhile_opens_nothing() {
    let (trial, jeanne, mut phone, account) = with_phone().await;
    let mut browser = trial.browser();
    let page = asked(&mut browser, LOGIN).await;
    approve(&mut phone, &account, &number(&page)).await;
    let more = press(&mut browser, &page, "check", &[]).await;
    let sent = press(&mut browser, &more, "send", &[]).await;
    let phone_id = trial.app.phones_of(jeanne.id).await.expect("phones")[0].id;
    trial.app.revoke_phone(jeanne.id, phone_id, &crate::phones::caller(&trial)).await.expect("removed");
    let late = press(&mut browser, &sent, "code", &[("code", &mailed(&trial).await)]).await;
    assert_eq!(late.status, 409, "PU7: {}", late.body);
    assert!(proven(&trial).await.is_empty());
}
