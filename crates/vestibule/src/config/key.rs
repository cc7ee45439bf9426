//! One key of the configuration, described once: the reference, the file that `init` writes and the tests read it here.

/// One key and what is said of it.
pub struct Key {
    pub name: &'static str,
    pub kind: &'static str,
    pub default: Default,
    /// What it decides, in a sentence.
    pub says: &'static str,
}

/// What holds when the key is absent. Texts are TOML.
#[derive(Clone, Copy)]
pub enum Default {
    /// This value.
    Is(&'static str),
    /// The key must be there; `init` writes this.
    Required(&'static str),
    /// Nothing; the text shows how a value would look.
    Absent(&'static str),
    /// Something that depends on the machine or on other keys: in words, and how a value would look.
    Derived(&'static str, &'static str),
}

/// One table of the file.
pub struct Section {
    /// As in the file: `[server]`, `[[brand]]`.
    pub header: &'static str,
    pub says: &'static str,
    /// `init` writes it, or shows it as a comment.
    pub is_written: bool,
    pub keys: &'static [Key],
}

impl Key {
    pub const fn new(name: &'static str, kind: &'static str, default: Default, says: &'static str) -> Self {
        Self { name, kind, default, says }
    }
}
