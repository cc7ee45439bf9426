//! Sends one message by its channel. The one place that sends.

use domain::message::{MailTemplate, Message};
use domain::{AccountId, ClientId, MessageId, SignInId, Timestamp};
use gateways::{OutgoingMail, SendError};
use oidc::claims::{LogoutToken, logout_token};

use crate::{App, chance};

impl App {
    pub(super) async fn send(
        &self,
        id: MessageId,
        message: &Message,
        created_at: Timestamp,
    ) -> Result<(), SendError> {
        match message {
            Message::Mail { template: MailTemplate::ChoosePassword { until, .. }, .. }
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
            Message::BackchannelLogout { client, uri, account, sign_in } => {
                self.send_logout(client, uri, (*account, *sign_in)).await
            }
        }
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
