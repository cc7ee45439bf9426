//! Columns that hold words of `domain`: read back as the types they were written from. Knows no noun.

use domain::{Locale, Method};

use crate::{Row, Trouble};

/// A language tag, as `Locale::tag` writes it.
pub(crate) fn locale(row: &Row, column: usize) -> Result<Locale, Trouble> {
    let tag = row.text(column)?;
    tag.parse().map_err(|_| not(column, "a language of ours"))
}

/// Words of methods, separated by spaces.
pub(crate) fn from_methods(methods: &[Method]) -> String {
    let words: Vec<_> = methods.iter().map(|method| method.word()).collect();
    words.join(" ")
}

/// Words of a newer release are passed over: whoever does not know a method must not count it as proof.
pub(crate) fn methods(row: &Row, column: usize) -> Result<Vec<Method>, Trouble> {
    let words = row.text(column)?;
    Ok(words.split_ascii_whitespace().filter_map(Method::from_word).collect())
}

/// A number that the domain holds in fewer bits than the column.
pub(crate) fn small<N: TryFrom<i64>>(row: &Row, column: usize) -> Result<N, Trouble> {
    N::try_from(row.int(column)?).map_err(|_| not(column, "a number in its range"))
}

pub(crate) fn not(column: usize, wanted: &'static str) -> Trouble {
    Trouble::Column { statement: "a noun's read", column, wanted }
}
