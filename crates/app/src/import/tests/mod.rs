//! The import against a real store: rows in, rows compared, races lost on purpose. Files are `vestibule`'s affair.

mod again;
mod bench;
mod dry;
mod letters;
mod races;
mod refused;
mod rows;
