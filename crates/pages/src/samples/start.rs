//! Somebody is added by login, and starts (X19).

use domain::password::Weakness;
use domain::time::{days, minutes};

use super::{CSRF, NOW, Sample, sample, signed_in};
use crate::{
    AddPersonPage, AddRefusal, AddRefusals, BornRefusal, LoginRefusal, PasswordRefusal, StartCodePage,
    StartPage, StartPasswordPage, StartRefusal, StartedPage, paths,
};

const LONG: &str = "Marie-Antoinette Éléonore";

fn form(refusals: AddRefusals) -> AddPersonPage {
    AddPersonPage {
        contract: "c1".to_owned(),
        given: LONG.to_owned(),
        family: "de la Rochefoucauld-Montmorency".to_owned(),
        is_child: Some(true),
        born: ["14".to_owned(), "3".to_owned(), "2015".to_owned()],
        login: "marie-antoinette.2015".to_owned(),
        refusals,
        csrf: CSRF.to_owned(),
    }
}

pub(super) fn added() -> Vec<Sample> {
    let at = paths::ADD_PERSON;
    let none = AddRefusals::default;
    let empty = AddPersonPage { contract: "c1".to_owned(), csrf: CSRF.to_owned(), ..Default::default() };
    let nothing = AddPersonPage {
        refusals: AddRefusals {
            given: true,
            family: true,
            kind: true,
            login: Some(LoginRefusal::Missing),
            ..none()
        },
        ..empty.clone()
    };
    let taken = AddRefusals { born: Some(BornRefusal::OfAge), login: Some(LoginRefusal::Taken), ..none() };
    let no_day = AddRefusals { born: Some(BornRefusal::NoDay), login: Some(LoginRefusal::Bad), ..none() };
    let whole = |refusal| AddRefusals { whole: Some(refusal), ..none() };
    let code = |given: &str, renewed| StartCodePage {
        given: given.to_owned(),
        login: "lea.durand".to_owned(),
        code: "7K2M-9QX4-0ZTB-R5NH".to_owned(),
        host: "connexion.lumen.example".to_owned(),
        until: NOW + days(14),
        renewed,
    };
    vec![
        signed_in("add_person", at, empty),
        sample("add_person-nothing", at, nothing),
        sample("add_person-taken", at, form(taken)),
        sample("add_person-no_day", at, form(no_day)),
        sample("add_person-too_many", at, form(whole(AddRefusal::TooMany))),
        sample("add_person-wait", at, form(whole(AddRefusal::Wait { until: NOW + minutes(1) }))),
        sample("start_code", paths::HOUSEHOLD, code("Léa", false)),
        sample("start_code-renewed", paths::HOUSEHOLD, code(LONG, true)),
    ]
}

pub(super) fn begun() -> Vec<Sample> {
    let at = paths::START;
    let page = |typed: &str, refusal| StartPage {
        typed: typed.to_owned(),
        refusal,
        back: "/sign-in".to_owned(),
        csrf: CSRF.to_owned(),
    };
    let password = |refusal| StartPasswordPage {
        login: "lea.durand".to_owned(),
        least: 12,
        idea: "cerise moulin tapis orage".to_owned(),
        refusal,
        csrf: CSRF.to_owned(),
    };
    let done = |given: &str| StartedPage {
        given: given.to_owned(),
        login: "lea.durand".to_owned(),
        onward: paths::ACCOUNT.to_owned(),
    };
    let weak = PasswordRefusal::Weak(Weakness::TooShort { least: 12 });
    vec![
        sample("start", at, page("", None)),
        sample("start-no_login", at, page("", Some(StartRefusal::NoLogin))),
        sample("start-bad_login", at, page("lea durand", Some(StartRefusal::BadLogin))),
        sample("start-no_code", at, page("lea.durand", Some(StartRefusal::NoCode))),
        sample("start-wrong", at, page("lea.durand", Some(StartRefusal::Wrong))),
        sample("start-wait", at, page("lea.durand", Some(StartRefusal::Wait { until: NOW + minutes(1) }))),
        sample("start_password", at, password(None)),
        sample("start_password-short", at, password(Some(weak))),
        sample("start_password-busy", at, password(Some(PasswordRefusal::Busy))),
        signed_in("started", paths::STARTED, done("Léa")),
        sample("started-unnamed", paths::STARTED, done("")),
    ]
}
