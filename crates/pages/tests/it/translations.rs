//! The three languages hold the same keys and variables; every key is used, every used key exists (R31).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

pub fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

pub fn text_of(file: &Path) -> String {
    fs::read_to_string(file).expect("the file can be read")
}

/// The keys of a language, each with its variables.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for file in files(&here().join("translations").join(language)) {
        let text = text_of(&file);
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut variables = BTreeSet::new();
            collect(message.value.as_ref().expect("every message has words"), &mut variables);
            let known = keys.insert(message.id.name.to_owned(), variables);
            assert!(known.is_none(), "{} comes twice in {language}", message.id.name);
        }
    }
    keys
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (Expression::Inline(inline) | Expression::Select { selector: inline, .. }) = expression;
        if let InlineExpression::VariableReference { id } = inline {
            variables.insert(id.name.to_owned());
        }
        if let Expression::Select { variants, .. } = expression {
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

/// Everything that could name a key: templates and sources. Samples have names that look like keys, and name none.
fn sources() -> String {
    let places = [here().join("templates"), here().join("src")];
    let all = places.iter().flat_map(|place| files(place));
    all.filter(|file| !file.starts_with(here().join("src/samples"))).map(|file| text_of(&file)).collect()
}

#[test]
fn english_has_every_key_and_nothing_else() {
    let (french, english) = (keys("fr"), keys("en"));
    assert_eq!(french.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (key, variables) in &french {
        // A clock of twice twelve hours is told with other numbers than one of twenty-four.
        if key != "date-clock" {
            assert_eq!(variables, &english[key], "{key}");
        }
    }
}

#[test]
fn canadian_french_holds_only_what_differs() {
    let (french, canadian) = (keys("fr"), keys("fr-CA"));
    for (key, variables) in &canadian {
        assert_eq!(french.get(key), Some(variables), "{key}");
    }
    let text = |language: &str| {
        let folder = here().join("translations").join(language);
        files(&folder).iter().map(|file| text_of(file)).collect::<String>()
    };
    let same = text("fr");
    for line in text("fr-CA").lines().filter(|line| line.contains(" = ")) {
        assert!(!same.lines().any(|other| other == line), "the same in French: {line}");
    }
}

#[test]
fn every_key_is_used() {
    let sources = sources();
    for key in keys("fr").keys() {
        assert!(sources.contains(&format!("\"{key}\"")), "{key} is used nowhere");
    }
}

#[test]
fn every_used_key_exists() {
    let (sources, known) = (sources(), keys("fr"));
    let areas: BTreeSet<&str> = known.keys().filter_map(|key| key.split('-').next()).collect();
    let mut seen = 0;
    for word in sources.split('"') {
        let is_key = word.split_once('-').is_some_and(|(area, _)| areas.contains(area))
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_');
        if is_key {
            assert!(known.contains_key(word), "{word} has no words");
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} uses were seen");
}
