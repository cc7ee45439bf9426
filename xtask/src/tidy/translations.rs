//! French and English say the same things with the same variables, Canadian French only what differs, and nothing is
//! translated that no page uses. It does not judge the words.
//!
//! A key made at run time is declared in a comment of `pages`, `// tidy: keys PREFIX-*`.

use super::finding::Finding;
use super::fluent::{Key, is_part, keys};
use super::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "crates/pages/translations/";
const DECLARATION: &str = "// tidy: keys ";

type Language<'a> = BTreeMap<String, (&'a str, Key)>;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let [french, canadian, english] = ["fr", "fr-CA", "en"].map(|name| read(tree, name, &mut findings));
    findings.extend(missing(&french, &english, "English"));
    findings.extend(missing(&english, &french, "French"));
    findings.extend(extra(&canadian, &french));
    findings.extend(different(&french, &english));
    findings.extend(different(&french, &canadian));
    findings.extend(unused(tree, &french));
    findings
}

/// The keys of one language: `fr.ftl`, or every file of `fr/`.
fn read<'a>(tree: &'a Tree, language: &str, findings: &mut Vec<Finding>) -> Language<'a> {
    let (single, folder) = (format!("{FOLDER}{language}.ftl"), format!("{FOLDER}{language}/"));
    let mut all = Language::new();
    let files = tree.files.iter().filter(|file| file.extension() == "ftl");
    for file in files.filter(|file| file.path == single || file.path.starts_with(&folder)) {
        match keys(&file.text) {
            Ok(found) => all.extend(found.into_iter().map(|(name, key)| (name, (file.path.as_str(), key)))),
            Err(sentence) => findings.push(Finding::new(&file.path, 1, sentence)),
        }
    }
    all
}

fn missing(here: &Language, there: &Language, language: &str) -> Vec<Finding> {
    let absent = here.iter().filter(|(name, _)| !there.contains_key(*name));
    absent
        .map(|(name, (path, key))| {
            Finding::new(path, key.line, format!("`{name}` is missing in {language}: write it there too."))
        })
        .collect()
}

fn extra(canadian: &Language, french: &Language) -> Vec<Finding> {
    let alone = canadian.iter().filter(|(name, _)| !french.contains_key(*name));
    alone
        .map(|(name, (path, key))| {
            let sentence = format!(
                "`{name}` is in Canadian French only: write it in French, and here only if it differs."
            );
            Finding::new(path, key.line, sentence)
        })
        .collect()
}

fn different(french: &Language, other: &Language) -> Vec<Finding> {
    let both = other.iter().filter_map(|(name, theirs)| Some((name, theirs, french.get(name)?)));
    both.filter(|(_, (_, theirs), (_, ours))| !agree(theirs, ours))
        .map(|(name, (path, theirs), (_, ours))| {
            let list =
                |set: &BTreeSet<String>| set.iter().map(|v| format!("${v}")).collect::<Vec<_>>().join(", ");
            let (theirs_list, ours_list) = (list(&theirs.variables), list(&ours.variables));
            let sentence = format!(
                "`{name}` shows [{theirs_list}], French shows [{ours_list}]: use the same, or say in a comment above the French one what $more is for."
            );
            Finding::new(path, theirs.line, sentence)
        })
        .collect()
}

/// The same variables; with a comment that names more, any of French's own and those.
fn agree(theirs: &Key, ours: &Key) -> bool {
    let known = |name: &String| ours.variables.contains(name) || ours.offered.contains(name);
    theirs.variables == ours.variables || (!ours.offered.is_empty() && theirs.variables.iter().all(known))
}

fn unused(tree: &Tree, french: &Language) -> Vec<Finding> {
    let sources: Vec<&str> = tree
        .under("crates/pages/")
        .filter(|file| ["rs", "html", "txt"].contains(&file.extension()))
        .map(|file| file.text.as_str())
        .collect();
    let declared: Vec<&str> = sources.iter().flat_map(|text| prefixes(text)).collect();
    let mut words: BTreeSet<&str> = sources.iter().flat_map(|text| text.split(|c| !is_part(c))).collect();
    words.extend(french.values().flat_map(|(_, key)| references(&key.text)));
    let idle = french.iter().filter(|(name, _)| !words.contains(name.as_str()));
    idle.filter(|(name, _)| !declared.iter().any(|prefix| name.starts_with(prefix)))
        .map(|(name, (path, key))| {
            let sentence = format!("no page uses `{name}`: remove it from every language, or declare how it is made with `{DECLARATION}PREFIX-*`.");
            Finding::new(path, key.line, sentence)
        })
        .collect()
}

/// Prefixes of keys made at run time.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    let declared = text.lines().filter_map(|line| line.trim().strip_prefix(DECLARATION));
    declared.flat_map(|list| list.split(' ')).filter_map(|word| word.strip_suffix('*'))
}

/// Keys that a translation refers to inside its braces; its own name, before the `=`, does not count.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let body = text.split_once('=').map_or("", |(_, body)| body);
    let inside = body.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest));
    inside.flat_map(|placeable| placeable.split(|c| !is_part(c))).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(french: &str, canadian: &str, english: &str) -> Vec<Finding> {
        check(&Tree::of(&[
            ("crates/pages/src/sign_in.rs", "// tidy: keys refusal-*\nfn f() { t(\"sign-in-title\") }"),
            ("crates/pages/templates/sign_in.html", "{{ t(\"sign-in-hello\") }}"),
            ("crates/pages/translations/en/a.ftl", english),
            ("crates/pages/translations/fr-CA.ftl", canadian),
            ("crates/pages/translations/fr.ftl", french),
        ]))
    }

    #[test]
    fn the_same_keys_with_the_same_variables_pass() {
        let text = "sign-in-title = A\nsign-in-hello = { -brand } { $name }\n-brand = B\nrefusal-f-102 = C\n";
        assert_eq!(said(text, "sign-in-title = D\n", text), []);
    }

    #[test]
    fn a_missing_key_is_told_where_it_exists() {
        let found = said("sign-in-title = A\nsign-in-hello = B\n", "", "sign-in-title = A\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].path.as_str(), found[0].line), ("crates/pages/translations/fr.ftl", 2));
        assert!(found[0].sentence.contains("missing in English"));
        assert_eq!(said("", "", "sign-in-title = A\n").len(), 1);
    }

    #[test]
    fn canadian_french_says_nothing_that_french_does_not() {
        let found = said("", "sign-in-title = A\n", "");
        assert_eq!(found.len(), 1);
        assert!(found[0].sentence.contains("Canadian French only"));
    }

    #[test]
    fn other_variables_are_told_with_both_lists() {
        let found = said("sign-in-title = { $name }\n", "sign-in-title = { $nom }\n", "sign-in-title = A\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|f| f.sentence.contains("shows [$nom], French shows [$name]")));
    }

    #[test]
    fn a_language_may_choose_among_offered_variables_only() {
        let french = "# $twelve is for other clocks.\nsign-in-title = { $hour } h\n";
        assert_eq!(said(french, "", "sign-in-title = { $twelve } o'clock\n"), []);
        assert_eq!(said(french, "", "sign-in-title = { $minute }\n").len(), 1);
    }

    #[test]
    fn a_key_that_no_page_uses_is_told() {
        let text = "sign-in-title-long = A\n";
        let found = said(text, "", text);
        assert_eq!(found.len(), 1);
        assert!(found[0].sentence.contains("no page uses"));
    }
}
