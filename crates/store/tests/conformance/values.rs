//! What goes in comes out, alike on both engines.

use store::{Statement, Trouble, Value, params};

use crate::bench::{BY_ID, Bench, INSERT, MIGRATIONS, batch, on_both_engines};

on_both_engines!(
    every_kind_of_value_comes_back_as_it_went_in,
    placeholders_may_come_out_of_order_and_twice,
    a_question_mark_in_a_literal_is_not_a_placeholder,
    a_text_with_a_nul_is_refused,
    narrow_numbers_and_truths_come_out_as_integers,
    a_chain_head_is_the_sha_256_of_head_and_leaf,
    a_chain_head_moves_inside_a_batch,
    many_rows_come_in_order,
    a_wrong_number_of_parameters_is_trouble,
    a_wrong_column_fails_the_preparation,
);

async fn every_kind_of_value_comes_back_as_it_went_in(bench: &Bench) {
    let big: Vec<u8> = (0..5_000_000u32).map(|at| at.to_le_bytes()[0]).collect();
    let mut all = batch();
    all.run(&INSERT, params![i64::MAX, "É 漢 🦀 '\"; --", big.clone()]);
    all.run(&INSERT, params![i64::MIN, None::<&str>, None::<Vec<u8>>]);
    all.run(&INSERT, params![0, "", Vec::<u8>::new()]);
    bench.db.commit(all).await.unwrap();

    let full = bench.thing(i64::MAX).await.unwrap();
    assert_eq!(full.int(0).unwrap(), i64::MAX);
    assert_eq!(full.text(1).unwrap(), "É 漢 🦀 '\"; --");
    assert!(full.bytes(2).unwrap() == big);
    let nulls = bench.thing(i64::MIN).await.unwrap();
    assert_eq!((nulls.opt_text(1).unwrap(), nulls.opt_bytes(2).unwrap()), (None, None));
    let empty = bench.thing(0).await.unwrap();
    assert_eq!((empty.text(1).unwrap(), empty.bytes(2).unwrap()), (String::new(), Vec::new()));
    assert!(bench.thing(5).await.is_none());
}

async fn placeholders_may_come_out_of_order_and_twice(bench: &Bench) {
    const BACKWARDS: Statement =
        Statement::new("backwards", "INSERT INTO things (label, id, body, used_at) VALUES (?2, ?1, ?3, ?1)");
    const EITHER: Statement =
        Statement::new("either", "SELECT id FROM things WHERE label = ?2 AND (id = ?1 OR used_at = ?1)");
    let mut write = batch();
    write.expect_one(&BACKWARDS, params![5, "five", vec![5u8]], "five");
    bench.db.commit(write).await.unwrap();
    let row = bench.thing(5).await.unwrap();
    assert_eq!(
        (row.text(1).unwrap(), row.bytes(2).unwrap(), row.int(3).unwrap()),
        ("five".into(), vec![5], 5)
    );
    assert_eq!(bench.ask(&EITHER, params![5, "five"]).await.int(0).unwrap(), 5);
}

async fn a_question_mark_in_a_literal_is_not_a_placeholder(bench: &Bench) {
    const QUESTION: Statement =
        Statement::new("question", "SELECT 'it''s ?2 or ?1' FROM things WHERE id = ?1");
    bench.insert(1, "a").await.unwrap();
    assert_eq!(bench.ask(&QUESTION, params![1]).await.text(0).unwrap(), "it's ?2 or ?1");
}

async fn a_text_with_a_nul_is_refused(bench: &Bench) {
    let refused = bench.insert(1, "a\0b").await.unwrap_err();
    assert!(matches!(refused, store::CommitError::Trouble(Trouble::Statement { .. })), "{refused:?}");
    assert_eq!(bench.count().await, 0);
}

async fn narrow_numbers_and_truths_come_out_as_integers(bench: &Bench) {
    const NARROW: Statement = Statement::new(
        "narrow",
        "SELECT 1, EXISTS (SELECT 1 FROM things WHERE id = ?1), EXISTS (SELECT 1 FROM things WHERE id = ?2)",
    );
    bench.insert(1, "a").await.unwrap();
    let row = bench.ask(&NARROW, params![1, 2]).await;
    assert_eq!((row.int(0).unwrap(), row.int(1).unwrap(), row.int(2).unwrap()), (1, 1, 0));
}

