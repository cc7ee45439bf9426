//! The configuration that `vestibule init` writes: every key with its sentence; defaults as comments, what must be
//! said as an example of a French company.

use std::fmt::Write;

use super::key::{Default, Key, Section};
use super::reference::sections;

const HEAD: &str = "\
# The configuration of this Vestibule. Lines that begin with # show the defaults: remove the # to say otherwise.
# After a change: vestibule config check
";

/// A whole configuration file.
pub fn template() -> String {
    let mut text = HEAD.to_owned();
    for section in sections() {
        write_section(&mut text, section);
    }
    text
}

fn write_section(text: &mut String, section: &Section) {
    let off = if section.is_written { "" } else { "# " };
    let _infallible = write!(text, "\n# {}\n{off}{}\n", section.says, section.header);
    for key in section.keys {
        write_key(text, key, off);
    }
}

fn write_key(text: &mut String, key: &Key, off: &str) {
    let name = key.name;
    let (remark, line) = match key.default {
        Default::Required(value) => (String::new(), format!("{off}{name} = {value}")),
        Default::Is(value) => (String::new(), format!("# {name} = {value}")),
        Default::Absent(value) => (" Not set by default.".to_owned(), format!("# {name} = {value}")),
        Default::Derived(words, value) => (format!(" By default: {words}."), format!("# {name} = {value}")),
    };
    let _infallible = writeln!(text, "# {}{remark}\n{line}", key.says);
}
