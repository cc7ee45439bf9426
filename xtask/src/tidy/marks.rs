//! Marks of unfinished work, and tests that are not run, are refused: what is not done is an issue, not a comment.
//! It does not know why they were left.

use super::finding::Finding;
use super::tree::{File, Tree};

/// Written in two halves, so that this file does not find itself.
const MARKS: [(&str, &str); 8] = [
    (concat!("TO", "DO"), "do it, or open an issue"),
    (concat!("FIX", "ME"), "mend it, or open an issue"),
    (concat!("to", "do!("), "write it"),
    (concat!("unimpl", "emented!("), "write it"),
    (concat!("#[", "ignore"), "mend the test or delete it"),
    (concat!(".sk", "ip("), "mend the test or delete it"),
    (concat!(".on", "ly("), "run the whole file"),
    (concat!("#[", "allow("), "mend the cause, or write #[expect(.., reason = \"..\")]"),
];
const CODE: [&str; 10] = ["rs", "toml", "ftl", "html", "css", "js", "mjs", "sql", "sh", "mmd"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().filter(|file| is_code(file)).flat_map(of_file).collect()
}

fn is_code(file: &File) -> bool {
    CODE.contains(&file.extension()) || file.path.starts_with(".ci/")
}

fn of_file(file: &File) -> Vec<Finding> {
    let script = ["js", "mjs"].contains(&file.extension());
    let lines = file.text.lines().enumerate();
    lines
        .flat_map(|(at, line)| {
            let marks = MARKS.iter().filter(move |(mark, _)| {
                // `.skip(` is an iterator's word in Rust, and a test's only in scripts.
                has_word(line, mark) && (script || !mark.starts_with('.'))
            });
            marks.map(move |(mark, cure)| {
                let mark = mark.trim_end_matches('(');
                Finding::new(&file.path, at + 1, format!("`{mark}` is not left in the house: {cure}."))
            })
        })
        .collect()
}

/// Whether the mark stands there as a word of its own.
fn has_word(line: &str, mark: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let open_end = mark.ends_with(is_word);
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_word) && mark.starts_with(is_word);
        let after = open_end && line[at + mark.len()..].chars().next().is_some_and(is_word);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_is_refused_on_its_line() {
        for (mark, _) in MARKS {
            let text = format!("a\nb {mark} c\n");
            let found = check(&Tree::of(&[("e2e/a.test.mjs", &text)]));
            assert_eq!((found.len(), found[0].line), (1, 2), "{mark}");
        }
    }

    #[test]
    fn words_that_only_contain_a_mark_pass() {
        let text = format!("let {}_list = iter{}1);", concat!("TO", "DO"), concat!(".sk", "ip("));
        assert!(check(&Tree::of(&[("crates/web/src/a.rs", &text)])).is_empty());
    }

    #[test]
    fn prose_may_speak_of_marks() {
        assert!(check(&Tree::of(&[("docs/STYLE.md", concat!("no TO", "DO"))])).is_empty());
    }
}
