//! A device that holds passkeys, written after the standard and knowing nothing of the server: it reads what a page asks its
//! browser, and gives the fields that the page's script would post. Tests make it lie, one thing at a time.

use app::App;
use app::vault::Purpose;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::passkey::{Made, RelyingParty};
use domain::{AccountId, ActId, AuthenticatorId};
use serde_json::{Value, json};
use store::authenticators::StoredAuthenticator;
use store::db::Batch;

use crate::Answer;

/// One person's device.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that it may lie about")]
#[derive(Clone, Debug)]
pub struct Device {
    /// Where its browser says that it is.
    pub origin: String,
    /// Another relying party than the page's, if it lies.
    pub relying_party: Option<String>,
    /// It knows who unlocks it.
    pub verifies: bool,
    pub present: bool,
    /// Its keys are copied to the other devices of the person.
    pub synced: bool,
    /// What it counts to next; zero where it does not count.
    pub counter: u32,
    /// Within somebody else's page.
    pub framed: bool,
    pub keys: Vec<Key>,
}

#[derive(Clone, Debug)]
pub struct Key {
    pub id: Vec<u8>,
    pub user_handle: Vec<u8>,
    pkcs8: Vec<u8>,
}

/// What a page asks its browser.
pub fn options(page: &Answer) -> Value {
    let text = page.body.split("data-options=\"").nth(1).and_then(|rest| rest.split('"').next());
    let text = text.expect("a question for the browser").replace("&#34;", "\"").replace("&quot;", "\"");
    serde_json::from_str(&text).expect("the browser's JSON")
}

impl Device {
    /// A telephone that copies its keys to the person's other devices.
    pub fn synced(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            relying_party: None,
            verifies: true,
            present: true,
            synced: true,
            counter: 0,
            framed: false,
            keys: Vec::new(),
        }
    }

    /// A security key: what it holds never leaves it, and it counts.
    pub fn bound(origin: &str) -> Self {
        Self { synced: false, counter: 1, ..Self::synced(origin) }
    }

    /// Makes a passkey, and keeps it.
    pub fn make(&mut self, asked: &Value) -> Vec<(&'static str, String)> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
            .expect("a key")
            .as_ref()
            .to_vec();
        let id = app::chance::bytes::<32>().to_vec();
        self.keys.push(Key { id, user_handle: bytes(&asked["user"]["id"]), pkcs8 });
        self.make_again(asked)
    }

    /// Says of the newest passkey that it was just made.
    pub fn make_again(&self, asked: &Value) -> Vec<(&'static str, String)> {
        let Key { id, pkcs8, .. } = self.keys.last().expect("a passkey");
        let point = pair(pkcs8).public_key().as_ref().to_vec();
        let head =
            [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20], &point[1..33], &[0x22, 0x58, 0x20]].concat();
        let attested = [&[0; 16], [0, 32].as_slice(), id, &head, &point[33..]].concat();
        let party = asked["rp"]["id"].as_str().unwrap_or_default();
        let data = [self.data(party, 0x40), attested].concat();
        let length = u8::try_from(data.len()).expect("short");
        let attestation = [b"\xa3cfmtdnonegattStmt\xa0hauthDataX".as_slice(), &[length], &data].concat();
        let client_data = self.client_data("webauthn.create", asked);
        vec![
            ("passkey_id", text(id)),
            ("passkey_client_data", text(&client_data)),
            ("passkey_attestation", text(&attestation)),
            ("passkey_transports", "internal hybrid".to_owned()),
        ]
    }

    /// Shows the newest passkey that is allowed; the newest of all where none is named.
    pub fn show(&mut self, asked: &Value) -> Vec<(&'static str, String)> {
        let allowed: Vec<Vec<u8>> =
            asked["allowCredentials"].as_array().into_iter().flatten().map(|one| bytes(&one["id"])).collect();
        let fits = |key: &&Key| allowed.is_empty() || allowed.contains(&key.id);
        let key = self.keys.iter().rev().find(fits).expect("a passkey that is allowed").clone();
        self.show_key(&key, asked)
    }

    /// Shows this one, whatever is asked.
    pub fn show_key(&mut self, key: &Key, asked: &Value) -> Vec<(&'static str, String)> {
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(asked["rpId"].as_str().unwrap_or_default(), 0);
        let client_data = self.client_data("webauthn.get", asked);
        let signed = [data.as_slice(), digest(&SHA256, &client_data).as_ref()].concat();
        let signature = pair(&key.pkcs8).sign(&SystemRandom::new(), &signed).expect("a signature");
        vec![
            ("passkey_id", text(&key.id)),
            ("passkey_client_data", text(&client_data)),
            ("passkey_authenticator_data", text(&data)),
            ("passkey_signature", text(signature.as_ref())),
            ("passkey_user_handle", text(&key.user_handle)),
        ]
    }

    /// Relying party, flags, counter (WebAuthn §6.1).
    fn data(&self, party: &str, more: u8) -> Vec<u8> {
        let party = self.relying_party.as_deref().unwrap_or(party);
        let copies = if self.synced { 0x18 } else { 0 };
        let flags = u8::from(self.present) | (u8::from(self.verifies) << 2) | copies | more;
        [digest(&SHA256, party.as_bytes()).as_ref(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let mut data = json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin });
        data["crossOrigin"] = json!(self.framed);
        data.to_string().into_bytes()
    }
}

/// Gives an account a passkey on this device, as if its owner had made it.
pub async fn admit_passkey(app: &App, account: AccountId, device: &mut Device) {
    let (now, vault) = (app.now(), app.vault());
    let party = RelyingParty::of(app.issuer()).expect("an issuer with passkeys");
    let handle = app::chance::bytes();
    let asked = json!({ "challenge": "AAAA", "rp": { "id": party.id }, "user": { "id": text(&handle) } });
    let fields = device.make(&asked);
    let made = Made {
        client_data: bytes(&json!(fields[1].1)),
        attestation: bytes(&json!(fields[2].1)),
        transports: vec![],
    };
    let (credential, counter) = proofs::passkey::made(&made, &[0; 3], &party).expect("our own passkey");
    let id = AuthenticatorId::new(now, app::chance::bytes());
    let row = StoredAuthenticator {
        account,
        id,
        kind: domain::Factor::Passkey.word().to_owned(),
        label_sealed: vault.seal(Purpose::AuthenticatorLabel, id.bytes(), b""),
        secret_sealed: vault.seal_json(Purpose::Authenticator, id.bytes(), &credential),
        handle_digest: Some(app.passkey_digest(&credential.id)),
        counter: i64::from(counter),
        failures: 0,
        created_at: now,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    };
    let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
    store::passkeys::name(&mut batch, account, handle);
    store::authenticators::insert(&mut batch, &row);
    app.db().commit(batch).await.expect("the passkey is stored");
}

fn pair(pkcs8: &[u8]) -> EcdsaKeyPair {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8).expect("our own key")
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().unwrap_or_default()).unwrap_or_default()
}
