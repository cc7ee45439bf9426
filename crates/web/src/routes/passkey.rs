//! `/sign-in/passkey`: without a password (C28), and what passkeys look like on the wire: the browser's JSON for what it is
//! asked (WebAuthn Level 3 §5.1.9, §5.1.10), and the fields of a form for what it answers.

use app::form::Form as Sealed;
use app::passkeys::{Asked, Making, Standing};
use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::passkey::{CEREMONY_LIVES, Made, Shown};
use http::StatusCode;
use journeys::sign_in::State as SignIn;
use journeys::{Refusal, State as Journey, Visit};
use pages::{KeepOffer, PasskeyOffer, PasskeyRefusal, PasswordlessPage, Signal, paths};
use serde_json::{Value, json};

use super::sign_in::page as sign_in_page;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form};

/// C28. What was ticked beside the password is ticked here (R22).
pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (visit, typed) = super::sign_in::carried(&web, &asking);
    let binding = Binding::of(&asking);
    let Some(wish) = web.app().ask_for_any_passkey(binding.value, asking.now()) else {
        return answer::see_other(&super::sign_in::address(&web, &visit));
    };
    let client = match visit.service() {
        Some((id, _)) => web.app().client(id).await,
        None => Ok(None),
    };
    let client = match client {
        Ok(client) => client,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let brand = web.app().brand(client.as_ref().and_then(|client| client.brand.as_deref()));
    let state = SignIn::AwaitingPassword { visit: visit.clone(), typed: typed.clone() };
    let csrf =
        web.app().seal_form(Sealed::State(Box::new(Journey::SignIn(state))), binding.value, asking.now());
    let keep = sign_in_page::keep_offer(&web, &visit);
    let page = PasswordlessPage {
        purpose: sign_in_page::purpose(&visit),
        options: asked(&wish),
        remember_identifier: typed.as_ref().map_or_else(
            || web.app().policy().remember_for(visit.keep_choice()).identifier_preselected,
            |typed| typed.remember,
        ),
        keep: keep
            .map(|keep| KeepOffer { ticked: typed.as_ref().map_or(keep.ticked, |typed| typed.keep), ..keep }),
        phone: web.app().offers_phone_alone().then(|| format!("{}?ctx={csrf}", paths::SIGN_IN_BY_PHONE)),
        password: super::sign_in::address(&web, &visit),
        forgotten: super::recover::address(&web, &visit),
        csrf: csrf.clone(),
    };
    let mut frame = asking.frame(web.look(brand), Some(&visit));
    frame.path = paths::PASSWORDLESS;
    let switch = format!("ctx={csrf}");
    frame.switch_query = &switch;
    answer::with_language(binding.on(answer::page(StatusCode::OK, &page, &frame)), &asking)
}

/// Where the page without a password of a visit is; `None` where no passkey is offered.
pub fn address(web: &Web, visit: &Visit) -> Option<String> {
    web.app().offers_passkeys()?;
    Some(format!("{}?visit={}", paths::PASSWORDLESS, web.app().seal_visit(visit)))
}

/// The same question with a new challenge, for a page that has been open for a while. The same for everybody (NU3).
pub async fn challenge(State(web): State<Web>, asking: Asking) -> Response {
    let wish = asking.caller.binding.and_then(|binding| web.app().ask_for_any_passkey(binding, asking.now()));
    match wish {
        Some(wish) => answer::json(StatusCode::OK, asked(&wish)),
        None => {
            answer::refused(&web, &asking, Refused::CookiesBlocked { go_on: Some(paths::SIGN_IN.to_owned()) })
        }
    }
}

/// What the browser is asked when a passkey is to be shown.
pub fn asked(asked: &Asked) -> String {
    question(asked, &challenge_text(asked))
}

/// The same, with something else in the place of the challenge.
pub fn asked_with(asked: &Asked, place: char) -> PasskeyOffer {
    PasskeyOffer { options: question(asked, &place.to_string()) }
}

