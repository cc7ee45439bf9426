//! C28 by phone: who it is, the number, and the end of its time.

use domain::time::{days, minutes};

use super::{CSRF, LONG_MAIL, NOW, Sample, sample};
use crate::{ForgottenRefusal, KeepOffer, PhoneAlonePage, PhoneSignInPage, paths};

pub(super) fn all() -> Vec<Sample> {
    let at = paths::SIGN_IN_BY_PHONE;
    let form = PhoneSignInPage {
        purpose: Some("Messagerie Lumen".to_owned()),
        typed: String::new(),
        refused: None,
        remember_identifier: false,
        keep: Some(KeepOffer { ticked: true, lifetime: days(60) }),
        password: paths::SIGN_IN.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let number = PhoneAlonePage {
        purpose: None,
        number: "472913".to_owned(),
        until: NOW + minutes(2),
        over: false,
        events: paths::PHONE_EVENTS.to_owned(),
        password: paths::SIGN_IN.to_owned(),
        forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let missing = PhoneSignInPage { refused: Some(ForgottenRefusal::Missing), ..form.clone() };
    let unreadable = PhoneSignInPage {
        refused: Some(ForgottenRefusal::Unreadable),
        typed: LONG_MAIL.to_owned(),
        ..form.clone()
    };
    vec![
        sample("phone_alone", at, form),
        sample("phone_alone-missing", at, missing),
        sample("phone_alone-unreadable", at, unreadable),
        sample("phone_alone-number", at, number.clone()),
        sample("phone_alone-over", at, PhoneAlonePage { over: true, ..number }),
    ]
}
