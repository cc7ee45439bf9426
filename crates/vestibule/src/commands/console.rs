//! Speaks on the terminal. A reader who went away (`| head`) is no trouble.

use std::io::Write;

/// A line on standard output.
pub fn say(line: &str) {
    let _reader_gone = writeln!(std::io::stdout().lock(), "{line}");
}

/// Asks on the terminal, so that neither the list of processes nor the shell's history holds the answer.
pub fn ask(question: &str) -> String {
    complain(question);
    let mut answer = String::new();
    let _nothing_typed = std::io::stdin().read_line(&mut answer);
    answer
}

/// A line on standard error.
pub fn complain(line: &str) {
    let _reader_gone = writeln!(std::io::stderr().lock(), "{line}");
}
