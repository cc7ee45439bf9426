//! Writes the finished mail as it travels (RFC 5322, RFC 2045). Nothing that came from people can add a header (EL9).

use std::time::{Duration, SystemTime};

use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, message::header::HeaderValue};

use super::OutgoingMail;
use crate::SendError;

/// The whole message, from `from`, ready for the wire.
pub(super) fn message(mail: &OutgoingMail, from: &Mailbox) -> Result<Message, SendError> {
    refuse_control_characters(mail)?;
    let to: Address =
        mail.to.parse().map_err(|_| SendError::permanent("the address of the addressee is malformed"))?;
    let sender = Mailbox::new(mail.from_name.clone().or_else(|| from.name.clone()), from.email.clone());
    let builder = Message::builder()
        .from(sender)
        .to(Mailbox::new(None, to))
        .subject(mail.subject.clone())
        .date(moment(mail))
        .message_id(Some(message_id(mail, from)?))
        // RFC 3834 §5: tells out-of-office robots not to answer.
        .raw_header(HeaderValue::new(
            lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let written = match &mail.html {
        Some(html) => builder.multipart(MultiPart::alternative_plain_html(mail.text.clone(), html.clone())),
        None => builder.singlepart(SinglePart::plain(mail.text.clone())),
    };
    written.map_err(|_| SendError::permanent("the mail cannot be written as a message"))
}

/// A line break in a header begins a new one; no honest subject, name or address holds a control character.
fn refuse_control_characters(mail: &OutgoingMail) -> Result<(), SendError> {
    let headers = [Some(&mail.to), Some(&mail.subject), mail.from_name.as_ref()];
    if headers.into_iter().flatten().any(|text| text.chars().any(char::is_control)) {
        return Err(SendError::permanent("a header of the mail holds a control character"));
    }
    Ok(())
}

fn message_id(mail: &OutgoingMail, from: &Mailbox) -> Result<String, SendError> {
    let id = &mail.message_id;
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return Err(SendError::permanent("the mail has no usable Message-ID"));
    }
    Ok(format!("<{id}@{}>", from.email.domain()))
}

fn moment(mail: &OutgoingMail) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(mail.at.millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::message;
    use crate::{OutgoingMail, SendError};

    fn mail() -> OutgoingMail {
        OutgoingMail {
            to: "zoe@exemple.fr".into(),
            from_name: Some("Lumen, Service client".into()),
            subject: "Nouvel appareil à Orléans".into(),
            text: "Bonjour Zoé,\nvous vous êtes connectée.".into(),
            html: Some("<p>Bonjour Zoé</p>".into()),
            message_id: "0190-abcd".into(),
            at: Timestamp::from_millis(1_700_000_000_000),
        }
    }

    fn written(mail: &OutgoingMail) -> Result<String, SendError> {
        let from = "Installation <ne-pas-repondre@lumen.exemple>".parse().unwrap();
        message(mail, &from).map(|message| String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_mail_has_a_stable_id_a_date_and_two_parts() {
        let text = written(&mail()).unwrap();
        for line in [
            "Message-ID: <0190-abcd@lumen.exemple>\r\n",
            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
            // « Lumen, Service client » in base64 (RFC 2047): the comma cannot end the name.
            "From: =?utf-8?b?THVtZW4sIFNlcnZpY2UgY2xpZW50?= <ne-pas-repondre@lumen.exemple>\r\n",
            "To: zoe@exemple.fr\r\n",
        ] {
            assert!(text.contains(line), "{line:?} is missing in\n{text}");
        }
        let (plain, html) = (text.find("text/plain").unwrap(), text.find("text/html").unwrap());
        assert!(plain < html, "the last part is the one that readers prefer");
    }

    #[test]
    fn no_header_can_be_smuggled_in() {
        let bcc = "\r\nBcc: voleur@exemple.fr";
        for (to, subject, name) in
            [(bcc, "", ""), ("", bcc, ""), ("", "", bcc), ("", "\nBcc: v@exemple.fr", "")]
        {
            let mut mail = mail();
            mail.to.push_str(to);
            mail.subject.push_str(subject);
            mail.from_name = mail.from_name.map(|own| own + name);
            assert!(matches!(written(&mail), Err(SendError::Permanent(_))), "{to}{subject}{name}");
        }
    }

    #[test]
    fn a_name_with_quotes_stays_a_name() {
        let mut mail = mail();
        mail.from_name = Some("Évil\" <voleur@exemple.fr>, \"".into());
        let text = written(&mail).unwrap();
        assert!(!text.contains("voleur@"), "{text}");
        assert!(text.contains("<ne-pas-repondre@lumen.exemple>\r\n"), "{text}");
    }

    #[test]
    fn an_unusable_address_or_id_is_refused_for_good() {
        let mut two = mail();
        two.to = "a@exemple.fr, b@exemple.fr".into();
        assert!(matches!(written(&two), Err(SendError::Permanent(_))));
        let mut id = mail();
        id.message_id = "a>b".into();
        assert!(matches!(written(&id), Err(SendError::Permanent(_))));
    }
}
