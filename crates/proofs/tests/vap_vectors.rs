//! The published vectors of VAP/1 give what they say, negative ones included.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::vap::{ChallengeState, NumberMode};
use proofs::vap::answer::{Answer, Asked, is_number, judge};
use proofs::vap::challenge::Challenge;
use proofs::vap::enrol::{self, Expected};
use proofs::vap::jws::Unverified;
use proofs::vap::key::DeviceKey;
use proofs::vap::proof::{self, Presented, Request};
use proofs::vap::{code, digest, nonce, sha256, typ};
use serde_json::Value;

const NONCE_KEY: [u8; 32] = [7; 32];

fn vectors() -> Value {
    serde_json::from_str(include_str!("fixtures/vap-1.json")).expect("the fixture has it")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("the fixture has it")
}

fn key(vectors: &Value, whose: &str) -> DeviceKey {
    let shown = &vectors["keys"][whose];
    let key =
        DeviceKey::from_point(&URL_SAFE_NO_PAD.decode(text(shown, "point")).expect("the fixture has it"))
            .expect("the fixture has it");
    assert_eq!(key.thumbprint(), text(shown, "kid"), "{whose}");
    assert_eq!(key.jwk().x, text(&shown["private_jwk"], "x"), "{whose}");
    key
}

fn each<'a>(cases: &'a Value, least: usize, mut check: impl FnMut(&'a Value) -> String) {
    let cases = cases.as_array().expect("the fixture has it");
    assert!(cases.len() >= least, "{} cases", cases.len());
    for case in cases {
        assert_eq!(check(case), text(case, "result"), "{}", text(case, "name"));
    }
}

#[test]
fn introductions() {
    let all = vectors();
    let expected = Expected {
        issuer: text(&all, "issuer"),
        enrolment: text(&all, "es"),
        nonce: text(&all["nonce"], "value"),
    };
    each(&all["enrol"]["cases"], 11, |case| match enrol::check(text(case, "jws"), &expected) {
        Ok(introduced) => {
            assert_eq!(introduced.key.point(), key(&all, "device").point());
            "ok".into()
        }
        Err(enrol::Refused::Unsound) => "unsound".into(),
        Err(enrol::Refused::NotForThis) => "not_for_this".into(),
    });
}

#[test]
fn proofs_of_calls() {
    let all = vectors();
    let device = key(&all, "device");
    each(&all["proofs"]["cases"], 13, |case| {
        let request = Request {
            method: text(case, "method"),
            url: text(case, "url"),
            body: text(case, "body").as_bytes(),
            nonce_key: &NONCE_KEY,
            now: all["now"].as_i64().unwrap(),
        };
        let Some(presented) = Presented::read(text(case, "jws")) else { return "unsound".into() };
        match presented.check(&device, text(&all, "device"), &request) {
            Ok(()) => "ok".into(),
            Err(proof::Refused::Unsound) => "unsound".into(),
            Err(proof::Refused::UseNonce) => "use_nonce".into(),
            Err(proof::Refused::OtherRequest) => "other_request".into(),
        }
    });
}

#[test]
fn answers() {
    let all = vectors();
    let answers = &all["answers"];
    let (device, challenge) = (key(&all, "device"), text(answers, "challenge_jws"));
    let hash = sha256(challenge.as_bytes());
    assert_eq!(digest(challenge.as_bytes()), text(answers, "cth"));
    let bound = URL_SAFE_NO_PAD.encode(proofs::vap::lock::challenge(&hash));
    assert_eq!(bound, text(answers, "lock_challenge"), "§6");
    each(&answers["cases"], 21, |case| {
        let asked = Asked {
            issuer: text(&all, "issuer"),
            device: text(&all, "device"),
            enrolment: text(&all, "enr"),
            challenge: text(&all, "challenge"),
            state: ChallengeState::parse(text(case, "state")).unwrap(),
            hash: &hash,
            mode: NumberMode::Enter2,
        };
        match judge(text(case, "jws"), &asked, &device) {
            Ok(Answer::Approve { number, .. }) if is_number(text(answers, "number"), &number) => {
                "approve".into()
            }
            Ok(Answer::Approve { .. }) => "number_mismatch".into(),
            Ok(Answer::Deny) => "deny".into(),
            Ok(Answer::Report) => "report".into(),
            Err(refused) => refused.word().into(),
        }
    });
}

#[test]
fn the_challenge_is_the_servers_and_reads_back() {
    let all = vectors();
    let challenge = text(&all["answers"], "challenge_jws");
    let read = Unverified::parse(challenge, typ::CHALLENGE).unwrap();
    assert!(read.is_signed_by(&key(&all, "server")));
    assert!(!read.is_signed_by(&key(&all, "other_device")));
    let said: Challenge = read.payload().unwrap();
    assert_eq!(serde_json::to_value(&said).unwrap(), all["answers"]["challenge_payload"]);
    assert!(Unverified::parse(challenge, typ::KEYS).is_none());
    let (signed, signature) = challenge.rsplit_once('.').unwrap();
    let mut bytes = URL_SAFE_NO_PAD.decode(signed.split_once('.').unwrap().1).unwrap();
    bytes[5] ^= 1;
    let header = signed.split_once('.').unwrap().0;
    let altered = format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(bytes));
    assert!(!Unverified::parse(&altered, typ::CHALLENGE).unwrap().is_signed_by(&key(&all, "server")));
}

#[test]
fn numbers_codes_and_nonces() {
    let all = vectors();
    for (word, mode) in [("enter2", NumberMode::Enter2), ("enter6", NumberMode::Enter6)] {
        for (list, good) in [("good", true), ("bad", false)] {
            for typed in all["numbers"][word][list].as_array().unwrap() {
                assert_eq!(mode.is_form(typed.as_str().unwrap()), good, "{word} {typed}");
            }
        }
    }
    let codes = &all["manual_code"];
    assert_eq!(code::shown(text(codes, "stored")), text(codes, "shown"));
    for typed in codes["typed"].as_array().unwrap() {
        assert_eq!(code::fold(typed.as_str().unwrap()).unwrap().reveal(), text(codes, "stored"));
    }
    for typed in codes["refused"].as_array().unwrap() {
        assert!(code::fold(typed.as_str().unwrap()).is_none(), "{typed}");
    }
    let now = all["now"].as_i64().unwrap();
    assert!(nonce::is_fresh(&NONCE_KEY, text(&all["nonce"], "value"), now));
    assert!(!nonce::is_fresh(&NONCE_KEY, text(&all["nonce"], "stale"), now));
}
