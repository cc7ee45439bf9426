//! The acts of the ledger that later journeys brought: shared browsers, households, choices, second factors.

use super::{CHOSEN, Ledger, PASSWORD, csrf};
use domain::time::minutes;
use trial::{Browser, Trial};

pub async fn shared_browser(trial: &Trial, ledger: &mut Ledger<'_>) {
    let mut browser = trial.browser();
    let boxes = ["remember_identifier", "keep_signed_in"];
    browser.sign_in("/sign-in", "jeanne.martin@lumen.example", "tambour cuivre plaine hiver", &boxes).await;
    ledger.holds("a browser that remembers and keeps somebody", &["F-103", "F-101"]).await;
    let page = browser.get("/sign-in?who=1").await;
    let (form, person) = (page.field("csrf").expect("a form"), page.field("person").expect("somebody"));
    let forget = [("csrf", form.as_str()), ("person", person.as_str()), ("decision", "forget")];
    browser.post("/sign-in/who", &forget).await;
    ledger.holds("and forgets them", &["F-141"]).await;
}

pub async fn household(trial: &Trial, ledger: &mut Ledger<'_>) {
    let denise = trial.customer("denise@lumen.example", PASSWORD).await;
    let paul = trial.customer("hugo@lumen.example", PASSWORD).await;
    let contract = trial.contract(&[(&denise, domain::Role::Holder), (&paul, domain::Role::Member)]).await;
    trial.minor(&paul, Some(trial.app.now())).await;
    trial.app.tell_who_came_of_age().await.expect("told");
    ledger.holds("somebody comes of age", &["F-147"]).await;
    let (mut hers, mut his) = (trial.browser(), trial.browser());
    hers.sign_in("/sign-in", &denise.identifier, PASSWORD, &[]).await;
    his.sign_in("/sign-in", &paul.identifier, PASSWORD, &[]).await;
    ledger.holds("two of one household", &["F-103", "F-101", "F-103", "F-101"]).await;
    let (contract, paul) = (contract.to_string(), paul.id.to_string());
    press(&mut hers, &contract, &paul, "propose").await;
    ledger.holds("a contract is proposed", &["F-142", "F-142"]).await;
    press(&mut his, &contract, "", "decline").await;
    ledger.holds("and declined", &["F-143"]).await;
    press(&mut hers, &contract, &paul, "propose").await;
    press(&mut his, &contract, "", "accept").await;
    ledger.holds("and accepted", &["F-142", "F-142", "F-143", "F-144", "F-144"]).await;
    press(&mut his, &contract, &denise.id.to_string(), "remove").await;
    ledger.holds("a member is removed", &["F-145", "F-146"]).await;
}

