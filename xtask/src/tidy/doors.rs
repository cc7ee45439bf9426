//! Which room may use which: everything absent from the table is forbidden (ARCHITECTURE.md, "doors").
//! It does not know what the rooms do with one another.

use super::finding::Finding;
use super::graph::{Graph, Package};
use super::tree::Tree;

/// Room, and what it may use. `vestibule` and `trial` may use all.
const DOORS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("journeys", &["domain"]),
    ("proofs", &["domain"]),
    ("oidc", &["domain"]),
    ("gateways", &["domain"]),
    ("store", &["domain"]),
    ("pages", &["domain", "journeys"]),
    ("app", &["domain", "journeys", "proofs", "oidc", "store", "gateways"]),
    ("web", &["app", "pages", "domain", "journeys", "oidc"]),
];
const OPEN_ROOMS: [&str; 2] = ["vestibule", "trial"];

/// One finding for each forbidden door, on the manifest's line that opens it.
pub fn check(graph: &Graph, tree: &Tree) -> Vec<Finding> {
    graph.ours().flat_map(|package| of_package(package, graph, tree)).collect()
}

fn of_package(package: &Package, graph: &Graph, tree: &Tree) -> Vec<Finding> {
    let manifest = package.manifest.as_deref().unwrap_or("Cargo.toml");
    let used = package.needs.iter().filter(|need| graph.packages[need.package].manifest.is_some());
    let refused = used.filter_map(|need| {
        let other = graph.packages[need.package].name.as_str();
        // Tests of a room may start the whole house through the harness.
        let harness = need.only_for_tests && other == "trial";
        (!harness && !may_use(&package.name, other)).then(|| {
            let line = tree.get(manifest).map_or(1, |file| line_of_dependency(&file.text, other));
            Finding::new(manifest, line, sentence(&package.name, other))
        })
    });
    refused.collect()
}

fn may_use(room: &str, other: &str) -> bool {
    if other == "xtask" {
        return false;
    }
    if OPEN_ROOMS.contains(&room) {
        // Only the harness may know the harness: what we ship never does.
        return room == "trial" || other != "trial";
    }
    DOORS.iter().any(|(name, open)| *name == room && open.contains(&other))
}

fn sentence(room: &str, other: &str) -> String {
    match DOORS.iter().find(|(name, _)| *name == room) {
        Some((_, [])) => {
            format!("`{room}` may use no other room, and uses `{other}`: hand values in instead.")
        }
        Some((_, open)) => {
            let open = open.join(", ");
            format!(
                "`{room}` may use only {open}, and uses `{other}`: move what is needed, or hand it in as a value."
            )
        }
        None => format!(
            "`{room}` has no door to `{other}`: add the room to the table of doors, or remove the dependency."
        ),
    }
}

fn line_of_dependency(manifest: &str, name: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    manifest.lines().position(begins).map_or(1, |n| n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_outside_the_table_is_refused_on_its_line() {
        let graph = Graph::of(&[("pages", &["store", "domain"]), ("store", &[]), ("domain", &[])], &[]);
        let manifest = "[dependencies]\ndomain.workspace = true\nstore.workspace = true\n";
        let tree = Tree::of(&[("crates/pages/Cargo.toml", manifest)]);
        let found = check(&graph, &tree);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].line), ("crates/pages/Cargo.toml", 3));
        assert!(found[0].sentence.contains("`pages` may use only domain, journeys, and uses `store`"));
    }

    #[test]
    fn tests_may_use_the_harness_and_nothing_else_more() {
        let tree = Tree::of(&[]);
        let harness = Graph::of(&[("web", &["test:trial"]), ("trial", &["web"])], &[]);
        assert!(check(&harness, &tree).is_empty());
        let store = Graph::of(&[("web", &["test:store"]), ("store", &[])], &[]);
        assert_eq!(check(&store, &tree).len(), 1);
    }

    #[test]
    fn what_is_shipped_never_uses_the_harness_nor_these_commands() {
        let tree = Tree::of(&[]);
        for other in ["trial", "xtask"] {
            let graph = Graph::of(&[("vestibule", &[other]), (other, &[])], &[]);
            assert_eq!(check(&graph, &tree).len(), 1, "{other}");
        }
    }

    #[test]
    fn a_room_that_the_table_does_not_know_opens_no_door() {
        let graph = Graph::of(&[("cellar", &["domain"]), ("domain", &[])], &[]);
        assert_eq!(check(&graph, &Tree::of(&[])).len(), 1);
    }
}
