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
    Postgres {
        /// `postgres://user:password@host:port/database?options`.
        url: String,
        /// How many connections this process may hold.
        connections: usize,
        tls: Tls,
    },
}

/// How PostgreSQL is reached.
#[derive(Clone)]
pub enum Tls {
    /// In clear: a socket, a loopback address or a private network that the operator answers for.
    Off,
    /// Verified against the machine's authorities and, if given, the certificates of this PEM text.
    On { extra_authorities: Option<String> },
}
