//! Each decision in docs/decisions has a number of its own, and its title says it: texts cite decisions by number.

use std::collections::HashMap;

use super::finding::Finding;
use super::tree::{File, Tree};

const FOLDER: &str = "docs/decisions/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut first: HashMap<&str, &str> = HashMap::new();
    tree.under(FOLDER).filter_map(|file| of_decision(file, &mut first)).collect()
}

fn of_decision<'a>(file: &'a File, first: &mut HashMap<&'a str, &'a str>) -> Option<Finding> {
    let number = file.path.strip_prefix(FOLDER)?.split('-').next()?;
    if !file.text.starts_with(&format!("# {number} ")) {
        return Some(Finding::new(&file.path, 1, format!("the title does not begin with « # {number} ».")));
    }
    let other = first.insert(number, &file.path)?;
    Some(Finding::new(
        &file.path,
        1,
        format!("{other} has the number {number} already: take the next free one."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_given_once_and_the_title_says_it() {
        let found = check(&Tree::of(&[
            ("docs/decisions/0001-one.md", "# 0001 One"),
            ("docs/decisions/0001-two.md", "# 0001 Two"),
            ("docs/decisions/0002-three.md", "# Three"),
        ]));
        let mut paths: Vec<_> = found.iter().map(|one| one.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths.len(), 2);
        assert!(paths[1].ends_with("0002-three.md"));
    }
}
