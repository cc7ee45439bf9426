//! The list of what may be longer than the rule, each with its reason: `xtask/tidy-exceptions.toml`.
//! It only ever shrinks: an exception that is no longer needed is itself a finding.

use super::finding::Finding;
use super::tree::Tree;
use serde::Deserialize;

const PATH: &str = "xtask/tidy-exceptions.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub path: String,
    /// The function's name; absent when the file itself is meant.
    pub function: Option<String>,
    /// The most that is allowed, in lines.
    pub lines: usize,
    pub reason: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// The list, or the finding that says why it cannot be read.
pub fn read(tree: &Tree) -> Result<Vec<Exception>, Finding> {
    let Some(file) = tree.get(PATH) else {
        return Ok(Vec::new());
    };
    let list: List = toml::from_str(&file.text)
        .map_err(|e| Finding::new(PATH, 1, format!("cannot be read, mend it: {}.", e.message())))?;
    match list.exception.iter().find(|exception| exception.reason.trim().is_empty()) {
        Some(exception) => {
            let line = file.line_of(&exception.path);
            Err(Finding::new(PATH, line, "an exception needs a reason: write why it cannot be shorter."))
        }
        None => Ok(list.exception),
    }
}

/// Findings for exceptions that nothing needs any more.
pub fn unused(tree: &Tree, list: &[Exception], used: &[bool]) -> Vec<Finding> {
    let idle = list.iter().zip(used).filter(|(_, used)| !**used);
    idle.map(|(exception, _)| {
        let line = tree.get(PATH).map_or(1, |file| file.line_of(&exception.path));
        let sentence = format!("nothing in {} is too long any more: remove the exception.", exception.path);
        Finding::new(PATH, line, sentence)
    })
    .collect()
}
