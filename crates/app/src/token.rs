//! The token endpoint: a code becomes tokens, once. The one place that issues tokens.

use domain::{Client, Fact, Timestamp};
use oidc::checks::token::{self, PresentedClient, TokenRequest, redeem};
use oidc::claims::IdToken;
use oidc::error::TokenError;
use oidc::grants::{Grant, TokenAnswer};
use oidc::wire::Params;
use proofs::token::Token;
use store::codes::StoredCode;
use store::db::CommitError;
use store::tokens::StoredToken;

use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// What the endpoint answers: tokens, or an error in the standard's words.
pub type Answer = Result<TokenAnswer, TokenError>;

impl App {
    /// RFC 6749 §4.1.3. `authorization` is the header as it came, `body` the raw form.
    pub async fn token(&self, authorization: Option<&str>, body: &[u8]) -> Result<Answer, Trouble> {
        let now = self.now();
        let params = match Params::parse(body, token::PARAMETERS) {
            Ok(params) => params,
            Err(malformed) => return Ok(Err(malformed.into())),
        };
        let presented = match PresentedClient::read(authorization, &params) {
            Ok(presented) => presented,
            Err(error) => return Ok(Err(error)),
        };
        let Some(stored) = store::clients::by_id(self.db(), presented.client_id()).await? else {
            return Ok(Err(TokenError::client("client_known")));
        };
        if let Err(error) = presented.against(&stored.client, stored.secret_hash.as_ref()) {
            return Ok(Err(error));
        }
        match TokenRequest::read(&params) {
            Ok(request) => self.redeem_code(&request, &stored.client, now).await,
            Err(error) => Ok(Err(error)),
        }
    }

    async fn redeem_code(
        &self,
        request: &TokenRequest,
        client: &Client,
        now: Timestamp,
    ) -> Result<Answer, Trouble> {
        let Some(hash) = Token::parse(request.code.reveal()).map(|code| code.hash()) else {
            return Ok(Err(TokenError::grant("code_known")));
        };
        let Some(code) = store::codes::by_hash(self.db(), &hash).await? else {
            return Ok(Err(TokenError::grant("code_known")));
        };
        if code.client != client.client_id {
            return Ok(Err(TokenError::grant("code_client")));
        }
        if code.used_at.is_some() {
            self.revoke_replayed(&hash, &code, now).await?;
            return Ok(Err(TokenError::grant("code_used")));
        }
        let grant: Grant = self
            .vault()
            .open_json(Purpose::Grant, &hash, &code.grant_sealed)
            .ok_or(Trouble::Sealed("grant"))?;
        if let Err(error) = redeem(&grant, request, client, now) {
            return Ok(Err(error));
        }
        if !store::sessions::sign_in_lives(self.db(), code.account, code.sign_in, now).await? {
            return Ok(Err(TokenError::grant("session_ended")));
        }
        self.issue_tokens(&hash, &code, &grant, client, now).await
    }

    /// Single use, also with twenty at once: the guard lets one through, the others are replays (OA4).
    async fn issue_tokens(
        &self,
        hash: &[u8; 32],
        code: &StoredCode,
        grant: &Grant,
        client: &Client,
        now: Timestamp,
    ) -> Result<Answer, Trouble> {
        let lifetimes = &self.policy().tokens;
        let access = chance::token();
        let id_token = IdToken::new(grant, self.issuer(), &access.text(), now, lifetimes.id_token);
        let signed = self.signer().sign(client.id_token_signed_response_alg, IdToken::TYP, &id_token);
        let row = StoredToken {
            account: code.account,
            client: code.client.clone(),
            sign_in: code.sign_in,
            code_hash: *hash,
            scope: grant.scope.to_string(),
            issued_at: now,
            expires_at: now + lifetimes.access,
            revoked_at: None,
            account_disabled_at: None,
        };
        let mut batch = crate::chance::act(now);
        store::codes::spend(&mut batch, hash, now);
        store::tokens::issue(&mut batch, &access.hash(), &row);
        let fact = Fact::TokenIssued { client: code.client.clone() };
        self.audit(&mut batch, Some(code.account), &fact, None, now);
        match self.db().commit(batch).await {
            Ok(()) => {
                let text = access.text().to_string();
                Ok(Ok(TokenAnswer::new(text, lifetimes.access, signed, grant.scope.clone())))
            }
            Err(CommitError::Lost(_)) => {
                self.revoke_replayed(hash, code, now).await?;
                Ok(Err(TokenError::grant("code_used")))
            }
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }

    /// RFC 6749 §4.1.2: a code that comes back a second time takes with it what it had issued.
    async fn revoke_replayed(
        &self,
        hash: &[u8; 32],
        code: &StoredCode,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        let mut batch = crate::chance::act(now);
        store::tokens::revoke_of_code(&mut batch, hash, now);
        let fact = Fact::CodeReplayed { client: code.client.clone() };
        self.audit(&mut batch, Some(code.account), &fact, None, now);
        self.commit(batch).await
    }
}
