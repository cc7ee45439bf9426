//! The userinfo endpoint: claims about the person, for a live access token (OpenID Connect Core §5.3).

use oidc::checks::bearer;
use oidc::claims::{Person, userinfo};
use oidc::error::BearerError;
use oidc::scope::Scopes;
use oidc::wire::Params;
use proofs::token::Token;

use crate::{App, Trouble};

/// Why a token opens nothing, in RFC 6750's words.
pub type TokenRefused = BearerError;

impl App {
    pub async fn userinfo(
        &self,
        authorization: Option<&str>,
        form: Option<&[u8]>,
    ) -> Result<Result<serde_json::Value, TokenRefused>, Trouble> {
        let Ok(form) = form.map(|body| Params::parse(body, bearer::PARAMETERS)).transpose() else {
            return Ok(Err(BearerError::InvalidRequest));
        };
        let presented = match bearer::presented(authorization, form.as_ref()) {
            Ok(presented) => presented,
            Err(error) => return Ok(Err(error)),
        };
        let Some(hash) = Token::parse(presented.reveal()).map(|token| token.hash()) else {
            return Ok(Err(BearerError::InvalidToken));
        };
        let stored = store::tokens::by_hash(self.db(), &hash).await?.filter(|token| {
            token.revoked_at.is_none() && token.account_disabled_at.is_none() && self.now() < token.expires_at
        });
        let Some(token) = stored else { return Ok(Err(BearerError::InvalidToken)) };
        let scopes = Scopes::parse(&token.scope);
        if let Err(error) = bearer::opens_userinfo(&scopes) {
            return Ok(Err(error));
        }
        let Some(account) = self.account(token.account).await? else {
            return Ok(Err(BearerError::InvalidToken));
        };
        let email = self.first_mail(token.account).await?;
        let person = Person {
            account: account.id,
            name: &account.name,
            locale: account.locale,
            email: email.as_ref().map(|(address, _)| address.as_str()),
            email_verified: email.as_ref().is_some_and(|(_, verified)| *verified),
        };
        Ok(Ok(userinfo(&person, &scopes)))
    }
}
