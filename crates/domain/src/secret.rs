//! What a person typed in confidence. It can be neither printed nor stored: a state that holds one does not compile.

use std::fmt;

use zeroize::Zeroizing;

/// A password or code as typed. No `Serialize`, no `Display`; `Debug` is blind; memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
    /// The text itself, for the one place that judges it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_itself() {
        assert_eq!(format!("{:?}", Secret::new("azerty".into())), "Secret(…)");
    }
}
