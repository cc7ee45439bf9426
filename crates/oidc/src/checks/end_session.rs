//! The end-session endpoint's question: may this request sign the customer out at once, or must the customer be asked?
//! And where may it lead? (RP-Initiated Logout 1.0, OA12.) Whether a hint is genuine, the shell has verified.

use domain::{Client, ClientId};
use serde::{Deserialize, Serialize};

use crate::claims::IdToken;
use crate::redirect;
use crate::wire::Params;

/// The parameters that the endpoint understands (RP-Initiated Logout 1.0 §2).
pub const PARAMETERS: &[&str] =
    &["id_token_hint", "logout_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales"];

const MAX_STATE: usize = 2048;

/// A request to sign out, as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndSession {
    /// The raw token; a signature of ours makes it a `hint` below, whatever its age.
    pub id_token_hint: Option<String>,
    pub ui_locales: Option<String>,
    client_id: Option<ClientId>,
    post_logout_redirect_uri: Option<String>,
    state: Option<String>,
}

/// The session of the browser that asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Current<'a> {
    pub sub: &'a str,
    pub sid: &'a str,
}

/// Where a sign-out leads: the client's own page, or ours.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Way {
    /// For the name that the page shows; only a client that is known.
    pub client_id: Option<ClientId>,
    /// The client's declared address with its `state`, ready to follow. None: a page of ours says it is done.
    pub location: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Sign out and go: the client has shown that it speaks of this very sign-in, or nobody is signed in.
    Confirmed(Way),
    /// Anybody may have sent the customer here: ask first.
    AskFirst(Way),
}

impl EndSession {
    /// Reads what is there. A repeated parameter counts as absent: nothing here is worth an error page.
    pub fn read(params: &Params) -> Self {
        Self {
            id_token_hint: params.owned("id_token_hint"),
            ui_locales: params.owned("ui_locales"),
            client_id: params.owned("client_id").map(ClientId),
            post_logout_redirect_uri: params.owned("post_logout_redirect_uri"),
            state: params.owned("state").filter(|state| state.len() <= MAX_STATE),
        }
    }

    /// Whom to look up. Nobody, when the request and its hint speak of two clients.
    pub fn client_id(&self, hint: Option<&IdToken>) -> Option<ClientId> {
        match (&self.client_id, hint) {
            (Some(asked), Some(hint)) => (asked.0 == hint.aud).then(|| asked.clone()),
            (Some(asked), None) => Some(asked.clone()),
            (None, hint) => hint.map(|hint| ClientId(hint.aud.clone())),
        }
    }

    /// `hint` is an ID token of ours, its signature verified and `iss` ours; `client` the one of `client_id`, where found.
    pub fn against(
        &self,
        hint: Option<&IdToken>,
        client: Option<&Client>,
        current: Option<Current<'_>>,
    ) -> Outcome {
        let expected = self.client_id(hint);
        let client = client.filter(|client| Some(&client.client_id) == expected.as_ref());
        let way =
            Way { client_id: client.map(|client| client.client_id.clone()), location: self.location(client) };
        let Some(current) = current else { return Outcome::Confirmed(way) };
        let names_this_sign_in = |hint: &IdToken| hint.sub == current.sub && hint.sid == current.sid;
        if client.is_some() && hint.is_some_and(names_this_sign_in) {
            Outcome::Confirmed(way)
        } else {
            Outcome::AskFirst(way)
        }
    }

    /// The very same text as one of the client's declared addresses, or none.
    fn location(&self, client: Option<&Client>) -> Option<String> {
        let asked = self.post_logout_redirect_uri.as_ref()?;
        let declared = client?.post_logout_redirect_uris.contains(asked);
        declared.then(|| redirect::signed_out(asked, self.state.as_deref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::samples::client;
    use crate::claims::IdToken;
    use crate::grants::tests::grant;
    use domain::Timestamp;
    use domain::time::minutes;

    const BACK: &str = "https%3A%2F%2Fmail.test%2Fbye";
    const LOCATION: &str = "https://mail.test/bye?state=s1";

    fn hint() -> IdToken {
        IdToken::new(&grant(), "https://id.test", "at", Timestamp::from_millis(0), minutes(5))
    }

    fn read(query: &str) -> EndSession {
        EndSession::read(&Params::parse(query.as_bytes(), PARAMETERS).unwrap())
    }

    fn way(location: Option<&str>) -> Way {
        Way { client_id: Some(ClientId("mail".into())), location: location.map(str::to_owned) }
    }

    #[test]
    fn a_hint_of_this_sign_in_signs_out_at_once_and_leads_back() {
        let hint = hint();
        let current = Current { sub: &hint.sub, sid: &hint.sid };
        let request = read(&format!("post_logout_redirect_uri={BACK}&state=s1"));
        assert_eq!(request.client_id(Some(&hint)), Some(ClientId("mail".into())));
        let outcome = request.against(Some(&hint), Some(&client()), Some(current));
        assert_eq!(outcome, Outcome::Confirmed(way(Some(LOCATION))));
    }

    #[test]
    fn without_a_hint_the_customer_is_asked() {
        let hint = hint();
        let current = Current { sub: &hint.sub, sid: &hint.sid };
        let request = read(&format!("client_id=mail&post_logout_redirect_uri={BACK}&state=s1"));
        let outcome = request.against(None, Some(&client()), Some(current));
        assert_eq!(outcome, Outcome::AskFirst(way(Some(LOCATION))));
        assert_eq!(read("").against(None, None, Some(current)), Outcome::AskFirst(Way::default()));
    }

    #[test]
    fn a_hint_of_somebody_else_or_of_an_earlier_sign_in_does_not_sign_out() {
        let hint = hint();
        for (sub, sid) in [("other", hint.sid.as_str()), (hint.sub.as_str(), "other")] {
            let outcome = read("").against(Some(&hint), Some(&client()), Some(Current { sub, sid }));
            assert_eq!(outcome, Outcome::AskFirst(way(None)), "{sub} {sid}");
        }
    }

    #[test]
    fn an_address_that_is_not_declared_is_never_followed() {
        for uri in
            ["https://evil.test/", "https://mail.test/bye/", "https://mail.test/bye?x", "//mail.test/bye"]
        {
            let request = read(&format!("client_id=mail&post_logout_redirect_uri={uri}"));
            let outcome = request.against(None, Some(&client()), None);
            assert_eq!(outcome, Outcome::Confirmed(way(None)), "{uri}");
        }
    }

    #[test]
    fn a_sign_in_address_is_no_sign_out_address() {
        let request = read("client_id=mail&post_logout_redirect_uri=https://mail.test/cb");
        assert_eq!(request.against(None, Some(&client()), None), Outcome::Confirmed(way(None)));
    }

    #[test]
    fn a_request_and_a_hint_of_two_clients_prove_nothing() {
        let hint = hint();
        let current = Current { sub: &hint.sub, sid: &hint.sid };
        let request = read(&format!("client_id=cloud&post_logout_redirect_uri={BACK}"));
        assert_eq!(request.client_id(Some(&hint)), None);
        let outcome = request.against(Some(&hint), Some(&client()), Some(current));
        assert_eq!(outcome, Outcome::AskFirst(Way::default()));
    }

    #[test]
    fn a_repeated_address_is_no_address() {
        let request =
            read(&format!("client_id=mail&post_logout_redirect_uri={BACK}&post_logout_redirect_uri=x"));
        assert_eq!(request.against(None, Some(&client()), None), Outcome::Confirmed(way(None)));
    }
}
