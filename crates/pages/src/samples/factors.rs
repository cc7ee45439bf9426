//! Second factors: asked for at sign-in, set up, and managed.

use domain::Factor;
use domain::factor::{Due, Why};
use domain::time::{days, hours, minutes};
use journeys::enrol_authenticator::Phone;

use super::{CSRF, MAIL, NOW, Sample, sample, signed_in};
use crate::{
    AddedPage, Approval, ApprovePage, ChooseMethodPage, ChoosePhonePage, Coming, EnrolForm, FactorChoice,
    FactorCodePage, FactorRefusal, FirstCodePage, InstallPage, MethodLine, OtherFactorsPage,
    PhoneInstallPage, PhoneNote, PhoneScanPage, ScanPage, SecurityNote, SecurityPage, WhyEnrolPage, paths,
};

const NAMED: &str = "Téléphone du bureau, celui de l’accueil";

fn form() -> EnrolForm {
    EnrolForm { action: paths::ENROL.to_owned(), csrf: CSRF.to_owned() }
}

pub(super) fn asked() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let code = FactorCodePage {
        service: Some("Messagerie Lumen".to_owned()),
        due: Due::NewDevice,
        kind: Factor::Totp,
        label: String::new(),
        of_phone: false,
        refusal: None,
        wait_until: None,
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let named = NAMED.to_owned();
    let refused = |refusal| FactorCodePage { refusal: Some(refusal), ..code.clone() };
    vec![
        sample("factor", at, code.clone()),
        sample("factor-named", at, FactorCodePage { due: Due::TooLongAgo, label: named, ..code.clone() }),
        sample(
            "factor-phone",
            at,
            FactorCodePage { label: "Pixel 8".to_owned(), of_phone: true, ..code.clone() },
        ),
        sample("factor-sensitive", at, FactorCodePage { due: Due::Sensitive, service: None, ..code.clone() }),
        sample("factor-service", at, FactorCodePage { due: Due::AskedByService, ..code.clone() }),
        sample("factor-missing", at, refused(FactorRefusal::Missing)),
        sample("factor-digits", at, refused(FactorRefusal::NotSixDigits)),
        sample("factor-wrong", at, refused(FactorRefusal::Wrong)),
        sample("factor-used", at, refused(FactorRefusal::Used)),
        sample("factor-wait", at, FactorCodePage { wait_until: Some(NOW + minutes(4)), ..code }),
    ]
}

pub(super) fn others() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let named = NAMED.to_owned();
    let choice = |id: &str, kind, label: &str| FactorChoice {
        id: id.into(),
        kind,
        label: label.into(),
        of_phone: false,
        ending: (kind == Factor::Sms).then(|| "78".to_owned()),
    };
    let other = OtherFactorsPage {
        service: None,
        choices: vec![
            choice("a", Factor::Totp, "Bleu"),
            choice("b", Factor::Totp, &named),
            choice("c", Factor::Sms, ""),
        ],
        none_ticked: false,
        blocked: false,
        lost: false,
        can_lose: true,
        copied: false,
        phone: None,
        printed: true,
        security: None,
        password: None,
        forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let noted = |note| OtherFactorsPage { phone: Some(note), ..other.clone() };
    vec![
        sample("other_factors", at, other.clone()),
        sample(
            "other_factors-none_ticked",
            at,
            OtherFactorsPage {
                none_ticked: true,
                printed: false,
                security: Some(paths::SECURITY),
                ..other.clone()
            },
        ),
        sample(
            "other_factors-phone_alone",
            at,
            OtherFactorsPage { password: Some(paths::SIGN_IN.to_owned()), can_lose: false, ..other.clone() },
        ),
        sample("other_factors-phone_gone", at, noted(PhoneNote::Gone)),
        sample("other_factors-phone_lost", at, noted(PhoneNote::Lost)),
        sample("other_factors-phone_in_peace", at, noted(PhoneNote::InPeace { until: NOW + minutes(15) })),
        sample(
            "other_factors-blocked",
            at,
            OtherFactorsPage { choices: vec![], blocked: true, ..other.clone() },
        ),
        sample(
            "other_factors-lost",
            at,
            OtherFactorsPage { choices: vec![], lost: true, can_lose: false, ..other.clone() },
        ),
    ]
}

pub(super) fn approved() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let approve = |phone: &str, standing| ApprovePage {
        service: Some("Messagerie Lumen".to_owned()),
        phone: phone.to_owned(),
        number: "47".to_owned(),
        until: NOW + minutes(2),
        standing,
        events: paths::SECOND_FACTOR_EVENTS.to_owned(),
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    vec![
        sample("approve", at, approve("iPhone de Camille", Approval::Awaited)),
        sample("approve-unnamed", at, approve("", Approval::Awaited)),
        sample("approve-given", at, approve("", Approval::Given)),
        sample("approve-refused", at, approve("", Approval::Refused)),
        sample("approve-failed", at, approve("", Approval::Failed)),
        sample("approve-over", at, approve("", Approval::Over)),
    ]
}

const APP: &str = "https://app.lumen.example";

fn phone_install(phone: Phone) -> PhoneInstallPage {
    PhoneInstallPage { phone, app: APP.to_owned(), form: form() }
}

fn phone_scan(coming: Coming, by_hand: bool, renewed: bool) -> PhoneScanPage {
    let events = paths::ENROL_EVENTS.to_owned();
    let phone = Phone::Iphone;
    PhoneScanPage { phone, app: APP.to_owned(), coming, by_hand, renewed, events, form: form() }
}