async fn a_chain_head_is_the_sha_256_of_head_and_leaf(bench: &Bench) {
    const CHAIN: Statement = Statement::new(
        "chain",
        "SELECT audit_chain(?1, ?2), audit_chain(?1, body) FROM things WHERE id = ?3",
    );
    bench.insert(1, "a").await.unwrap();
    let row =
        bench.ask(&CHAIN, params![b"abcdbcdecdefdefgefghfghighij", b"hijkijkljklmklmnlmnomnopnopq", 1]).await;
    // The two-block vector of FIPS 180-4, split in two.
    let expected = [
        0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8, 0xe5, 0xc0, 0x26, 0x93, 0x0c, 0x3e, 0x60, 0x39, 0xa3,
        0x3c, 0xe4, 0x59, 0x64, 0xff, 0x21, 0x67, 0xf6, 0xec, 0xed, 0xd4, 0x19, 0xdb, 0x06, 0xc1,
    ];
    assert_eq!(row.array::<32>(0).unwrap(), expected);
    assert_eq!(row.opt_bytes(1).unwrap(), None);
}

async fn a_chain_head_moves_inside_a_batch(bench: &Bench) {
    const START: Statement =
        Statement::new("heads.start", "INSERT INTO heads (lane, head, moves) VALUES (?1, ?2, 0)");
    const MOVE: Statement = Statement::new(
        "heads.move",
        "UPDATE heads SET head = audit_chain(head, ?2), moves = moves + 1 WHERE lane = ?1",
    );
    const HEAD: Statement = Statement::new(
        "heads.head",
        "SELECT head, audit_chain(audit_chain(?2, ?3), ?4), moves FROM heads WHERE lane = ?1",
    );
    let mut moves = batch();
    moves.run(&START, params![1, [0u8; 32]]);
    moves.expect_one(&MOVE, params![1, b"one"], "lane");
    moves.expect_one(&MOVE, params![1, b"two"], "lane");
    bench.db.commit(moves).await.unwrap();
    let row = bench.ask(&HEAD, params![1, [0u8; 32], b"one", b"two"]).await;
    assert_eq!(row.array::<32>(0).unwrap(), row.array::<32>(1).unwrap());
    assert_eq!(row.int(2).unwrap(), 2);
}

async fn many_rows_come_in_order(bench: &Bench) {
    const PAGE: Statement =
        Statement::new("things.page", "SELECT id FROM things WHERE id > ?1 ORDER BY id LIMIT ?2");
    let mut many = batch();
    for id in 0..100 {
        many.run(&INSERT, params![id, format!("{id}"), None::<&str>]);
    }
    bench.db.commit(many).await.unwrap();
    let rows = bench.db.fetch_many(&PAGE, params![49, 20]).await.unwrap();
    let ids: Vec<i64> = rows.iter().map(|row| row.int(0).unwrap()).collect();
    assert_eq!(ids, (50..70).collect::<Vec<_>>());
    assert_eq!(bench.db.fetch_many(&PAGE, params![99, 20]).await.unwrap(), []);
}

async fn a_wrong_number_of_parameters_is_trouble(bench: &Bench) {
    for params in [vec![], vec![Value::Int(1), Value::Int(2)]] {
        assert!(bench.db.fetch_one(&BY_ID, params.clone()).await.is_err());
        let mut write = batch();
        write.run(&INSERT, params);
        assert!(bench.db.commit(write).await.is_err());
    }
    assert!(bench.db.fetch_one(&BY_ID, params![1]).await.unwrap().is_none());
}

async fn a_wrong_column_fails_the_preparation(bench: &Bench) {
    const WRONG: Statement =
        Statement::new("things.wrong", "SELECT no_such_column FROM things WHERE id = ?1");
    const CLAIM: Statement =
        Statement::new("things.claim", "SELECT id FROM things ORDER BY id LIMIT ?1 FOR UPDATE SKIP LOCKED");
    bench.db.prepare_all(&[&BY_ID, &INSERT, &CLAIM]).await.unwrap();
    let error = bench.db.prepare_all(&[&BY_ID, &WRONG]).await.unwrap_err();
    assert_eq!(error.to_string(), "statement things.wrong failed");
    assert_eq!(bench.db.pending(MIGRATIONS).await.unwrap(), [""; 0]);
}
