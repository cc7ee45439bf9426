//! Gateways for texts and calls against servers on this machine that check what they are sent as the real ones do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::{digest, hmac};
use domain::{Secret, Timestamp};
use gateways::telephone::{
    Form, Generic, GenericSettings, Ovh, OvhSettings, Several, Template, Twilio, TwilioSettings,
};
use gateways::{Http, OutgoingCall, OutgoingText, SendError, Telephone};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// One request as a gateway reads it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole request");
        let mut lines = head.lines();
        let line = lines.next().expect("a request line").to_owned();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { line, headers, body: body.to_owned() }
    }
}

/// A gateway that answers each request as told, one after the other and then the last again.
pub struct Gateway {
    pub base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Gateway {
    pub async fn that_answers(answers: &[(u16, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, answers) =
            (seen.clone(), answers.iter().map(|(s, b)| (*s, (*b).to_owned())).collect::<Vec<_>>());
        tokio::spawn(async move {
            for n in 0.. {
                let (mut socket, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                loop {
                    let mut piece = [0; 4096];
                    let length = socket.read(&mut piece).await.unwrap_or(0);
                    request.extend_from_slice(&piece[..length]);
                    let text = String::from_utf8_lossy(&request);
                    let awaited = text
                        .lines()
                        .find_map(|l| l.strip_prefix("content-length: "))
                        .map_or(0, |n| n.parse().unwrap());
                    if length == 0
                        || text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= awaited)
                    {
                        break;
                    }
                }
                kept.lock().unwrap().push(Seen::read(&String::from_utf8_lossy(&request)));
                let (status, body) = &answers[usize::min(n, answers.len() - 1)];
                let head = format!(
                    "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                let _hung_up = socket.write_all(format!("{head}{body}").as_bytes()).await;
                let _hung_up = socket.shutdown().await;
            }
        });
        Self { base, seen }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn http() -> Http {
    gateways::tls::install_provider();
    Http::new(None).unwrap()
}

fn text() -> OutgoingText {
    OutgoingText {
        to: "+33612345678".into(),
        text: "Lumen : votre code est 123456.\n\n@localhost #123456".into(),
        id: "0193".into(),
        at: Timestamp::from_millis(1_764_061_200_000),
        lives: Duration::from_mins(10),
    }
}

fn call() -> OutgoingCall {
    OutgoingCall {
        to: "+33145678901".into(),
        says: "Votre code est 1, 2, 3.".into(),
        language: "fr-FR",
        id: "0194".into(),
        at: Timestamp::from_millis(1_764_061_200_000),
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

fn generic(base: &str, form: Form) -> Generic {
    let fields = [("msisdn", "{to}"), ("body", "{text}"), ("lang", "{language}"), ("ttl", "{seconds}")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let settings = GenericSettings {
        text_url: Some(format!("{base}/sms")),
        call_url: Some(format!("{base}/call")),
        template: Template { form, fields },
        signing_key: Some(secret("our key")),
        token: Some(secret("their token")),
    };
    Generic::new(http(), settings)
}

fn ovh(base: &str) -> Ovh {
    let settings = OvhSettings {
        base: format!("{base}/1.0"),
        service: "sms-ab12345-1".into(),
        sender: Some("Lumen".into()),
        application_key: "app key".into(),
        application_secret: secret("app secret"),
        consumer_key: secret("consumer"),
    };
    Ovh::new(http(), settings)
}

fn twilio(base: &str) -> Twilio {
    let settings = TwilioSettings {
        base: base.to_owned(),
        account: "AC123".into(),
        key: None,
        token: secret("token"),
        sender: "Lumen".into(),
        caller: Some("+33199000000".into()),
    };
    Twilio::new(http(), settings)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[tokio::test]
async fn the_generic_gateway_signs_what_it_fills_in() {
    let gateway = Gateway::that_answers(&[(202, "")]).await;
    generic(&gateway.base, Form::Json).text(&text()).await.unwrap();
    let seen = &gateway.seen()[0];
    assert!(seen.line.starts_with("POST /sms "), "{}", seen.line);
    assert_eq!(seen.header("authorization"), "Bearer their token");
    assert_eq!(seen.header("idempotency-key"), "0193");
    let body: Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!((body["msisdn"].as_str(), body["ttl"].as_str()), (Some("+33612345678"), Some("600")));
    assert_eq!(body["body"], text().text);
    // What the receiver does, with its own sum.
    let signature = seen.header("x-vestibule-signature");
    let (moment, sum) = signature.split_once(",v1=").unwrap();
    let moment = moment.strip_prefix("t=").unwrap();
    assert_eq!(moment, "1764061200");
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"our key");
    let expected = hmac::sign(&key, format!("{moment}.{}", seen.body).as_bytes());
    assert_eq!(sum, hex(expected.as_ref()));
}

#[tokio::test]
async fn the_generic_gateway_writes_forms_and_calls() {
    let gateway = Gateway::that_answers(&[(200, "")]).await;
    generic(&gateway.base, Form::Form).call(&call()).await.unwrap();
    let seen = &gateway.seen()[0];
    assert!(seen.line.starts_with("POST /call "), "{}", seen.line);
    assert_eq!(
        seen.body,
        "msisdn=%2B33145678901&body=Votre%20code%20est%201%2C%202%2C%203.&lang=fr-FR&ttl=0"
    );
}

#[tokio::test]
async fn ovh_is_called_as_its_page_says() {
    let taken =
        r#"{"totalCreditsRemoved":1,"invalidReceivers":[],"ids":[1],"validReceivers":["+33612345678"]}"#;
    let gateway = Gateway::that_answers(&[(200, taken)]).await;
    let ovh = ovh(&gateway.base);
    ovh.text(&text()).await.unwrap();
    let seen = &gateway.seen()[0];
    assert!(seen.line.starts_with("POST /1.0/sms/sms-ab12345-1/jobs "), "{}", seen.line);
    let job: Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(job["receivers"][0], "+33612345678");
    assert_eq!((&job["noStopClause"], &job["sender"]), (&true.into(), &"Lumen".into()));
    assert_eq!(job["validityPeriod"], 10, "minutes");
    let signed = format!(
        "app secret+consumer+POST+{}/1.0/sms/sms-ab12345-1/jobs+{}+1764061200",
        gateway.base, seen.body
    );
    let sum = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, signed.as_bytes());
    assert_eq!(seen.header("x-ovh-signature"), format!("$1${}", hex(sum.as_ref())));
    assert_eq!(seen.header("x-ovh-application"), "app key");
    assert_eq!(seen.header("x-ovh-consumer"), "consumer");
    assert!(!ovh.can_call());
}

#[tokio::test]
async fn a_number_that_ovh_does_not_serve_is_not_tried_again() {
    let gateway =
        Gateway::that_answers(&[(200, r#"{"validReceivers":[],"invalidReceivers":["+33612345678"]}"#)]).await;
    assert!(matches!(ovh(&gateway.base).text(&text()).await, Err(SendError::Permanent(_))));
    let nonsense = Gateway::that_answers(&[(200, "<html>maintenance</html>")]).await;
    assert!(matches!(ovh(&nonsense.base).text(&text()).await, Err(SendError::Temporary(_))));
}

#[tokio::test]
async fn twilio_is_called_as_its_page_says() {
    let gateway = Gateway::that_answers(&[(201, r#"{"sid":"SM1","status":"queued"}"#)]).await;
    let twilio = twilio(&gateway.base);
    twilio.text(&text()).await.unwrap();
    twilio.call(&call()).await.unwrap();
    twilio.greet(text().at).await.unwrap();
    let seen = gateway.seen();
    assert!(seen[0].line.starts_with("POST /2010-04-01/Accounts/AC123/Messages.json "), "{}", seen[0].line);
    assert_eq!(seen[0].header("authorization"), "Basic QUMxMjM6dG9rZW4=");
    assert!(
        seen[0].body.starts_with("To=%2B33612345678&From=Lumen&Body=Lumen%20%3A%20votre"),
        "{}",
        seen[0].body
    );
    assert!(seen[0].body.ends_with("&ValidityPeriod=600"), "{}", seen[0].body);
    assert!(seen[1].line.starts_with("POST /2010-04-01/Accounts/AC123/Calls.json "), "{}", seen[1].line);
    assert!(
        seen[1].body.contains("Twiml=%3CResponse%3E%3CSay%20language%3D%22fr-FR%22%3EVotre"),
        "{}",
        seen[1].body
    );
    assert!(seen[2].line.starts_with("GET /2010-04-01/Accounts/AC123.json "), "{}", seen[2].line);
}

#[tokio::test]
async fn what_may_pass_later_is_told_from_what_never_will() {
    let refused = |status| async move {
        let gateway =
            Gateway::that_answers(&[(status, r#"{"code":21211,"message":"+33612345678 is bad"}"#)]).await;
        let all = [
            twilio(&gateway.base).text(&text()).await,
            ovh(&gateway.base).text(&text()).await,
            generic(&gateway.base, Form::Json).text(&text()).await,
        ];
        all.map(|one| one.expect_err("a refusal"))
    };
    for status in [429, 500, 503, 401, 403] {
        assert!(refused(status).await.iter().all(SendError::may_pass_later), "{status}");
    }
    for status in [400, 404, 422] {
        for error in refused(status).await {
            assert!(!error.may_pass_later(), "{status}");
            assert!(!error.to_string().contains("612345678"), "AU3: {error}");
        }
    }
}

#[tokio::test]
async fn the_second_gateway_takes_over_and_the_first_is_left_alone_for_a_while() {
    let (first, second) =
        (Gateway::that_answers(&[(503, ""), (200, "")]).await, Gateway::that_answers(&[(200, "")]).await);
    let named = |name: &str, gateway: &Gateway| {
        (name.to_owned(), Box::new(generic(&gateway.base, Form::Json)) as Box<dyn Telephone>)
    };
    let both = Several::new(vec![named("first", &first), named("second", &second)]);
    both.text(&text()).await.unwrap();
    assert_eq!((first.seen().len(), second.seen().len()), (1, 1));
    assert_eq!(first.seen()[0].header("idempotency-key"), second.seen()[0].header("idempotency-key"));
    both.text(&text()).await.unwrap();
    assert_eq!((first.seen().len(), second.seen().len()), (1, 2), "it rests");
    let later = OutgoingText { at: text().at + Duration::from_secs(31), ..text() };
    both.text(&later).await.unwrap();
    assert_eq!((first.seen().len(), second.seen().len()), (2, 2), "and is asked first again");
}

#[tokio::test]
async fn a_gateway_that_is_gone_or_silent_does_not_stop_the_other() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let well = Gateway::that_answers(&[(200, "")]).await;
    let boxed = |base: &str| Box::new(generic(base, Form::Json)) as Box<dyn Telephone>;
    let both = Several::new(vec![("gone".into(), boxed(&base)), ("well".into(), boxed(&well.base))]);
    both.text(&text()).await.unwrap();
    assert_eq!(well.seen().len(), 1);
    let alone = Several::new(vec![("gone".into(), boxed(&base))]);
    assert!(alone.text(&text()).await.expect_err("nobody there").may_pass_later());
    assert!(alone.greet(text().at).await.is_ok(), "it has no question to ask");
}

#[tokio::test]
async fn calls_go_to_a_gateway_that_makes_them() {
    let (texts, calls) =
        (Gateway::that_answers(&[(200, "{}")]).await, Gateway::that_answers(&[(201, "{}")]).await);
    let both = Several::new(vec![
        ("ovh".into(), Box::new(ovh(&texts.base)) as Box<dyn Telephone>),
        ("twilio".into(), Box::new(twilio(&calls.base))),
    ]);
    assert!(both.can_text() && both.can_call());
    both.call(&call()).await.unwrap();
    assert_eq!((texts.seen().len(), calls.seen().len()), (0, 1));
}
