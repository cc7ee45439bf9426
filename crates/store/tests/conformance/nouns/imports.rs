//! An import goes on where it stopped; the installation remembers small facts.

use store::{imports, meta};

use super::{later, ready, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(an_import_never_moves_backwards, a_small_fact_is_replaced_by_the_next,);

async fn an_import_never_moves_backwards(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(imports::lines_done(db, &[1; 32]).await.unwrap(), None);
    for (lines, expected) in [(500, 500), (1_000_000, 1_000_000), (900, 1_000_000)] {
        write(db, |batch| imports::note(batch, &[1; 32], lines, later(1))).await;
        assert_eq!(imports::lines_done(db, &[1; 32]).await.unwrap(), Some(expected));
    }
    write(db, |batch| imports::note(batch, &[2; 16], 0, NOW)).await;
    assert_eq!(imports::lines_done(db, &[2; 16]).await.unwrap(), Some(0));
}

async fn a_small_fact_is_replaced_by_the_next(bench: &Bench) {
    let db = ready(bench).await;
    assert_eq!(meta::get(db, "installation").await.unwrap(), None);
    for value in ["a", "é"] {
        write(db, |batch| meta::put(batch, "installation", value)).await;
        assert_eq!(meta::get(db, "installation").await.unwrap().as_deref(), Some(value));
    }
}
