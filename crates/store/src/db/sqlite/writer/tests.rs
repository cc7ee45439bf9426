//! What the writer survives: panics, failed commits, a full disk, a lock that another holds.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::Writer;
use crate::db::sqlite::connection;
use crate::db::{CommitError, Tally, Trouble};

const SCHEMA: &str = "CREATE TABLE parents (id BIGINT NOT NULL PRIMARY KEY);\
    CREATE TABLE children (parent BIGINT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);";

struct Bench {
    path: PathBuf,
    tally: Arc<Tally>,
    _folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("store.db");
        connection::create(&path).unwrap();
        connection::for_writing(&path).unwrap().execute_batch(SCHEMA).unwrap();
        Self { path, tally: Arc::default(), _folder: folder }
    }

    fn writer(&self) -> Writer {
        self.writer_that(|connection, _| Ok(connection))
    }

    /// A writer whose connections pass through `change`, which is told how many there were before.
    fn writer_that(
        &self,
        change: impl Fn(Connection, usize) -> Result<Connection, Trouble> + Send + 'static,
    ) -> Writer {
        let (path, opened) = (self.path.clone(), AtomicUsize::new(0));
        let open = move || change(connection::for_writing(&path)?, opened.fetch_add(1, Ordering::Relaxed));
        Writer::start(Arc::clone(&self.tally), open).unwrap()
    }

    fn parents(&self) -> i64 {
        let count = "SELECT count(*) FROM parents";
        connection::for_reading(&self.path).unwrap().query_row(count, [], |row| row.get(0)).unwrap()
    }
}

fn run(connection: &Connection, sql: &str) -> Result<(), CommitError> {
    connection.execute(sql, []).map(drop).map_err(|source| Trouble::statement("test", source).into())
}

async fn add_parent(writer: &Writer, id: i64) -> Result<(), CommitError> {
    writer.submit(move |connection| run(connection, &format!("INSERT INTO parents VALUES ({id})"))).await
}

/// Keeps the writer in its place until the returned sender is used, so that what follows forms one group.
async fn occupy(writer: &Writer) -> oneshot::Sender<()> {
    let (go, wait) = oneshot::channel();
    let (started, running) = oneshot::channel();
    let writer = writer.clone();
    tokio::spawn(async move {
        let stay = move |_: &Connection| -> Result<(), CommitError> {
            started.send(()).unwrap();
            wait.blocking_recv().unwrap();
            Ok(())
        };
        writer.submit(stay).await.unwrap();
    });
    running.await.unwrap();
    go
}

