//! AU1, AU2, X12: what each act leaves in the audit, over real HTTP; what leaves nothing; and what the customer sees of it.

mod acts;

use std::collections::BTreeSet;
use std::time::Duration;

use app::audit::verify::{Keys, Told, verify};
use app::audit::{Event, Trail};
use app::import::{Import, Item, Record};
use domain::client::Client;
use domain::time::minutes;
use serde_json::{Value, json};
use store::trail::{Mark, Of};
use trial::{Answer, Browser, Customer, Trial, TrialSetup};

const PASSWORD: &str = "soleil levant 42";
const CHOSEN: &str = "cerise moulin tapis orage";
/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async fn events(trial: &Trial) -> Vec<Event> {
    let (db, vault) = (trial.app.db(), trial.app.vault());
    let since = domain::Timestamp::from_millis(0);
    Trail { db, vault }.page(&Of::All, since, Mark::NEWEST, 10_000).await.expect("the trail is read")
}

/// The table of acts: each is done over HTTP, and its facts are told apart by what was there before.
struct Ledger<'a> {
    trial: &'a Trial,
    known: usize,
    seen: BTreeSet<String>,
}

impl<'a> Ledger<'a> {
    fn new(trial: &'a Trial) -> Self {
        Self { trial, known: 0, seen: BTreeSet::new() }
    }

    /// Exactly these facts were written since the last line, whatever their order.
    async fn holds(&mut self, act: &str, expected: &[&str]) {
        let all = events(self.trial).await;
        let mut codes: Vec<_> =
            all.iter().take(all.len() - self.known).map(|event| event.code.as_str()).collect();
        codes.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{act}");
        self.seen.extend(codes.into_iter().map(str::to_owned));
        self.known = all.len();
        // Later acts are then newer, also within one millisecond.
        self.trial.clock.turn(Duration::from_millis(5));
    }
}

async fn register(trial: &Trial, id: &str, extra: Value) {
    let mut declared = json!({
        "client_id": id, "name": format!("Portail {id}"),
        "redirect_uris": [format!("https://{id}.lumen.example/back")],
        "post_logout_redirect_uris": [format!("https://{id}.lumen.example/bye")],
    });
    for (name, value) in extra.as_object().into_iter().flatten() {
        declared[name] = value.clone();
    }
    let client: Client = serde_json::from_value(declared).expect("a good declaration");
    let secret = domain::Secret::new("secret".into());
    let hash = oidc::checks::token::client_auth::secret_hash(&secret);
    trial.app.apply_client(client, Some(hash)).await.expect("applied");
}

fn request(id: &str) -> String {
    format!(
        "/oauth2/authorize?response_type=code&client_id={id}&redirect_uri=https%3A%2F%2F{id}.lumen.example%2Fback\
         &scope=openid+profile&state=s1&nonce=n1&code_challenge={CHALLENGE}&code_challenge_method=S256"
    )
}

fn code_in(answer: &Answer) -> String {
    let query = answer.location().split_once('?').expect("a query").1;
    query.split('&').find_map(|pair| pair.strip_prefix("code=")).expect("a code").to_owned()
}

async fn redeem(browser: &mut Browser, id: &str, code: &str) -> Answer {
    let redirect = format!("https://{id}.lumen.example/back");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect.as_str()),
        ("code_verifier", VERIFIER),
    ];
    let asked = browser.request(reqwest::Method::POST, "/oauth2/token");
    let asked = asked.basic_auth(id, Some("secret")).form(&form);
    browser.send(asked).await
}

async fn jeanne(trial: &Trial) -> Customer {
    trial.customer("jeanne.martin@lumen.example", PASSWORD).await
}

async fn csrf(browser: &mut Browser, path: &str) -> String {
    browser.get(path).await.field("csrf").expect("a form")
}

/// The binary's own verification.
async fn is_whole(trial: &Trial) -> bool {
    let keys = Keys { db: trial.app.db(), vault: trial.app.vault(), signer: trial.app.signer() };
    let mut findings = Vec::new();
    let mut tell = |told| {
        if let Told::Found(finding) = told {
            findings.push(finding);
        }
    };
    let summary = verify(keys, None, &mut tell).await.expect("the audit is read");
    assert_eq!(findings, []);
    summary.findings == 0
}

