//! The sentences, by key and language. Knows nothing of pages; a key is written `journey-screen-part`.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::Locale;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::static_loader;
use unic_langid::{LanguageIdentifier, langid};

static_loader! {
    static TEXTS = {
        locales: "./translations",
        fallback_language: "fr",
        // Isolating marks would be invisible characters inside names and addresses that people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static FRENCH: [LanguageIdentifier; 1] = [langid!("fr")];
static CANADIAN_FRENCH: [LanguageIdentifier; 2] = [langid!("fr-CA"), langid!("fr")];
static ENGLISH: [LanguageIdentifier; 1] = [langid!("en")];

/// Where a language looks for a sentence: Canadian French holds only what differs from French.
fn sources(locale: Locale) -> &'static [LanguageIdentifier] {
    match locale {
        Locale::Fr => &FRENCH,
        Locale::FrCa => &CANADIAN_FRENCH,
        Locale::En => &ENGLISH,
    }
}

/// The sentence of this key.
pub fn say(locale: Locale, key: &str) -> String {
    look_up(locale, key, None)
}

/// The sentence of this key, with its variables.
pub fn say_with<const N: usize>(
    locale: Locale,
    key: &str,
    variables: [(&'static str, FluentValue<'_>); N],
) -> String {
    let variables = variables.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
    look_up(locale, key, Some(&variables))
}

/// A missing sentence is shown between brackets that the tests look for; it never takes a page down.
fn look_up(
    locale: Locale,
    key: &str,
    variables: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>,
) -> String {
    sources(locale)
        .iter()
        .find_map(|source| TEXTS.lookup_single_language(source, key, variables).ok())
        .unwrap_or_else(|| format!("⟦{key}⟧"))
}
