//! The paths that a Rust text names, found in its tokens: `use` trees are unfolded, what stands inside macros
//! is seen too, comments and what only tests compile are not. It does not resolve anything.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::str::FromStr;

#[derive(Debug, PartialEq)]
pub struct Named {
    /// `std::fs::read`, as written; a glob ends in `::*`.
    pub path: String,
    pub line: usize,
}

/// Every path outside `#[cfg(test)]`, in reading order; nothing when the text is not Rust (the compiler says so).
pub fn names(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    if let Ok(tokens) = TokenStream::from_str(text) {
        walk(tokens, "", &mut found);
    }
    found
}

/// Whether `path` is `room` or something inside it.
pub fn is_within(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn walk(tokens: TokenStream, prefix: &str, found: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => match test_attribute(&tokens[at + 1..]) {
                Attribute::WholeFile => return,
                Attribute::Item => at = after_item(&tokens, at),
                Attribute::Other => at += 1,
            },
            TokenTree::Ident(_) => at = path_at(&tokens, at, prefix, found),
            TokenTree::Punct(mark) if mark.as_char() == '*' && !prefix.is_empty() => {
                found.push(Named { path: format!("{prefix}::*"), line: mark.span().start().line });
                at += 1;
            }
            TokenTree::Group(group) => {
                walk(group.stream(), "", found);
                at += 1;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
        }
    }
}

/// Reads one path that begins at `at`; returns where the reading goes on.
fn path_at(tokens: &[TokenTree], at: usize, prefix: &str, found: &mut Vec<Named>) -> usize {
    let line = tokens[at].span().start().line;
    let mut path =
        if prefix.is_empty() { tokens[at].to_string() } else { format!("{prefix}::{}", tokens[at]) };
    let mut next = at + 1;
    while is_colon(tokens.get(next)) && is_colon(tokens.get(next + 1)) {
        match tokens.get(next + 2) {
            Some(TokenTree::Ident(segment)) => path = format!("{path}::{segment}"),
            Some(TokenTree::Punct(mark)) if mark.as_char() == '*' => path = format!("{path}::*"),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                walk(group.stream(), &path, found);
                return next + 3;
            }
            _ => break,
        }
        next += 3;
    }
    let path = path.strip_suffix("::self").map_or(path.clone(), str::to_owned);
    found.push(Named { path, line });
    next
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':')
}

enum Attribute {
    WholeFile,
    Item,
    Other,
}

fn test_attribute(after_hash: &[TokenTree]) -> Attribute {
    let (inner, group) = match after_hash {
        [TokenTree::Punct(bang), TokenTree::Group(group), ..] if bang.as_char() == '!' => (true, group),
        [TokenTree::Group(group), ..] => (false, group),
        _ => return Attribute::Other,
    };
    let text: String = group.stream().to_string().split_whitespace().collect();
    match (text.starts_with("cfg(test") || text.starts_with("cfg(all(test"), inner) {
        (true, true) => Attribute::WholeFile,
        (true, false) => Attribute::Item,
        (false, _) => Attribute::Other,
    }
}

/// Past the item that the attribute at `at` stands on: its body in braces, or its semicolon.
fn after_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return at,
            TokenTree::Punct(mark) if mark.as_char() == ';' => return at,
            _ => {}
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        names(text).into_iter().map(|named| named.path).collect()
    }

    #[test]
    fn a_use_tree_is_unfolded() {
        let found = paths("use std::{fs, time::{Duration, SystemTime}, net::*, env::self};");
        for path in ["std::fs", "std::time::Duration", "std::time::SystemTime", "std::net::*", "std::env"] {
            assert!(found.contains(&path.to_owned()), "{path} in {found:?}");
        }
    }

    #[test]
    fn a_path_inside_a_macro_or_a_body_is_seen_with_its_line() {
        let found = names("fn f() {\n    let x = vec![std::fs::read(p)];\n}");
        assert!(found.contains(&Named { path: "std::fs::read".to_owned(), line: 2 }));
    }

    #[test]
    fn what_only_tests_compile_is_not_seen() {
        assert!(paths("#[cfg(test)] mod tests { use std::fs; }").is_empty());
        assert!(paths("#![cfg(test)] use std::fs;").is_empty());
        assert_eq!(paths("#[cfg(test)] use std::fs; struct A;"), ["struct", "A"]);
    }

    #[test]
    fn comments_are_not_seen() {
        assert!(!paths("/// like std::fs\nstruct A;").contains(&"std::fs".to_owned()));
    }

    #[test]
    fn a_longer_word_is_not_within() {
        assert!(is_within("std::fs::read", "std::fs"));
        assert!(is_within("std::fs", "std::fs"));
        assert!(!is_within("std::fsx", "std::fs"));
    }
}
