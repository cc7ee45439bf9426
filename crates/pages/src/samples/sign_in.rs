//! C1 and C2, and the confirmation of who signed in.

use domain::time::days;

use super::{CSRF, LONG_MAIL, MAIL, Sample, sample};
use crate::{ConfirmReason, IdentifierKind, KeepOffer, Person, SignInNote, SignInPage, SignInRefusal, paths};

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

pub(super) fn all() -> Vec<Sample> {
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
        sample(
            "sign_in-after_end",
            at,
            SignInPage { note: Some(SignInNote::SessionEnded), ..remembered(MAIL, None) },
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
