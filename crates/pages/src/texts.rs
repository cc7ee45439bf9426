//! Texts and calls: few words, in letters that every telephone shows in one part (SM7). Knows no number.

use domain::Locale;
use domain::message::TextTemplate;

use crate::look::Look;
use crate::words::say_with;

/// Longest text that goes out in one part, in letters of GSM 03.38.
pub const LONGEST: usize = 160;

/// What a text says. The last line binds the code to our host, so that telephones fill it in nowhere else.
pub fn text(look: &Look, locale: Locale, template: &TextTemplate, host: &str) -> String {
    let brand = look.brand.name.as_str();
    let words = match template {
        TextTemplate::Code { code, .. } => {
            let words =
                say_with(locale, "sms-code", [("brand", brand.into()), ("code", code.as_str().into())]);
            format!("{words}\n\n@{host} #{code}")
        }
        TextTemplate::NumberAdded => say_with(locale, "sms-number_added", [("brand", brand.into())]),
        TextTemplate::NumberRemoved => say_with(locale, "sms-number_removed", [("brand", brand.into())]),
    };
    in_gsm_letters(&words)
}

/// What somebody who picks up hears: the code digit by digit, twice.
pub fn spoken(look: &Look, locale: Locale, code: &str) -> String {
    let digits: Vec<String> = code.chars().map(|digit| digit.to_string()).collect();
    let digits = digits.join(", ");
    let brand = look.brand.name.as_str();
    say_with(locale, "call-code", [("brand", brand.into()), ("digits", digits.as_str().into())])
}

/// The language a voice reads it in (BCP 47).
pub const fn voice(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "fr-FR",
        Locale::FrCa => "fr-CA",
        Locale::En => "en-GB",
    }
}

/// One letter outside of GSM 03.38 makes seventy letters of a hundred and sixty: what we and brands use is written plainly.
fn in_gsm_letters(words: &str) -> String {
    words
        .chars()
        .map(|letter| match letter {
            '\u{a0}' | '\u{202f}' => ' ',
            '’' | '‘' => '\'',
            '«' | '»' | '“' | '”' => '"',
            '–' | '—' => '-',
            'ê' | 'ë' => 'e',
            'â' => 'a',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'û' => 'u',
            'ç' => 'c',
            'À' | 'Â' => 'A',
            'È' | 'Ê' => 'E',
            other => other,
        })
        .collect()
}

/// Whether every letter is one that any telephone shows (GSM 03.38, without its second table).
pub fn is_gsm(text: &str) -> bool {
    const MORE: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || MORE.contains(letter))
}
