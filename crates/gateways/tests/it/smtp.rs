//! SMTP over a real socket.

use std::time::Duration;

use domain::{Secret, Timestamp};
use gateways::mail::{Security, SmtpTrouble};
use gateways::{Mail, OutgoingMail, SendError, SmtpMail, SmtpSettings};
use tokio::net::TcpListener;

use crate::mail_server::{Manners, start};
use crate::test_authority::authority_and_acceptor;

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".into(),
        port,
        security: Security::None,
        credentials: None,
        from: "ne-pas-repondre@lumen.exemple".into(),
        from_name: Some("Lumen".into()),
        extra_authorities: None,
        timeout: Duration::from_secs(5),
    }
}

fn mail() -> OutgoingMail {
    OutgoingMail {
        to: "zoe@exemple.fr".into(),
        from_name: None,
        subject: "Nouvel appareil".into(),
        text: "Bonjour Zoé,\n.\nà bientôt".into(),
        html: Some("<p>Bonjour</p>".into()),
        message_id: "0190-abcd".into(),
        at: Timestamp::from_millis(1_700_000_000_000),
    }
}

fn with_password(settings: SmtpSettings) -> SmtpSettings {
    SmtpSettings { credentials: Some(("lumen".into(), Secret::new("s3cret".into()))), ..settings }
}

#[tokio::test]
async fn a_mail_arrives_whole_on_the_machine_itself() {
    let (port, seen) = start(Manners::default()).await;
    SmtpMail::new(&settings(port)).unwrap().send(&mail()).await.unwrap();
    let mails = seen.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("Message-ID: <0190-abcd@lumen.exemple>"), "{}", mails[0]);
    assert!(
        seen.commands().contains(&"MAIL FROM:<ne-pas-repondre@lumen.exemple>".to_owned()),
        "{:?}",
        seen.commands()
    );
    assert!(seen.commands().contains(&"RCPT TO:<zoe@exemple.fr>".to_owned()));
}

#[tokio::test]
async fn the_same_mail_sent_twice_keeps_its_message_id() {
    let (port, seen) = start(Manners::default()).await;
    let smtp = SmtpMail::new(&settings(port)).unwrap();
    smtp.send(&mail()).await.unwrap();
    smtp.send(&mail()).await.unwrap();
    let ids: Vec<_> = seen
        .mails()
        .iter()
        .map(|mail| mail.lines().find(|l| l.starts_with("Message-ID")).unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn the_password_travels_under_starttls_only() {
    let (authority, acceptor) = authority_and_acceptor();
    let (port, seen) = start(Manners { starttls: Some(acceptor), ..Manners::default() }).await;
    let asked = SmtpSettings {
        security: Security::Starttls,
        extra_authorities: Some(authority),
        ..with_password(settings(port))
    };
    SmtpMail::new(&asked).unwrap().send(&mail()).await.unwrap();
    let verbs: Vec<_> =
        seen.commands().iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(verbs[..4], ["EHLO", "STARTTLS", "EHLO", "AUTH"]);
    assert_eq!(seen.mails().len(), 1);
}

#[tokio::test]
async fn a_server_that_hides_starttls_gets_neither_password_nor_mail() {
    let (port, seen) = start(Manners::default()).await;
    let asked = SmtpSettings { security: Security::Starttls, ..with_password(settings(port)) };
    let refusal = SmtpMail::new(&asked).unwrap().send(&mail()).await.unwrap_err();
    assert!(refusal.may_pass_later(), "{refusal}");
    assert!(seen.commands().iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")));
}

#[tokio::test]
async fn tls_from_the_first_byte_works_and_an_unknown_authority_is_not_believed() {
    let (authority, acceptor) = authority_and_acceptor();
    let (port, seen) = start(Manners { tls: Some(acceptor), ..Manners::default() }).await;
    let asked = SmtpSettings { security: Security::Tls, ..settings(port) };

    let refusal = SmtpMail::new(&asked).unwrap().send(&mail()).await.unwrap_err();
    assert!(refusal.may_pass_later(), "{refusal}");
    assert!(seen.mails().is_empty());

    let trusting = SmtpSettings { extra_authorities: Some(authority), ..asked };
    SmtpMail::new(&trusting).unwrap().send(&mail()).await.unwrap();
    assert_eq!(seen.mails().len(), 1);
}

#[tokio::test]
async fn an_unknown_mailbox_is_for_good_and_its_address_is_not_told() {
    let answer = Some("550 <zoe@exemple.fr>: no such mailbox");
    let (port, _) = start(Manners { recipient_answer: answer, ..Manners::default() }).await;
    let refusal = SmtpMail::new(&settings(port)).unwrap().send(&mail()).await.unwrap_err();
    assert!(matches!(refusal, SendError::Permanent(_)), "{refusal}");
    assert!(!refusal.to_string().contains("zoe"), "{refusal}");
}

#[tokio::test]
async fn a_full_mailbox_a_wrong_password_and_no_server_may_pass_later() {
    let (busy, _) = start(Manners { recipient_answer: Some("452 full"), ..Manners::default() }).await;
    let (strict, _) = start(Manners { auth_answer: Some("535 no"), ..Manners::default() }).await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    for asked in [settings(busy), with_password(settings(strict)), settings(closed)] {
        let refusal = SmtpMail::new(&asked).unwrap().send(&mail()).await.unwrap_err();
        assert!(refusal.may_pass_later(), "{refusal}");
    }
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let asked =
        SmtpSettings { timeout: Duration::from_millis(50), ..settings(silent.local_addr().unwrap().port()) };
    let refusal = SmtpMail::new(&asked).unwrap().send(&mail()).await.unwrap_err();
    assert!(refusal.may_pass_later(), "{refusal}");
}

#[tokio::test]
async fn mail_in_clear_never_leaves_the_machine() {
    let asked = SmtpSettings { host: "smtp.exemple.fr".into(), ..settings(25) };
    assert!(matches!(SmtpMail::new(&asked), Err(SmtpTrouble::InClear)));
}

#[tokio::test]
async fn greeting_tries_the_password_and_sends_nothing() {
    let (port, seen) = start(Manners { auth_answer: Some("535 who are you?"), ..Manners::default() }).await;
    let reason = SmtpMail::new(&with_password(settings(port))).unwrap().greet().await.unwrap_err();
    assert!(reason.contains("who are you?"), "{reason}");
    let (port, open) = start(Manners::default()).await;
    SmtpMail::new(&settings(port)).unwrap().greet().await.unwrap();
    assert!(seen.mails().is_empty() && open.mails().is_empty());
}
