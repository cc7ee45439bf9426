//! How the words are set (R30) and how they speak (R38), read from the files of each language.

use crate::translations::{files, here, text_of};

const NARROW: char = '\u{202f}';
const FIXED: char = '\u{a0}';

/// The words of a language, message by message: `key = words` with the lines of a plural joined.
fn messages(language: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for file in files(&here().join("translations").join(language)) {
        for line in text_of(&file).lines() {
            match line.split_once(" = ") {
                _ if line.starts_with('#') => {}
                Some((key, words)) if !line.starts_with(' ') => {
                    found.push((key.to_owned(), words.to_owned()));
                }
                _ => {
                    if let Some((_, words)) = found.last_mut() {
                        words.push(' ');
                        words.push_str(line.trim());
                    }
                }
            }
        }
    }
    found
}

/// The words without `{ $variables }`, whose insides are not prose.
fn prose(words: &str) -> String {
    let mut prose = String::new();
    let mut depth = 0;
    for letter in words.chars() {
        match letter {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                prose.push('x');
            }
            _ if depth == 0 => prose.push(letter),
            _ => {}
        }
    }
    prose
}

/// What stands just before each of these marks.
fn before<'a>(words: &'a str, marks: &'a [char]) -> impl Iterator<Item = (char, Option<char>)> + 'a {
    words
        .char_indices()
        .filter(|(_, letter)| marks.contains(letter))
        .map(|(at, mark)| (mark, words[..at].chars().next_back()))
}

#[test]
fn french_marks_stand_off_by_the_right_space() {
    for (key, words) in messages("fr") {
        let words = prose(&words);
        for (mark, space) in before(&words, &['?', '!', ';']) {
            assert_eq!(space, Some(NARROW), "{key}: before {mark}");
        }
        for (mark, space) in before(&words, &[':', '»']) {
            assert_eq!(space, Some(FIXED), "{key}: before {mark}");
        }
        assert!(!words.contains('«') || words.contains("«\u{a0}"), "{key}: after «");
    }
}

#[test]
fn canadian_french_has_no_space_before_high_marks() {
    // Taken with what it falls back to: a French sentence with such a mark must have a Canadian one.
    let own = messages("fr-CA");
    let fallen_back = messages("fr").into_iter().filter(|(key, _)| own.iter().all(|(known, _)| known != key));
    for (key, words) in own.iter().cloned().chain(fallen_back) {
        let words = prose(&words);
        for (mark, space) in before(&words, &['?', '!', ';']) {
            assert!(space.is_some_and(|letter| !letter.is_whitespace()), "{key}: before {mark}");
        }
        for (mark, space) in before(&words, &[':', '»']) {
            assert_eq!(space, Some(FIXED), "{key}: before {mark}");
        }
    }
}

#[test]
fn english_marks_touch_their_word() {
    for (key, words) in messages("en") {
        for (mark, space) in before(&prose(&words), &['?', '!', ';', ':', '.', ',']) {
            assert!(space.is_some_and(|letter| !letter.is_whitespace()), "{key}: before {mark}");
        }
    }
}

#[test]
fn apostrophes_are_typographic_and_quotes_are_those_of_the_language() {
    for language in ["fr", "fr-CA", "en"] {
        for (key, words) in messages(language) {
            assert!(!prose(&words).contains(['\'', '"']), "{language} {key}: {words}");
        }
    }
}

#[test]
fn no_sentence_blames_commands_or_shrugs() {
    let french = ["invalide", "inattendue", "veuillez", "merci de", "échoué", " tu ", "utilisateur inconnu"];
    let english = ["invalid", "unexpected", "please", "failed", "unknown user"];
    for (language, banned) in [("fr", &french[..]), ("fr-CA", &french[..]), ("en", &english[..])] {
        for (key, words) in messages(language) {
            let words = words.to_lowercase();
            assert!(banned.iter().all(|word| !words.contains(word)), "{language} {key}: {words}");
        }
    }
}

#[test]
fn sentences_are_short() {
    for language in ["fr", "en"] {
        for (key, words) in messages(language) {
            for sentence in prose(&words).split(['.', '?', '!']) {
                let count = sentence.split_whitespace().count();
                assert!(count <= 22, "{language} {key}: {count} words in {sentence:?}");
            }
        }
    }
}

#[test]
fn capitals_keep_their_accents() {
    for (key, words) in messages("fr") {
        for bare in ["Etes", "Etat", "Etape", "A propos", "Ecran", "Economie"] {
            assert!(!words.contains(bare), "{key}: {words}");
        }
    }
}
