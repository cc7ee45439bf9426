//! The oldest compiler is named in the manifest, every crate takes it and the house's lints from there, and no file picks
//! a toolchain: a fresh machine may not be able to download another one. It does not look at dependencies.

use super::finding::Finding;
use super::tree::Tree;

const INHERITED: [(&str, &str); 2] =
    [("rust-version.workspace = true", "[package]"), ("[lints]\nworkspace = true", "the end")];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !tree.get("Cargo.toml").is_some_and(|file| file.text.contains("\nrust-version = ")) {
        let sentence = "names no rust-version: add it to [workspace.package].";
        findings.push(Finding::new("Cargo.toml", 1, sentence));
    }
    for file in tree.files.iter().filter(|file| file.path.contains("rust-toolchain")) {
        let sentence =
            "a toolchain file makes a fresh machine download: remove it, rust-version says enough.";
        findings.push(Finding::new(&file.path, 1, sentence));
    }
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    for file in manifests {
        for (text, place) in INHERITED.iter().filter(|(text, _)| !file.text.contains(text)) {
            let text = text.replace('\n', " ");
            let sentence = format!("does not take this from the workspace: add `{text}` to {place}.");
            findings.push(Finding::new(&file.path, 1, sentence));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[package]\nrust-version.workspace = true\n\n[lints]\nworkspace = true\n";

    #[test]
    fn a_manifest_without_an_oldest_compiler_is_refused() {
        assert_eq!(check(&Tree::of(&[("Cargo.toml", "[workspace.package]\n")])).len(), 1);
        let good = ("Cargo.toml", "[workspace.package]\nrust-version = \"1.95\"\n");
        assert!(check(&Tree::of(&[good, ("crates/web/Cargo.toml", GOOD)])).is_empty());
    }

    #[test]
    fn a_toolchain_file_is_refused() {
        let good = ("Cargo.toml", "[workspace.package]\nrust-version = \"1.95\"\n");
        assert_eq!(check(&Tree::of(&[good, ("rust-toolchain.toml", "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[good, ("rust-toolchain", "")])).len(), 1);
    }

    #[test]
    fn a_crate_that_leaves_the_lints_is_refused() {
        let good = ("Cargo.toml", "[workspace.package]\nrust-version = \"1.95\"\n");
        let bare = ("crates/web/Cargo.toml", "[package]\nrust-version.workspace = true\n");
        let found = check(&Tree::of(&[good, bare]));
        assert_eq!(found.len(), 1);
        assert!(found[0].sentence.contains("[lints] workspace = true"));
    }
}
