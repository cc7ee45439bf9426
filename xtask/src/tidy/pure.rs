//! The pure rooms do no I/O, read no clock and draw no random number: neither in their sources nor through what they
//! depend on. It does not judge their tests.

use super::finding::Finding;
use super::graph::Graph;
use super::names::{is_within, names};
use super::tree::Tree;

const ROOMS: [&str; 4] = ["domain", "journeys", "oidc", "proofs"];
/// Dependencies that bring sockets, files or a runtime with them.
const SHELL_CRATES: [&str; 8] =
    ["tokio", "rusqlite", "tokio-postgres", "axum", "reqwest", "hyper", "mio", "rustls"];
/// Paths that reach the world, and what the shell hands in instead.
const WORLD: [(&str, &str); 14] = [
    ("std::fs", "files are read in the shell"),
    ("std::env", "the environment is read by the configuration"),
    ("std::process", "programs are started in the shell"),
    ("std::thread", "threads belong to the shell"),
    ("std::net::TcpStream", "connections belong to the gateways"),
    ("std::net::TcpListener", "connections belong to `web`"),
    ("std::net::UdpSocket", "connections belong to the gateways"),
    ("std::net::ToSocketAddrs", "names are looked up in the gateways"),
    ("std::time::SystemTime", "time is handed in"),
    ("std::time::Instant", "time is handed in"),
    ("aws_lc_rs::rand", "chance is handed in"),
    ("getrandom", "chance is handed in"),
    ("rand", "chance is handed in"),
    ("jiff::Zoned::now", "time is handed in"),
];
/// Modules that hold both values and the world: name the value itself, so that nothing else slips in.
const MIXED: [&str; 2] = ["std::net", "std::time"];

/// Findings about the dependency trees.
pub fn trees(graph: &Graph, tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for room in ROOMS {
        for shell_crate in SHELL_CRATES {
            let Some(way) = graph.way(room, shell_crate) else {
                continue;
            };
            let manifest = format!("crates/{room}/Cargo.toml");
            let first = way.get(1).copied().unwrap_or(shell_crate);
            let line = tree.get(&manifest).map_or(1, |file| file.line_of(first));
            let way = way.join(" -> ");
            let sentence = format!(
                "`{room}` is pure, and reaches `{shell_crate}` ({way}): leave that feature off, or do this work in the shell."
            );
            findings.push(Finding::new(&manifest, line, sentence));
        }
    }
    findings
}

/// Findings about what the sources name.
pub fn sources(tree: &Tree) -> Vec<Finding> {
    let pure = tree.production().filter(|file| file.room().is_some_and(|room| ROOMS.contains(&room)));
    pure.flat_map(|file| {
        let refused = names(&file.text).into_iter().filter_map(|named| {
            let why = reason(&named.path)?;
            Some(Finding::new(&file.path, named.line, format!("a pure room names `{}`: {why}.", named.path)))
        });
        refused.collect::<Vec<_>>()
    })
    .collect()
}

fn reason(path: &str) -> Option<&'static str> {
    if let Some((_, why)) = WORLD.iter().find(|(room, _)| is_within(path, room)) {
        return Some(why);
    }
    let whole = MIXED.iter().any(|room| path == *room || path.strip_suffix("::*") == Some(*room));
    whole.then_some("name the value that is meant, so that no clock and no socket comes with it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, text: &str) -> Vec<Finding> {
        sources(&Tree::of(&[(path, text)]))
    }

    #[test]
    fn a_clock_or_a_file_in_a_pure_room_is_refused() {
        let text = "use std::{fs, time::{Duration, SystemTime}};\nfn f() { std::env::var(\"A\"); }";
        let found = said("crates/journeys/src/sign_in.rs", text);
        let lines: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [1, 1, 2], "{found:?}");
        assert!(found[1].sentence.contains("`std::time::SystemTime`: time is handed in"));
    }

    #[test]
    fn values_of_mixed_modules_pass_and_their_globs_do_not() {
        let path = "crates/oidc/src/lib.rs";
        assert!(said(path, "use std::net::IpAddr; use std::time::Duration;").is_empty());
        assert_eq!(said(path, "use std::time::*;").len(), 1);
        assert_eq!(said(path, "use std::time;").len(), 1);
    }

    #[test]
    fn tests_and_other_rooms_may_reach_the_world() {
        assert!(said("crates/app/src/clock.rs", "use std::time::SystemTime;").is_empty());
        assert!(said("crates/domain/src/tests.rs", "use std::fs;").is_empty());
        assert!(said("crates/domain/src/lib.rs", "#[cfg(test)] mod tests { use std::fs; }").is_empty());
    }

    #[test]
    fn a_runtime_in_the_tree_is_told_with_the_way_to_it() {
        let graph = Graph::of(&[("proofs", &["zxcvbn"])], &[("zxcvbn", &["tokio"]), ("tokio", &[])]);
        let tree = Tree::of(&[("crates/proofs/Cargo.toml", "[dependencies]\nzxcvbn = \"3\"\n")]);
        let found = trees(&graph, &tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 2);
        assert!(found[0].sentence.contains("proofs -> zxcvbn -> tokio"));
    }
}
