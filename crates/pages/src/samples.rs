//! Every page in every state that people can meet, with made-up people. The gallery and the tests draw them all;
//! no clock is needed.

use std::time::Duration;

use domain::brand::{LegalLinks, LocalText, Support};
use domain::time::{days, hours, minutes};
use domain::{Brand, Locale, Timestamp};

use crate::{
    AccessibilityPage, AccountPage, ConfirmReason, ConsentPage, CookieLife, CookieLine, CookiePurpose,
    CookiesPage, DeviceLine, DevicesDone, DevicesPage, ErrorKind, ErrorPage, Frame, HelpPage, IdentifierKind,
    KeepOffer, Look, Mail, NoticeKind, Page, Person, RecoveryMail, SecurityNotice, ServerBusyPage,
    ServiceLink, Shared, SharedKind, SignInNote, SignInPage, SignInRefusal, SignOutPage, SignedOutPage,
    TooManyTriesPage, WayOn, paths,
};

/// One page in one state.
pub struct Sample {
    /// `page-state`, a file name without its ending.
    pub name: &'static str,
    /// Where a customer would meet it.
    pub path: &'static str,
    page: Box<dyn Page>,
}

impl Sample {
    pub fn html(&self, frame: &Frame<'_>) -> String {
        self.page.render(frame)
    }

    /// The page without its state: `sign_in` of `sign_in-wrong_pair`.
    pub fn kind(&self) -> &'static str {
        self.name.split('-').next().unwrap_or(self.name)
    }
}

/// 2026-11-21, 14:05 in Paris.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_266_300_000);
pub(crate) const CSRF: &str = "sample-csrf";
pub(crate) const MAIL: &str = "camille.durand@lumen.example";
pub(crate) const LONG_MAIL: &str =
    "marie-antoinette.de-la-rochefoucauld-montbazon.1952@messagerie-professionnelle.lumen.example";

/// A fictional telecoms company.
pub fn brand() -> Brand {
    let text =
        |fr: &str, en: &str| LocalText::PerLanguage { fr: fr.into(), fr_ca: None, en: Some(en.into()) };
    Brand {
        id: "lumen".to_owned(),
        name: "Lumen".to_owned(),
        service_name: LocalText::PerLanguage {
            fr: "Espace Client Lumen".into(),
            fr_ca: Some("Espace client Lumen".into()),
            en: Some("Lumen customer area".into()),
        },
        logo_light: None,
        logo_dark: None,
        colour: domain::brand::Colour { red: 0x0b, green: 0x5d, blue: 0x53 },
        corner: 12,
        font: None,
        support: Support {
            name: LocalText::PerLanguage {
                fr: "Service client Lumen".into(),
                fr_ca: Some("Service à la clientèle Lumen".into()),
                en: Some("Lumen customer service".into()),
            },
            phone: Some("01 99 00 00 00".to_owned()),
            hours: Some(text("du lundi au samedi, de 8 h à 20 h", "Monday to Saturday, 8 am to 8 pm")),
            link: None,
        },
        legal: LegalLinks {
            privacy: Some("https://lumen.example/donnees".to_owned()),
            ..LegalLinks::default()
        },
        default_locale: Locale::Fr,
        time_zone: "Europe/Paris".to_owned(),
        country: "FR".to_owned(),
    }
}

/// That company, ready to be drawn.
pub fn look() -> Look {
    Look::new(brand()).expect("the sample brand is a good one")
}

/// Every page in every state.
pub fn samples() -> Vec<Sample> {
    let mut all = sign_in();
    all.extend(waiting());
    all.extend(leaving());
    all.extend(account());
    all.extend(crate::activity_samples::activity());
    all.extend(crate::password_samples::forgotten());
    all.extend(crate::password_samples::passwords());
    all.extend(errors());
    all.extend(help());
    all
}

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

pub(crate) fn sample(name: &'static str, path: &'static str, page: impl Page + 'static) -> Sample {
    Sample { name, path, page: Box::new(page) }
}

fn service(name: &str) -> ServiceLink {
    ServiceLink { name: name.to_owned(), href: "https://mail.lumen.example/".to_owned() }
}

const KEEP: KeepOffer = KeepOffer { ticked: true, lifetime: days(60) };

