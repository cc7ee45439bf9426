//! Every sample in every language.

use std::collections::{HashMap, HashSet};

use domain::Locale;
use pages::samples::{Sample, look, samples};
use pages::{Frame, Page, SignInPage};

use crate::html::{Element, read};

/// Draws every sample in every language and hands each to `check` with a name for messages.
fn each(check: impl Fn(&str, &Sample, Locale, &[Element], &str)) {
    let look = look();
    for locale in Locale::ALL {
        for sample in samples() {
            let html =
                sample.html(&Frame { switch_query: "ctx=abc", ..Frame::new(&look, locale, sample.path) });
            let name = format!("{} in {}", sample.name, locale.tag());
            check(&name, &sample, locale, &read(&html), &html);
        }
    }
}

fn named<'a>(all: &'a [Element], name: &str) -> Vec<&'a Element> {
    all.iter().filter(|element| element.name == name).collect()
}

/// WB4: a company may be called anything.
#[test]
fn no_name_of_a_company_is_ever_markup() {
    const NAME: &str = "<i onclick=go>\"'&</title>";
    let text = || domain::brand::LocalText::Everywhere(NAME.into());
    let mut brand = pages::samples::brand();
    (brand.name, brand.service_name, brand.support.name) = (NAME.to_owned(), text(), text());
    let look = pages::Look::new(brand).expect("a name is a name");
    for locale in Locale::ALL {
        for sample in samples() {
            let html = sample.html(&Frame::new(&look, locale, sample.path)).to_lowercase();
            assert!(!html.contains("<i onclick"), "{} in {}", sample.name, locale.tag());
            assert_eq!(html.matches("</title>").count(), 1, "{} in {}", sample.name, locale.tag());
        }
    }
}

#[test]
fn every_page_has_one_heading_a_language_and_landmarks() {
    each(|name, _, locale, all, _| {
        for landmark in ["h1", "header", "main", "footer", "title", "nav"] {
            assert_eq!(named(all, landmark).len(), 1, "{name}: <{landmark}>");
        }
        assert!(!named(all, "h1")[0].text.trim().is_empty(), "{name}: an empty h1");
        assert_eq!(all[0].get("lang"), Some(locale.tag()), "{name}");
        let skip = named(all, "a")[0];
        assert_eq!(skip.get("href"), Some("#main"), "{name}: the first link skips to the content");
    });
}

#[test]
fn other_languages_are_named_in_themselves_and_keep_the_step() {
    each(|name, _, locale, all, _| {
        let links: Vec<_> = named(all, "a").into_iter().filter(|link| link.has("hreflang")).collect();
        assert_eq!(links.len(), 2, "{name}");
        for link in links {
            assert_eq!(link.get("lang"), link.get("hreflang"), "{name}");
            assert_ne!(link.get("lang"), Some(locale.tag()), "{name}");
            assert!(link.get("href").unwrap().ends_with("ctx=abc"), "{name}: {:?}", link.get("href"));
        }
    });
}

#[test]
fn every_kind_of_page_has_a_title_of_its_own_and_a_refusal_is_in_it() {
    let titles = std::cell::RefCell::new(HashMap::<(Locale, String), String>::new());
    each(|name, sample, locale, all, html| {
        let title = named(all, "title")[0].text.clone();
        assert!(title.matches(" - ").count() >= 2 && title.ends_with(" - Lumen"), "{name}: {title}");
        let refused = title.starts_with("Erreur") || title.starts_with("Error");
        assert_eq!(refused, html.contains("role=\"alert\""), "{name}: {title}");
        let kind = sample.kind().to_owned();
        let known = titles.borrow_mut().insert((locale, title.clone()), kind.clone());
        assert!(known.is_none_or(|other| other == kind), "{name}: another page is called {title}");
    });
}

#[test]
fn no_key_is_left_without_words() {
    each(|name, _, _, _, html| {
        // What a device is asked is JSON.
        let words: String = html
            .split(" data-options=\"")
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once('"').map_or("", |(_, rest)| rest) })
            .collect();
        for mark in ['⟦', '{', '}'] {
            assert!(!words.contains(mark), "{name}: {}", &words[words.find(mark).unwrap()..][..40]);
        }
    });
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    each(|name, _, _, all, _| {
        let mut ids = HashSet::new();
        for id in all.iter().filter_map(|element| element.get("id")) {
            assert!(ids.insert(id), "{name}: two elements are called {id}");
        }
        for element in all {
            let described = element.get("aria-describedby").unwrap_or_default().split_whitespace();
            let labelled = element.get("for").into_iter().chain(element.get("data-reveals"));
            let linked = element.get("href").and_then(|href| href.strip_prefix('#'));
            for id in described.chain(labelled).chain(linked) {
                assert!(ids.contains(id), "{name}: {id} is nowhere");
            }
        }
    });
}