/// Somebody is added by login, and starts; and a device is named.
pub async fn starts(trial: &Trial, ledger: &mut Ledger<'_>) {
    let denise = trial.customer("denise.deux@lumen.example", PASSWORD).await;
    let contract = trial.contract(&[(&denise, domain::Role::Holder)]).await.to_string();
    let mut hers = trial.browser();
    hers.sign_in("/sign-in", &denise.identifier, PASSWORD, &[]).await;
    ledger.holds("a holder", &["F-103", "F-101"]).await;
    let page = hers.get("/account/devices").await;
    let (form, device) = (page.field("csrf").expect("a form"), page.field("device").expect("a device"));
    let name = [("csrf", form.as_str()), ("device", device.as_str()), ("name", "Ordi du salon")];
    hers.post("/account/devices/rename", &name).await;
    ledger.holds("a device is named", &["F-330"]).await;
    let form = csrf(&mut hers, &format!("/account/household/add?contract={contract}")).await;
    let mut added = vec![("csrf", form.as_str()), ("contract", &contract), ("decision", "add")];
    added.extend([
        ("given_name", "Léa"),
        ("family_name", "Durand"),
        ("kind", "adult"),
        ("login", "lea.durand"),
    ]);
    hers.post("/account/household/add", &added).await;
    ledger.holds("somebody is added by login", &["F-321", "F-322", "F-323"]).await;
    let page = hers.get("/account/household").await;
    let person = page.body.split("name=\"person\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let person = person.expect("somebody").to_owned();
    let form = csrf(&mut hers, "/account/household").await;
    let about = |decision| {
        [
            ("csrf", form.as_str()),
            ("contract", contract.as_str()),
            ("person", person.as_str()),
            ("decision", decision),
        ]
    };
    hers.post("/account/household/start-code", &about("take_back")).await;
    ledger.holds("the code is taken back", &["F-324", "F-324"]).await;
    let shown = hers.post("/account/household/start-code", &about("renew")).await;
    ledger.holds("another one", &["F-323", "F-323"]).await;
    let code = shown.body.split("class=\"key\">").nth(1).and_then(|rest| rest.split('<').next());
    let mut own = trial.browser();
    let form = csrf(&mut own, "/start").await;
    let typed =
        [("csrf", form.as_str()), ("identifier", "lea.durand"), ("start_code", code.expect("a code"))];
    let page = own.post("/start", &typed).await;
    ledger.holds("the code is typed", &["F-325"]).await;
    let form = page.field("csrf").expect("a form");
    own.post("/start", &[("csrf", &form), ("new_password", CHOSEN)]).await;
    ledger.holds("and the account started", &["F-326", "F-101"]).await;
}

async fn press(browser: &mut Browser, contract: &str, person: &str, act: &str) {
    let form = csrf(browser, "/account/household").await;
    let form = [("csrf", form.as_str()), ("contract", contract), ("person", person), ("decision", act)];
    let pressed = browser.post("/account/household", &form).await;
    assert_eq!(pressed.status, 303, "{act}: {}", pressed.body);
}

pub async fn choices(trial: &Trial, ledger: &mut Ledger<'_>) {
    let line = trial.line("li000042", "K7QF 2M9X", &["gaelle@lumen.example"]).await;
    let mut browser = trial.browser();
    let answer = browser.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    ledger.holds("signing in with the letter", &["F-103", "F-101"]).await;
    let page = browser.follow(answer).await;
    ledger.holds("the screen to choose is shown for the first time", &["F-131"]).await;
    let form = page.field("csrf").expect("a form");
    browser.post("/personalise", &[("csrf", &form), ("decision", "later")]).await;
    ledger.holds("later", &["F-132"]).await;
    let mut elsewhere = trial.browser();
    let answer = elsewhere.sign_in("/sign-in", &line.login, &line.password, &[]).await;
    let page = elsewhere.follow(answer).await;
    ledger.holds("signing in with the letter elsewhere", &["F-103", "F-101"]).await;
    let form = page.field("csrf").expect("a form");
    let page = elsewhere.post("/personalise", &[("csrf", &form), ("decision", "now")]).await;
    ledger.holds("choosing now", &[]).await;
    let form = page.field("csrf").expect("a form");
    let choice = [("csrf", form.as_str()), ("login", "gaelle.lb"), ("new_password", CHOSEN)];
    assert_eq!(elsewhere.post("/personalise", &choice).await.status, 303);
    ledger.holds("a login and a password are chosen", &["F-133"]).await;
    trial.browser().sign_in("/sign-in", &line.login, &line.password, &[]).await;
    ledger.holds("the letter again", &["F-103", "F-134"]).await;

    let line = trial.line("li000043", "K7QF 2M9X", &[]).await;
    trial.own_password(&line, "gaelle.weak", "azerty2026").await;
    trial.browser().sign_in("/sign-in", "gaelle.weak", "azerty2026", &[]).await;
    ledger.holds("signing in with an old password that is too weak", &["F-103", "F-101", "F-135"]).await;
}

pub async fn second_factors(trial: &Trial, ledger: &mut Ledger<'_>) {
    use crate::factors::{App, next_code, press, type_code};
    let zoe = trial.customer("zoe@lumen.example", PASSWORD).await;
    let now = trial.clock.now();
    let whom = domain::Identifier::parse(&zoe.identifier).expect("an identifier");
    assert!(trial.app.exempt_from_factor(&whom, now + minutes(1), "En voyage").await.expect("written"));
    ledger.holds("an operator lets somebody off", &["F-303"]).await;
    assert!(trial.app.require_factor(&whom, domain::factor::Why::SwitchedOn).await.expect("written"));
    ledger.holds("an operator asks it of somebody", &["F-304"]).await;
    assert!(trial.app.exempt_from_factor(&whom, now, "De retour").await.expect("written"));
    ledger.holds("and ends the exemption", &["F-303"]).await;
    let mut browser = trial.browser();
    let sent = browser.sign_in("/sign-in", &zoe.identifier, PASSWORD, &[]).await;
    let why = browser.follow(sent).await;
    press(&mut browser, &why, "later", &[]).await;
    ledger.holds("setting a factor up is put off", &["F-103", "F-101", "F-166"]).await;
    let sent = browser.get("/account/security/new").await;
    let list = browser.follow(sent).await;
    let (hand, _) = crate::factors::to_the_key(&mut browser, &list).await;
    ledger.holds("a key is shown", &["F-164"]).await;
    let app = App::typed(&hand);
    let page = press(&mut browser, &hand, "next", &[]).await;
    let page = type_code(&mut browser, &page, "000000").await;
    ledger.holds("a wrong first code", &["F-165"]).await;
    type_code(&mut browser, &page, &app.code(trial)).await;
    ledger.holds("the right one", &["F-165", "F-167"]).await;
    let page = browser.get("/account/security").await;
    let (form, id) = (page.field("csrf").expect("a form"), page.field("authenticator").expect("an id"));
    let fields = [("csrf", form.as_str()), ("authenticator", id.as_str()), ("name", "Bleu")];
    browser.post("/account/security/rename", &fields).await;
    ledger.holds("it gets a name", &["F-168"]).await;
    let fields = [("csrf", form.as_str()), ("lost_0", id.as_str()), ("authenticator", id.as_str())];
    browser.post("/account/security/lost-phone", &fields).await;
    ledger.holds("it was on a telephone that is lost", &["F-311"]).await;
    browser.post("/account/security/found", &fields).await;
    ledger.holds("and that is found", &["F-312"]).await;
    let mut batch = store::Batch::new(domain::ActId::new(trial.clock.now(), app::chance::bytes()));
    store::accounts::recovered(&mut batch, zoe.id, trial.clock.now());
    trial.app.db().commit(batch).await.expect("told");
    browser.post("/account/security/remove", &fields).await;
    ledger.holds("right after a recovery it stays", &["F-351"]).await;
    next_code(trial);
    let mut away = trial.browser();
    let sent = away.sign_in("/sign-in", &zoe.identifier, PASSWORD, &[]).await;
    let page = away.follow(sent).await;
    ledger.holds("the password, where a factor is due", &["F-103", "F-161"]).await;
    type_code(&mut away, &page, &app.code(trial)).await;
    ledger.holds("and the code", &["F-162", "F-163", "F-101"]).await;
    let mut thief = trial.browser();
    let sent = thief.sign_in("/sign-in", &zoe.identifier, PASSWORD, &[]).await;
    let mut page = thief.follow(sent).await;
    for _ in 0..3 {
        page = type_code(&mut thief, &page, "000000").await;
    }
    ledger.holds("guessed at too often", &["F-103", "F-161", "F-162", "F-162", "F-162", "F-170"]).await;
    let csrf = csrf(&mut away, "/account/security").await;
    let fields = [("csrf", csrf.as_str()), ("authenticator", id.as_str())];
    away.post("/account/security/remove", &fields).await;
    ledger.holds("the last required one stays", &[]).await;
    let mut batch = store::Batch::new(domain::ActId::new(trial.clock.now(), app::chance::bytes()));
    let later = trial.clock.now() + minutes(60);
    store::factor_standings::require(&mut batch, zoe.id, domain::factor::Why::SwitchedOn, later);
    trial.app.db().commit(batch).await.expect("told");
    away.post("/account/security/remove", &fields).await;
    ledger.holds("it is removed", &["F-169"]).await;
}

/// One that counts is shown, and then a copy of it that counted less.
pub async fn passkeys(trial: &Trial, ledger: &mut Ledger<'_>) {
    let lou = trial.customer("lou@lumen.example", PASSWORD).await;
    let mut key = trial::Device::bound(&trial.issuer);
    trial::admit_passkey(&trial.app, lou.id, &mut key).await;
    let mut copy = key.clone();
    crate::passkeys::show_at_the_door(&mut trial.browser(), &mut key).await;
    ledger.holds("a passkey alone", &["F-162", "F-163", "F-101"]).await;
    crate::passkeys::show_at_the_door(&mut trial.browser(), &mut copy).await;
    ledger.holds("its copy counts back", &["F-162", "F-190"]).await;
}

pub async fn addresses(trial: &Trial, ledger: &mut Ledger<'_>) {
    const LIST: &str = "/account/contacts";
    let yann = trial.customer("yann@lumen.example", PASSWORD).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &yann.identifier, PASSWORD, &[]).await;
    ledger.holds("signing in", &["F-103", "F-101"]).await;
    let form = crate::recovery_codes::csrf_for(&browser.get(LIST).await, LIST);
    let page = browser.post(LIST, &[("csrf", &form), ("address", "yann@ailleurs.example")]).await;
    ledger.holds("a code goes to another address", &[]).await;
    let mails = trial.mails().await;
    let mail = mails.iter().find(|mail| mail.to == "yann@ailleurs.example").expect("a code");
    let code = crate::recover::code_of(mail);
    let form = page.field("csrf").expect("a form");
    let wrong = crate::recover::wrong(&code);
    browser.post("/account/contacts/confirm", &[("csrf", &form), ("code", &wrong)]).await;
    ledger.holds("a wrong code of an address", &["F-155"]).await;
    browser.post("/account/contacts/confirm", &[("csrf", &form), ("code", &code)]).await;
    ledger.holds("the right one", &["F-155", "F-156"]).await;

    let maude = trial.customer("maude@lumen.example", PASSWORD).await;
    trial.mailbox(&maude, &maude.identifier).await;
    trial.clock.turn(domain::time::days(1));
    let mut browser = trial.browser();
    let sent = browser.sign_in("/sign-in", &maude.identifier, PASSWORD, &[]).await;
    let page = browser.follow(sent).await;
    ledger.holds("a second way is asked for", &["F-103", "F-101"]).await;
    let form = page.field("csrf").expect("a form");
    browser.post("/second-way", &[("csrf", &form)]).await;
    ledger.holds("and put off", &["F-157"]).await;
}

