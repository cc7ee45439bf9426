//! A printed card of codes: forty cells of six digits from one secret, each asked for once, in an order of its own that
//! stays until the cell is answered, so that whoever saw some codes cannot choose which is asked.

use aws_lc_rs::hmac;
use subtle::ConstantTimeEq as _;

use crate::totp::Judged;

pub const SECRET_BYTES: usize = 32;
pub const COLUMNS: u8 = 5;
pub const ROWS: u8 = 8;
const CELLS: u8 = COLUMNS * ROWS;

/// « B4 »: the column by its letter, the row by its number.
pub fn name(cell: u8) -> String {
    format!("{}{}", char::from(b'A' + cell % COLUMNS), cell / COLUMNS + 1)
}

/// The six digits of a cell, counted along the rows.
pub fn code(secret: &[u8], cell: u8) -> String {
    format!("{:06}", drawn(secret, b"code", cell) % 1_000_000)
}

/// Every code, row by row.
pub fn rows(secret: &[u8]) -> Vec<Vec<String>> {
    (0..ROWS).map(|row| (0..COLUMNS).map(|column| code(secret, row * COLUMNS + column)).collect()).collect()
}

/// How many codes are left once `used` were taken.
pub fn left(used: i64) -> u8 {
    u8::try_from(i64::from(CELLS).saturating_sub(used.max(0))).unwrap_or(0)
}

/// The cell that is asked for after `used` codes; none once all were taken.
pub fn asked(secret: &[u8], used: i64) -> Option<u8> {
    let mut order: Vec<u8> = (0..CELLS).collect();
    order.sort_by_key(|cell| drawn(secret, b"order", *cell));
    order.get(usize::try_from(used).ok()?).copied()
}

/// Judges six digits against the cell that is asked for. What is right takes the next place for ever.
pub fn judge(secret: &[u8], typed: &str, used: i64) -> Judged {
    let Some(cell) = asked(secret, used) else { return Judged::Wrong };
    if bool::from(code(secret, cell).as_bytes().ct_eq(typed.as_bytes())) {
        Judged::Right { step: used + 1 }
    } else {
        Judged::Wrong
    }
}

/// 64 bits that this secret alone gives for a cell: so many more than a million that no code is likelier than another.
fn drawn(secret: &[u8], purpose: &[u8], cell: u8) -> u64 {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), &[purpose, b"\0", &[cell]].concat());
    let (first, _) = tag.as_ref().split_first_chunk::<8>().expect("thirty-two bytes begin with eight");
    u64::from_be_bytes(*first)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const SECRET: [u8; SECRET_BYTES] = [7; SECRET_BYTES];

    #[test]
    fn every_cell_is_asked_for_once_in_an_order_that_is_the_cards_own() {
        let order: Vec<u8> = (0..40).map(|used| asked(&SECRET, used).expect("a cell")).collect();
        assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), 40);
        assert_eq!((asked(&SECRET, 40), asked(&SECRET, -1)), (None, None));
        let other: Vec<u8> = (0..40).map(|used| asked(&[8; 32], used).expect("a cell")).collect();
        assert_ne!(order, other);
        assert_ne!(order, (0..40).collect::<Vec<u8>>());
    }

    #[test]
    fn only_the_code_of_the_asked_cell_is_right_and_only_while_it_is_asked() {
        let cell = asked(&SECRET, 3).expect("a cell");
        let typed = code(&SECRET, cell);
        assert_eq!(judge(&SECRET, &typed, 3), Judged::Right { step: 4 });
        assert_eq!(judge(&SECRET, &typed, 4), Judged::Wrong, "used");
        let elsewhere = (0..40).filter(|other| *other != cell).map(|other| code(&SECRET, other));
        assert!(
            elsewhere.filter(|other| *other != typed).all(|other| judge(&SECRET, &other, 3) == Judged::Wrong)
        );
        assert_eq!(judge(&SECRET, "", 3), Judged::Wrong);
        assert_eq!(judge(&SECRET, &typed, 40), Judged::Wrong, "the card is used up");
    }

    #[test]
    fn cells_are_named_as_on_the_card() {
        assert_eq!(
            (name(0), name(4), name(5), name(39)),
            ("A1".into(), "E1".into(), "A2".into(), "E8".into())
        );
        let rows = rows(&SECRET);
        assert_eq!((rows.len(), rows[0].len()), (8, 5));
        assert_eq!(rows[3][1], code(&SECRET, 16), "B4");
        assert!(rows.iter().flatten().all(|code| code.len() == 6));
        assert_eq!((left(0), left(39), left(40), left(99)), (40, 1, 0, 0));
    }
}
