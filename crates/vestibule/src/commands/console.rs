//! Speaks on the terminal. A reader who went away (`| head`) is no trouble.

use std::io::Write;

/// A line on standard output.
pub fn say(line: &str) {
    let _reader_gone = writeln!(std::io::stdout().lock(), "{line}");
}

/// A line on standard error.
pub fn complain(line: &str) {
    let _reader_gone = writeln!(std::io::stderr().lock(), "{line}");
}
