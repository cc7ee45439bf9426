//! Help, cookies, accessibility.

use domain::time::{days, hours, minutes};

use super::{Sample, sample};
use crate::{
    AccessibilityPage, CookieLife, CookieLine, CookiePurpose, CookiesPage, HelpFacts, HelpPage,
    HelpTopicPage, Topic, paths,
};

pub(super) fn all() -> Vec<Sample> {
    let facts = HelpFacts {
        kept_for: Some(days(60)),
        kept_by_default: true,
        idle: minutes(30),
        absolute: hours(12),
        least: 12,
        message_lives: minutes(60),
        message_pause: minutes(1),
        places_for: days(365),
    };
    let topic = |topic, facts: &HelpFacts| HelpTopicPage { topic, facts: facts.clone() };
    let (unticked, not_kept) = (
        HelpFacts { kept_by_default: false, ..facts.clone() },
        HelpFacts { kept_for: None, ..facts.clone() },
    );
    let cookie = |name: &str, purpose, life| CookieLine { name: name.to_owned(), purpose, life };
    let cookies = vec![
        cookie("__Host-session", CookiePurpose::Session, CookieLife::Browser),
        cookie("__Host-kept", CookiePurpose::KeptSession, CookieLife::For(days(60))),
        cookie("__Host-identifier", CookiePurpose::RememberedIdentifier, CookieLife::For(days(390))),
        cookie("__Host-device", CookiePurpose::KnownDevice, CookieLife::For(days(390))),
        cookie("__Host-visit", CookiePurpose::Visit, CookieLife::Browser),
        cookie("__Host-reset", CookiePurpose::RecoveryLink, CookieLife::Browser),
        cookie("__Host-notice", CookiePurpose::NoticeLink, CookieLife::Browser),
        cookie("__Host-language", CookiePurpose::Language, CookieLife::For(days(390))),
    ];
    vec![
        sample("help", paths::HELP, HelpPage { facts: facts.clone() }),
        sample("help_sign_in", Topic::SignIn.path(), topic(Topic::SignIn, &facts)),
        sample("help_sign_in-unticked", Topic::SignIn.path(), topic(Topic::SignIn, &unticked)),
        sample("help_sign_in-not_kept", Topic::SignIn.path(), topic(Topic::SignIn, &not_kept)),
        sample("help_password", Topic::Password.path(), topic(Topic::Password, &facts)),
        sample("help_security", Topic::Security.path(), topic(Topic::Security, &facts)),
        sample("help_work", Topic::Work.path(), topic(Topic::Work, &facts)),
        sample("cookies", paths::COOKIES, CookiesPage { cookies }),
        sample("accessibility", paths::ACCESSIBILITY, AccessibilityPage),
    ]
}
