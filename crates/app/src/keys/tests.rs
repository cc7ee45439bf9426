//! A key file survives being written; a weak, sample, doubled, misnamed or incomplete one is refused with a sentence.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use toml::{Table, Value};

use super::*;
use crate::vault::Purpose;

static FILE: LazyLock<KeyFile> =
    LazyLock::new(|| KeyFile::generate(Timestamp::from_millis(1_795_290_000_000)).unwrap());

/// What the generated file becomes when an operator edits it.
fn edited(edit: impl FnOnce(&mut Table)) -> Result<Keys, KeyTrouble> {
    let mut table: Table = FILE.to_text().parse().unwrap();
    edit(&mut table);
    Keys::prepare(&KeyFile::parse(&table.to_string())?)
}

fn refused(edit: impl FnOnce(&mut Table)) -> KeyTrouble {
    edited(edit).err().expect("the edited file is refused")
}

fn entry<'a>(table: &'a mut Table, list: &str, at: usize) -> &'a mut Table {
    table[list].as_array_mut().unwrap()[at].as_table_mut().unwrap()
}

fn set(table: &mut Table, list: &str, at: usize, name: &str, value: impl Into<Value>) {
    entry(table, list, at).insert(name.into(), value.into());
}

fn double(table: &mut Table, list: &str) {
    let copy = Value::Table(entry(table, list, 0).clone());
    table[list].as_array_mut().unwrap().push(copy);
}

