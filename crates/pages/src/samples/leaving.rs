//! C33 and C34: giving consent, signing out.

use super::{CSRF, LONG_MAIL, Sample, sample, service};
use crate::{ConsentPage, Shared, SharedKind, SignOutPage, SignedOutPage, paths};

pub(super) fn all() -> Vec<Sample> {
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
