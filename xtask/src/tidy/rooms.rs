//! ARCHITECTURE.md names every room of the house, and no room that is not there. It does not read what is said of them.

use super::finding::Finding;
use super::tree::Tree;

const MAP: &str = "ARCHITECTURE.md";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(map) = tree.get(MAP) else {
        return vec![Finding::new(MAP, 1, "is missing: the house needs its map.")];
    };
    let rooms = tree.rooms();
    let mut findings = Vec::new();
    for room in &rooms {
        if !is_named(&map.text, room) {
            let sentence = format!("does not name the room `{room}`: say in one line what lives there.");
            findings.push(Finding::new(MAP, 1, sentence));
        }
    }
    for (at, line) in map.text.lines().enumerate() {
        for name in claimed(line).filter(|name| !rooms.contains(name)) {
            let sentence = format!("names crates/{name}, which does not exist: remove it, or build it.");
            findings.push(Finding::new(MAP, at + 1, sentence));
        }
    }
    findings
}

/// A room is named as `room`, `room/` or crates/room.
fn is_named(map: &str, room: &str) -> bool {
    map.contains(&format!("`{room}`"))
        || map.contains(&format!("`{room}/`"))
        || map.lines().any(|line| claimed(line).any(|name| name == room))
}

/// The rooms that a line claims to exist, written crates/room.
fn claimed(line: &str) -> impl Iterator<Item = &str> {
    line.split("crates/").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        let name = &rest[..end.unwrap_or(rest.len())];
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(map: &str) -> Vec<Finding> {
        check(&Tree::of(&[
            ("ARCHITECTURE.md", map),
            ("crates/domain/Cargo.toml", ""),
            ("crates/web/Cargo.toml", ""),
        ]))
    }

    #[test]
    fn a_room_that_the_map_forgets_is_told() {
        let found = said("# Map\n`domain` holds the nouns.\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].sentence.contains("`web`"));
    }

    #[test]
    fn a_room_that_is_gone_is_told_on_its_line() {
        let found = said("`domain/` and crates/web\nand crates/cellar/src\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].line, 2);
    }

    #[test]
    fn a_missing_map_is_told() {
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }
}