/// On a browser of somebody who holds nothing yet.
pub async fn sent_codes(trial: &Trial, ledger: &mut Ledger<'_>) {
    let ines = trial.customer("ines@lumen.example", PASSWORD).await;
    let mut browser = trial.browser();
    browser.sign_in("/sign-in", &ines.identifier, PASSWORD, &[]).await;
    ledger.holds("somebody signs in", &["F-103", "F-101"]).await;
    let page = crate::sms::number_given(&mut browser, "sms", "06 12 34 56 79").await;
    ledger.holds("a code goes to a number", &["F-164", "F-207"]).await;
    let code = crate::sms::texted(trial).await;
    crate::sms::press(&mut browser, &page, "code", &[("code", &code)]).await;
    ledger.holds("and comes back", &["F-165", "F-167"]).await;
    let changed = gateways::sim_swap::FakeAnswer::Says(domain::sim_swap::SimStanding::Changed);
    trial.sims.answer("+33612345680", changed);
    crate::sms::number_given(&mut browser, "sms", "06 12 34 56 80").await;
    ledger.holds("and none to a number whose card changed", &["F-350"]).await;
    trial.app.tell_that_texts_end().await.expect("told");
    ledger.holds("texts will end", &["F-191"]).await;
}

/// A phone that approves, from its offer to its end.
pub async fn phones(trial: &Trial, ledger: &mut Ledger<'_>) {
    use crate::phones::{SIGN_IN, caller, phone};
    use app::vap::ask::Asked;
    use domain::vap::{Confirm, Decision};
    let rose = trial.customer("rose@lumen.example", PASSWORD).await;
    let here = || app::browser::Caller {
        label: "Firefox · Linux".into(),
        network: "127.0.0.0/24".into(),
        ..caller(trial)
    };
    let offer = trial.app.offer_phone(rose.id, Confirm::Auto, &here()).await.expect("answers");
    let offer = offer.expect("an authenticator is configured");
    ledger.holds("a phone is offered", &["F-181"]).await;
    let mut phone = phone(trial);
    let claimed = phone.claim(trial::AUTHENTICATOR, &offer.link).await.expect("claims");
    let account = phone.register(&claimed, "iPhone de Rose", None).await.expect("registers");
    ledger.holds("it comes to the account", &["F-182"]).await;
    let mut lock = crate::phone_alone::lock();
    crate::phone_alone::bring(&mut phone, &account, &mut lock).await.expect("brought");
    ledger.holds("it brings its lock", &["F-340"]).await;
    for _ in 0..3 {
        let asked = trial.app.ask_phone(rose.id, None, SIGN_IN, &here()).await.expect("answers");
        assert!(matches!(asked, Asked::Sent(_)), "{asked:?}");
        let text = phone.pending(&account).await.expect("answers").remove(0);
        phone.answer(&account, &text, Decision::Deny, None).await.expect("denies");
        ledger.holds("it is asked, and denies", &["F-185", "F-186"]).await;
    }
    let asked = trial.app.ask_phone(rose.id, None, SIGN_IN, &here()).await.expect("answers");
    assert!(matches!(asked, Asked::Paused { .. }), "{asked:?}");
    ledger.holds("it is left in peace", &["F-187"]).await;
    let id = domain::AuthenticatorId::parse(&account.enr).expect("an id");
    trial.app.suspend_phone(rose.id, id, true, &here()).await.expect("suspended");
    ledger.holds("it rests", &["F-184"]).await;
    trial.app.revoke_phone(rose.id, id, &here()).await.expect("removed");
    ledger.holds("it is removed", &["F-183"]).await;
}
