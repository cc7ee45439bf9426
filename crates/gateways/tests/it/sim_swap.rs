//! CAMARA SIM Swap against a server on this machine that answers as the specification says (version 2.1).

use domain::sim_swap::SimStanding;
use domain::{Secret, Timestamp};
use gateways::sim_swap::{Camara, CamaraSettings, SCOPE, SimQuestion, SimSwap as _};
use gateways::{Http, SendError};
use serde_json::{Value, json};

use crate::telephone::Gateway;

const NOW: Timestamp = Timestamp::from_millis(1_764_061_200_000);
const TOKEN: &str = r#"{"access_token":"ta/2","token_type":"Bearer","expires_in":300}"#;

fn camara(operator: &Gateway) -> Camara {
    gateways::tls::install_provider();
    let settings = CamaraSettings {
        base: format!("{}/sim-swap/v2", operator.base),
        token_url: format!("{}/oauth/token", operator.base),
        client_id: "vestibule".into(),
        client_secret: Secret::new("s p:1".into()),
        scope: SCOPE.into(),
    };
    Camara::new(Http::new(None).unwrap(), settings)
}

fn question(at: Timestamp) -> SimQuestion {
    SimQuestion { number: "+33612345678".into(), max_age_hours: 72, at }
}

async fn answered(answers: &[(u16, &str)]) -> Result<SimStanding, SendError> {
    let operator = Gateway::that_answers(answers).await;
    camara(&operator).check(&question(NOW)).await
}

#[tokio::test]
async fn an_operator_is_asked_with_a_token_of_its_own_that_is_kept_until_it_ends() {
    let said = |swapped: bool| json!({ "swapped": swapped }).to_string();
    let (new, old) = (said(true), said(false));
    let operator =
        Gateway::that_answers(&[(200, TOKEN), (200, &new), (200, &old), (200, TOKEN), (200, &old)]).await;
    let camara = camara(&operator);
    assert_eq!(camara.check(&question(NOW)).await, Ok(SimStanding::Changed));
    assert_eq!(camara.check(&question(NOW)).await, Ok(SimStanding::Settled));
    let later = Timestamp::from_millis(NOW.millis() + 271_000);
    assert_eq!(camara.check(&question(later)).await, Ok(SimStanding::Settled));
    let seen = operator.seen();
    let lines: Vec<&str> = seen.iter().map(|one| one.line.as_str()).collect();
    let (token, check) = ("POST /oauth/token HTTP/1.1", "POST /sim-swap/v2/check HTTP/1.1");
    assert_eq!(lines, [token, check, check, token, check]);
    assert_eq!(seen[0].header("authorization"), "Basic dmVzdGlidWxlOnMlMjBwJTNBMQ==");
    assert_eq!(seen[0].body, "grant_type=client_credentials&scope=sim-swap%3Acheck");
    assert_eq!(seen[1].header("authorization"), "Bearer ta/2");
    let body: Value = serde_json::from_str(&seen[1].body).unwrap();
    assert_eq!(body, json!({ "phoneNumber": "+33612345678", "maxAge": 72 }));
}

#[tokio::test]
async fn a_token_that_ended_early_is_renewed_once() {
    let refused = r#"{"status":401,"code":"UNAUTHENTICATED","message":"x"}"#;
    let fine = r#"{"swapped":false}"#;
    let all = [(200, TOKEN), (401, refused), (200, TOKEN), (200, fine)];
    assert_eq!(answered(&all).await, Ok(SimStanding::Settled));
    let never = [(200, TOKEN), (401, refused), (200, TOKEN), (401, refused)];
    assert_eq!(
        answered(&never).await,
        Err(SendError::permanent("the operator answered 401 UNAUTHENTICATED"))
    );
}

#[tokio::test]
async fn a_number_that_the_operator_does_not_serve_is_told_from_an_operator_that_fails() {
    let refused = |code: &str| format!(r#"{{"status":0,"code":"{code}","message":"+33612345678"}}"#);
    for (status, code) in [
        (404, "NOT_FOUND"),
        (404, "IDENTIFIER_NOT_FOUND"),
        (404, "SIM_SWAP.UNKNOWN_PHONE_NUMBER"),
        (422, "SERVICE_NOT_APPLICABLE"),
    ] {
        assert_eq!(answered(&[(200, TOKEN), (status, &refused(code))]).await, Ok(SimStanding::Unknown));
    }
    let told = |status: u16, body: String| async move {
        answered(&[(200, TOKEN), (status, &body)]).await.expect_err("a failure").to_string()
    };
    assert!(told(400, refused("OUT_OF_RANGE")).await.ends_with("answered 400 OUT_OF_RANGE"));
    assert!(told(403, refused("PERMISSION_DENIED")).await.ends_with("answered 403 PERMISSION_DENIED"));
    assert!(told(503, "<html>".into()).await.ends_with("answered 503"));
    assert!(told(404, "<html>".into()).await.ends_with("answered 404"), "a wrong address is no answer");
    assert!(told(200, "{}".into()).await.contains("cannot be read"));
    let leaked = told(422, refused("+33612345678")).await;
    assert!(leaked.ends_with("answered 422"), "nothing of theirs but a code is repeated: {leaked}");
}

#[tokio::test]
async fn a_wrong_secret_is_told_as_such() {
    let told = answered(&[(401, r#"{"error":"invalid_client"}"#)]).await;
    assert_eq!(told, Err(SendError::permanent("the token address answered 401")));
}
