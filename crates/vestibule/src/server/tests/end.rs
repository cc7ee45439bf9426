//! Stopping politely.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::{converse, open};
use crate::server::Waits;

/// A handler that says when it began, and waits to be let go.
fn slow() -> (Router, Arc<Notify>, Arc<Notify>) {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (tell, wait) = (Arc::clone(&begun), Arc::clone(&go_on));
    let handler = move || async move {
        tell.notify_one();
        wait.notified().await;
        "finished"
    };
    (Router::new().route("/", get(handler)), begun, go_on)
}

const REQUEST: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

#[tokio::test]
async fn a_request_in_flight_is_finished_and_no_new_one_is_accepted() {
    let (router, begun, go_on) = slow();
    let door = open(router, None, Waits::default()).await;
    let in_flight = tokio::spawn(converse(door.address, REQUEST));
    begun.notified().await;
    let idle = TcpStream::connect(door.address).await.unwrap();

    door.stop.send_replace(true);
    while TcpStream::connect(door.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!door.served.is_finished(), "the request is still in flight");
    drop(idle);
    go_on.notify_one();
    assert!(in_flight.await.unwrap().ends_with("finished"));
    assert!(door.served.await.unwrap(), "all was finished");
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_after_the_farewell() {
    let (router, begun, _never) = slow();
    let waits = Waits { farewell: Duration::from_millis(30), ..Waits::default() };
    let door = open(router, None, waits).await;
    let in_flight = tokio::spawn(converse(door.address, REQUEST));
    begun.notified().await;
    door.stop.send_replace(true);
    assert!(!door.served.await.unwrap(), "something was cut short");
    assert_eq!(in_flight.await.unwrap(), "");
}

#[tokio::test]
async fn a_stop_without_a_word_is_a_stop() {
    let door = open(Router::new(), None, Waits::default()).await;
    drop(door.stop);
    assert!(door.served.await.unwrap());
}
