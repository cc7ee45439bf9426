//! Rules that can be read from every sample: R21, R38, R40. The list is `docs/design-rules.md`.

use domain::Locale;
use pages::Frame;
use pages::samples::{look, mails, samples};

use crate::html::{Element, read};

/// Every sample in a language, read.
fn drawn(locale: Locale) -> impl Iterator<Item = (&'static str, Vec<Element>, String)> {
    let look = look();
    samples().into_iter().map(move |sample| {
        let html = sample.html(&Frame::new(&look, locale, sample.path));
        (sample.name, read(&html), html)
    })
}

/// R21: the first thing below the sheet.
#[test]
fn whom_to_call_stands_at_the_same_place_on_every_page() {
    for locale in Locale::ALL {
        for (name, _, html) in drawn(locale) {
            let footer = html.split("</main>").nth(1).unwrap_or_default();
            assert!(footer.starts_with("\n<footer>\n<p class=\"support\"><b>"), "{name}: {footer:.80}");
            assert!(
                footer.contains("href=\"tel:0199000000\"") && footer.contains("</span></p>\n<ul"),
                "{name}"
            );
        }
    }
}

/// « Saisissez », « Vérifiez », « Réessayez »: a verb that says what to do.
fn tells(words: &str) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 3 && word.ends_with("ez"))
}

/// R38: beside a field, in the summary, and on a page of its own.
#[test]
fn every_refusal_says_what_to_do_next() {
    let mut seen = 0;
    for (name, all, html) in drawn(Locale::Fr) {
        for wrong in all.iter().filter(|element| element.get("class") == Some("err")) {
            assert!(tells(&wrong.text), "{name}: {}", wrong.text);
            seen += 1;
        }
        if let Some(summary) = all.iter().find(|element| element.get("role") == Some("alert")) {
            let leads_on = html.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</div>").next());
            let leads_on = leads_on.is_some_and(|inside| inside.contains("<li><a href=\"#"));
            assert!(tells(&summary.text) || leads_on, "{name}: {}", summary.text);
            seen += 1;
        }
        if html.contains("class=\"hint reference\"") {
            let main = all.iter().find(|element| element.name == "main").expect("a landmark");
            let button = all.iter().any(|element| element.get("class") == Some("btn"));
            assert!(tells(&main.text) || button, "{name}: {}", main.text);
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} refusals were seen");
}

/// R40: on the page that asks for one, and in the message that brings one.
#[test]
fn a_code_is_never_to_be_given_to_anybody() {
    for (locale, words) in [
        (Locale::Fr, "Ne donnez ce code à personne"),
        (Locale::FrCa, "Ne donnez ce code à personne"),
        (Locale::En, "code to nobody"),
    ] {
        for (name, all, html) in drawn(locale) {
            let asks = all.iter().any(|element| element.get("autocomplete") == Some("one-time-code"));
            assert!(!asks || html.contains(words), "{name}: {words}");
        }
        for (name, write) in mails() {
            let mail = write(&look(), locale);
            if mail.text.contains("042137") {
                assert!(mail.text.contains(words) && mail.html.contains(words), "{name}: {}", mail.text);
            }
        }
    }
}
