//! Samples of the pages that somebody falls back on.

use domain::alarm::Told;
use domain::time::{days, hours};

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample, signed_in};
use crate::{
    CodeSet, ContactCodePage, ContactCodeRefusal, ContactLine, ContactRefusal, ContactsPage, NewCodesPage,
    NotMeDonePage, NotMePage, PrintedCodePage, PrintedRefusal, RecoursePage, RecoveryCodesPage, paths,
};

/// C37.
pub(super) fn not_me() -> Vec<Sample> {
    let asked = |told, login: &str, device: Option<&str>| NotMePage {
        told,
        login: login.to_owned(),
        device: device.map(str::to_owned),
        network: device.map(|_| "203.0.113.0/24".to_owned()),
        at: NOW,
        one_device: told == Told::NewDevice,
        removes: told == Told::FactorAdded,
        csrf: CSRF.to_owned(),
    };
    let done = |one_device, removed: bool| NotMeDonePage {
        login: MAIL.to_owned(),
        one_device,
        lost: !one_device && !removed,
        removed,
        csrf: CSRF.to_owned(),
    };
    let (at, iphone) = (paths::NOT_ME, Some("Safari · iPhone"));
    vec![
        sample("not_me", at, asked(Told::NewDevice, MAIL, iphone)),
        sample("not_me-unknown_device", at, asked(Told::NewDevice, LONG_MAIL, None)),
        sample("not_me-password", at, asked(Told::PasswordChanged, MAIL, iphone)),
        sample("not_me_done", at, done(true, false)),
        sample("not_me_done-all", at, done(false, false)),
        sample(
            "not_me-method",
            at,
            asked(Told::FactorAdded, MAIL, Some("Ordi du salon\u{1f}Firefox · Windows")),
        ),
        sample("not_me_done-method", at, done(false, true)),
    ]
}

/// C19.
pub(super) fn codes() -> Vec<Sample> {
    let page = |set: Option<(u32, bool)>, refused| RecoveryCodesPage {
        set: set.map(|(left, _)| CodeSet { left, low: left < 3, made_at: NOW }),
        keep_csrf: set.filter(|(_, kept)| !kept).map(|_| CSRF.to_owned()),
        kept_now: false,
        refused,
        waits: None,
        csrf: CSRF.to_owned(),
    };
    let shown = |login: &str, later: bool| NewCodesPage {
        codes: (0..10).map(|n| format!("7K2M-9QX4-0ZTB-R5N{n}")).collect(),
        login: login.to_owned(),
        made_at: NOW,
        later: later.then(|| paths::ACCOUNT.to_owned()),
        refused: false,
        csrf: CSRF.to_owned(),
    };
    let at = paths::CODES;
    vec![
        sample("codes", at, page(None, false)),
        sample("codes-to_keep", at, page(Some((10, false)), false)),
        sample("codes-not_ticked", at, page(Some((10, false)), true)),
        sample("codes-kept", at, RecoveryCodesPage { kept_now: true, ..page(Some((10, true)), false) }),
        sample(
            "codes-waits",
            at,
            RecoveryCodesPage { waits: Some(super::waits(false, false)), ..page(Some((1, true)), false) },
        ),
        sample(
            "codes-held_back",
            at,
            RecoveryCodesPage { waits: Some(super::waits(true, false)), ..page(None, false) },
        ),
        sample("codes-few", at, page(Some((1, true)), false)),
        sample("new_codes", at, shown(MAIL, true)),
        sample("new_codes-only_way", at, shown(LONG_MAIL, false)),
    ]
}

