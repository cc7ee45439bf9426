//! Samples of the pages about passwords: forgotten, chosen, changed.

use domain::password::Weakness;
use domain::time::minutes;

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample, signed_in};
use crate::{
    AccountChoice, ChangePasswordPage, CheckMailPage, CodeRefusal, ForgottenPage, ForgottenRefusal,
    NewPasswordPage, PasswordRefusal, WhichAccountPage, paths,
};

fn forgotten_page(typed: &str, refusal: Option<ForgottenRefusal>) -> ForgottenPage {
    let (typed, back, csrf) = (typed.to_owned(), paths::SIGN_IN.to_owned(), CSRF.to_owned());
    let passwordless = Some(paths::PASSWORDLESS.to_owned());
    let phone = Some(paths::SIGN_IN_BY_PHONE.to_owned());
    ForgottenPage { typed, refusal, has_own_password: false, back, passwordless, phone, csrf }
}

fn check(sent_to: Option<&str>, refusal: Option<CodeRefusal>) -> CheckMailPage {
    CheckMailPage {
        sent_to: sent_to.map(str::to_owned),
        lives: minutes(60),
        refusal,
        next_at: None,
        other: paths::FORGOTTEN_PASSWORD.to_owned(),
        printed: paths::PRINTED_CODE.to_owned(),
        csrf: CSRF.to_owned(),
    }
}

/// C26 and C27.
pub(super) fn forgotten() -> Vec<Sample> {
    let (ask, code) = (paths::FORGOTTEN_PASSWORD, paths::CHECK_CODE);
    let choice = |id: &str, login: &str| AccountChoice { id: id.to_owned(), login: login.to_owned() };
    let soon = CheckMailPage { next_at: Some(NOW + minutes(1)), ..check(Some(MAIL), None) };
    let accounts = vec![choice("a1", MAIL), choice("a2", "paul.durand"), choice("a3", LONG_MAIL)];
    vec![
        sample("forgotten", ask, forgotten_page("", None)),
        sample("forgotten-typed", ask, forgotten_page(LONG_MAIL, None)),
        sample(
            "forgotten-after_letter",
            ask,
            ForgottenPage { has_own_password: true, ..forgotten_page("li000042", None) },
        ),
        sample("forgotten-missing", ask, forgotten_page("", Some(ForgottenRefusal::Missing))),
        sample("forgotten-unreadable", ask, forgotten_page("a b@c", Some(ForgottenRefusal::Unreadable))),
        sample("check_mail", code, check(Some(MAIL), None)),
        sample("check_mail-long", code, check(Some(LONG_MAIL), None)),
        sample("check_mail-too_soon", code, soon),
        sample("check_mail-missing", code, check(Some(MAIL), Some(CodeRefusal::Missing))),
        sample("check_mail-wrong", code, check(Some(MAIL), Some(CodeRefusal::Wrong))),
        sample("linked", paths::RESET, check(None, None)),
        sample("linked-wrong", paths::RESET, check(None, Some(CodeRefusal::Wrong))),
        sample("which_account", code, WhichAccountPage { accounts, csrf: CSRF.to_owned() }),
    ]
}

/// C8 and C32.
pub(super) fn chosen() -> Vec<Sample> {
    let (new, change) = (paths::RESET, paths::CHANGE_PASSWORD);
    let idea = "cerise moulin tapis orage";
    let new_one = |login: &str, refusal| NewPasswordPage {
        login: login.to_owned(),
        least: 12,
        idea: idea.to_owned(),
        refusal,
        csrf: CSRF.to_owned(),
    };
    let weak = |weakness| Some(PasswordRefusal::Weak(weakness));
    let changed = |refusal| ChangePasswordPage {
        login: MAIL.to_owned(),
        least: 12,
        idea: idea.to_owned(),
        refusal,
        end_others: true,
        done: false,
        csrf: CSRF.to_owned(),
    };
    vec![
        sample("new_password", new, new_one(MAIL, None)),
        sample("new_password-long_login", new, new_one(LONG_MAIL, None)),
        sample("new_password-empty", new, new_one(MAIL, weak(Weakness::Empty))),
        sample("new_password-short", new, new_one(MAIL, weak(Weakness::TooShort { least: 12 }))),
        sample("new_password-too_long", new, new_one(MAIL, weak(Weakness::TooLong { most: 256 }))),
        sample("new_password-common", new, new_one(MAIL, weak(Weakness::Common))),
        sample("new_password-company", new, new_one(MAIL, weak(Weakness::NamesCompany))),
        sample("new_password-you", new, new_one(MAIL, weak(Weakness::NamesYou))),
        sample("new_password-guessable", new, new_one(MAIL, weak(Weakness::Guessable))),
        sample("new_password-busy", new, new_one(MAIL, Some(PasswordRefusal::Busy))),
        signed_in("change_password", change, changed(None)),
        signed_in("change_password-missing", change, changed(Some(PasswordRefusal::MissingCurrent))),
        signed_in("change_password-wrong", change, changed(Some(PasswordRefusal::WrongCurrent))),
        signed_in("change_password-weak", change, changed(weak(Weakness::Guessable))),
        signed_in("change_password-expired", change, changed(Some(PasswordRefusal::Expired))),
        signed_in("change_password-done", change, ChangePasswordPage { done: true, ..changed(None) }),
    ]
}
