//! All or nothing.

use store::{CommitError, params};

use crate::bench::{self, BY_ID, INSERT};

#[tokio::test]
async fn a_lost_guard_undoes_what_came_before_it() {
    let bench = bench::sqlite().await;
    let mut first = bench::batch(1);
    first.expect_one(&INSERT, params![1, "a", vec![1u8, 2]], "first");
    bench.db.commit(first).await.unwrap();

    let mut second = bench::batch(2);
    second.run(&INSERT, params![2, "b", None::<&str>]);
    second.expect_one(&INSERT, params![3, "a", None::<&str>], "label taken");
    let lost = bench.db.commit(second).await.unwrap_err();
    assert!(matches!(lost, CommitError::Lost("label taken")), "{lost}");
    assert!(bench.db.fetch_one(&BY_ID, params![2]).await.unwrap().is_none());
    let row = bench.db.fetch_one(&BY_ID, params![1]).await.unwrap().unwrap();
    assert_eq!(row.bytes(2).unwrap(), [1, 2]);
}
