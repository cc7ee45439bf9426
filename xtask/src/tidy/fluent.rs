//! One translation file as keys: each with its line, the variables it shows and the keys it refers to.
//! It does not know which language it is, nor who uses the keys.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub struct Key {
    pub line: usize,
    pub variables: BTreeSet<String>,
    /// What the comment just above names besides, `# $half is for clocks of twice twelve hours`.
    pub offered: BTreeSet<String>,
    /// The whole text, to find the keys that it refers to.
    pub text: String,
}

/// The keys of a Fluent text; a private term keeps its leading `-`.
///
/// # Errors
/// One sentence when the text is not Fluent.
pub fn keys(text: &str) -> Result<BTreeMap<String, Key>, String> {
    if let Err((_, errors)) = fluent_syntax::parser::parse_runtime(text) {
        let first = errors.first().map_or_else(String::new, |e| e.kind.to_string());
        return Err(format!("is not Fluent ({first}): mend it."));
    }
    let mut keys: BTreeMap<String, Key> = BTreeMap::new();
    let mut current = None;
    let mut offered = BTreeSet::new();
    for (at, line) in text.lines().enumerate() {
        if let Some(name) = begins(line) {
            let key = keys.entry(name.to_owned()).or_default();
            key.line = at + 1;
            key.offered = std::mem::take(&mut offered);
            current = Some(name.to_owned());
        } else if line.starts_with('#') {
            current = None;
            offered.extend(variables(line));
        } else if line.is_empty() {
            offered.clear();
        }
        if let Some(key) = current.as_ref().and_then(|name| keys.get_mut(name)) {
            key.variables.extend(variables(line));
            key.text.push_str(line);
            key.text.push('\n');
        }
    }
    Ok(keys)
}

/// `name` when the line is `name = ...` in the first column.
fn begins(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let first = name.chars().next()?;
    (first.is_ascii_alphabetic() || first == '-').then(|| name.trim_end())
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        (end > 0).then(|| rest[..end].to_owned())
    })
}

/// Whether the character may stand in a key.
pub fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_lines_and_variables_of_their_whole_text() {
        let text = "# about\nhello = Bonjour { $name }\nrest =\n    { $count ->\n        [one] 1 jour\n       *[other] { $count } jours\n    }\n-brand = V\n";
        let keys = keys(text).unwrap();
        assert_eq!(keys.keys().collect::<Vec<_>>(), ["-brand", "hello", "rest"]);
        assert_eq!(keys["rest"].line, 3);
        assert_eq!(keys["rest"].variables, BTreeSet::from(["count".to_owned()]));
        assert_eq!(keys["hello"].variables, BTreeSet::from(["name".to_owned()]));
    }

    #[test]
    fn a_comment_just_above_offers_variables_to_one_key() {
        let keys = keys("# $hour and $half are there.\nclock = { $hour }\nday = a\n").unwrap();
        assert_eq!(keys["clock"].offered, BTreeSet::from(["half".to_owned(), "hour".to_owned()]));
        assert!(keys["day"].offered.is_empty());
    }

    #[test]
    fn a_text_that_is_not_fluent_is_told() {
        assert!(keys("hello = { $name\n").is_err());
    }
}
