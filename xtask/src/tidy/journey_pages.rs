//! Each journey has its page in docs/journeys, and the page shows the diagram that the room keeps of it
//! (crates/journeys/diagrams/NAME.mmd, written by the room's own tests). It does not draw.

use super::finding::Finding;
use super::tree::{File, Tree};

const ROOM: &str = "crates/journeys/src/";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let journeys = tree.under(ROOM).filter(|file| file.is_production() && is_journey(&file.text));
    journeys.filter_map(|file| of_journey(file, tree)).collect()
}

/// A journey steps by itself; what only hands the step on (`sign_in::step(..)`) is none.
fn is_journey(text: &str) -> bool {
    text.contains("fn step(") && !text.contains("::step(")
}

fn of_journey(file: &File, tree: &Tree) -> Option<Finding> {
    let name = name(&file.path)?;
    let kebab = name.replace('_', "-");
    let path = format!("docs/journeys/{kebab}.md");
    let Some(page) = tree.get(&path) else {
        let sentence = format!("this journey has no page: tell its steps, screens and refusals in {path}.");
        return Some(Finding::new(&file.path, file.line_of("fn step"), sentence));
    };
    let diagram = tree.get(&format!("crates/journeys/diagrams/{name}.mmd"))?;
    let current = page.text.contains(diagram.text.trim());
    (!current).then(|| {
        let sentence = format!("the diagram is not the one in {}: copy that one in.", diagram.path);
        Finding::new(&path, page.line_of("```mermaid"), sentence)
    })
}

/// `sign_in` for both `sign_in.rs` and `sign_in/mod.rs`.
fn name(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOM)?;
    Some(rest.split_once('/').map_or(rest, |(folder, _)| folder).trim_end_matches(".rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: (&str, &str) = ("crates/journeys/src/sign_in.rs", "//! Sign in.\npub fn step(s: State) {}");

    #[test]
    fn a_journey_without_a_page_is_told() {
        let found = check(&Tree::of(&[STEP, ("crates/journeys/src/door.rs", "fn next() {}")]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].line), (STEP.0, 2));
    }

    #[test]
    fn what_hands_the_step_on_is_no_journey() {
        let text = "pub fn step(s: State) { sign_in::step(s) }";
        assert!(check(&Tree::of(&[("crates/journeys/src/state.rs", text)])).is_empty());
    }

    #[test]
    fn a_stale_diagram_is_told_on_its_line() {
        let diagram = ("crates/journeys/diagrams/sign_in.mmd", "stateDiagram-v2\n  [*] --> New\n");
        let page = |body: &str| format!("# Sign in\n\n```mermaid\n{body}\n```\n");
        let stale = page("stateDiagram-v2\n  [*] --> Old");
        let found = check(&Tree::of(&[STEP, diagram, ("docs/journeys/sign-in.md", &stale)]));
        assert_eq!((found.len(), found[0].line), (1, 3));
        let current = page("stateDiagram-v2\n  [*] --> New");
        assert!(check(&Tree::of(&[STEP, diagram, ("docs/journeys/sign-in.md", &current)])).is_empty());
    }

    #[test]
    fn a_page_without_a_kept_diagram_is_enough() {
        assert!(check(&Tree::of(&[STEP, ("docs/journeys/sign-in.md", "# Sign in")])).is_empty());
    }
}