#[test]
fn every_field_that_is_seen_has_a_label_and_every_button_a_name() {
    each(|name, _, _, all, html| {
        for field in named(all, "input") {
            if field.get("type") == Some("hidden") || field.has("hidden") {
                continue;
            }
            let (kind, name_of) = (field.get("type").unwrap(), field.get("name").unwrap());
            // A box or a circle stands inside its own label.
            let inside = html.split("<label class=\"c").skip(1).any(|label| {
                let tag = label.split_once("<input ").map_or("", |(_, rest)| rest);
                let tag = tag.split('>').next().unwrap_or_default();
                let says = |key: &str, value: &str| tag.contains(&format!("{key}=\"{value}\""));
                says("type", kind)
                    && says("name", name_of)
                    && field.get("id").is_none_or(|id| says("id", id))
                    && label.split("</label>").next().is_some_and(|own| own.contains(tag))
            });
            let before = field.get("id").is_some_and(|id| html.contains(&format!("<label for=\"{id}\">")));
            let labelled = before || inside;
            assert!(labelled, "{name}: {field:?} has no label");
        }
        for button in named(all, "button").into_iter().chain(named(all, "a")) {
            assert!(!button.text.trim().is_empty(), "{name}: {button:?} has no name");
        }
    });
}

#[test]
fn nothing_is_styled_or_scripted_inside_a_page() {
    each(|name, _, _, all, _| {
        for element in all {
            assert_ne!(element.name, "style", "{name}");
            for (attribute, value) in &element.attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}={value}");
                assert!(!value.to_ascii_lowercase().starts_with("javascript:"), "{name}: {value}");
            }
        }
        let scripts = named(all, "script");
        assert!(scripts.iter().all(|script| script.has("src") && script.text.is_empty()), "{name}");
    });
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    each(|name, _, _, all, _| {
        let fetched =
            all.iter().filter(|element| ["link", "script", "img", "source"].contains(&element.name.as_str()));
        let addresses: Vec<_> =
            fetched.filter_map(|element| element.get("src").or(element.get("href"))).collect();
        assert_eq!(addresses.len(), 2, "{name}: one stylesheet and one script: {addresses:?}");
        assert!(addresses.iter().all(|address| address.starts_with("/assets/")), "{name}: {addresses:?}");
    });
}

#[test]
fn every_form_posts_to_us_with_its_token() {
    each(|name, _, _, all, _| {
        let forms = named(all, "form");
        for form in &forms {
            assert_eq!(form.get("method"), Some("post"), "{name}");
            assert!(form.get("action").is_some_and(|action| action.starts_with('/')), "{name}");
        }
        let tokens = named(all, "input").into_iter().filter(|field| field.get("name") == Some("csrf"));
        assert_eq!(tokens.count(), forms.len(), "{name}");
    });
}

#[test]
fn password_managers_find_what_they_look_for() {
    each(|name, _, _, all, _| {
        let by_name =
            |wanted| named(all, "input").into_iter().find(|field| field.get("name") == Some(wanted));
        if let Some(chosen) = by_name("new_password") {
            assert_eq!(chosen.get("autocomplete"), Some("new-password"), "{name}");
            assert!(!chosen.has("value") && !chosen.has("maxlength"), "{name}: R12, R17");
            let whose = named(all, "input").into_iter().any(|f| f.get("autocomplete") == Some("username"));
            assert!(whose, "{name}: a new password is kept with its user name");
        }
        if let Some(code) = by_name("code") {
            assert_eq!(code.get("autocomplete"), Some("one-time-code"), "{name}: R14");
            assert!(code.get("inputmode") == Some("numeric") && !code.has("maxlength"), "{name}: R13");
        }
        let Some(password) = by_name("password") else { return };
        assert_eq!(password.get("autocomplete"), Some("current-password"), "{name}");
        assert!(
            !password.has("value") && !password.has("maxlength"),
            "{name}: a password is never kept or cut"
        );
        let identifier = by_name("identifier").expect("a password is asked of somebody");
        let seen_by_managers = match identifier.get("type") {
            Some("hidden") => {
                named(all, "input").into_iter().any(|f| f.get("autocomplete") == Some("username"))
            }
            _ => identifier.get("autocomplete") == Some("username webauthn"),
        };
        assert!(seen_by_managers, "{name}");
    });
}

