//! A whole server from a configuration, and the operator's door (AD5).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::commands::tests::installation::Installation;
use crate::server::{Plan, Running, start};

async fn running(here: &Installation) -> Running {
    start(Plan::of(&here.config()).await.unwrap()).await.unwrap()
}

/// The answer's status and text.
async fn get(address: std::net::SocketAddr, path: &str, authorization: Option<&str>) -> (u16, String) {
    gateways::tls::install_provider();
    let client = reqwest::Client::builder().build().unwrap();
    let mut request = client.get(format!("http://{address}{path}"));
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_server_from_its_configuration_answers_and_stops() {
    let here = Installation::laid_out();
    here.migrate().await;
    let running = running(&here).await;
    assert_eq!(get(running.addr, "/readyz", None).await.0, 200);
    let (_, discovery) = get(running.addr, "/.well-known/openid-configuration", None).await;
    assert!(discovery.contains("\"issuer\":\"http://localhost:9\""), "{discovery}");
    let address = running.addr;
    assert!(running.stop().await, "nothing was in flight");
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_schema_that_is_behind_is_not_served_and_nothing_is_made() {
    let here = Installation::laid_out();
    let refused = Plan::of(&here.config()).await.err().unwrap();
    assert!(refused.cure.contains("vestibule migrate"), "{refused}");
    assert!(!here.file("vestibule.db").exists());
    crate::commands::migrate::open(&here.config()).await.unwrap();
    let refused = Plan::of(&here.config()).await.err().unwrap();
    assert!(refused.cure.contains("vestibule migrate"), "{refused}");
}

#[tokio::test]
async fn the_operators_door_opens_for_the_token_only() {
    let here = Installation::laid_out();
    here.migrate().await;
    let running = running(&here).await;
    let door = running.metrics_addr.unwrap();
    let token = here.token.reveal();
    assert_eq!(get(running.addr, "/readyz", None).await.0, 200);
    let (status, numbers) = get(door, "/metrics", None).await;
    assert_eq!(status, 200, "on this machine itself, numbers are open");
    assert!(numbers.contains("vestibule_requests_total"), "{numbers}");

    assert_eq!(get(door, "/status", None).await.0, 401);
    assert_eq!(get(door, "/status", Some("Bearer wrong")).await.0, 401);
    assert_eq!(get(door, "/elsewhere", None).await.0, 401);
    let (status, text) = get(door, "/status", Some(&format!("Bearer {token}"))).await;
    assert_eq!(status, 200);
    assert!(text.contains("\"ready\":true"), "{text}");
    let basic = STANDARD.encode(format!("operator:{token}"));
    assert_eq!(get(door, "/status", Some(&format!("Basic {basic}"))).await.0, 200);
    for path in ["/metrics", "/status"] {
        assert_eq!(get(running.addr, path, None).await.0, 404, "the customers' door knows nothing of it");
    }
}

#[tokio::test]
async fn beyond_this_machine_numbers_need_the_token_too() {
    let here = Installation::laid_out();
    here.change("metrics_listen = \"127.0.0.1:0\"", "metrics_listen = \"0.0.0.0:0\"");
    here.migrate().await;
    let running = running(&here).await;
    let door = std::net::SocketAddr::from(([127, 0, 0, 1], running.metrics_addr.unwrap().port()));
    assert_eq!(get(door, "/metrics", None).await.0, 401);
    let bearer = format!("Bearer {}", here.token.reveal());
    assert_eq!(get(door, "/metrics", Some(&bearer)).await.0, 200);
}