#[tokio::test]
async fn each_act_writes_its_facts_and_every_fact_has_an_act() {
    let mut setup = TrialSetup::default();
    let (brand, from) = (setup.brands[0].id.clone(), domain::Timestamp::from_millis(0));
    setup.policy.personalise.starts =
        vec![domain::personalise::Start { brand, segment: None, from, postpone_days: 14 }];
    setup.policy.factors.blocks_after = 3;
    setup.policy.factors.kinds.push(domain::Factor::Sms);
    setup.policy.sending.told_at = Some(domain::Timestamp::from_millis(0));
    setup.policy.sending.ends_at = Some(domain::Timestamp::from_millis(i64::MAX));
    let trial = Trial::start_with(setup).await;
    let mut ledger = Ledger::new(&trial);
    operators(&trial, &mut ledger).await;
    sign_ins(&trial, &mut ledger).await;
    portals(&trial, &mut ledger).await;
    passwords(&trial, &mut ledger).await;
    acts::shared_browser(&trial, &mut ledger).await;
    acts::household(&trial, &mut ledger).await;
    acts::starts(&trial, &mut ledger).await;
    acts::choices(&trial, &mut ledger).await;
    acts::second_factors(&trial, &mut ledger).await;
    acts::passkeys(&trial, &mut ledger).await;
    acts::phones(&trial, &mut ledger).await;
    acts::addresses(&trial, &mut ledger).await;
    acts::sent_codes(&trial, &mut ledger).await;

    let source = include_str!("../../../domain/src/audit/fact.rs");
    let codes = source.split('"').filter(|text| text.starts_with("F-")).map(str::to_owned);
    assert_eq!(ledger.seen, codes.collect(), "each code that there is stands in this table");
    every_act_of_a_person_has_its_place(&trial).await;
    nothing_personal_stands_in_a_body(&trial).await;
    trial.app.checkpoint().await.expect("signed");
    assert!(is_whole(&trial).await);
}

async fn operators(trial: &Trial, ledger: &mut Ledger<'_>) {
    register(trial, "mail", json!({})).await;
    ledger.holds("a relying party is registered", &["F-302"]).await;
    register(trial, "mail", json!({})).await;
    ledger.holds("registered again as it is", &[]).await;
    register(trial, "club", json!({"consent": true})).await;
    let behind = json!({"forward_auth_origins": ["https://intranet.lumen.example"], "redirect_uris": []});
    register(trial, "intranet", behind).await;
    ledger.holds("two more", &["F-302", "F-302"]).await;

    let import = Import::new(trial.app.clone(), "crm", &[1; 32]).expect("a good source");
    let person = json!({"ref": "p1", "role": "holder", "given_name": "Yvette", "identifiers": ["yvette@lumen.example"]});
    let record = json!({"ref": "c1", "kind": "internet", "people": [person]});
    let record: Record = serde_json::from_value(record).expect("a record");
    let checked = import.check(&record).expect("a good record");
    let prepared = import.prepare(vec![Item { line: 1, checked }]).await.expect("prepared");
    import.write(prepared).await.expect("written");
    ledger.holds("a person is imported", &["F-301"]).await;
}

