//! Which language a page is drawn in (R29).

use domain::Locale;

/// The first of the choices, else what the browser prefers, else the house's.
pub fn choose(choices: [Option<Locale>; 3], accept_language: &str, house: Locale) -> Locale {
    choices.into_iter().flatten().next().unwrap_or_else(|| Locale::negotiate(accept_language, house))
}
