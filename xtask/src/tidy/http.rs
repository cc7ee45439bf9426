//! Only `web` knows HTTP (invariant 3); `vestibule` wires it and `trial` starts it. Gateways speak HTTP outwards through
//! their client. It does not read handlers.

use super::finding::Finding;
use super::names::{is_within, names};
use super::tree::{File, Tree};

const SERVERS: [&str; 6] = ["axum", "axum_server", "http", "hyper", "tower_http", "tower"];
const KNOWING: [&str; 3] = ["web", "vestibule", "trial"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let below = tree.under("crates/").filter(|file| file.extension() == "rs");
    below
        .filter(|file| file.room().is_some_and(|room| !KNOWING.contains(&room)))
        .flat_map(of_file)
        .collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let outwards = file.room() == Some("gateways");
    let refused = names(&file.text).into_iter().filter_map(|named| {
        let server = SERVERS
            .iter()
            .any(|server| is_within(&named.path, server) && named.path.contains("::"));
        let status = !outwards && named.path.split("::").any(|part| part == "StatusCode");
        (server || status).then(|| {
            let sentence = format!(
                "`{}` is HTTP, which only `web` knows: return a value and let `web` turn it into an answer.",
                named.path
            );
            Finding::new(&file.path, named.line, sentence)
        })
    });
    refused.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_status_below_web_is_refused() {
        assert_eq!(
            said("crates/app/src/lib.rs", "fn f() -> http::StatusCode { todo() }"),
            1
        );
        assert_eq!(said("crates/pages/src/lib.rs", "use axum::response::Html;"), 1);
        assert_eq!(said("crates/web/src/lib.rs", "use axum::http::StatusCode;"), 0);
    }

    #[test]
    fn gateways_may_read_the_status_of_an_answer_and_serve_nothing() {
        assert_eq!(said("crates/gateways/src/sms.rs", "use reqwest::StatusCode;"), 0);
        assert_eq!(said("crates/gateways/src/sms.rs", "use axum::Router;"), 1);
    }

    #[test]
    fn a_variable_of_that_name_is_not_http() {
        assert_eq!(
            said("crates/domain/src/lib.rs", "fn f(http: bool) -> bool { http }"),
            0
        );
    }
}