async fn sign_ins(trial: &Trial, ledger: &mut Ledger<'_>) {
    let person = jeanne(trial).await;
    let (mut phone, mut computer) = (trial.browser(), trial.browser());
    phone.sign_in("/sign-in", &person.identifier, "une erreur", &[]).await;
    ledger.holds("a wrong password", &["F-103"]).await;
    phone.sign_in("/sign-in", "personne@lumen.example", "une erreur", &[]).await;
    ledger.holds("an identifier nobody has", &[]).await;
    for browser in [&mut phone, &mut computer] {
        browser.sign_in("/sign-in", &person.identifier, &person.password, &["keep_signed_in"]).await;
        ledger.holds("a sign-in", &["F-103", "F-101"]).await;
    }
    phone.get("/account").await;
    ledger.holds("a page of the account", &[]).await;

    phone.close_and_open();
    let (mut tab, mut thief) = (phone.clone(), phone.clone());
    phone.get("/account").await;
    ledger.holds("a kept device comes back", &["F-102"]).await;
    tab.get("/account").await;
    ledger.holds("its other tab, within the minute", &[]).await;
    trial.clock.turn(Duration::from_secs(61));
    thief.get("/account").await;
    ledger.holds("a copied cookie comes back", &["F-113"]).await;

    phone.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    ledger.holds("signing in anew", &["F-103", "F-101"]).await;
    let page = computer.get("/account/devices").await;
    let other = page.body.split("name=\"device\" value=\"").last().expect("a second device");
    let other = other.split('"').next().expect("its id").to_owned();
    let form = page.field("csrf").expect("a form");
    computer.post("/account/devices/end", &[("csrf", &form), ("device", &other)]).await;
    ledger.holds("ending another device from the list", &["F-112"]).await;
    let form = csrf(&mut computer, "/account").await;
    computer.post("/sign-out", &[("csrf", &form)]).await;
    ledger.holds("signing out", &["F-110"]).await;
    computer.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    let form = csrf(&mut computer, "/account/devices").await;
    computer.post("/account/devices/end-all", &[("csrf", &form)]).await;
    ledger.holds("signing in, then out everywhere", &["F-103", "F-101", "F-111"]).await;

    computer.sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    ledger.holds("signing in, for the last time", &["F-103", "F-101"]).await;
    let link = crate::not_me::links(trial).await.into_iter().next().expect("a notice");
    let page = crate::not_me::open(&mut phone, &link).await;
    ledger.holds("the link of a notice is opened", &[]).await;
    crate::not_me::press(&mut phone, &page).await;
    ledger.holds("it was somebody else", &["F-150"]).await;

    let fixtures = include_str!("../../../proofs/tests/fixtures/real-hashes.jsonl");
    let old = fixtures.lines().find(|line| line.contains("{SSHA}")).expect("an old hash");
    let old: Value = serde_json::from_str(old).expect("a fixture");
    let text = |name: &str| old[name].as_str().expect("a text").to_owned();
    let paul = trial.customer_with_hash("paul@lumen.example", &text("password"), &text("hash")).await;
    trial.browser().sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    ledger.holds("signing in with an old hash", &["F-103", "F-101", "F-105"]).await;
}

async fn portals(trial: &Trial, ledger: &mut Ledger<'_>) {
    let mut browser = trial.browser();
    let answer = browser.sign_in(&request("mail"), "jeanne.martin@lumen.example", PASSWORD, &[]).await;
    let answer = browser.follow(answer).await;
    ledger.holds("a sign-in on the way to a portal", &["F-103", "F-101", "F-203"]).await;
    let code = code_in(&answer);
    let tokens = redeem(&mut browser, "mail", &code).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    ledger.holds("its code becomes tokens", &["F-204"]).await;
    redeem(&mut browser, "mail", &code).await;
    ledger.holds("the code comes back", &["F-205"]).await;

    let page = browser.get(&request("club")).await;
    let page = browser.follow(page).await;
    ledger.holds("a linked service asks", &[]).await;
    let form = page.field("csrf").expect("a form");
    browser.post("/consent", &[("csrf", &form), ("decision", "refuse")]).await;
    ledger.holds("the answer is no", &["F-202"]).await;
    let page = browser.get(&request("club")).await;
    let form = browser.follow(page).await.field("csrf").expect("a form");
    let given = browser.post("/consent", &[("csrf", &form), ("decision", "continue")]).await;
    browser.follow(given).await;
    ledger.holds("the answer is yes", &["F-201", "F-203"]).await;

    behind_a_proxy(&mut browser).await;
    ledger.holds("a portal behind a proxy", &["F-206"]).await;

    let hint = tokens.json()["id_token"].as_str().expect("an ID token").to_owned();
    browser.get(&format!("/oauth2/end-session?id_token_hint={hint}")).await;
    ledger.holds("a portal signs the customer out", &["F-110"]).await;
}

/// The browser has another jar of cookies at the portal.
async fn behind_a_proxy(browser: &mut Browser) {
    let mut portal = browser.clone();
    portal.cookies.clear();
    let at_the_portal = |portal: &Browser, path: &str| {
        portal
            .request(reqwest::Method::GET, path)
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-host", "intranet.lumen.example")
            .header("x-forwarded-uri", "/dossiers")
            .header("x-forwarded-method", "GET")
    };
    let asked = at_the_portal(&portal, "/forward-auth");
    let away = portal.send(asked).await;
    let away = browser.get(away.location()).await;
    let back = browser.follow(away).await;
    let path = back.location().strip_prefix("https://intranet.lumen.example").expect("the portal").to_owned();
    let asked = at_the_portal(&portal, &path);
    assert_eq!(portal.send(asked).await.status, 303);
}

