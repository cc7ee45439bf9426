//! C36: what did not work.

use super::{Sample, sample, service};
use crate::{ErrorKind, ErrorPage, WayOn};

pub(super) fn all() -> Vec<Sample> {
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
        ("old_notice", ErrorKind::OldNotice, WayOn::Devices),
        ("sign_in_over", ErrorKind::SignInOver, WayOn::SignIn),
        ("cookies_blocked", ErrorKind::CookiesBlocked, go_on()),
        ("other_visit", ErrorKind::OtherVisit, back()),
    ]
    .map(|(name, kind, way_on)| {
        sample(name, "/somewhere", ErrorPage { kind, reference: "7F3K-92QD".to_owned(), way_on })
    })
    .into()
}
