//! Only `web` knows HTTP (invariant 3); `vestibule` wires it and `trial` starts it. Gateways speak HTTP outwards through
//! their client. It does not read handlers.

use super::finding::Finding;
use super::graph::{Graph, Package};
use super::names::names;
use super::tree::{File, Tree};

const SERVERS: [&str; 6] = ["axum", "axum-server", "http", "hyper", "tower-http", "tower"];
const KNOWING: [&str; 4] = ["web", "vestibule", "trial", "xtask"];

pub fn check(graph: &Graph, tree: &Tree) -> Vec<Finding> {
    let below = graph.ours().filter(|package| !KNOWING.contains(&package.name.as_str()));
    let dependencies = below.flat_map(|package| of_package(package, graph, tree));
    let files = tree.under("crates/").filter(|file| file.extension() == "rs");
    let statuses = files.filter(|file| file.room().is_some_and(|room| !KNOWING.contains(&room)));
    dependencies.chain(statuses.flat_map(of_file)).collect()
}

/// Tests of a room may answer HTTP to it.
fn of_package(package: &Package, graph: &Graph, tree: &Tree) -> Vec<Finding> {
    let manifest = package.manifest.as_deref().unwrap_or("Cargo.toml");
    let used = package.needs.iter().filter(|need| !need.only_for_tests);
    let used = used.map(|need| graph.packages[need.package].name.as_str());
    used.filter(|name| SERVERS.contains(name))
        .map(|name| {
            let line = tree.get(manifest).map_or(1, |file| file.line_of(name));
            let room = &package.name;
            let sentence = format!(
                "`{room}` uses `{name}`, but only `web` knows HTTP: return a value and let `web` answer."
            );
            Finding::new(manifest, line, sentence)
        })
        .collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    if file.room() == Some("gateways") || !file.text.contains("StatusCode") {
        return Vec::new();
    }
    let statuses =
        names(&file.text).into_iter().filter(|named| named.path.split("::").any(|p| p == "StatusCode"));
    statuses
        .map(|named| {
            let sentence = format!(
                "`{}` is HTTP, which only `web` knows: return a value and let `web` answer.",
                named.path
            );
            Finding::new(&file.path, named.line, sentence)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, text: &str) -> usize {
        check(&Graph::of(&[], &[]), &Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_status_below_web_is_refused() {
        assert_eq!(said("crates/app/src/lib.rs", "fn f() -> reqwest::StatusCode { g() }"), 1);
        assert_eq!(said("crates/web/src/lib.rs", "use axum::http::StatusCode;"), 0);
        assert_eq!(said("crates/gateways/src/sms.rs", "use reqwest::StatusCode;"), 0);
    }

    #[test]
    fn a_server_below_web_is_refused_on_its_line() {
        let graph = Graph::of(&[("pages", &["axum", "test:hyper"])], &[("axum", &["hyper"]), ("hyper", &[])]);
        let tree = Tree::of(&[("crates/pages/Cargo.toml", "[dependencies]\naxum = \"0.8\"\n")]);
        let found = check(&graph, &tree);
        assert_eq!((found.len(), found[0].line), (1, 2), "{found:?}");
        let knowing = Graph::of(&[("web", &["axum"])], &[("axum", &[])]);
        assert!(check(&knowing, &tree).is_empty());
    }
}
