//! B13: help answers for what the policy really holds, and for nothing else.

use std::collections::HashSet;

use domain::Locale;
use domain::brand::Customers;
use domain::time::{days, hours, minutes};
use pages::samples::{brand, look};
use pages::{Frame, HelpFacts, HelpPage, HelpTopicPage, Look, Page, Topic};

use crate::html::read;

const TOPICS: [Topic; 4] = [Topic::SignIn, Topic::Password, Topic::Security, Topic::Work];

/// Values that no policy has by default.
fn odd() -> HelpFacts {
    HelpFacts {
        kept_for: Some(days(45)),
        kept_by_default: false,
        idle: minutes(17),
        absolute: hours(7),
        least: 15,
        message_lives: minutes(25),
        message_pause: minutes(3),
        places_for: days(99),
    }
}

fn written(topic: Topic, facts: HelpFacts, locale: Locale) -> String {
    let look = look();
    // A number and its unit stay on one line.
    HelpTopicPage { topic, facts }.render(&Frame::new(&look, locale, topic.path())).replace('\u{a0}', " ")
}

#[test]
fn every_number_is_the_policys() {
    let all = |locale| TOPICS.map(|topic| written(topic, odd(), locale)).concat();
    let french =
        ["45 jours", "17 minutes", "7 heures", "15 caractères", "25 minutes", "3 minutes", "99 jours"];
    let english = ["45 days", "17 minutes", "7 hours", "15 characters", "25 minutes", "3 minutes", "99 days"];
    for (locale, values) in [(Locale::Fr, french), (Locale::FrCa, french), (Locale::En, english)] {
        let page = all(locale);
        for value in values {
            assert!(page.contains(value), "{value} in {}", locale.tag());
        }
        let others = ["2 mois", "60 jours", "30 minutes", "12 heures", "12 caractères", "365"];
        assert!(others.iter().all(|value| !page.contains(value)), "a number of its own, {}", locale.tag());
    }
}

#[test]
fn nothing_is_said_of_a_box_that_is_not_offered() {
    let page = written(Topic::SignIn, HelpFacts { kept_for: None, ..odd() }, Locale::Fr);
    assert!(!page.contains("Rester identifié") && page.contains("17 minutes"), "{page}");
}

#[test]
fn only_companies_are_told_about_a_phone_at_work() {
    let index = |customers| {
        let look = Look::new(domain::Brand { customers, ..brand() }).unwrap();
        HelpPage { facts: odd() }.render(&Frame::new(&look, Locale::Fr, "/help"))
    };
    assert!(!index(Customers::People).contains(Topic::Work.path()));
    assert!(index(Customers::Companies).contains(Topic::Work.path()));
    let page = written(Topic::Work, odd(), Locale::Fr);
    for danger in ["en conduisant", "travail posté", "en hauteur"] {
        assert!(page.contains(danger), "{danger}");
    }
}

#[test]
fn every_question_of_the_index_leads_to_its_answer() {
    let look = Look::new(domain::Brand { customers: Customers::Companies, ..brand() }).unwrap();
    for locale in Locale::ALL {
        let index = read(&HelpPage { facts: odd() }.render(&Frame::new(&look, locale, "/help")));
        let links: Vec<_> = index.iter().filter_map(|element| element.get("href")).collect();
        let mut answered = HashSet::new();
        for topic in TOPICS {
            for heading in read(&written(topic, odd(), locale)) {
                let anchor = heading.get("id").filter(|_| heading.name == "h2");
                answered.extend(anchor.map(|id| format!("{}#{id}", topic.path())));
            }
        }
        assert!(answered.len() >= 16, "{answered:?}");
        assert!(
            answered.iter().all(|answer| links.contains(&answer.as_str())),
            "an answer without a way to it"
        );
        let asked = links.iter().filter(|link| link.starts_with("/help/"));
        assert!(asked.clone().all(|link| answered.contains(*link)), "{links:?} lead nowhere");
    }
}
