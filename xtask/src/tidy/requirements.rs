//! The lists of security requirements and of design rules name only tests that exist. It does not know what they prove.

use super::finding::Finding;
use super::tree::Tree;

const LISTS: [&str; 2] = ["docs/security/requirements.md", "docs/design-rules.md"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    LISTS.iter().flat_map(|list| of_list(list, tree)).collect()
}

fn of_list(path: &str, tree: &Tree) -> Vec<Finding> {
    let Some(list) = tree.get(path) else { return Vec::new() };
    let rows = list.text.lines().enumerate().filter(|(_, line)| line.starts_with("| "));
    let named = rows.flat_map(|(at, line)| tests(line).map(move |test| (at + 1, test)));
    named
        .filter(|(_, test)| !exists(tree, test))
        .map(|(line, test)| {
            Finding::new(path, line, format!("there is no test `{test}`: name the one that proves it."))
        })
        .collect()
}

/// What stands between backticks in a row's last cell.
fn tests(row: &str) -> impl Iterator<Item = &str> {
    let cell = row.trim_end_matches(['|', ' ']).rsplit('|').next().unwrap_or_default();
    cell.split('`').skip(1).step_by(2)
}

fn exists(tree: &Tree, test: &str) -> bool {
    let head = format!("fn {test}(");
    let walks = ['"', '`'].map(|quote| format!("{quote}{test}{quote}"));
    tree.files.iter().any(|file| match file.extension() {
        "rs" => file.text.contains(&head),
        "mjs" => walks.iter().any(|walk| file.text.contains(walk)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_gone_is_told_on_its_row() {
        let list = "# Rows\n\n| row | what | test |\n|---|---|---|\n| SE1 | ids `x` | `it_is_there`, `it_is_gone` |\n";
        let tests = ("crates/a/tests/b.rs", "#[test]\nfn it_is_there() {}");
        for path in LISTS {
            let found = check(&Tree::of(&[(path, list), tests]));
            assert_eq!((found.len(), found[0].line), (1, 5));
            assert!(found[0].to_string().contains("it_is_gone"));
        }
    }
}
