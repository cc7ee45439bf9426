//! Migrations run once, in order, whole or not at all, whoever starts first.

use store::db::Migration;
use store::{Db, Statement, params};
use tokio::task::JoinSet;

use crate::bench::{BY_ID, Bench, MIGRATIONS, NOW, batch, on_both_engines};

on_both_engines!(
    each_migration_is_applied_once_and_in_order,
    nodes_that_start_together_share_the_migrations_between_them,
    a_migration_that_fails_leaves_nothing_behind_and_says_its_name,
    a_plan_tells_an_index_from_a_scan,
);

async fn each_migration_is_applied_once_and_in_order(bench: &Bench) {
    let (empty, _) = bench.empty().await;
    assert_eq!(empty.db.pending(MIGRATIONS).await.unwrap(), ["0001_things", "0002_heads"]);
    assert_eq!(empty.db.migrate(&MIGRATIONS[..1], NOW).await.unwrap(), ["0000_engine", "0001_things"]);
    assert_eq!(empty.db.pending(MIGRATIONS).await.unwrap(), ["0002_heads"]);
    assert_eq!(empty.db.migrate(MIGRATIONS, NOW).await.unwrap(), ["0002_heads"]);
    assert_eq!(empty.db.migrate(MIGRATIONS, NOW).await.unwrap(), [""; 0]);
    empty.insert(1, "a").await.unwrap();
    empty.clear().await;
}

async fn nodes_that_start_together_share_the_migrations_between_them(bench: &Bench) {
    let (empty, config) = bench.empty().await;
    let mut nodes = JoinSet::new();
    for _ in 0..5 {
        let config = config.clone();
        nodes.spawn(async move { Db::open(&config).await.unwrap().migrate(MIGRATIONS, NOW).await.unwrap() });
    }
    let mut applied = nodes.join_all().await.concat();
    applied.sort_unstable();
    assert_eq!(applied, ["0000_engine", "0001_things", "0002_heads"]);
    empty.clear().await;
}

async fn a_migration_that_fails_leaves_nothing_behind_and_says_its_name(bench: &Bench) {
    static BROKEN: &[Migration] = &[
        ("0003_more", "CREATE TABLE more (id BIGINT NOT NULL PRIMARY KEY);"),
        (
            "0004_broken",
            "CREATE TABLE half (id BIGINT NOT NULL PRIMARY KEY); CREATE TABL nonsense (id BIGINT);",
        ),
    ];
    const HALF: Statement = Statement::new("half.insert", "INSERT INTO half (id) VALUES (?1)");
    let error = bench.db.migrate(BROKEN, NOW).await.unwrap_err();
    assert_eq!(error.to_string(), "statement 0004_broken failed");
    assert_eq!(bench.db.pending(BROKEN).await.unwrap(), ["0004_broken"]);
    let mut half = batch();
    half.run(&HALF, params![1]);
    assert!(bench.db.commit(half).await.is_err());
}

async fn a_plan_tells_an_index_from_a_scan(bench: &Bench) {
    const BY_BODY: Statement =
        Statement::new("things.by_body", "SELECT id FROM things WHERE body = ?1 AND id <> ?2");
    let indexed = bench.db.explain(&BY_ID).await.unwrap().join("\n");
    assert!(
        indexed.contains("SEARCH things USING") || indexed.contains("Index Scan using things_pkey"),
        "{indexed}"
    );
    let scanned = bench.db.explain(&BY_BODY).await.unwrap().join("\n");
    assert!(scanned.contains("SCAN things") || scanned.contains("Seq Scan on things"), "{scanned}");
    assert!(bench.db.explain(&crate::bench::COUNT).await.is_ok());
}