pub fn challenge_text(asked: &Asked) -> String {
    text(&asked.challenge)
}

fn question(asked: &Asked, challenge: &str) -> String {
    json!({
        "challenge": challenge,
        "rpId": asked.relying_party,
        "allowCredentials": keys(&asked.allowed),
        "userVerification": "required",
        "timeout": CEREMONY_LIVES.as_millis(),
    })
    .to_string()
}

/// What the browser is asked when a passkey is to be made: one that signs in by itself, behind the device's own lock.
pub fn making(making: &Making) -> String {
    let algorithm = |id: &i64| json!({ "type": "public-key", "alg": id });
    json!({
        "rp": { "id": making.relying_party, "name": making.company },
        "user": { "id": text(&making.user_handle), "name": making.login, "displayName": making.name },
        "challenge": text(&making.challenge),
        "pubKeyCredParams": making.algorithms.iter().map(algorithm).collect::<Vec<_>>(),
        "timeout": CEREMONY_LIVES.as_millis(),
        "excludeCredentials": keys(&making.existing),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "attestation": "none",
    })
    .to_string()
}

fn keys(list: &[(Vec<u8>, Vec<String>)]) -> Vec<Value> {
    let key = |(id, transports): &(Vec<u8>, Vec<String>)| json!({ "type": "public-key", "id": text(id), "transports": transports });
    list.iter().map(key).collect()
}

/// What is left of an account's passkeys, for the list of the device.
pub fn standing(standing: &Standing) -> Signal {
    let ids: Vec<String> = standing.ids.iter().map(|id| text(id)).collect();
    let user = text(&standing.user_handle);
    let options = json!({ "rpId": standing.relying_party, "userId": user, "allAcceptedCredentialIds": ids });
    Signal { name: Signal::ALL, options: options.to_string() }
}

/// Nobody has the passkey that was shown: the device may forget it.
pub fn unknown(asked: Option<&Asked>, shown: &sign_in_page::Shown<'_>) -> Option<Signal> {
    let asked = asked.filter(|_| shown.refusal == Some(Refusal::PasskeyUnknown))?;
    URL_SAFE_NO_PAD.decode(shown.key).ok().filter(|id| !id.is_empty())?;
    let options = json!({ "rpId": asked.relying_party, "credentialId": shown.key });
    Some(Signal { name: Signal::UNKNOWN, options: options.to_string() })
}

/// Why a passkey was not taken.
pub const fn refusal(refusal: Refusal) -> Option<PasskeyRefusal> {
    Some(match refusal {
        Refusal::PasskeyUnknown => PasskeyRefusal::Unknown,
        Refusal::PasskeyWrong => PasskeyRefusal::Wrong,
        Refusal::PasskeyStale => PasskeyRefusal::Stale,
        Refusal::PasskeyTaken => PasskeyRefusal::Taken,
        Refusal::PasskeyBlocked => PasskeyRefusal::Blocked,
        Refusal::PasskeyLost => PasskeyRefusal::Lost,
        _ => return None,
    })
}

/// A passkey that the device made. What cannot be read is empty, and refused by the judge.
pub fn made(form: &Form) -> Made {
    Made {
        client_data: bytes(form, "passkey_client_data"),
        attestation: bytes(form, "passkey_attestation"),
        transports: form.field("passkey_transports").split_whitespace().map(str::to_owned).collect(),
    }
}

/// A passkey that the device shows.
pub fn shown(form: &Form) -> Shown {
    Shown {
        credential: bytes(form, "passkey_id"),
        client_data: bytes(form, "passkey_client_data"),
        authenticator_data: bytes(form, "passkey_authenticator_data"),
        signature: bytes(form, "passkey_signature"),
        user_handle: bytes(form, "passkey_user_handle"),
    }
}

fn bytes(form: &Form, field: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(form.field(field)).unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