/// C24.
pub(super) fn printed() -> Vec<Sample> {
    let page = |refusal, wait: bool| PrintedCodePage {
        typed: Some(MAIL.to_owned()),
        refusal,
        wait_until: wait.then_some(NOW),
        action: paths::PRINTED_CODE.to_owned(),
        back: Some(paths::FORGOTTEN_PASSWORD.to_owned()),
        csrf: CSRF.to_owned(),
    };
    let at = paths::PRINTED_CODE;
    let instead = |refusal, wait| PrintedCodePage {
        typed: None,
        action: paths::SECOND_FACTOR.to_owned(),
        back: None,
        ..page(refusal, wait)
    };
    vec![
        sample("printed_code-factor", paths::SECOND_FACTOR, instead(None, false)),
        sample(
            "printed_code-factor_wrong",
            paths::SECOND_FACTOR,
            instead(Some(PrintedRefusal::Wrong), false),
        ),
        sample("printed_code", at, page(None, false)),
        sample("printed_code-missing", at, page(Some(PrintedRefusal::Missing), false)),
        sample("printed_code-wrong", at, page(Some(PrintedRefusal::Wrong), false)),
        sample("printed_code-too_many", at, page(None, true)),
    ]
}

/// EL8.
pub(super) fn contacts() -> Vec<Sample> {
    let line = |id: Option<&str>, address: &str| ContactLine {
        id: id.map(str::to_owned),
        address: address.to_owned(),
        rests_until: None,
        leaves_at: None,
    };
    let list = ContactsPage {
        contacts: vec![
            line(Some("a"), MAIL),
            ContactLine { rests_until: Some(NOW + hours(70)), ..line(Some("b"), LONG_MAIL) },
            ContactLine { leaves_at: Some(NOW + hours(70)), ..line(Some("c"), "ancienne@poste.example") },
        ],
        may_change: true,
        done: None,
        refusal: None,
        waits: None,
        replaces: None,
        typed: String::new(),
        rests: hours(72),
        csrf: CSRF.to_owned(),
    };
    let refused = |refusal, replaces: Option<&str>| ContactsPage {
        refusal: Some(refusal),
        replaces: replaces.map(str::to_owned),
        typed: "camille@poste".to_owned(),
        ..list.clone()
    };
    let code = |refusal| ContactCodePage {
        address: LONG_MAIL.to_owned(),
        refusal,
        lives: hours(1),
        csrf: CSRF.to_owned(),
    };
    let done = |told| ContactsPage { done: Some(told), ..list.clone() };
    let at = paths::CONTACTS;
    vec![
        signed_in("contacts", at, list.clone()),
        signed_in(
            "contacts-one",
            at,
            ContactsPage { contacts: vec![line(None, MAIL)], may_change: false, ..list.clone() },
        ),
        signed_in("contacts-added", at, done(Told::ContactAdded)),
        signed_in("contacts-replaced", at, done(Told::ContactReplaced)),
        signed_in("contacts-removed", at, done(Told::ContactRemoved)),
        signed_in("contacts-bad", at, refused(ContactRefusal::BadAddress, None)),
        signed_in("contacts-known", at, refused(ContactRefusal::Known, Some("a"))),
        signed_in("contacts-many", at, refused(ContactRefusal::TooMany, None)),
        signed_in("contacts-last", at, refused(ContactRefusal::Last, Some("a"))),
        signed_in("contacts-gone", at, refused(ContactRefusal::Gone, Some("c"))),
        signed_in("contacts-soon", at, refused(ContactRefusal::TooSoon { until: NOW + hours(1) }, None)),
        signed_in(
            "contacts-waits",
            at,
            ContactsPage { waits: Some(super::waits(false, true)), may_change: false, ..list.clone() },
        ),
        signed_in(
            "contacts-held_back",
            at,
            ContactsPage { waits: Some(super::waits(true, false)), may_change: false, ..list.clone() },
        ),
        signed_in("contact_code", at, code(None)),
        signed_in("contact_code-missing", at, code(Some(ContactCodeRefusal::Missing))),
        signed_in("contact_code-wrong", at, code(Some(ContactCodeRefusal::Wrong))),
    ]
}

/// O12.
pub(super) fn second_way() -> Vec<Sample> {
    let page = |mailbox: Option<&str>| RecoursePage {
        mailbox: mailbox.map(str::to_owned),
        contacts: paths::CONTACTS.to_owned(),
        codes: paths::CODES.to_owned(),
        again: days(14),
        csrf: CSRF.to_owned(),
    };
    let at = paths::RECOURSE;
    vec![sample("second_way", at, page(Some(LONG_MAIL))), sample("second_way-nothing", at, page(None))]
}
