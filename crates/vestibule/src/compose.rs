//! Gives messages their words: joins the app's outbox to the pages' mails.

use std::collections::HashMap;

use app::{Compose, ComposedMail};
use domain::message::{MailTemplate, Message};
use domain::{Brand, Locale};
use pages::{
    CodeMail, ConfirmMail, HouseholdMail, Look, LookRefusal, RecoveryMail, SecurityNotice, TextsEndMail,
};

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
            MailTemplate::ConfirmAddress { given_name, login, code, until } => ConfirmMail {
                given_name: given_name.clone(),
                login: login.clone(),
                code: code.clone(),
                until: *until,
            }
            .compose(look, *locale),
            MailTemplate::SignInCode { given_name, login, device, code, until } => CodeMail {
                given_name: given_name.clone(),
                login: login.clone(),
                device: Some(device.clone()).filter(|label| !label.is_empty()),
                code: code.clone(),
                until: *until,
                url: format!("{issuer}{}", pages::paths::FORGOTTEN_PASSWORD),
            }
            .compose(look, *locale),
            MailTemplate::TextsEnd { given_name, login, end } => TextsEndMail {
                given_name: given_name.clone(),
                login: login.clone(),
                end: *end,
                url: format!("{issuer}{}", pages::paths::SECURITY),
            }
            .compose(look, *locale),
            MailTemplate::Household { news, given_name, login, other, at } => HouseholdMail {
                news: *news,
                given_name: given_name.clone(),
                login: login.clone(),
                other: other.clone(),
                at: *at,
                url: format!("{issuer}{}", pages::paths::HOUSEHOLD),
            }
            .compose(look, *locale),
            MailTemplate::Notice { told, given_name, login, device, at, left, token, about } => {
                SecurityNotice {
                    told: *told,
                    given_name: given_name.clone(),
                    login: login.clone(),
                    device: Some(device.clone()).filter(|label| !label.is_empty()),
                    at: *at,
                    left: *left,
                    about: about.clone(),
                    url: format!("{issuer}{}?token={token}", pages::paths::NOT_ME),
                }
                .compose(look, *locale)
            }
        };
        Some(ComposedMail { subject: mail.subject, text: mail.text, html: mail.html })
    }

    fn push_title(&self, brand: &Brand, locale: Locale) -> String {
        self.0.get(&brand.id).map(|look| pages::push_title(look, locale)).unwrap_or_default()
    }

    fn telephone(&self, message: &Message, brand: &Brand, issuer: &str) -> Option<(String, &'static str)> {
        let look = self.0.get(&brand.id)?;
        match message {
            Message::Text { locale, template, .. } => Some((
                pages::texts::text(look, *locale, template, host(issuer)),
                pages::texts::voice(*locale),
            )),
            Message::Call { locale, code, .. } => {
                Some((pages::texts::spoken(look, *locale, code), pages::texts::voice(*locale)))
            }
            _ => None,
        }
    }
}

/// The host alone: a text's last line names no port and no scheme (SM7).
fn host(issuer: &str) -> &str {
    let host = issuer.split_once("://").map_or(issuer, |(_, rest)| rest);
    host.split(['/', ':']).next().unwrap_or(host)
}
