//! Words that an attacker knows beforehand: the company's name and its service's, the person's name, address and login.
//! A password that is little else is refused; elsewhere they count as known words.

use super::folded::{readings, without_accents};

/// Shorter parts of names stand in too many other words.
const SHORTEST: usize = 3;
/// Letters and digits besides the known words and a year that make a password again.
const LEAST_LEFT: usize = 8;
/// What every customer area is called.
const HOUSE: &[&str] = &["espaceclient", "espace", "client", "moncompte", "compte", "connexion", "vestibule"];

/// Longest first, so that « espaceclient » goes before « espace ».
pub struct OwnWords(Vec<String>);

impl OwnWords {
    pub fn of_company(names: &[String]) -> Self {
        let house = HOUSE.iter().map(|word| (*word).to_owned());
        Self::sorted(names.iter().flat_map(|name| parts(name)).chain(house))
    }

    /// Of an address only what stands before the @.
    pub fn of_person(names: &[String]) -> Self {
        let local = |name: &String| name.split('@').next().unwrap_or_default().to_owned();
        Self::sorted(names.iter().map(local).flat_map(|name| parts(&name)))
    }

    fn sorted(words: impl Iterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.filter(|word| word.chars().count() >= SHORTEST).collect();
        words.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        Self(words)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether the password is little more than these words, with a year and signs perhaps.
    pub fn make_up(&self, password: &str) -> bool {
        readings(password).iter().any(|reading| {
            let mut rest: String = reading.chars().filter(|sign| sign.is_alphanumeric()).collect();
            let before = rest.len();
            for word in &self.0 {
                rest = rest.replace(word.as_str(), "");
            }
            rest.len() < before && without_year(&rest).chars().count() < LEAST_LEFT
        })
    }
}

/// « Espace Client Lumen » gives its words and all of them in one.
fn parts(name: &str) -> Vec<String> {
    let folded = without_accents(name);
    let mut parts: Vec<String> =
        folded.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned).collect();
    parts.push(parts.concat());
    parts
}

/// Without one year of this century or the last.
fn without_year(text: &str) -> String {
    let is_year = |four: &str| {
        (four.starts_with("19") || four.starts_with("20")) && four.bytes().all(|byte| byte.is_ascii_digit())
    };
    let found = (0..text.len()).find(|at| text.get(*at..*at + 4).is_some_and(is_year));
    match found {
        Some(at) => [&text[..at], &text[at + 4..]].concat(),
        None => text.to_owned(),
    }
}