fn fresh() -> SignInPage {
    SignInPage { csrf: CSRF.to_owned(), ..SignInPage::fresh(Some("Messagerie Lumen".to_owned()), Some(KEEP)) }
}

fn remembered(identifier: &str, given_name: Option<&str>) -> SignInPage {
    let given_name = given_name.map(str::to_owned);
    SignInPage {
        person: Person::Remembered { identifier: identifier.to_owned(), given_name },
        remember_identifier: Some(true),
        ..fresh()
    }
}

fn typed(identifier: &str, refusal: SignInRefusal) -> SignInPage {
    SignInPage { person: Person::Unknown { typed: identifier.to_owned() }, refusal: Some(refusal), ..fresh() }
}

fn confirmed(reason: ConfirmReason) -> SignInPage {
    SignInPage { confirm: Some(reason), remember_identifier: None, keep: None, ..remembered(MAIL, None) }
}

fn sign_in() -> Vec<Sample> {
    let missing = |identifier, password| SignInRefusal::Missing { identifier, password };
    let at = paths::SIGN_IN;
    vec![
        sample("sign_in", at, fresh()),
        sample("sign_in-no_service", at, SignInPage { purpose: None, ..fresh() }),
        sample("sign_in-no_aids", at, SignInPage { remember_identifier: None, keep: None, ..fresh() }),
        sample("sign_in-mail_or_login", at, SignInPage { named_by: IdentifierKind::MailOrLogin, ..fresh() }),
        sample("sign_in-login", at, SignInPage { named_by: IdentifierKind::Login, ..fresh() }),
        sample("sign_in-wrong_pair", at, typed(MAIL, SignInRefusal::WrongPair)),
        sample("sign_in-missing_both", at, typed("", missing(true, true))),
        sample("sign_in-missing_identifier", at, typed("", missing(true, false))),
        sample("sign_in-missing_password", at, typed(LONG_MAIL, missing(false, true))),
        sample(
            "sign_in-after_reset",
            at,
            SignInPage {
                note: Some(SignInNote::PasswordReset),
                person: Person::Unknown { typed: MAIL.to_owned() },
                ..fresh()
            },
        ),
        sample("sign_in-expired", at, typed(MAIL, SignInRefusal::Expired)),
        sample("sign_in-remembered", at, remembered(MAIL, None)),
        sample("sign_in-remembered_by_name", at, remembered(MAIL, Some("Camille"))),
        sample("sign_in-remembered_long", at, remembered(LONG_MAIL, Some("Marie-Antoinette Éléonore"))),
        sample(
            "sign_in-remembered_wrong_pair",
            at,
            SignInPage { refusal: Some(SignInRefusal::WrongPair), ..remembered(MAIL, None) },
        ),
        sample("confirm-service", at, confirmed(ConfirmReason::ServiceAsks)),
        sample("confirm-sensitive", at, confirmed(ConfirmReason::SensitivePage)),
    ]
}

fn waiting() -> Vec<Sample> {
    let purpose = || Some("Messagerie Lumen".to_owned());
    let retry = || paths::SIGN_IN.to_owned();
    let wait = Duration::from_secs(290);
    vec![
        sample(
            "too_many_tries",
            paths::SIGN_IN,
            TooManyTriesPage {
                purpose: purpose(),
                until: NOW + wait,
                wait,
                retry: retry(),
                forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
            },
        ),
        sample("server_busy", paths::SIGN_IN, ServerBusyPage { purpose: purpose(), retry: retry() }),
    ]
}

fn leaving() -> Vec<Sample> {
    let csrf = || CSRF.to_owned();
    let shared = |kind, value: Option<&str>| Shared { kind, value: value.map(str::to_owned) };
    let consent = ConsentPage {
        service: "Club Lumière".to_owned(),
        shared: vec![
            shared(SharedKind::Identity, None),
            shared(SharedKind::Name, Some("Camille Durand")),
            shared(SharedKind::Mail, Some(LONG_MAIL)),
            shared(SharedKind::Phone, Some("06 99 00 00 42")),
            shared(SharedKind::Lasting, None),
        ],
        privacy: Some("https://club.example/donnees".to_owned()),
        csrf: csrf(),
    };
    let short = ConsentPage { shared: consent.shared[..2].to_vec(), privacy: None, ..consent.clone() };
    vec![
        sample("consent", paths::CONSENT, consent),
        sample("consent-short", paths::CONSENT, short),
        sample("sign_out", paths::SIGN_OUT, SignOutPage { service: None, csrf: csrf() }),
        sample(
            "sign_out-asked",
            paths::SIGN_OUT,
            SignOutPage { service: Some("Messagerie Lumen".to_owned()), csrf: csrf() },
        ),
        sample("signed_out", paths::SIGN_OUT, SignedOutPage { everywhere: false, back: None }),
        sample(
            "signed_out-back",
            paths::SIGN_OUT,
            SignedOutPage { everywhere: false, back: Some(service("Messagerie Lumen")) },
        ),
        sample("signed_out-everywhere", paths::SIGN_OUT, SignedOutPage { everywhere: true, back: None }),
    ]
}

