//! One row, owned, read by column number with the kind checked. Knows no engine and no noun.

use domain::Timestamp;

use super::{Trouble, Value};

/// What a statement returned; columns count from 0, in the order of the `SELECT` or `RETURNING` list.
/// A getter answers `Trouble::Column` when the column is absent, null or of another kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    statement: &'static str,
    values: Vec<Value>,
}

impl Row {
    pub(super) fn new(statement: &'static str, values: Vec<Value>) -> Self {
        Self { statement, values }
    }

    pub fn int(&self, column: usize) -> Result<i64, Trouble> {
        self.opt_int(column)?.ok_or_else(|| self.not(column, "an integer"))
    }

    /// Milliseconds since 1970, as every instant is stored.
    pub fn instant(&self, column: usize) -> Result<Timestamp, Trouble> {
        self.int(column).map(Timestamp::from_millis)
    }

    pub fn text(&self, column: usize) -> Result<String, Trouble> {
        self.opt_text(column)?.ok_or_else(|| self.not(column, "a text"))
    }

    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, Trouble> {
        self.opt_bytes(column)?.ok_or_else(|| self.not(column, "bytes"))
    }

    /// Bytes of exactly `N`: an id, a digest, a chain head.
    pub fn array<const N: usize>(&self, column: usize) -> Result<[u8; N], Trouble> {
        self.opt_array(column)?.ok_or_else(|| self.not(column, "bytes of the fixed size"))
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, Trouble> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(number) => Ok(Some(*number)),
            _ => Err(self.not(column, "an integer")),
        }
    }

    pub fn opt_instant(&self, column: usize) -> Result<Option<Timestamp>, Trouble> {
        Ok(self.opt_int(column)?.map(Timestamp::from_millis))
    }

    pub fn opt_text(&self, column: usize) -> Result<Option<String>, Trouble> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.clone())),
            _ => Err(self.not(column, "a text")),
        }
    }

    pub fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>, Trouble> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => Ok(Some(bytes.clone())),
            _ => Err(self.not(column, "bytes")),
        }
    }

    pub fn opt_array<const N: usize>(&self, column: usize) -> Result<Option<[u8; N]>, Trouble> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => match bytes.as_slice().try_into() {
                Ok(array) => Ok(Some(array)),
                Err(_) => Err(self.not(column, "bytes of the fixed size")),
            },
            _ => Err(self.not(column, "bytes of the fixed size")),
        }
    }

    fn value(&self, column: usize) -> Result<&Value, Trouble> {
        self.values.get(column).ok_or_else(|| self.not(column, "there"))
    }

    fn not(&self, column: usize, wanted: &'static str) -> Trouble {
        Trouble::Column { statement: self.statement, column, wanted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    fn row() -> Row {
        Row::new("probe", params![7, "seven", *b"1234567890123456", None::<i64>])
    }

    #[test]
    fn a_column_is_read_as_the_kind_it_has() {
        assert_eq!(row().int(0).unwrap(), 7);
        assert_eq!(row().instant(0).unwrap(), Timestamp::from_millis(7));
        assert_eq!(row().text(1).unwrap(), "seven");
        assert_eq!(row().array::<16>(2).unwrap(), *b"1234567890123456");
        assert_eq!(row().opt_text(3).unwrap(), None);
    }

    #[test]
    fn another_kind_a_null_or_a_missing_column_is_trouble_that_names_the_statement() {
        let missing = row().int(9).unwrap_err().to_string();
        assert_eq!(missing, "statement probe: column 9 is not there");
        assert_eq!(row().text(0).unwrap_err().to_string(), "statement probe: column 0 is not a text");
        assert_eq!(row().int(3).unwrap_err().to_string(), "statement probe: column 3 is not an integer");
        assert!(row().array::<15>(2).is_err());
        assert!(row().opt_array::<15>(2).is_err());
    }
}
