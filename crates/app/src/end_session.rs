//! RP-initiated logout: a relying party asks that the person be signed out (OpenID Connect RP-Initiated Logout 1.0).

use domain::{ClientId, Session};
use journeys::sign_out::Who;
use oidc::checks::end_session::{self, Current, EndSession, Outcome};
use oidc::claims::IdToken;
use oidc::wire::{Malformed, Params};

use crate::{App, Trouble};

/// What a relying party's request comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogoutAsked {
    pub who: Option<Who>,
    /// An ID token of this very sign-in was shown: no question is needed (OA12).
    pub proven: bool,
    /// A registered address to go back to.
    pub return_to: Option<String>,
    pub client: Option<ClientId>,
    pub ui_locales: Option<String>,
}

/// Whose sign-in a session is.
pub const fn who(session: &Session) -> Who {
    Who { account: session.account, device: session.device, sign_in: session.sign_in }
}

impl App {
    pub async fn logout_asked(
        &self,
        raw: &[u8],
        session: Option<&Session>,
    ) -> Result<Result<LogoutAsked, Malformed>, Trouble> {
        let params = match Params::parse(raw, end_session::PARAMETERS) {
            Ok(params) => params,
            Err(malformed) => return Ok(Err(malformed)),
        };
        let asked = EndSession::read(&params);
        let hint: Option<IdToken> =
            asked.id_token_hint.as_deref().and_then(|token| self.signer().verify_own(token, IdToken::TYP));
        let client = match asked.client_id(hint.as_ref()) {
            Some(id) => self.client(&id).await?,
            None => None,
        };
        let (sub, sid) = session
            .map(|session| (session.account.to_string(), session.sign_in.to_string()))
            .unwrap_or_default();
        let current = session.map(|_| Current { sub: &sub, sid: &sid });
        let (proven, way) = match asked.against(hint.as_ref(), client.as_ref(), current) {
            Outcome::Confirmed(way) => (true, way),
            Outcome::AskFirst(way) => (false, way),
        };
        Ok(Ok(LogoutAsked {
            who: session.map(who),
            proven,
            return_to: way.location,
            client: way.client_id,
            ui_locales: asked.ui_locales,
        }))
    }
}
