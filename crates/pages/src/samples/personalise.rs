//! Samples of C5 and C4.

use domain::password::Weakness;

use super::{CSRF, LONG_MAIL, MAIL, Sample, sample};
use crate::personalise::{ChoiceRefusal, LoginRefusal};
use crate::{PasswordRefusal, PersonalisePage, PersonaliseReason, PersonaliseSoonPage, paths};

fn soon(days_left: u32, service: Option<&str>) -> PersonaliseSoonPage {
    PersonaliseSoonPage { days_left, service: service.map(str::to_owned), csrf: CSRF.to_owned() }
}

fn choice(reason: PersonaliseReason) -> PersonalisePage {
    PersonalisePage {
        reason,
        offered: vec![MAIL.to_owned()],
        chosen: Some(MAIL.to_owned()),
        own: String::new(),
        least: 12,
        idea: "cerise moulin tapis orage".to_owned(),
        login_refusal: None,
        password_refusal: None,
        csrf: CSRF.to_owned(),
    }
}

fn refused(login: Option<LoginRefusal>, password: Option<ChoiceRefusal>) -> PersonalisePage {
    let line = choice(PersonaliseReason::Line);
    let (chosen, own) = match login {
        Some(_) => (None, "camille".to_owned()),
        None => (line.chosen.clone(), String::new()),
    };
    PersonalisePage { login_refusal: login, password_refusal: password, chosen, own, ..line }
}

pub(super) fn all() -> Vec<Sample> {
    let at = paths::PERSONALISE;
    let line = || choice(PersonaliseReason::Line);
    let weak = |weakness| Some(ChoiceRefusal::Password(PasswordRefusal::Weak(weakness)));
    let several = PersonalisePage {
        offered: vec![MAIL.to_owned(), LONG_MAIL.to_owned(), "camille92".to_owned()],
        ..line()
    };
    let none = PersonalisePage { offered: Vec::new(), chosen: None, ..line() };
    vec![
        sample("personalise_soon", at, soon(14, Some("Messagerie Lumen"))),
        sample("personalise_soon-one_day", at, soon(1, None)),
        sample("personalise_soon-last_day", at, soon(0, Some("Messagerie Lumen"))),
        sample("personalise", at, line()),
        sample("personalise-several", at, several),
        sample("personalise-no_mailbox", at, none),
        sample("personalise-weak", at, choice(PersonaliseReason::Weak)),
        sample("personalise-anew", at, choice(PersonaliseReason::Anew)),
        sample("personalise-login_missing", at, refused(Some(LoginRefusal::Missing), None)),
        sample("personalise-login_bad", at, refused(Some(LoginRefusal::Bad), None)),
        sample("personalise-login_taken", at, refused(Some(LoginRefusal::Taken), None)),
        sample("personalise-same", at, refused(None, Some(ChoiceRefusal::Same))),
        sample("personalise-short", at, refused(None, weak(Weakness::TooShort { least: 12 }))),
        sample("personalise-both", at, refused(Some(LoginRefusal::Taken), weak(Weakness::Common))),
        sample("personalise-busy", at, refused(None, Some(ChoiceRefusal::Password(PasswordRefusal::Busy)))),
    ]
}
