//! The phone's side of VAP/1: comes to an account by link or code, asks what is pending, answers.

use domain::vap::Decision;
use proofs::vap::enrol::{self, Push};
use proofs::vap::key::Jwk;
use serde_json::{Value, json};

use super::wire::{Call, Reply, Wire};
use super::{Account, DeviceTrouble, Keys};

/// What was claimed, before the person says « Ajouter ce compte ».
pub struct Claimed {
    app: String,
    pub told: Value,
}

/// A phone on a wire. `now` is its clock, in seconds: informative.
pub struct Phone<W> {
    pub wire: W,
    pub nonce: Option<String>,
    pub now: i64,
}

impl<W: Wire> Phone<W> {
    pub const fn new(wire: W, now: i64) -> Self {
        Self { wire, nonce: None, now }
    }

    /// Opens a link as the page shows it, or a typed code at the authenticator of that origin.
    pub async fn claim(&mut self, app: &str, shown: &str) -> Result<Claimed, DeviceTrouble> {
        let body = match shown.split_once("/e#") {
            Some((_, secret)) => {
                let (es, secret) = secret.split_once('.').ok_or(DeviceTrouble::NotALink)?;
                json!({ "es": es, "secret": secret })
            }
            None => json!({ "manual_code": shown }),
        };
        let told = self.post("/vap/v1/enrol/claim", &body).await?;
        Ok(Claimed { app: app.to_owned(), told })
    }

    /// Makes a key and registers it.
    pub async fn register(
        &mut self,
        claimed: &Claimed,
        name: &str,
        push: Option<Push>,
    ) -> Result<Account, DeviceTrouble> {
        let keys = Keys::generate()?;
        self.register_with(claimed, name, push, &keys).await
    }

    /// The same with a key that exists, as after a lost answer.
    pub async fn register_with(
        &mut self,
        claimed: &Claimed,
        name: &str,
        push: Option<Push>,
        keys: &Keys,
    ) -> Result<Account, DeviceTrouble> {
        let told = &claimed.told;
        let device = enrol::Device {
            name: name.to_owned(),
            platform: "other".into(),
            app_version: env!("CARGO_PKG_VERSION").into(),
            standalone: true,
            persisted: true,
        };
        let claims = enrol::Claims {
            aud: text(told, "iss"),
            es: text(told, "es"),
            nonce: text(told, "nonce"),
            iat: self.now,
            device,
            push,
        };
        let proof = keys.introduce(&claims)?;
        let body = json!({ "es": told["es"], "claim": told["claim"], "proof": proof });
        let done = self.post("/vap/v1/enrol/register", &body).await?;
        Ok(Account {
            app: claimed.app.clone(),
            iss: text(told, "iss"),
            tenant: text(&told["tenant"], "name"),
            account_hint: text(told, "account_hint"),
            enr: text(&done, "enr"),
            device: text(&done, "device"),
            totp: done["totp"]["secret"].as_str().map(str::to_owned),
            server_keys: server_keys(&told["server_jwks"])?,
            key: keys.text()?,
        })
    }

    /// What is pending, as signed, newest first.
    pub async fn pending(&mut self, account: &Account) -> Result<Vec<String>, DeviceTrouble> {
        let told = self.ask(account, "GET", "/vap/v1/challenges", None).await?;
        let listed = told["challenges"].as_array().cloned().unwrap_or_default();
        Ok(listed.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
    }

    /// Answers a challenge; gives the state that follows.
    pub async fn answer(
        &mut self,
        account: &Account,
        challenge: &str,
        decision: Decision,
        number: Option<&str>,
    ) -> Result<String, DeviceTrouble> {
        let id = account.read(challenge)?.jti;
        let response = account.respond(challenge, decision, number, self.now)?;
        let path = format!("/vap/v1/challenges/{id}/response");
        let told = self.ask(account, "POST", &path, Some(json!({ "response": response }))).await?;
        Ok(text(&told, "state"))
    }

    /// A proven call, signed again once where the nonce was missing or old.
    pub async fn ask(
        &mut self,
        account: &Account,
        method: &'static str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, DeviceTrouble> {
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let mut call = Call { method, path: path.to_owned(), body, authorization: None };
        for _ in 0..2 {
            let proof = account.prove(&call, self.nonce.as_deref().unwrap_or_default(), self.now)?;
            call.authorization = Some(format!("VAP {proof}"));
            match self.send(&call).await {
                Err(refused) if refused.word() == "use_nonce" => {}
                other => return other,
            }
        }
        self.send(&call).await
    }

    async fn post(&mut self, path: &str, body: &Value) -> Result<Value, DeviceTrouble> {
        let body = body.to_string().into_bytes();
        self.send(&Call { method: "POST", path: path.to_owned(), body, authorization: None }).await
    }

    async fn send(&mut self, call: &Call) -> Result<Value, DeviceTrouble> {
        let Reply { status, nonce, body } = self.wire.send(call).await?;
        self.nonce = nonce.or_else(|| self.nonce.take());
        if status == 204 {
            return Ok(Value::Null);
        }
        let told: Value = serde_json::from_slice(&body).map_err(|_| DeviceTrouble::Unreadable)?;
        if (200..300).contains(&status) {
            return Ok(told);
        }
        Err(DeviceTrouble::Refused { status, error: text(&told, "error"), told })
    }
}

fn text(told: &Value, name: &str) -> String {
    told[name].as_str().unwrap_or_default().to_owned()
}

/// The four members of each key; the rest is for others.
fn server_keys(told: &Value) -> Result<Vec<Jwk>, DeviceTrouble> {
    let keys = told["keys"].as_array().ok_or(DeviceTrouble::Unreadable)?;
    let jwk = |key: &Value| Jwk {
        kty: text(key, "kty"),
        crv: text(key, "crv"),
        x: text(key, "x"),
        y: text(key, "y"),
    };
    Ok(keys.iter().map(jwk).collect())
}
