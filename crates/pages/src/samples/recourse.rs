//! Samples of the pages that somebody falls back on.

use domain::alarm::Told;

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample};
use crate::{NotMeDonePage, NotMePage, paths};

/// C37.
pub(super) fn not_me() -> Vec<Sample> {
    let asked = |told, login: &str, device: Option<&str>| NotMePage {
        told,
        login: login.to_owned(),
        device: device.map(str::to_owned),
        network: device.map(|_| "203.0.113.0/24".to_owned()),
        at: NOW,
        one_device: told == Told::NewDevice,
        csrf: CSRF.to_owned(),
    };
    let done = |one_device| NotMeDonePage { login: MAIL.to_owned(), one_device, csrf: CSRF.to_owned() };
    let (at, iphone) = (paths::NOT_ME, Some("Safari · iPhone"));
    vec![
        sample("not_me", at, asked(Told::NewDevice, MAIL, iphone)),
        sample("not_me-unknown_device", at, asked(Told::NewDevice, LONG_MAIL, None)),
        sample("not_me-password", at, asked(Told::PasswordChanged, MAIL, iphone)),
        sample("not_me_done", at, done(true)),
        sample("not_me_done-all", at, done(false)),
    ]
}
