//! The mails.

use domain::Locale;
use domain::time::hours;

use super::{LONG_MAIL, MAIL, NOW};
use crate::{Look, Mail, NoticeKind, RecoveryMail, SecurityNotice};

/// One mail; it is written in the look and language that are asked for.
pub type SampleMail = Box<dyn Fn(&Look, Locale) -> Mail>;

/// The mails, as a page each.
pub fn mails() -> Vec<(&'static str, SampleMail)> {
    let notice = |kind, given_name: &str, login: &str, device: Option<&str>| SecurityNotice {
        kind,
        given_name: given_name.to_owned(),
        login: login.to_owned(),
        device: device.map(str::to_owned),
        at: NOW,
        url: format!("https://connexion.lumen.example{}", kind.leads_to()),
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
        ("mail_new_device", notice(NoticeKind::NewDevice, "Camille", MAIL, Some("Firefox · Windows"))),
        ("mail_new_device-unnamed", notice(NoticeKind::NewDevice, "", LONG_MAIL, None)),
        ("mail_signed_out", notice(NoticeKind::DeviceSignedOut, "Camille", MAIL, Some("Safari · iPhone"))),
        ("mail_password_reset", notice(NoticeKind::PasswordReset, "Camille", MAIL, Some("Safari · iPhone"))),
        ("mail_password_changed", notice(NoticeKind::PasswordChanged, "Camille", MAIL, None)),
    ];
    let recoveries = [
        ("mail_recovery", recovery("Camille", &[MAIL])),
        ("mail_recovery-shared", recovery("", &[MAIL, "paul.durand", LONG_MAIL])),
    ];
    let notices = notices.map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))));
    let recoveries =
        recoveries.map(|(name, mail)| (name, boxed(move |look, locale| mail.compose(look, locale))));
    notices.into_iter().chain(recoveries).collect()
}

fn boxed(write: impl Fn(&Look, Locale) -> Mail + 'static) -> SampleMail {
    Box::new(write)
}
