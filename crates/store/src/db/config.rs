//! Where the store lives. Knows no file format: `vestibule` reads the configuration and fills this in.

use std::path::PathBuf;

/// One of the two engines.
#[derive(Clone)]
pub enum StoreConfig {
    Sqlite {
        /// The database file; `-wal` and `-shm` files appear beside it.
        path: PathBuf,
        /// How many long reads (`fetch_many`) may run at once.
        readers: usize,
    },
}
