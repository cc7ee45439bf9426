//! Sends one message by its channel. The one place that sends.

use domain::message::{MailTemplate, Message, TextTemplate};
use domain::{AccountId, ClientId, MessageId, SignInId, Timestamp};
use gateways::{OutgoingCall, OutgoingMail, OutgoingText, SendError};
use oidc::claims::{LogoutToken, logout_token};

use std::time::Duration;

use crate::{App, chance};

/// A telephone that was off for a day is still told of its number.
const NOTICE_LIVES: Duration = domain::time::days(1);

fn wordless() -> SendError {
    SendError::Permanent("the message has no words".into())
}

impl App {
    pub(super) async fn send(
        &self,
        id: MessageId,
        message: &Message,
        created_at: Timestamp,
    ) -> Result<(), SendError> {
        match message {
            Message::Mail {
                template: MailTemplate::ChoosePassword { until, .. } | MailTemplate::SignInCode { until, .. },
                ..
            }
            | Message::Text { template: TextTemplate::Code { until, .. }, .. }
            | Message::Call { until, .. }
                if *until <= self.now() =>
            {
                Err(SendError::Permanent("the code that it holds is dead".into()))
            }
            Message::Mail { to, brand, .. } => {
                let brand = self.brand(Some(brand));
                let Some(words) = self.0.compose.mail(message, brand, self.issuer()) else {
                    return Err(SendError::Permanent("the mail has no words".into()));
                };
                let mail = OutgoingMail {
                    to: to.clone(),
                    from_name: Some(brand.name.clone()),
                    subject: words.subject,
                    text: words.text,
                    html: Some(words.html),
                    message_id: id.to_string(),
                    at: created_at,
                };
                self.0.mail.send(&mail).await
            }
            Message::Push { until, .. } if *until <= self.now() => Ok(()),
            Message::Push { phone, challenge, .. } => self.send_push(*phone, *challenge).await,
            Message::Text { to, brand, template, .. } => {
                let lives = match template {
                    TextTemplate::Code { until, .. } => until.since(self.now()),
                    TextTemplate::NumberAdded | TextTemplate::NumberRemoved => NOTICE_LIVES,
                };
                let Some((text, _)) = self.words_for(message, brand) else { return Err(wordless()) };
                let text = OutgoingText { to: to.clone(), text, id: id.to_string(), at: self.now(), lives };
                self.telephone().text(&text).await
            }
            Message::Call { to, brand, .. } => {
                let Some((says, language)) = self.words_for(message, brand) else { return Err(wordless()) };
                let call =
                    OutgoingCall { to: to.clone(), says, language, id: id.to_string(), at: self.now() };
                self.telephone().call(&call).await
            }
            Message::BackchannelLogout { client, uri, account, sign_in } => {
                self.send_logout(client, uri, (*account, *sign_in)).await
            }
        }
    }

    fn words_for(&self, message: &Message, brand: &str) -> Option<(String, &'static str)> {
        self.0.compose.telephone(message, self.brand(Some(brand)), self.issuer())
    }

    /// OpenID Connect Back-Channel Logout 1.0 §2.5. The token is signed now, so that a retry is not an expired one.
    async fn send_logout(
        &self,
        client: &ClientId,
        uri: &str,
        ended: (AccountId, SignInId),
    ) -> Result<(), SendError> {
        let stored = store::clients::by_id(self.db(), client)
            .await
            .map_err(|_| SendError::Temporary("the store does not answer".into()))?;
        let Some(stored) = stored else {
            return Err(SendError::Permanent("the client is gone".into()));
        };
        let (account, sign_in) = ended;
        let claims = logout_token(&LogoutToken {
            issuer: self.issuer(),
            client_id: client,
            subject: &account.to_string(),
            sign_in,
            token_id: &chance::token().text(),
            now: self.now(),
        });
        let token = self.signer().sign(stored.client.id_token_signed_response_alg, LogoutToken::TYP, &claims);
        let answer = self.0.http.post_form(uri, &[("logout_token", &token)]).await?;
        if answer.is_success() {
            Ok(())
        } else if answer.status >= 500 || answer.status == 429 {
            Err(SendError::Temporary(format!("answered {}", answer.status)))
        } else {
            Err(SendError::Permanent(format!("answered {}", answer.status)))
        }
    }
}
