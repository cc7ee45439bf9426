//! Every mail in every language.

use domain::Locale;
use pages::Mail;
use pages::samples::{look, mails};

use crate::html::read;

fn each(check: impl Fn(&str, &Mail)) {
    let look = look();
    for locale in Locale::ALL {
        for (name, notice) in mails() {
            check(&format!("{name} in {}", locale.tag()), &notice.compose(&look, locale));
        }
    }
}

#[test]
fn both_parts_say_the_same_things() {
    each(|name, mail| {
        for part in [&mail.text, &mail.html] {
            for words in ["lumen.example", "2026", "https://connexion.lumen.example/account/devices"] {
                assert!(part.contains(words), "{name}: {words} is missing");
            }
            assert!(!part.contains(['⟦', '{', '}']), "{name}: {part}");
        }
    });
}

#[test]
fn a_mail_holds_one_button_the_bare_address_below_it_and_nothing_that_reports_back() {
    each(|name, mail| {
        let all = read(&mail.html);
        let links: Vec<_> = all.iter().filter_map(|element| element.get("href")).collect();
        let ours = links.iter().filter(|href| href.starts_with("https://connexion.lumen.example/")).count();
        assert_eq!(ours, 2, "{name}: {links:?}");
        assert!(
            links.iter().all(|href| href.starts_with("tel:") || !href.contains('?')),
            "{name}: {links:?}"
        );
        for element in &all {
            let fetches =
                ["img", "script", "link", "iframe"].contains(&element.name.as_str()) || element.has("src");
            assert!(!fetches, "{name}: {element:?}");
        }
    });
}

#[test]
fn a_subject_is_one_short_line() {
    each(|name, mail| {
        assert!(
            !mail.subject.contains(['\n', '\r']) && mail.subject.chars().count() <= 70,
            "{name}: {}",
            mail.subject
        );
    });
}