/// Made, put away, and one of them typed where the password is forgotten.
async fn printed_codes(trial: &Trial, browser: &mut Browser, ledger: &mut Ledger<'_>) {
    let page = crate::recovery_codes::make(browser).await;
    ledger.holds("printed codes are made", &["F-151"]).await;
    let form = crate::recovery_codes::csrf_for(&page, "/account/recovery-codes/keep");
    browser.post("/account/recovery-codes/keep", &[("csrf", &form), ("safe", "on")]).await;
    ledger.holds("they lie in a safe place", &["F-152"]).await;
    let codes = crate::recovery_codes::codes(&page);
    let mut elsewhere = trial.browser();
    // The messages of the walk before were asked for less than ten minutes ago.
    trial.clock.turn(minutes(11));
    let page = crate::recovery_codes::printed_page(&mut elsewhere, "jeanne.martin@lumen.example").await;
    ledger.holds("a message is asked for, and a printed code is at hand", &["F-121"]).await;
    crate::recovery_codes::type_printed(&mut elsewhere, &page, "0000-0000-0000-0000").await;
    ledger.holds("a wrong printed code", &["F-153"]).await;
    crate::recovery_codes::type_printed(&mut elsewhere, &page, &codes[0]).await;
    ledger.holds("a right one", &["F-153", "F-154"]).await;
}

async fn passwords(trial: &Trial, ledger: &mut Ledger<'_>) {
    let identifier = "jeanne.martin@lumen.example";
    let mut browser = trial.browser();
    let form = csrf(&mut browser, "/forgotten-password").await;
    browser.post("/forgotten-password", &[("identifier", "personne@lumen.example"), ("csrf", &form)]).await;
    ledger.holds("a password forgotten by nobody", &[]).await;
    let form = csrf(&mut browser, "/forgotten-password").await;
    let page = browser.post("/forgotten-password", &[("identifier", identifier), ("csrf", &form)]).await;
    ledger.holds("a forgotten password", &["F-121"]).await;
    let form = page.field("csrf").expect("a form");
    let page = browser.post("/forgotten-password/check", &[("code", "000000"), ("csrf", &form)]).await;
    ledger.holds("a wrong code", &["F-122"]).await;
    let mails = trial.mails().await;
    let is_code = |line: &&str| line.len() == 6 && line.parse::<u32>().is_ok();
    let code = mails.iter().find_map(|mail| mail.text.lines().map(str::trim).find(is_code)).expect("a code");
    let form = page.field("csrf").expect("a form");
    let page = browser.post("/forgotten-password/check", &[("code", code), ("csrf", &form)]).await;
    let form = page.field("csrf").expect("a form to choose a password");
    browser.post("/reset", &[("new_password", CHOSEN), ("csrf", &form)]).await;
    ledger.holds("the right code, and a new password", &["F-122", "F-123"]).await;

    browser.sign_in("/sign-in", identifier, CHOSEN, &[]).await;
    ledger.holds("signing in with it", &["F-103", "F-101"]).await;
    // What waits after a recovery is open by then (RE6).
    trial.clock.turn(domain::time::days(1));
    browser.sign_in("/sign-in", identifier, CHOSEN, &[]).await;
    ledger.holds("and a day later", &["F-103", "F-101"]).await;
    printed_codes(trial, &mut browser, ledger).await;
    let form = csrf(&mut browser, "/account/password").await;
    let change = [("password", CHOSEN), ("new_password", "tambour cuivre plaine hiver"), ("csrf", &form)];
    let changed = browser.post("/account/password", &change).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    ledger.holds("changing it", &["F-103", "F-124"]).await;
}

/// What no browser of a person asked for.
const OF_MACHINES: [&str; 8] = ["F-147", "F-191", "F-204", "F-205", "F-301", "F-302", "F-303", "F-304"];

