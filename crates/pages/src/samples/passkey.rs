//! Passkeys: made, shown after the password, shown instead of it, and refused.

use domain::Factor;
use domain::factor::Due;
use domain::time::{days, minutes};

use super::{CSRF, MAIL, NOW, Sample, sample, signed_in};
use crate::{
    AddedPage, EnrolForm, FactorPasskeyPage, KeepOffer, MakePasskeyPage, MethodLine, OtherFactorsPage,
    PasskeyOffer, PasskeyRefusal, PasswordlessPage, Person, SecurityPage, SignInPage, SignInRefusal, Signal,
    paths,
};

/// What the browser is asked, in short.
const OPTIONS: &str = r#"{"challenge":"c2FtcGxl"}"#;
const KEEP: KeepOffer = KeepOffer { ticked: true, lifetime: days(60) };

pub(super) fn shown() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let asked = FactorPasskeyPage {
        service: Some("Messagerie Lumen".to_owned()),
        due: Due::NewDevice,
        options: OPTIONS.to_owned(),
        refusal: None,
        wait_until: None,
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let alone = PasswordlessPage {
        purpose: Some("Messagerie Lumen".to_owned()),
        options: OPTIONS.to_owned(),
        remember_identifier: false,
        keep: Some(KEEP),
        phone: Some(paths::SIGN_IN_BY_PHONE.to_owned()),
        password: paths::SIGN_IN.to_owned(),
        forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let copied = OtherFactorsPage {
        service: None,
        choices: vec![],
        none_ticked: false,
        blocked: false,
        lost: false,
        can_lose: true,
        copied: true,
        phone: None,
        printed: true,
        security: None,
        password: None,
        forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    vec![
        sample("passkey", at, asked.clone()),
        sample("passkey-wrong", at, refused(&asked, PasskeyRefusal::Wrong)),
        sample("passkey-stale", at, refused(&asked, PasskeyRefusal::Stale)),
        sample("passkey-wait", at, FactorPasskeyPage { wait_until: Some(NOW + minutes(4)), ..asked }),
        sample("other_factors-copied", at, copied),
        sample("passwordless", paths::PASSWORDLESS, alone.clone()),
        sample(
            "passwordless-no_service",
            paths::PASSWORDLESS,
            PasswordlessPage { purpose: None, keep: None, ..alone },
        ),
        sample("sign_in-passkey", paths::SIGN_IN, sign_in(None)),
        sample("sign_in-passkey_unknown", paths::SIGN_IN, sign_in(Some(PasskeyRefusal::Unknown))),
        sample("sign_in-passkey_blocked", paths::SIGN_IN, sign_in(Some(PasskeyRefusal::Blocked))),
    ]
}

fn refused(page: &FactorPasskeyPage, refusal: PasskeyRefusal) -> FactorPasskeyPage {
    FactorPasskeyPage { refusal: Some(refusal), ..page.clone() }
}

fn sign_in(refusal: Option<PasskeyRefusal>) -> SignInPage {
    let signal = Signal { name: Signal::UNKNOWN, options: OPTIONS.to_owned() };
    SignInPage {
        csrf: CSRF.to_owned(),
        passkey: Some(PasskeyOffer { options: OPTIONS.to_owned() }),
        person: Person::Unknown { typed: MAIL.to_owned() },
        signal: (refusal == Some(PasskeyRefusal::Unknown)).then_some(signal),
        refusal: refusal.map(SignInRefusal::Passkey),
        ..SignInPage::fresh(Some("Messagerie Lumen".to_owned()), Some(KEEP))
    }
}

pub(super) fn made() -> Vec<Sample> {
    let at = paths::ENROL;
    let form = || EnrolForm { action: at.to_owned(), csrf: CSRF.to_owned() };
    let make = |refusal| MakePasskeyPage { options: OPTIONS.to_owned(), refusal, form: form() };
    let line = |label: &str, blocked| MethodLine {
        id: "a".to_owned(),
        kind: Factor::Passkey,
        label: label.to_owned(),
        ending: None,
        added: NOW - days(30),
        last_used: Some(NOW),
        blocked,
        lost: false,
    };
    let listed = SecurityPage {
        methods: vec![line("Firefox · Windows", false), line("", true)],
        codes_left: Some(10),
        few_codes: false,
        can_add: true,
        note: None,
        waits: None,
        signal: Some(Signal { name: Signal::ALL, options: OPTIONS.to_owned() }),
        csrf: CSRF.to_owned(),
    };
    vec![
        signed_in("enrol_passkey", at, make(None)),
        signed_in("enrol_passkey-taken", at, make(Some(PasskeyRefusal::Taken))),
        signed_in("enrol_passkey-stale", at, make(Some(PasskeyRefusal::Stale))),
        signed_in("enrol_added-passkey", at, AddedPage { kind: Factor::Passkey, codes: None, form: form() }),
        signed_in("security-passkeys", paths::SECURITY, listed),
    ]
}
