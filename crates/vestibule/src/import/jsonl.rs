//! One line of JSONL: one contract. What the parser says of a bad line is told in our words, because its own quote values.

use app::import::Record;
use serde_json::error::Category;

/// The longest unknown key that is repeated.
const LONGEST_KEY: usize = 40;

pub fn parse(text: &str) -> Result<Record, String> {
    serde_json::from_str(text).map_err(|error| reason(&error))
}

fn reason(error: &serde_json::Error) -> String {
    let column = error.column();
    match error.classify() {
        Category::Eof => "the line ends before its JSON does".into(),
        Category::Syntax | Category::Io => format!("the line is not JSON at column {column}"),
        Category::Data => understood(&error.to_string())
            .unwrap_or_else(|| format!("near column {column} stands something of the wrong kind")),
    }
}

/// The parser's sentence without the value that it quotes. Only the names of keys are repeated.
fn understood(said: &str) -> Option<String> {
    let key = |head: &str| {
        let (key, _) = said.strip_prefix(head)?.split_once('`')?;
        Some(key.chars().filter(|c| !c.is_control()).take(LONGEST_KEY).collect::<String>())
    };
    if let Some(key) = key("unknown field `") {
        return Some(format!("the key \"{key}\" is not one of the format's"));
    }
    if let Some(key) = key("missing field `") {
        return Some(format!("the key \"{key}\" is missing"));
    }
    if let Some(key) = key("duplicate field `") {
        return Some(format!("the key \"{key}\" is written twice"));
    }
    let (_, expected) = said.rsplit_once(", expected ")?;
    let (expected, at) = expected.rsplit_once(" at line 1 column ")?;
    Some(format!("near column {at} should stand {expected}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn refusal(text: &str) -> String {
        parse(text).err().expect("the line is refused")
    }

    #[test]
    fn a_whole_contract_is_read() {
        let record = parse(
            r#"{"source": "crm", "ref": "c1", "brand": null, "kind": "internet", "since": "2019-03-01",
                "lines": [{"number": "0199000001"}], "mailboxes": [{"address": "a@x.example", "owner": "p1"}],
                "people": [{"ref": "p1", "role": "holder", "given_name": "Zo\u00e9", "family_name": "Martin",
                "identifiers": ["zoe"], "contacts": [{"mail": "z@x.example", "verified": true}],
                "password": {"hash": "{SSHA}x"}, "disabled": false}]}"#,
        )
        .map_err(|reason| panic!("{reason}"))
        .unwrap_or_default();
        assert_eq!(record.people[0].given_name, "Zoé");
        assert_eq!(
            record.people[0].password.as_ref().map(|password| password.hash.as_str()),
            Some("{SSHA}x")
        );
        assert!(record.people[0].contacts.as_ref().is_some_and(|contacts| contacts[0].verified));
    }

    #[test]
    fn a_key_that_is_unknown_missing_or_doubled_is_named() {
        let unknown =
            r#"{"ref": "c", "kind": "other", "people": [{"ref": "p", "role": "holder", "birth": "1980"}]}"#;
        assert_eq!(refusal(unknown), "the key \"birth\" is not one of the format's");
        assert_eq!(refusal(r#"{"ref": "c"}"#), "the key \"kind\" is missing");
        assert_eq!(
            refusal(r#"{"ref": "c", "ref": "d", "kind": "other"}"#),
            "the key \"ref\" is written twice"
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_placed_and_never_repeated() {
        let said = refusal(r#"{"ref": "c", "kind": "other", "people": "zoe@x.example, expected nothing"}"#);
        assert_eq!(said, "near column 73 should stand a sequence");
        let said = refusal(r#"{"ref": "c", "kind": "other", "people": [["zoe@x.example"]]}"#);
        assert!(!said.contains("zoe"), "{said}");
        let said = refusal(r#"{"ref": 4242, "kind": "other"}"#);
        assert_eq!(said, "near column 12 should stand a string");
    }

    #[test]
    fn what_is_not_json_is_placed() {
        assert_eq!(refusal(r#"{"ref": "c", "#), "the line ends before its JSON does");
        assert_eq!(refusal("ref: c"), "the line is not JSON at column 1");
        assert_eq!(refusal(r#"{"ref": "c", "kind": "other"} {"#), "the line is not JSON at column 31");
    }
}