/// AU1: where. Only what relying parties and operators do comes from no browser.
async fn every_act_of_a_person_has_its_place(trial: &Trial) {
    for event in events(trial).await {
        let is_of_machines = OF_MACHINES.contains(&event.code.as_str());
        // Told to the other person of a household too, and then without the place of whoever did it.
        let of_two = ["F-142", "F-144", "F-145", "F-322", "F-323", "F-324"];
        let is_of_two = of_two.contains(&event.code.as_str());
        if is_of_two && event.device.is_none() {
            continue;
        }
        let place = (event.device.as_deref(), event.network.as_deref());
        let expected =
            if is_of_machines { (None, None) } else { (Some("Firefox · Linux"), Some("127.0.0.0/24")) };
        assert_eq!(place, expected, "{}", event.code);
    }
}

async fn nothing_personal_stands_in_a_body(trial: &Trial) {
    let personal = [
        "lumen.example",
        "jeanne",
        "martin",
        "yvette",
        "paul",
        "zoe",
        "bleu",
        "firefox",
        "linux",
        "127.0.0",
        "soleil",
        "cerise",
    ];
    for event in events(trial).await {
        let body = event.body.to_lowercase();
        assert!(personal.iter().all(|word| !body.contains(word)), "AU3: {} {}", event.code, event.body);
    }
}

#[tokio::test]
async fn a_strangers_tries_on_unknown_identifiers_add_no_entry() {
    let trial = Trial::start().await;
    jeanne(&trial).await;
    let heads = store::audit::heads(trial.app.db()).await.expect("heads");
    for n in 0..30 {
        let mut stranger = trial.browser();
        let name = format!("personne{n}@lumen.example");
        stranger.sign_in("/sign-in", &name, "devine", &["keep_signed_in"]).await;
        stranger.get("/account").await;
        stranger.get(&request("nobody")).await;
        stranger.post("/sign-out", &[("csrf", "made up")]).await;
        redeem(&mut stranger, "nobody", "made-up").await;
        let form = csrf(&mut stranger, "/forgotten-password").await;
        stranger.post("/forgotten-password", &[("identifier", &name), ("csrf", &form)]).await;
        trial.clock.turn(minutes(1));
    }
    assert_eq!(events(&trial).await, [], "invariant 11");
    assert_eq!(store::audit::heads(trial.app.db()).await.expect("heads"), heads);
}

#[tokio::test]
async fn the_customer_sees_their_own_activity_and_nobody_elses() {
    let trial = Trial::start().await;
    register(&trial, "mail", json!({})).await;
    let person = jeanne(&trial).await;
    let mut browser = trial.browser();
    for _ in 0..3 {
        trial.browser().sign_in("/sign-in", &person.identifier, "devine", &[]).await;
    }
    let away = browser.get("/account/activity").await;
    assert_eq!(away.status, 303);
    let back = browser.sign_in(away.location(), &person.identifier, &person.password, &[]).await;
    assert_eq!(back.location(), "/account/activity", "the way is kept");
    browser.get(&request("mail")).await;
    let page = browser.get("/account/activity").await;
    assert_eq!(page.status, 200);
    for words in [
        "<h1>Activité récente</h1>",
        "Connexion sur un nouvel appareil",
        "3 essais de mot de passe sans succès",
        "Ouverture de Portail mail",
        "Firefox sur Linux, réseau\u{a0}127.0.0.0/24",
        "au bout de 365\u{a0}jours",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(browser.get("/account").await.body.contains("href=\"/account/activity\""));

    let paul = trial.customer("paul@lumen.example", "vent du nord 77").await;
    let mut other = trial.browser();
    other.language = "en".into();
    other.sign_in("/sign-in", &paul.identifier, &paul.password, &[]).await;
    let page = other.get("/account/activity").await;
    assert!(page.body.contains("<h1>Recent activity</h1>") && page.body.contains("Sign-in on a new device"));
    assert!(!page.body.contains("Portail mail") && !page.body.contains("without success"), "only Paul's own");
}

#[tokio::test]
async fn the_works_sign_each_minute_and_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("checkpoints");
    let setup = trial::TrialSetup { checkpoint_file: Some(file.clone()), ..trial::TrialSetup::default() };
    let mut trial = Trial::start_with(setup).await;
    let person = jeanne(&trial).await;
    trial.browser().sign_in("/sign-in", &person.identifier, &person.password, &[]).await;
    // The first look of a fresh process is at once.
    trial.restart().await;
    let mut lines = 0;
    for _ in 0..200 {
        lines = std::fs::read_to_string(&file).unwrap_or_default().lines().count();
        if lines > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(lines, 1);
    assert!(is_whole(&trial).await);
}