#[test]
fn a_refusal_is_told_in_a_summary_with_the_same_words_beside_the_field() {
    each(|name, sample, _, all, html| {
        let Some(summary) = all.iter().find(|element| element.get("role") == Some("alert")) else { return };
        assert!(summary.has("autofocus") && summary.get("tabindex") == Some("-1"), "{name}");
        for wrong in all.iter().filter(|element| element.get("class") == Some("err")) {
            assert!(summary.text.contains(&wrong.text), "{name}: {} is not in the summary", wrong.text);
        }
        for field in all.iter().filter(|element| element.get("aria-invalid") == Some("true")) {
            assert!(field.has("aria-describedby"), "{name}: {field:?}");
            assert!(html.contains(&format!("href=\"#{}\"", field.get("id").unwrap())), "{name}");
        }
        let forms = [
            "sign_in",
            "forgotten",
            "check_mail",
            "linked",
            "new_password",
            "change_password",
            "who",
            "household",
            "personalise",
            "factor",
            "other_factors",
            "enrol_method",
            "enrol_phone",
            "enrol_code",
            "security",
            "passkey",
            "enrol_passkey",
            "approve",
            "phone_scan",
            "factor_sms",
            "factor_voice",
            "factor_mail",
            "factor_card",
            "enrol_sms",
            "enrol_voice",
            "enrol_mail",
            "enrol_sent",
            "enrol_card",
            "enrol_cell",
            "contacts",
            "contact_code",
            "printed_code",
            "codes",
            "lost_phone",
            "add_person",
            "start",
            "start_password",
            "phone_alone",
        ];
        assert!(forms.contains(&sample.kind()), "{name}: only forms are refused");
    });
}

/// R11: the same marks on both halves, and one sentence that names them together.
#[test]
fn a_wrong_pair_never_tells_which_half_is_wrong() {
    each(|name, sample, _, all, html| {
        if sample.name != "sign_in-wrong_pair" {
            return;
        }
        let field = |wanted| all.iter().find(|element| element.get("id") == Some(wanted)).unwrap();
        for mark in ["aria-invalid", "aria-describedby"] {
            assert!(field("identifier").has(mark), "{name}: {mark}");
            assert_eq!(field("identifier").get(mark), field("password").get(mark), "{name}: {mark}");
        }
        for field in ["identifier", "password"] {
            assert!(html.contains(&format!("<li><a href=\"#{field}\">")), "{name}: no link to {field}");
        }
        assert!(!html.contains("class=\"err\""), "{name}: words beside one field");
    });
}

#[test]
fn what_people_typed_cannot_become_part_of_the_page() {
    let look = look();
    let hostile = "\"><script>alert(1)</script>'&";
    let page = SignInPage {
        person: pages::Person::Unknown { typed: hostile.to_owned() },
        refusal: Some(pages::SignInRefusal::WrongPair),
        ..SignInPage::fresh(Some(hostile.to_owned()), None)
    };
    let html = page.render(&Frame::new(&look, Locale::Fr, "/sign-in"));
    assert_eq!(read(&html).iter().filter(|element| element.name == "script").count(), 1);
}

#[test]
fn a_given_name_is_shown_only_to_a_device_that_was_asked_to_remember() {
    let look = look();
    let draw = |name: &str| {
        let sample = samples().into_iter().find(|sample| sample.name == name).unwrap();
        sample.html(&Frame::new(&look, Locale::Fr, sample.path))
    };
    assert!(draw("sign_in-remembered_by_name").contains("<h1>Bonjour Camille</h1>"));
    assert!(!draw("sign_in-remembered").contains("Camille"));
}

#[test]
fn the_words_of_the_seeds_stand_as_they_are() {
    let look = look();
    let html = samples()[0].html(&Frame::new(&look, Locale::Fr, "/sign-in"));
    for words in [
        "Me connecter",
        "Adresse mail",
        "Mot de passe",
        "Mémoriser l’adresse mail",
        "Rester identifié",
        "Aide à la mémorisation",
        "Pendant 2\u{a0}mois sur cet appareil.",
        "Mot de passe oublié\u{202f}?",
        "Afficher",
        "pour accéder à Messagerie Lumen",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(
        html.contains("name=\"remember_identifier\" value=\"on\">"),
        "the address aid comes unticked (O10)"
    );
    assert!(html.contains("name=\"keep_signed_in\" value=\"on\" checked"), "staying comes ticked (O11)");
}
