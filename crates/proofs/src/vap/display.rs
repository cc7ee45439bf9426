//! Texts that a phone shows beside a decision: nothing invisible, nothing that turns the direction, nothing endless.

use unicode_normalization::UnicodeNormalization as _;

/// NFC, without control, format and direction characters, spaces single, cut after so many characters with an ellipsis.
pub fn display(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    let mut space = false;
    // What is hidden goes first: letters that it kept apart are then composed.
    let visible = text.chars().filter(|letter| letter.is_whitespace() || !is_hidden(*letter));
    for letter in visible.nfc() {
        if letter.is_whitespace() {
            space = !shown.is_empty();
        } else {
            if std::mem::take(&mut space) {
                shown.push(' ');
            }
            shown.push(letter);
        }
    }
    if shown.chars().count() <= longest {
        return shown;
    }
    let cut: String = shown.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Controls, and the format characters that hide, join or turn text (Unicode Cf, TR 36 §2.5), variation selectors, tags.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stay_and_tricks_go() {
        assert_eq!(display("Le  Journal\n", 40), "Le Journal");
        assert_eq!(display("E\u{301}cran", 40), "Écran");
        assert_eq!(display("pay\u{202e}lap\u{2066}", 40), "paylap");
        assert_eq!(display("a\u{0}b\u{200b}c\u{feff}", 40), "abc");
        assert_eq!(display("12 €", 40), "12 €");
        assert_eq!(display("Journal de la ville", 11), "Journal de…");
    }

    proptest! {
        #[test]
        fn whatever_comes_is_short_visible_and_stays_as_it_is(text: String, longest in 1_usize..60) {
            let shown = display(&text, longest);
            prop_assert!(shown.chars().count() <= longest);
            prop_assert!(!shown.chars().any(is_hidden));
            prop_assert_eq!(display(&shown, longest), shown);
        }
    }
}
