//! C3: several people in one browser, named, nameless and with the longest names.

use domain::time::days;

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample};
use crate::{WhoLine, WhoPage, paths};

pub(super) fn all() -> Vec<Sample> {
    let line = |id: &str, given_name: Option<&str>, identifier: Option<&str>, kept: bool| WhoLine {
        id: id.to_owned(),
        given_name: given_name.map(str::to_owned),
        identifier: identifier.map(str::to_owned),
        nth: None,
        kept: kept.then(|| (NOW - days(3), NOW + days(57))),
    };
    let people = vec![
        line("p1", Some("Camille"), Some(MAIL), true),
        line("p2", Some("Paul"), Some("paul.durand"), false),
        line("p3", None, None, true),
        line("p4", Some("Marie-Antoinette Éléonore"), Some(LONG_MAIL), true),
    ];
    let purpose = Some("Messagerie Lumen".to_owned());
    let page = WhoPage { purpose, people, refused: false, csrf: CSRF.to_owned() };
    let nameless = |nth, line: &WhoLine| WhoLine { nth: Some(nth), ..line.clone() };
    let alike = WhoPage {
        people: vec![nameless(1, &page.people[2]), nameless(2, &page.people[2]), page.people[0].clone()],
        ..page.clone()
    };
    let two = WhoPage { people: page.people[..2].to_vec(), purpose: None, ..page.clone() };
    vec![
        sample("who", paths::SIGN_IN, page.clone()),
        sample("who-two", paths::SIGN_IN, two),
        sample("who-two_nameless", paths::SIGN_IN, alike),
        sample("who-none_chosen", paths::SIGN_IN, WhoPage { refused: true, ..page }),
    ]
}
