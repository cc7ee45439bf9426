//! Finds the line of a key in a TOML text, so that a finding can point at it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The line of byte `at`, from 1.
pub fn line_at(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

/// The line where `about` stands, such as `server.tls.key` or `brand[1].colour`; of its nearest parent when it is absent.
pub fn line_of(text: &str, about: &str) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let mut table = document.get_ref();
    let mut found = None;
    for step in about.split('.') {
        let (name, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((name, index)) => (name, index.parse::<usize>().ok()),
            None => (step, None),
        };
        let Some((key, value)) = table.get_key_value(name) else { break };
        let value = index.map_or(Some(value), |index| value.get_ref().get(index));
        let Some(value) = value else { break };
        found = Some(place(key.span().start, value, index.is_some()));
        match value.get_ref().as_table() {
            Some(inner) => table = inner,
            None => break,
        }
    }
    found.map(|at| line_at(text, at))
}

/// A key stands where it is written; a member of a list, where the member begins.
fn place(key: usize, value: &Spanned<DeValue<'_>>, is_member: bool) -> usize {
    if is_member { value.span().start } else { key }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    const TEXT: &str = "[server]\nissuer = \"x\"\n\n[server.tls]\nkey = \"k\"\n\n[[brand]]\nid = \"a\"\n[[brand]]\nid = \"b\"\n";

    #[test]
    fn a_key_is_found_where_it_stands() {
        assert_eq!(line_of(TEXT, "server.issuer"), Some(2));
        assert_eq!(line_of(TEXT, "server.tls.key"), Some(5));
        assert_eq!(line_of(TEXT, "brand[0].id"), Some(8));
        assert_eq!(line_of(TEXT, "brand[1].id"), Some(10));
    }

    #[test]
    fn an_absent_key_is_told_by_its_section() {
        assert_eq!(line_of(TEXT, "server.listen"), Some(1));
        assert_eq!(line_of(TEXT, "brand[1].colour"), Some(9));
        assert_eq!(line_of(TEXT, "mail.smtp"), None);
    }
}
