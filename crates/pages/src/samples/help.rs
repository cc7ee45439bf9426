//! Help, cookies, accessibility.

use domain::time::{days, hours, minutes};

use super::{Sample, sample};
use crate::{AccessibilityPage, CookieLife, CookieLine, CookiePurpose, CookiesPage, HelpPage, paths};

pub(super) fn all() -> Vec<Sample> {
    let usual =
        HelpPage { kept_for: Some(days(60)), kept_by_default: true, idle: minutes(30), absolute: hours(12) };
    let cookie = |name: &str, purpose, life| CookieLine { name: name.to_owned(), purpose, life };
    let cookies = vec![
        cookie("__Host-session", CookiePurpose::Session, CookieLife::Browser),
        cookie("__Host-kept", CookiePurpose::KeptSession, CookieLife::For(days(60))),
        cookie("__Host-identifier", CookiePurpose::RememberedIdentifier, CookieLife::For(days(390))),
        cookie("__Host-device", CookiePurpose::KnownDevice, CookieLife::For(days(390))),
        cookie("__Host-visit", CookiePurpose::Visit, CookieLife::Browser),
        cookie("__Host-reset", CookiePurpose::RecoveryLink, CookieLife::Browser),
        cookie("__Host-language", CookiePurpose::Language, CookieLife::For(days(390))),
    ];
    vec![
        sample("help", paths::HELP, usual.clone()),
        sample("help-unticked", paths::HELP, HelpPage { kept_by_default: false, ..usual.clone() }),
        sample("help-not_kept", paths::HELP, HelpPage { kept_for: None, ..usual }),
        sample("cookies", paths::COOKIES, CookiesPage { cookies }),
        sample("accessibility", paths::ACCESSIBILITY, AccessibilityPage),
    ]
}