fn device(id: &str, label: Option<&str>, hours_ago: u64, kept: bool) -> DeviceLine {
    let signed_in = NOW - hours(hours_ago + 50);
    DeviceLine {
        id: id.to_owned(),
        label: label.map(str::to_owned),
        is_this_one: hours_ago == 0,
        last_used: NOW - hours(hours_ago),
        signed_in,
        kept_until: kept.then(|| signed_in + days(60)),
    }
}

fn account() -> Vec<Sample> {
    let home = AccountPage {
        given_name: Some("Camille".to_owned()),
        identifier: MAIL.to_owned(),
        portals: ["Messagerie Lumen", "Cloud Lumen", "Espace Client"].map(service).to_vec(),
        csrf: CSRF.to_owned(),
    };
    let bare = AccountPage {
        given_name: None,
        identifier: LONG_MAIL.to_owned(),
        portals: Vec::new(),
        ..home.clone()
    };
    let this = device("d1", Some("Firefox · Windows"), 0, true);
    let others = [
        device("d2", Some("Safari · iPhone"), 3, true),
        device("d3", Some("Samsung Internet · Android"), 26, false),
        device("d4", None, 700, true),
    ];
    let list = |done, with_others: bool| DevicesPage {
        devices: std::iter::once(&this).chain(others.iter().filter(|_| with_others)).cloned().collect(),
        done,
        csrf: CSRF.to_owned(),
    };
    let ended = DevicesDone::Ended { label: Some("Safari · iPhone".to_owned()) };
    vec![
        sample("account", paths::ACCOUNT, home),
        sample("account-bare", paths::ACCOUNT, bare),
        sample("devices", paths::DEVICES, list(None, true)),
        sample("devices-one", paths::DEVICES, list(None, false)),
        sample("devices-ended", paths::DEVICES, list(Some(ended), true)),
        sample("devices-was_gone", paths::DEVICES, list(Some(DevicesDone::WasGone), true)),
    ]
}

fn errors() -> Vec<Sample> {
    let go_on = || WayOn::GoOn { href: "/sign-in?visit=abc".to_owned() };
    let back = || WayOn::Service(service("Messagerie Lumen"));
    [
        ("not_found", ErrorKind::NotFound, WayOn::Account),
        ("forbidden", ErrorKind::Forbidden, WayOn::Account),
        ("wrong_method", ErrorKind::WrongMethod, WayOn::SignIn),
        ("too_large", ErrorKind::TooLarge, WayOn::SignIn),
        ("unreadable", ErrorKind::Unreadable, WayOn::SignIn),
        ("trouble", ErrorKind::Trouble, back()),
        ("expired", ErrorKind::Expired, go_on()),
        ("unknown_client", ErrorKind::UnknownClient, WayOn::None),
        ("wrong_return", ErrorKind::WrongReturnAddress, WayOn::None),
        ("broken_request", ErrorKind::BrokenRequest, back()),
        ("broken_link", ErrorKind::BrokenLink, WayOn::SignIn),
        ("dead_link", ErrorKind::DeadLink, WayOn::ForgottenPassword),
        ("cookies_blocked", ErrorKind::CookiesBlocked, go_on()),
        ("other_visit", ErrorKind::OtherVisit, back()),
    ]
    .map(|(name, kind, way_on)| {
        sample(name, "/somewhere", ErrorPage { kind, reference: "7F3K-92QD".to_owned(), way_on })
    })
    .into()
}

fn help() -> Vec<Sample> {
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
