//! Gives messages their words: joins the app's outbox to the pages' mails.

use std::collections::HashMap;

use app::{Compose, ComposedMail};
use domain::Brand;
use domain::message::{MailTemplate, Message};
use pages::{Look, LookRefusal, NoticeKind, SecurityNotice};

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
        let (kind, given_name, login, device, at) = match template {
            MailTemplate::NewDevice { given_name, login, device, at } => {
                (NoticeKind::NewDevice, given_name, login, device, at)
            }
            MailTemplate::DeviceSignedOut { given_name, login, device, at } => {
                (NoticeKind::DeviceSignedOut, given_name, login, device, at)
            }
        };
        let notice = SecurityNotice {
            kind,
            given_name: given_name.clone(),
            login: login.clone(),
            device: Some(device.clone()).filter(|label| !label.is_empty()),
            at: *at,
            devices_url: format!("{issuer}{}", pages::paths::DEVICES),
        };
        let mail = notice.compose(self.0.get(&brand.id)?, *locale);
        Some(ComposedMail { subject: mail.subject, text: mail.text, html: mail.html })
    }
}
