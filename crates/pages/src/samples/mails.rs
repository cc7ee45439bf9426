//! The mails.

use domain::alarm::Told;
use domain::message::{HouseholdNews as News, Named};
use domain::time::hours;
use domain::{Factor, Locale};

use super::{LONG_MAIL, MAIL, NOW};
use crate::{CodeMail, ConfirmMail, HouseholdMail, Look, Mail, RecoveryMail, SecurityNotice, TextsEndMail};

/// One mail; it is written in the look and language that are asked for.
pub type SampleMail = Box<dyn Fn(&Look, Locale) -> Mail>;

/// The mails, as a page each.
pub fn mails() -> Vec<(&'static str, SampleMail)> {
    let phone = || Named { kind: Factor::Push, label: "iPhone de Camille".to_owned(), ending: None };
    let text = || Named { kind: Factor::Sms, label: String::new(), ending: Some("78".to_owned()) };
    let notice = |told, given_name: &str, login: &str, device: Option<&str>| SecurityNotice {
        told,
        given_name: given_name.to_owned(),
        login: login.to_owned(),
        device: device.map(str::to_owned),
        at: NOW,
        left: (told == Told::CodeUsed).then_some(2),
        about: match told {
            Told::PhoneLost => vec![phone(), text()],
            Told::PhoneFound => vec![phone()],
            Told::SimChanged => vec![text()],
            _ => Vec::new(),
        },
        url: "https://connexion.lumen.example/not-me?token=9xQbZ0cVt1mWk3yLr5uHs7aPd8eJf2gNiT4oC6vB_-A"
            .to_owned(),
    };
    let recovery = |given_name: &str, logins: &[&str]| RecoveryMail {
        given_name: given_name.to_owned(),
        logins: logins.iter().map(|login| (*login).to_owned()).collect(),
        code: "042137".to_owned(),
        url: "https://connexion.lumen.example/reset?token=9xQbZ0cVt1mWk3yLr5uHs7aPd8eJf2gNiT4oC6vB_-A"
            .to_owned(),
        until: NOW + hours(1),
    };
    let notices = [
        ("mail_new_device", notice(Told::NewDevice, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_new_device-unnamed", notice(Told::NewDevice, "", LONG_MAIL, None)),
        ("mail_signed_out", notice(Told::DeviceSignedOut, "Camille", MAIL, Some("Safari · iPhone"))),
        ("mail_password_reset", notice(Told::PasswordReset, "Camille", MAIL, Some("Safari · iPhone"))),
        ("mail_personalised", notice(Told::Personalised, "Camille", "camille.d", Some("Firefox · Windows"))),
        ("mail_factor_added", notice(Told::FactorAdded, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_factor_removed", notice(Told::FactorRemoved, "Camille", MAIL, None)),
        ("mail_passkey_copied", notice(Told::PasskeyCopied, "Camille", MAIL, None)),
        ("mail_sim_changed", notice(Told::SimChanged, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_factor_blocked", notice(Told::FactorBlocked, "Camille", MAIL, None)),
        ("mail_phone_added", notice(Told::PhoneAdded, "Camille", MAIL, Some("iPhone de Camille"))),
        ("mail_phone_removed", notice(Told::PhoneRemoved, "", LONG_MAIL, Some("iPhone de Camille"))),
        ("mail_phone_lost", notice(Told::PhoneLost, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_phone_found", notice(Told::PhoneFound, "", LONG_MAIL, None)),
        ("mail_phone_locked", notice(Told::PhoneLocked, "Camille", MAIL, Some("iPhone de Camille"))),
        ("mail_push_reported", notice(Told::PushReported, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_push_paused", notice(Told::PushPaused, "Camille", MAIL, None)),
        ("mail_contact_added", notice(Told::ContactAdded, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_contact_replaced", notice(Told::ContactReplaced, "Camille", MAIL, None)),
        ("mail_contact_removed", notice(Told::ContactRemoved, "", LONG_MAIL, None)),
        ("mail_codes_made", notice(Told::CodesMade, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_code_used", notice(Told::CodeUsed, "Camille", MAIL, Some("Safari · iPhone"))),
        ("mail_password_changed", notice(Told::PasswordChanged, "Camille", MAIL, None)),
    ];
    let recoveries = [
        ("mail_recovery", recovery("Camille", &[MAIL])),
        ("mail_recovery-shared", recovery("", &[MAIL, "paul.durand", LONG_MAIL])),
    ];
    let code = CodeMail {
        given_name: "Camille".to_owned(),
        login: LONG_MAIL.to_owned(),
        device: Some("Firefox · Windows".to_owned()),
        code: "042137".to_owned(),
        until: NOW + hours(1),
        url: "https://connexion.lumen.example/forgotten-password".to_owned(),
    };
    let code = ("mail_code", boxed(move |look, locale| code.compose(look, locale)));
    let notices = notices.map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))));
    let recoveries =
        recoveries.map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))));
    notices
        .into_iter()
        .chain([code, texts_end()])
        .chain(recoveries)
        .chain(confirmations())
        .chain(households())
        .collect()
}

fn texts_end() -> (&'static str, SampleMail) {
    let mail = TextsEndMail {
        given_name: "Camille".to_owned(),
        login: LONG_MAIL.to_owned(),
        end: NOW + domain::time::days(21),
        url: "https://connexion.lumen.example/account/security".to_owned(),
    };
    ("mail_texts_end", boxed(move |look, locale| mail.compose(look, locale)))
}

fn confirmations() -> Vec<(&'static str, SampleMail)> {
    let mail = |given_name: &str, login: &str| ConfirmMail {
        given_name: given_name.to_owned(),
        login: login.to_owned(),
        code: "042137".to_owned(),
        until: NOW + hours(1),
    };
    [("mail_confirm", mail("Camille", MAIL)), ("mail_confirm-unnamed", mail("", LONG_MAIL))]
        .map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))))
        .into()
}

/// One of each sentence; the other person has the longest name in two of them.
fn households() -> Vec<(&'static str, SampleMail)> {
    let mail = |news, other: &str| HouseholdMail {
        news,
        given_name: "Camille".to_owned(),
        login: MAIL.to_owned(),
        other: other.to_owned(),
        at: NOW,
        url: "https://connexion.lumen.example/account/household".to_owned(),
    };
    let long = "Marie-Antoinette Éléonore de la Rochefoucauld-Montmorency";
    [
        ("mail_household-offered", mail(News::HandoverOffered, "Paul Durand")),
        ("mail_household-proposed", mail(News::HandoverProposed, long)),
        ("mail_household-withdrawn", mail(News::HandoverWithdrawn, "Paul Durand")),
        ("mail_household-declined", mail(News::HandoverDeclined, "Paul Durand")),
        ("mail_household-now_holder", mail(News::NowHolder, long)),
        ("mail_household-no_longer", mail(News::NoLongerHolder, "Paul Durand")),
        ("mail_household-left", mail(News::Left, "Camille Durand")),
        ("mail_household-removed", mail(News::Removed, "Paul Durand")),
        ("mail_household-removed_one", mail(News::RemovedOne, "Paul Durand")),
        ("mail_household-of_age", mail(News::OfAge, "Camille Durand")),
        ("mail_household-added", mail(News::PersonAdded, long)),
        ("mail_household-start_renewed", mail(News::StartRenewed, "Léa Durand")),
        ("mail_household-start_for_you", mail(News::StartForYou, "Paul Durand")),
        ("mail_household-started", mail(News::Started, "Léa Durand")),
        ("mail_household-started_again", mail(News::StartedAgain, "Léa Durand")),
    ]
    .map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))))
    .into()
}

fn boxed(write: impl Fn(&Look, Locale) -> Mail + 'static) -> SampleMail {
    Box::new(write)
}
