//! Only `store`'s `db` knows that there are two engines (invariant 2). It does not read the SQL.

use super::finding::Finding;
use super::names::{is_within, names};
use super::tree::{File, Tree};

const ENGINES: [&str; 4] = ["rusqlite", "tokio_postgres", "deadpool_postgres", "tokio_postgres_rustls"];
const HOME: [&str; 2] = ["crates/store/src/db/", "crates/store/src/db.rs"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let elsewhere = tree.under("crates/").filter(|file| file.extension() == "rs" && !is_home(file));
    elsewhere.flat_map(of_file).collect()
}

fn is_home(file: &File) -> bool {
    HOME.iter().any(|home| file.path.starts_with(home))
}

fn of_file(file: &File) -> Vec<Finding> {
    if !ENGINES.iter().any(|engine| file.text.contains(engine)) {
        return Vec::new();
    }
    let engine = |path: &str| ENGINES.iter().find(|engine| is_within(path, engine)).copied();
    let named = names(&file.text).into_iter().filter_map(|named| Some((named.line, engine(&named.path)?)));
    named
        .map(|(line, engine)| {
            let sentence = format!("`{engine}` is known to crates/store/src/db only: add what you need there, under a name of ours.");
            Finding::new(&file.path, line, sentence)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_named_outside_db_is_refused() {
        let tree = Tree::of(&[
            ("crates/store/src/sessions.rs", "use crate::db;\nfn f(row: &rusqlite::Row) {}"),
            ("crates/store/src/db/sqlite.rs", "use rusqlite::Connection;"),
            ("crates/store/src/db.rs", "use tokio_postgres::Client;"),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].path.as_str(), found[0].line), ("crates/store/src/sessions.rs", 2));
    }

    #[test]
    fn a_word_in_a_comment_or_a_sentence_is_no_door() {
        let tree = Tree::of(&[("crates/app/src/lib.rs", "//! not rusqlite\nconst A: &str = \"rusqlite\";")]);
        assert!(check(&tree).is_empty());
    }
}
