//! DO2, DO3.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::{get, post};

use super::{converse, open, short};
use crate::server::Waits;

fn router() -> Router {
    Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }))
        .route(
            "/form",
            post(|body: Result<String, _>| async move { body.map_err(drop).unwrap_or("too late".into()) }),
        )
}

async fn status(request: &str) -> String {
    let door = open(router(), None, Waits::default()).await;
    let answer = converse(door.address, request).await;
    answer.split(' ').nth(1).unwrap_or("closed").to_owned()
}

#[tokio::test]
async fn an_ordinary_request_is_answered_and_its_peer_known() {
    let door = open(router(), None, Waits::default()).await;
    let answer = converse(door.address, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn headers_that_drip_are_cut() {
    let door = open(router(), None, short()).await;
    assert_eq!(converse(door.address, "GET / HTTP/1.1\r\nhost: a\r\nx: ").await, "");
    assert_eq!(converse(door.address, "").await, "");
}

#[tokio::test]
async fn a_body_that_drips_is_given_up() {
    let door = open(router(), None, short()).await;
    let request = "POST /form HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 10\r\n\r\na=b";
    let answer = converse(door.address, request).await;
    assert!(answer.ends_with("too late"), "{answer}");
    let whole = request.replace("10", "3");
    let answer = converse(door.address, &whole).await;
    assert!(answer.ends_with("a=b"), "{answer}");
}

#[tokio::test]
async fn sixty_four_headers_are_enough() {
    let request = |count: usize| {
        let headers = "x: 1\r\n".repeat(count - 2);
        format!("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}\r\n")
    };
    assert_eq!(status(&request(64)).await, "200");
    assert_eq!(status(&request(65)).await, "431");
}

#[tokio::test]
async fn sixteen_kilobytes_of_headers_are_enough() {
    let request = |bytes: usize| {
        format!("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx: {}\r\n\r\n", "a".repeat(bytes))
    };
    assert_eq!(status(&request(15_000)).await, "200");
    assert_eq!(status(&request(17_000)).await, "431");
}

#[tokio::test]
async fn an_address_of_more_than_eight_kilobytes_is_refused() {
    let request = |bytes: usize| {
        format!("GET /?{} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "a".repeat(bytes))
    };
    assert_eq!(status(&request(8 * 1024 - 2)).await, "200");
    assert_eq!(status(&request(8 * 1024 - 1)).await, "414");
}

#[tokio::test]
async fn http2_without_tls_and_rubbish_are_not_understood() {
    let answer = status("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    assert_ne!(answer, "200");
    assert_eq!(status("\u{16}\u{3}\u{1} hello\r\n\r\n").await, "400");
}