#[tokio::test]
async fn all_that_waits_goes_into_one_commit() {
    let bench = Bench::new();
    let writer = bench.writer();
    let go = occupy(&writer).await;
    let mut adding = JoinSet::new();
    for id in 0..100 {
        let writer = writer.clone();
        adding.spawn(async move { add_parent(&writer, id).await });
    }
    while writer.queue.capacity() > super::QUEUE - 100 {
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    for added in adding.join_all().await {
        added.unwrap();
    }
    assert_eq!(bench.tally.counted().works, 101);
    assert_eq!(bench.tally.counted().commits, 2);
    assert_eq!(bench.parents(), 100);
}

#[tokio::test]
async fn a_panic_gives_up_its_group_and_the_writer_goes_on() {
    let bench = Bench::new();
    let writer = bench.writer();
    let work = |connection: &Connection| -> Result<(), CommitError> {
        run(connection, "INSERT INTO parents VALUES (1)")?;
        panic!("on purpose")
    };
    let given_up = writer.submit(work).await.unwrap_err();
    assert!(matches!(given_up, CommitError::Trouble(Trouble::GivenUp)), "{given_up:?}");
    add_parent(&writer, 2).await.unwrap();
    assert_eq!(bench.parents(), 1);
}

#[tokio::test]
async fn a_commit_that_fails_answers_trouble_to_each_and_the_writer_goes_on() {
    let bench = Bench::new();
    let writer = bench.writer();
    let go = occupy(&writer).await;
    let orphan = writer.submit(|connection| run(connection, "INSERT INTO children VALUES (77)"));
    let (orphan, neighbour, ()) = tokio::join!(orphan, add_parent(&writer, 1), async {
        go.send(()).unwrap();
    });
    assert!(matches!(orphan, Err(CommitError::Trouble(Trouble::NotCommitted(_)))), "{orphan:?}");
    assert!(matches!(neighbour, Err(CommitError::Trouble(Trouble::NotCommitted(_)))), "{neighbour:?}");
    add_parent(&writer, 2).await.unwrap();
    assert_eq!(bench.parents(), 1);
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_tried_again_with_the_next_group() {
    let bench = Bench::new();
    let writer = bench.writer_that(|connection, before| match before {
        0 => Err(Trouble::NotDurable("on purpose")),
        1 => panic!("on purpose"),
        _ => Ok(connection),
    });
    let refused = add_parent(&writer, 1).await.unwrap_err();
    assert!(matches!(refused, CommitError::Trouble(Trouble::NotDurable(_))), "{refused:?}");
    let given_up = add_parent(&writer, 1).await.unwrap_err();
    assert!(matches!(given_up, CommitError::Trouble(Trouble::GivenUp)), "{given_up:?}");
    add_parent(&writer, 1).await.unwrap();
    assert_eq!(bench.parents(), 1);
}

#[tokio::test]
async fn a_full_disk_is_trouble_for_who_fills_it_and_passes() {
    let bench = Bench::new();
    // What a full disk says (SQLITE_FULL), said by a limit on pages.
    let writer = bench.writer_that(|connection, _| {
        connection.pragma_update(None, "max_page_count", 8).map_err(Trouble::unreachable)?;
        Ok(connection)
    });
    let many = "INSERT INTO parents WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) \
                SELECT i FROM n";
    let full = writer.submit(move |connection| run(connection, many)).await.unwrap_err();
    assert!(matches!(full, CommitError::Trouble(_)), "{full:?}");
    add_parent(&writer, 1).await.unwrap();
    assert_eq!(bench.parents(), 1);
}

#[tokio::test]
async fn a_transaction_that_the_engine_ended_by_itself_writes_nothing_of_its_group() {
    let bench = Bench::new();
    let writer = bench.writer();
    let go = occupy(&writer).await;
    // As SQLite does on bad I/O.
    let ended = writer.submit(|connection| run(connection, "ROLLBACK"));
    let (before, ended, after, ()) =
        tokio::join!(add_parent(&writer, 1), ended, add_parent(&writer, 2), async {
            go.send(()).unwrap();
        });
    assert!(before.is_err() && ended.is_err() && after.is_err(), "{before:?} {ended:?} {after:?}");
    assert_eq!(bench.parents(), 0);
    add_parent(&writer, 3).await.unwrap();
    assert_eq!(bench.parents(), 1);
}

#[tokio::test]
async fn a_lock_that_another_process_holds_is_waited_for() {
    let bench = Bench::new();
    let writer = bench.writer();
    let other = connection::for_writing(&bench.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; INSERT INTO parents VALUES (1)").unwrap();
    let add = tokio::spawn(async move { add_parent(&writer, 2).await });
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!add.is_finished());
    other.execute_batch("COMMIT").unwrap();
    add.await.unwrap().unwrap();
    assert_eq!(bench.parents(), 2);
}

#[cfg(unix)]
#[test]
fn the_files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let connection = connection::for_writing(&bench.path).unwrap();
    connection.execute_batch("INSERT INTO parents VALUES (1)").unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{suffix}", bench.path.display()));
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn every_connection_is_durable_and_a_reader_cannot_write() {
    let bench = Bench::new();
    for connection in
        [connection::for_writing(&bench.path).unwrap(), connection::for_reading(&bench.path).unwrap()]
    {
        let ask = |pragma| {
            connection.pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
        };
        assert_eq!(ask("journal_mode").unwrap(), rusqlite::types::Value::Text("wal".into()));
        assert_eq!(ask("synchronous").unwrap(), rusqlite::types::Value::Integer(2), "2 is FULL");
        assert_eq!(ask("foreign_keys").unwrap(), rusqlite::types::Value::Integer(1));
    }
    let reader = connection::for_reading(&bench.path).unwrap();
    assert!(reader.execute("INSERT INTO parents VALUES (1)", []).is_err());
}
