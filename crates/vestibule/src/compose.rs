//! Gives messages their words: joins the app's outbox to the pages' mails.

use std::collections::HashMap;

use app::{Compose, ComposedMail};
use domain::message::{FactorChange, MailTemplate, Message};
use domain::{Brand, Timestamp};
use pages::{HouseholdMail, Look, LookRefusal, NoticeKind, RecoveryMail, SecurityNotice};

/// Mails of every brand of the installation.
pub struct Mails(HashMap<String, Look>);

impl Mails {
    pub fn new(brands: &[Brand]) -> Result<Self, LookRefusal> {
        let look = |brand: &Brand| Ok((brand.id.clone(), Look::new(brand.clone())?));
        Ok(Self(brands.iter().map(look).collect::<Result<_, _>>()?))
    }
}

impl Compose for Mails {
    fn mail(&self, message: &Message, brand: &Brand, issuer: &str) -> Option<ComposedMail> {
        let Message::Mail { locale, template, .. } = message else { return None };
        let look = self.0.get(&brand.id)?;
        let mail = match template {
            MailTemplate::ChoosePassword { given_name, logins, code, token, until } => RecoveryMail {
                given_name: given_name.clone(),
                logins: logins.clone(),
                code: code.clone(),
                // EL4: the host is the configured one, whoever asked and however.
                url: format!("{issuer}{}?token={token}", pages::paths::RESET),
                until: *until,
            }
            .compose(look, *locale),
            MailTemplate::NewDevice { given_name, login, device, at } => {
                notice(NoticeKind::NewDevice, (given_name, login, device), *at, issuer).compose(look, *locale)
            }
            MailTemplate::DeviceSignedOut { given_name, login, device, at } => {
                notice(NoticeKind::DeviceSignedOut, (given_name, login, device), *at, issuer)
                    .compose(look, *locale)
            }
            MailTemplate::FactorChanged { given_name, login, device, at, change, .. } => {
                let kind = match change {
                    FactorChange::Added => NoticeKind::FactorAdded,
                    FactorChange::Removed => NoticeKind::FactorRemoved,
                    FactorChange::Blocked => NoticeKind::FactorBlocked,
                };
                notice(kind, (given_name, login, device), *at, issuer).compose(look, *locale)
            }
            MailTemplate::PasswordReset { given_name, login, device, at } => {
                notice(NoticeKind::PasswordReset, (given_name, login, device), *at, issuer)
                    .compose(look, *locale)
            }
            MailTemplate::Household { news, given_name, login, other, at } => HouseholdMail {
                news: *news,
                given_name: given_name.clone(),
                login: login.clone(),
                other: other.clone(),
                at: *at,
                url: format!("{issuer}{}", pages::paths::HOUSEHOLD),
            }
            .compose(look, *locale),
            MailTemplate::Personalised { given_name, login, device, at } => {
                notice(NoticeKind::Personalised, (given_name, login, device), *at, issuer)
                    .compose(look, *locale)
            }
            MailTemplate::PasswordChanged { given_name, login, device, at } => {
                notice(NoticeKind::PasswordChanged, (given_name, login, device), *at, issuer)
                    .compose(look, *locale)
            }
        };
        Some(ComposedMail { subject: mail.subject, text: mail.text, html: mail.html })
    }
}

/// Something happened to the account: who, with which login, on which device.
fn notice(
    kind: NoticeKind,
    (given_name, login, device): (&str, &str, &str),
    at: Timestamp,
    issuer: &str,
) -> SecurityNotice {
    SecurityNotice {
        kind,
        given_name: given_name.to_owned(),
        login: login.to_owned(),
        device: Some(device.to_owned()).filter(|label| !label.is_empty()),
        at,
        url: format!("{issuer}{}", kind.leads_to()),
    }
}