fn awaited() -> Coming {
    Coming::Awaited {
        link: format!("{APP}/e#0199f0a1b2c37d4e8f90a1b2c3d4e5f6.AAECAwQFBgcICQoLDA0ODxAREhM"),
        code: "K7QF-2M9X-4T".to_owned(),
        until: NOW + minutes(10),
    }
}

pub(super) fn enrolled() -> Vec<Sample> {
    let at = paths::ENROL;
    let why = |why, last| WhyEnrolPage { why, postponable_until: last, form: form() };
    let scan = |by_hand, renewed| ScanPage {
        uri: "otpauth://totp/Lumen:camille.durand%40lumen.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
              &issuer=Lumen&algorithm=SHA1&digits=6&period=30"
            .to_owned(),
        key: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
        company: "Lumen".to_owned(),
        login: MAIL.to_owned(),
        by_hand,
        until: NOW + minutes(10),
        renewed,
        form: form(),
    };
    let first = |refusal| FirstCodePage { refusal, form: form() };
    let method = |none_ticked| ChooseMethodPage {
        offered: vec![
            Factor::Push,
            Factor::Totp,
            Factor::Passkey,
            Factor::Card,
            Factor::Voice,
            Factor::Sms,
            Factor::MailCode,
        ],
        none_ticked,
        may_return: none_ticked,
        form: form(),
    };
    let phone = |none_ticked| ChoosePhonePage { none_ticked, form: form() };
    let install = |phone| InstallPage { phone, form: form() };
    vec![
        signed_in("enrol", at, why(Why::SwitchedOn, Some(NOW + days(14)))),
        signed_in("enrol-created", at, why(Why::AccountCreated, None)),
        signed_in("enrol-changed", at, why(Why::SettingsChanged, None)),
        signed_in("enrol_method", at, method(false)),
        signed_in("enrol_method-none_ticked", at, method(true)),
        signed_in("enrol_phone", at, phone(false)),
        signed_in("enrol_phone-none_ticked", at, phone(true)),
        signed_in("enrol_install-iphone", at, install(Phone::Iphone)),
        signed_in("enrol_install-android", at, install(Phone::Android)),
        signed_in("enrol_scan", at, scan(false, false)),
        signed_in("enrol_scan-renewed", at, scan(false, true)),
        signed_in("enrol_scan-by_hand", at, scan(true, false)),
        signed_in("enrol_code", at, first(None)),
        signed_in("enrol_code-wrong", at, first(Some(FactorRefusal::Wrong))),
        signed_in("enrol_code-clock", at, first(Some(FactorRefusal::WrongClock))),
        signed_in("enrol_added", at, AddedPage { kind: Factor::Totp, codes: None, form: form() }),
        signed_in(
            "enrol_added-no_codes",
            at,
            AddedPage { kind: Factor::Totp, codes: Some(paths::CODES.to_owned()), form: form() },
        ),
        signed_in("enrol_added-phone", at, AddedPage { kind: Factor::Push, codes: None, form: form() }),
        signed_in("phone_install-iphone", at, phone_install(Phone::Iphone)),
        signed_in("phone_install-android", at, phone_install(Phone::Android)),
        signed_in("phone_scan", at, phone_scan(awaited(), false, false)),
        signed_in("phone_scan-renewed", at, phone_scan(awaited(), false, true)),
        signed_in("phone_scan-by_hand", at, phone_scan(awaited(), true, false)),
        signed_in("phone_scan-claimed", at, phone_scan(Coming::Claimed, false, false)),
        signed_in("phone_scan-arrived", at, phone_scan(Coming::Arrived, false, false)),
        signed_in("phone_scan-over", at, phone_scan(Coming::Over, false, false)),
        signed_in("enrol_added-sms", at, AddedPage { kind: Factor::Sms, codes: None, form: form() }),
        signed_in("enrol_added-card", at, AddedPage { kind: Factor::Card, codes: None, form: form() }),
        signed_in("enrol_added-mail", at, AddedPage { kind: Factor::MailCode, codes: None, form: form() }),
    ]
}

pub(super) fn managed() -> Vec<Sample> {
    let line = |id: &str, label: &str, used, blocked| MethodLine {
        id: id.to_owned(),
        kind: Factor::Totp,
        label: label.to_owned(),
        ending: None,
        added: NOW - days(30),
        last_used: used,
        blocked,
        lost: false,
    };
    let lost = MethodLine { kind: Factor::Push, lost: true, ..line("c", "iPhone de Camille", None, true) };
    let methods =
        vec![line("a", "", Some(NOW - hours(3)), false), line("b", "Téléphone du bureau", None, true), lost];
    let page = |methods, note| SecurityPage {
        methods,
        codes_left: Some(2),
        few_codes: true,
        can_add: true,
        note,
        waits: None,
        signal: None,
        csrf: CSRF.to_owned(),
    };
    let at = paths::SECURITY;
    let waits = super::waits;
    let noted = |note| page(methods.clone(), Some(note));
    vec![
        signed_in("security", at, page(methods.clone(), None)),
        signed_in(
            "security-bare",
            at,
            SecurityPage { codes_left: None, few_codes: false, ..page(vec![], None) },
        ),
        signed_in("security-removed", at, noted(SecurityNote::Removed)),
        signed_in("security-last", at, noted(SecurityNote::LastRequired)),
        signed_in(
            "security-waits",
            at,
            SecurityPage { waits: Some(waits(false, true)), ..page(methods.clone(), None) },
        ),
        signed_in(
            "security-held_back",
            at,
            SecurityPage { waits: Some(waits(true, true)), ..page(methods.clone(), None) },
        ),
        signed_in("security-unverified", at, page(vec![], Some(SecurityNote::Unverified))),
    ]
}
