//! Outgoing calls over real sockets.

use gateways::{Http, SendError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::test_authority::authority_and_acceptor;

/// Reads one request until its body's last byte, and answers.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, answer: Vec<u8>) -> Option<String> {
    let mut request = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.ok()?;
        request.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let awaited =
            text.lines().find_map(|l| l.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
        if length == 0 || text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= awaited) {
            break;
        }
    }
    // The client may hang up before the last byte: that is what some tests are about.
    let _hung_up = stream.write_all(&answer).await;
    let _hung_up = stream.shutdown().await;
    Some(String::from_utf8_lossy(&request).into_owned())
}

/// A server for one call: its port, and the request it saw.
async fn once(answer: Vec<u8>) -> (u16, oneshot::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, seen) = oneshot::channel();
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        tell.send(converse(socket, answer).await.unwrap_or_default()).unwrap();
    });
    (port, seen)
}

fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test]
async fn a_form_is_posted_as_written() {
    let (port, seen) = once(ok("done")).await;
    let url = format!("http://127.0.0.1:{port}/logout");
    let answer = Http::new(None).unwrap().post_form(&url, &[("logout_token", "a.b=c&d")]).await.unwrap();
    assert!(answer.is_success());
    assert_eq!(answer.body, b"done");
    let request = seen.await.unwrap();
    assert!(request.starts_with("POST /logout HTTP/1.1"), "{request}");
    assert!(request.contains("application/x-www-form-urlencoded"), "{request}");
    assert!(request.ends_with("logout_token=a.b%3Dc%26d"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let trap = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/metadata", trap.local_addr().unwrap());
    let (port, _) =
        once(format!("HTTP/1.1 302 Found\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n").into())
            .await;
    let answer = Http::new(None).unwrap().post_form(&format!("http://127.0.0.1:{port}/"), &[]).await.unwrap();
    assert_eq!(answer.status, 302);
    let visited = tokio::time::timeout(std::time::Duration::from_millis(20), trap.accept()).await;
    assert!(visited.is_err(), "the redirect was followed");
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let (port, _) = once(ok(&"x".repeat(1_000_000))).await;
    let answer = Http::new(None).unwrap().get(&format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert_eq!(answer.body.len(), 64 * 1024);
}

#[tokio::test]
async fn an_address_in_clear_beyond_this_machine_is_never_called() {
    let refusal = Http::new(None).unwrap().post_form("http://192.0.2.1/logout", &[]).await.unwrap_err();
    assert!(matches!(refusal, SendError::Permanent(_)));
}

#[tokio::test]
async fn a_closed_door_may_open_later() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let refusal =
        Http::new(None).unwrap().post_form(&format!("http://127.0.0.1:{port}/"), &[]).await.unwrap_err();
    assert!(refusal.may_pass_later());
}

#[tokio::test]
async fn the_companys_own_authority_is_believed_when_named() {
    let (authority, acceptor) = authority_and_acceptor();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/logout", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move { converse(acceptor.accept(socket).await.ok()?, ok("")).await });
        }
    });
    let refusal = Http::new(None).unwrap().post_form(&url, &[]).await.unwrap_err();
    assert!(refusal.may_pass_later(), "{refusal}");
    assert!(Http::new(Some(&authority)).unwrap().post_form(&url, &[]).await.unwrap().is_success());
}
