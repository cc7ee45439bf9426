//! Every mail in every language.

use domain::Locale;
use pages::Mail;
use pages::samples::{look, mails};

use crate::html::read;

fn each(check: impl Fn(&str, &Mail)) {
    let look = look();
    for locale in Locale::ALL {
        for (name, write) in mails() {
            check(&format!("{name} in {}", locale.tag()), &write(&look, locale));
        }
    }
}

/// EL8: whoever opens mails for others, as scanners do, finds nothing to press.
fn is_code_alone(name: &str) -> bool {
    name.starts_with("mail_confirm")
}

#[test]
fn both_parts_say_the_same_things() {
    each(|name, mail| {
        for part in [&mail.text, &mail.html] {
            let leads = (!is_code_alone(name)).then_some("https://connexion.lumen.example/");
            for words in ["lumen.example", "2026"].into_iter().chain(leads) {
                assert!(part.contains(words), "{name}: {words} is missing");
            }
            let (before, after) = part.split_once("<style>").unwrap_or((part, ""));
            let words = format!("{before}{}", after.split_once("</style>").map_or("", |(_, after)| after));
            assert!(!words.contains(['⟦', '{', '}']), "{name}: {words}");
        }
    });
}

#[test]
fn a_mail_holds_one_button_the_bare_address_below_it_and_nothing_that_reports_back() {
    each(|name, mail| {
        let all = read(&mail.html);
        let links: Vec<_> = all.iter().filter_map(|element| element.get("href")).collect();
        let ours = links.iter().filter(|href| href.starts_with("https://connexion.lumen.example/")).count();
        assert_eq!(ours, if is_code_alone(name) { 0 } else { 2 }, "{name}: {links:?}");
        assert!(
            links.iter().all(|href| href.starts_with("tel:")
                || !href.contains('?')
                || href.contains("/reset?token=")
                || href.contains("/not-me?token=")),
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

#[test]
fn a_code_stands_in_both_parts_and_never_in_the_subject() {
    each(|name, mail| {
        if name.starts_with("mail_recovery") || is_code_alone(name) {
            assert!(mail.text.contains("042137") && mail.html.contains("042137"), "{name}");
            assert!(!mail.subject.contains("042137"), "{name}: lock screens show subjects");
        }
    });
}

#[test]
fn a_shared_address_reads_each_of_its_accounts() {
    each(|name, mail| {
        if name.starts_with("mail_recovery-shared") {
            for login in ["camille.durand@lumen.example", "paul.durand"] {
                let html = mail.html.replace("<wbr>", "");
                assert!(mail.text.contains(login) && html.contains(login), "{name}: {login}");
            }
        }
    });
}

/// EL9: what people are called cannot become part of the mail, nor a second header.
#[test]
fn what_people_are_called_cannot_become_part_of_the_mail() {
    let hostile = "<script>alert(1)</script>\r\nBcc: all@evil.example";
    let mail = pages::RecoveryMail {
        given_name: hostile.to_owned(),
        logins: vec![hostile.to_owned()],
        code: "000000".to_owned(),
        url: "https://connexion.lumen.example/reset?token=a".to_owned(),
        until: domain::Timestamp::from_millis(0),
    };
    let written = mail.compose(&look(), Locale::Fr);
    assert!(read(&written.html).iter().all(|element| element.name != "script"));
    assert!(!written.subject.contains(['\r', '\n']));
}

#[test]
fn texts_fit_into_one_part_in_letters_that_every_telephone_shows() {
    use domain::Timestamp;
    use domain::message::TextTemplate;
    use pages::texts;

    let look = pages::samples::look();
    let code = TextTemplate::Code { code: "123456".to_owned(), until: Timestamp::from_millis(0) };
    for locale in domain::Locale::ALL {
        for template in [&code, &TextTemplate::NumberAdded, &TextTemplate::NumberRemoved] {
            let text = texts::text(&look, locale, template, "connexion.lumen.example");
            assert!(texts::is_gsm(&text), "{}: {text}", locale.tag());
            assert!(
                text.chars().count() <= texts::LONGEST,
                "{}: {} letters",
                locale.tag(),
                text.chars().count()
            );
            assert!(text.starts_with("Lumen") && !text.contains("http"), "SM7: {text}");
        }
        let text = texts::text(&look, locale, &code, "connexion.lumen.example");
        assert!(text.ends_with("\n\n@connexion.lumen.example #123456"), "SM7: {text}");
        assert!(texts::spoken(&look, locale, "042137").matches("0, 4, 2, 1, 3, 7").count() == 2);
    }
}
