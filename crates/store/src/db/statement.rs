//! One SQL text for two engines, written once as a constant. Knows how each engine spells a placeholder,
//! and nothing of what the text says.

use std::borrow::Cow;

/// The clause that only PostgreSQL knows: claimers there run side by side, SQLite's writer is alone.
const SKIP_LOCKED: &str = " FOR UPDATE SKIP LOCKED";

/// A named SQL text with placeholders `?1`, `?2`, …, each used at least once, in any order.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
}

impl Statement {
    /// `name` is what logs, refusals and metrics call it: `sessions.by_token`.
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql }
    }

    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// `?1` becomes `$1`, outside of quotes.
    pub(super) fn for_postgres(&self) -> String {
        let mut quote = None;
        let spell = |letter: char| {
            match (quote, letter) {
                (None, '\'' | '"') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                (None, '?') => return '$',
                _ => {}
            }
            letter
        };
        self.sql.chars().map(spell).collect()
    }

    /// The text without `FOR UPDATE SKIP LOCKED`.
    pub(super) fn for_sqlite(&self) -> Cow<'static, str> {
        if self.sql.contains(SKIP_LOCKED) {
            Cow::Owned(self.sql.replace(SKIP_LOCKED, ""))
        } else {
            Cow::Borrowed(self.sql)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_dollars_outside_of_quotes_only() {
        let statement =
            Statement::new("probe", "SELECT '?1 it''s ?2', \"?3\" FROM t WHERE a = ?2 AND b = ?1");
        let expected = "SELECT '?1 it''s ?2', \"?3\" FROM t WHERE a = $2 AND b = $1";
        assert_eq!(statement.for_postgres(), expected);
    }

    #[test]
    fn skip_locked_is_left_out_for_sqlite() {
        let statement = Statement::new("probe", "SELECT id FROM t LIMIT ?1 FOR UPDATE SKIP LOCKED");
        assert_eq!(statement.for_sqlite(), "SELECT id FROM t LIMIT ?1");
    }
}
