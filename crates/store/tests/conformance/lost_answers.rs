//! PostgreSQL only: a connection that is cut while an answer is on its way. A proxy passes everything on and
//! cuts when told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use store::db::Tls;
use store::{CommitError, Db, Statement, Trouble, params};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::bench::{BY_ID, Bench, INSERT, NOW, batch, postgres_port};

/// Cuts the connection that sends `word`, once armed: after the server has answered it, before we hear.
struct Proxy {
    port: u16,
    armed: Arc<AtomicBool>,
}

impl Proxy {
    async fn before(server: u16, word: &'static [u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let armed = Arc::new(AtomicBool::new(false));
        let trigger = Arc::clone(&armed);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
                tokio::spawn(pass(client, server, word, Arc::clone(&trigger)));
            }
        });
        Self { port, armed }
    }

    fn cut_the_next(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }
}

async fn pass(mut client: TcpStream, mut server: TcpStream, word: &[u8], armed: Arc<AtomicBool>) {
    let (mut asked, mut told) = (vec![0; 65536], vec![0; 65536]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(size @ 1..) = read else { return };
                server.write_all(&asked[..size]).await.unwrap();
                let spoken = asked[..size].windows(word.len()).any(|window| window == word);
                if spoken && armed.swap(false, Ordering::SeqCst) {
                    // The server's answer is awaited, so that what it did is done, and never passed on.
                    assert!(server.read(&mut told).await.unwrap() > 0);
                    return;
                }
            }
            read = server.read(&mut told) => {
                let Ok(size @ 1..) = read else { return };
                client.write_all(&told[..size]).await.unwrap();
            }
        }
    }
}

async fn cut_after(word: &'static [u8]) -> Option<(Bench, Proxy, Db)> {
    let bench = Bench::postgres().await?;
    let proxy = Proxy::before(postgres_port(), word).await;
    let db = Db::open(&bench.through(proxy.port, Tls::Off)).await.unwrap();
    Some((bench, proxy, db))
}

#[tokio::test]
async fn a_retryable_commit_whose_answer_is_lost_is_written_once() {
    const MOVE: Statement =
        Statement::new("things.move", "UPDATE things SET used_at = used_at + 1 WHERE id = 1");
    const START: Statement = Statement::new("things.start", "INSERT INTO things (id, used_at) VALUES (1, 0)");
    let Some((bench, proxy, db)) = cut_after(b"COMMIT\0").await else { return };
    let mut start = batch();
    start.run(&START, params![]);
    bench.db.commit(start).await.unwrap();

    proxy.cut_the_next();
    let mut step = batch().retryable(NOW);
    step.expect_one(&MOVE, params![], "gone");
    db.commit(step).await.unwrap();
    assert!(!proxy.armed.load(Ordering::SeqCst), "nothing was cut");
    assert_eq!(bench.thing(1).await.unwrap().int(3).unwrap(), 1);
    bench.clear().await;
}

#[tokio::test]
async fn another_commit_whose_answer_is_lost_says_that_it_does_not_know() {
    let Some((bench, proxy, db)) = cut_after(b"COMMIT\0").await else { return };
    proxy.cut_the_next();
    let mut insert = batch();
    insert.run(&INSERT, params![1, "a", None::<&str>]);
    let error = db.commit(insert).await.unwrap_err();
    assert!(matches!(error, CommitError::Trouble(Trouble::OutcomeUnknown(_))), "{error:?}");
    assert!(bench.thing(1).await.is_some(), "this one had been written");
    bench.clear().await;
}

#[tokio::test]
async fn a_connection_lost_before_the_commit_is_replaced_unseen() {
    let Some((bench, proxy, db)) = cut_after(b"BEGIN").await else { return };
    proxy.cut_the_next();
    let mut insert = batch();
    insert.expect_one(&INSERT, params![1, "a", None::<&str>], "taken");
    db.commit(insert).await.unwrap();
    assert!(!proxy.armed.load(Ordering::SeqCst), "nothing was cut");
    assert_eq!(bench.count().await, 1);
    bench.clear().await;
}

#[tokio::test]
async fn a_read_whose_connection_is_lost_is_asked_again() {
    let Some((bench, proxy, db)) = cut_after(b"SELECT id, label").await else { return };
    bench.insert(1, "a").await.unwrap();
    proxy.cut_the_next();
    assert!(db.fetch_one(&BY_ID, params![1]).await.unwrap().is_some());
    assert!(!proxy.armed.load(Ordering::SeqCst), "nothing was cut");
    bench.clear().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_trouble_in_a_moment() {
    let Some((bench, proxy, _)) = cut_after(b"never").await else { return };
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_ne!(dead, proxy.port);
    let error = Db::open(&bench.through(dead, Tls::Off)).await.map(drop).unwrap_err();
    assert!(matches!(error, Trouble::Unreachable(_)), "{error:?}");
    bench.clear().await;
}