fn kid(at: usize) -> String {
    FILE.signing_keys[at].kid.clone()
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[test]
fn new_keys_survive_being_written_and_read() {
    let text = FILE.to_text();
    assert!(text.starts_with("# The keys of this installation"));
    assert_eq!(&KeyFile::parse(&text).unwrap(), &*FILE);
    assert!(Keys::prepare(&FILE).is_ok());
}

#[test]
fn two_installations_have_nothing_in_common() {
    let other = KeyFile::generate(Timestamp::from_millis(0)).unwrap();
    let (ours, _) = Keys::prepare(&FILE).unwrap().into_parts();
    let (theirs, _) = Keys::prepare(&other).unwrap().into_parts();
    let sealed = ours.seal(Purpose::Form, b"", b"x");
    assert_eq!(ours.open(Purpose::Form, b"", &sealed).as_deref(), Some(&b"x"[..]));
    assert_eq!(theirs.open(Purpose::Form, b"", &sealed), None);
    assert_ne!(kid(0), other.signing_keys[0].kid);
}

#[test]
fn a_key_is_named_by_its_thumbprint_and_published_under_it() {
    let (_, signer) = Keys::prepare(&FILE).unwrap().into_parts();
    let keys = signer.jwks()["keys"].as_array().unwrap();
    let named: Vec<_> = keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect();
    assert_eq!(named, [kid(0), kid(1)]);
}

#[test]
fn weak_or_sample_roots_are_refused() {
    for sample in [[0; 32], [0xff; 32], *b"0123456789abcdefghijklmnopqrstuv"] {
        let trouble = refused(|table| set(table, "sealing_roots", 0, "secret", base64(&sample)));
        assert_eq!(trouble, KeyTrouble::WeakRoot(1));
    }
    let short = refused(|table| set(table, "sealing_roots", 0, "secret", base64(&[7; 31])));
    assert_eq!(short, KeyTrouble::RootLength(1));
}

#[test]
fn a_file_without_a_root_or_with_one_twice_is_refused() {
    let none = refused(|table| table["sealing_roots"].as_array_mut().unwrap().clear());
    assert_eq!(none, KeyTrouble::NoRoot);
    assert_eq!(refused(|table| double(table, "sealing_roots")), KeyTrouble::RepeatedRoot(1));
}

#[test]
fn a_key_printed_in_a_standard_is_refused() {
    let pair = samples::rfc_7515_a_3();
    let thumbprint = pair.public().thumbprint();
    let trouble = refused(|table| {
        set(table, "signing_keys", 1, "pkcs8", base64(&pair.to_pkcs8().unwrap()));
        set(table, "signing_keys", 1, "kid", thumbprint.as_str());
    });
    assert_eq!(trouble, KeyTrouble::SampleKey(thumbprint));
}

#[test]
fn a_key_under_a_wrong_name_is_refused() {
    let trouble = refused(|table| set(table, "signing_keys", 1, "kid", "2026"));
    assert_eq!(trouble, KeyTrouble::WrongKid { kid: "2026".into(), thumbprint: kid(1) });
    assert_eq!(refused(|table| double(table, "signing_keys")), KeyTrouble::RepeatedKey(kid(0)));
}

#[test]
fn a_key_of_another_kind_than_its_algorithm_is_refused() {
    for (at, alg) in [(0, "ES256"), (1, "RS256")] {
        let trouble = refused(|table| set(table, "signing_keys", at, "alg", alg));
        assert_eq!(trouble, KeyTrouble::NotAKey(kid(at)));
    }
    let broken = refused(|table| set(table, "signing_keys", 0, "pkcs8", base64(b"no key")));
    assert_eq!(broken, KeyTrouble::NotAKey(kid(0)));
}

#[test]
fn each_algorithm_keeps_an_active_key() {
    for state in ["published", "retired"] {
        let trouble = refused(|table| set(table, "signing_keys", 0, "state", state));
        assert_eq!(trouble, KeyTrouble::Active, "{state}");
    }
}

#[test]
fn a_retired_key_is_neither_published_nor_believed() {
    let old = KeyFile::generate(Timestamp::from_millis(0)).unwrap();
    let (_, signer) = Keys::prepare(&old).unwrap().into_parts();
    let token = signer.sign(domain::client::SigningAlg::ES256, "JWT", &serde_json::json!({}));
    for (state, is_believed) in [("published", true), ("retired", false)] {
        let keys = edited(|table| {
            let mut old: Table = old.to_text().parse().unwrap();
            set(&mut old, "signing_keys", 1, "state", state);
            let key = Value::Table(entry(&mut old, "signing_keys", 1).clone());
            table["signing_keys"].as_array_mut().unwrap().push(key);
        });
        let (_, signer) = keys.unwrap().into_parts();
        assert_eq!(signer.verify_own::<serde_json::Value>(&token, "JWT").is_some(), is_believed, "{state}");
        assert_eq!(signer.jwks()["keys"].as_array().unwrap().len(), if is_believed { 3 } else { 2 });
        let record = signer.verify_record::<serde_json::Value>(&token, "JWT");
        assert!(record.is_some(), "{state}: what it signed in its time stays true");
        assert!(signer.verify_record::<serde_json::Value>(&token, "logout+jwt").is_none());
    }
}

#[test]
fn an_unknown_key_or_version_is_refused() {
    assert_eq!(refused(|table| drop(table.insert("version".into(), 2.into()))), KeyTrouble::Version(2));
    let unknown = refused(|table| set(table, "sealing_roots", 0, "rot", "x"));
    assert!(matches!(unknown, KeyTrouble::Unreadable(_)));
}

#[test]
fn a_broken_file_is_told_by_line_and_never_quoted() {
    let text = FILE.to_text().replacen("secret = \"", "secret = \"!", 1);
    let line = text.lines().position(|line| line.starts_with("secret = ")).unwrap() + 1;
    let trouble = KeyFile::parse(&text).unwrap_err();
    assert_eq!(trouble, KeyTrouble::Unreadable(line));
    assert_eq!(trouble.to_string(), format!("line {line} of the key file cannot be read"));
}

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?}", *FILE);
    let table: Table = FILE.to_text().parse().unwrap();
    let secret = table["sealing_roots"][0]["secret"].as_str().unwrap();
    assert!(shown.contains("SecretBytes(…)") && !shown.contains(secret));
}
