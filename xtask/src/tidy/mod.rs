//! `cargo xtask tidy`: the rules of the house that a compiler cannot check.
//! Each check is a function from texts to findings, in a file of its own. It does not know how to mend.

mod decisions;
mod doors;
mod engines;
mod exceptions;
mod finding;
mod fluent;
mod graph;
mod http;
mod journey_pages;
mod manifest;
mod marks;
mod names;
mod pure;
mod requirements;
mod rooms;
mod size;
mod translations;
mod tree;

use crate::shell;
use finding::Finding;
use graph::Graph;
use tree::Tree;

/// What every check may look at: the texts, and who depends on whom.
struct House {
    tree: Tree,
    graph: Graph,
}

type Check = fn(&House) -> Vec<Finding>;

const CHECKS: [(&str, Check); 13] = [
    ("doors", |house| doors::check(&house.graph, &house.tree)),
    ("pure rooms, dependencies", |house| pure::trees(&house.graph, &house.tree)),
    ("pure rooms, sources", |house| pure::sources(&house.tree)),
    ("engines", |house| engines::check(&house.tree)),
    ("http", |house| http::check(&house.graph, &house.tree)),
    ("size", |house| size::check(&house.tree)),
    ("translations", |house| translations::check(&house.tree)),
    ("rooms", |house| rooms::check(&house.tree)),
    ("manifest", |house| manifest::check(&house.tree)),
    ("marks", |house| marks::check(&house.tree)),
    ("requirements", |house| requirements::check(&house.tree)),
    ("decisions", |house| decisions::check(&house.tree)),
    ("journey pages", |house| journey_pages::check(&house.tree)),
];

/// Prints each finding as `file:line: sentence`; fails when there is one.
pub fn run() -> Result<(), String> {
    let (findings, took) = shell::timed(look);
    let (findings, files) = findings?;
    for finding in &findings {
        println!("{finding}");
    }
    let told = format!("{} checks, {files} files, {:.1} s", CHECKS.len(), took.as_secs_f64());
    match findings.len() {
        0 => {
            println!("tidy: {told}");
            Ok(())
        }
        n => Err(format!("tidy: {n} to mend ({told})")),
    }
}

fn look() -> Result<(Vec<Finding>, usize), String> {
    let root = shell::root();
    let house = House { tree: Tree::read(&root)?, graph: Graph::read(&root)? };
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|(_, check)| check(&house)).collect();
    findings.sort();
    findings.dedup();
    Ok((findings, house.tree.files.len()))
}
