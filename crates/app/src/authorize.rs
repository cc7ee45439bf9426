//! The authorization endpoint and what follows: where does this visit lead now? The door decides; this does it.
//! The one place that issues authorization codes.

use domain::{Assurance, Client, ContractId, Fact, Locale, Session};
use journeys::door::{self, Door, SilentRefusal, Standing as AtTheDoor};
use journeys::{Destination, Need, SignInDue, Visit, consent};
use oidc::checks::authorize::{self, AuthorizationRequest, PageReason, Prompt, Refusal};
use oidc::error::AuthorizeError;
use oidc::grants::{Grant, Proof};
use oidc::wire::Params;
use store::codes::StoredCode;

use crate::browser::{Caller, CookieChange};
use crate::factors::Factors;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// Where a visit leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    SignIn {
        visit: Visit,
        due: SignInDue,
    },
    Consent(domain::JourneyId),
    /// A login and a password are chosen first (O7).
    Personalise(domain::JourneyId),
    /// Back to the client, with a code or an error.
    Client(String),
    Account,
    Devices,
    Household,
    AddPerson(ContractId),
    Activity,
    ChangePassword,
    Security,
    LostPhone,
    /// A second factor is asked for, or set up.
    SecondFactor(domain::JourneyId),
    Enrol(domain::JourneyId),
    /// No contact of theirs was ever verified: no method is set up (EN2).
    Unverified,
    RecoveryCodes,
    Contacts,
    /// A second way to recover is asked for (O12).
    Recourse(Visit),
    /// A request that may not be answered to its sender (OA2).
    Refused(PageReason),
}

/// A way, and what changes in the browser on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Onward {
    pub way: Way,
    pub cookies: Vec<CookieChange>,
}

impl App {
    /// An authorization request as it came: raw query or form text.
    pub async fn authorize(&self, raw: &[u8], caller: &Caller) -> Result<Onward, Trouble> {
        match self.check_request(raw, caller).await? {
            Ok((request, client)) => self.go_on(visit_of(&request, &client), caller).await,
            Err(refusal) => Ok(Onward { way: self.refused(&refusal), cookies: Vec::new() }),
        }
    }

    async fn check_request(
        &self,
        raw: &[u8],
        caller: &Caller,
    ) -> Result<Result<(AuthorizationRequest, Client), Refusal>, Trouble> {
        let params = match Params::parse(raw, authorize::PARAMETERS) {
            Ok(params) => params,
            Err(malformed) => return Ok(Err(malformed.into())),
        };
        let asked = match authorize::parse(&params, caller.now) {
            Ok(asked) => asked,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(client) = self.client(asked.client_id()).await? else {
            return Ok(Err(Refusal::Page(PageReason::ClientUnknown)));
        };
        Ok(asked.against(&client).map(|request| (request, client)))
    }

    /// Goes on with a visit: after a sign-in, a consent, or straight away.
    pub async fn go_on(&self, visit: Visit, caller: &Caller) -> Result<Onward, Trouble> {
        let standing = self.standing(caller).await?;
        let session = standing.session.as_ref();
        let consented = self.consented(&visit, session).await?;
        let personalise = self.personalise_decision(session, caller.now).await?;
        let Factors { reachable, enrolment } = self.factors_at_the_door(&visit, session, caller.now).await?;
        let recourse = self.recourse_due(session, caller).await?;
        let at_the_door =
            AtTheDoor { session, consented, personalise, reachable, enrolment, recourse, now: caller.now };
        let way = match (door::next(&visit, at_the_door), session) {
            (Door::Factor, Some(session)) => self.raise(visit, session, caller).await?,
            (Door::Enrol(due), Some(session)) => self.enrol(visit, session, due, caller).await?,
            (Door::SignIn(due), _) => Way::SignIn { visit, due },
            (Door::Consent, Some(session)) => {
                let state = consent::begin(visit, session.account);
                Way::Consent(self.begin_journey(&state, session.account, caller).await?)
            }
            (Door::Personalise(due), Some(session)) => {
                Way::Personalise(self.begin_personalise(visit, session, due, caller).await?)
            }
            (Door::Recourse, Some(_)) => Way::Recourse(visit),
            (Door::Silent(refusal), _) => self.silent(&visit, refusal),
            (Door::Open, Some(session)) => self.open(&visit, session, caller).await?,
            (_, None) => Way::SignIn { visit, due: SignInDue::NotSignedIn },
        };
        Ok(Onward { way, cookies: standing.cookies })
    }

    /// The person said no: the client is told (OpenID Connect Core §3.1.2.6).
    pub fn declined(&self, visit: &Visit) -> Way {
        self.answer_error(visit, AuthorizeError::AccessDenied, "consent", "the person declined")
    }

    async fn open(&self, visit: &Visit, session: &Session, caller: &Caller) -> Result<Way, Trouble> {
        match &visit.destination {
            Destination::Account => Ok(Way::Account),
            Destination::Devices => Ok(Way::Devices),
            Destination::Household => Ok(Way::Household),
            Destination::AddPerson(contract) => Ok(Way::AddPerson(*contract)),
            Destination::Activity => Ok(Way::Activity),
            Destination::ChangePassword => Ok(Way::ChangePassword),
            Destination::Security => Ok(Way::Security),
            Destination::LostPhone => Ok(Way::LostPhone),
            Destination::AddMethod => self.add_method(session, caller).await,
            Destination::RecoveryCodes => Ok(Way::RecoveryCodes),
            Destination::Contacts => Ok(Way::Contacts),
            Destination::Portal(portal) => Ok(Way::Client(self.issue_ticket(portal, session, caller).await?)),
            Destination::Page(page) => Ok(Way::Client(page.address.clone())),
            Destination::Client(need) => match request_of(need) {
                Some(request) => Ok(Way::Client(self.issue_code(&request, session, caller).await?)),
                None => Ok(Way::Refused(PageReason::ClientUnknown)),
            },
        }
    }

    async fn issue_code(
        &self,
        request: &AuthorizationRequest,
        session: &Session,
        caller: &Caller,
    ) -> Result<String, Trouble> {
        let now = caller.now;
        let code = chance::token();
        let hash = code.hash();
        let expires_at = now + self.policy().tokens.code;
        let grant = Grant::new(request, Proof::from(session), expires_at);
        let row = StoredCode {
            account: session.account,
            client: request.client_id.clone(),
            sign_in: session.sign_in,
            grant_sealed: self.vault().seal_json(Purpose::Grant, &hash, &grant),
            issued_at: now,
            expires_at,
            used_at: None,
        };
        let mut batch = crate::chance::act(now);
        store::codes::issue(&mut batch, &hash, &row);
        store::opened_clients::note(&mut batch, session.sign_in, &request.client_id, session.account, now);
        let fact = Fact::CodeIssued { client: request.client_id.clone() };
        self.audit(&mut batch, Some(session.account), &fact, Some(&caller.place()), now);
        self.commit(batch).await?;
        Ok(oidc::redirect::granted(request, &code.text(), self.issuer()))
    }

    /// The company's own portals ask for no consent; a linked service asks once for the same scopes.
    async fn consented(&self, visit: &Visit, session: Option<&Session>) -> Result<bool, Trouble> {
        let (Some(need), Some(session)) = (visit.need(), session) else { return Ok(true) };
        if !need.consent {
            return Ok(true);
        }
        let given = store::consents::given(self.db(), session.account, &need.client).await?;
        // prompt=consent asks again, and an answer younger than the question settles it.
        let asks_again = request_of(need).is_some_and(|request| request.prompts.has(Prompt::Consent));
        Ok(given.is_some_and(|(scopes, at)| {
            let given: Vec<&str> = scopes.split(' ').collect();
            need.scopes.iter().all(|scope| given.contains(&scope.as_str()))
                && (!asks_again || at >= visit.asked_at)
        }))
    }

    fn silent(&self, visit: &Visit, refusal: SilentRefusal) -> Way {
        match refusal {
            SilentRefusal::LoginRequired => {
                self.answer_error(visit, AuthorizeError::LoginRequired, "silent", "nobody is signed in")
            }
            SilentRefusal::ChoiceRequired => self.answer_error(
                visit,
                AuthorizeError::InteractionRequired,
                "silent",
                "a password must be chosen",
            ),
            SilentRefusal::ConsentRequired => {
                self.answer_error(visit, AuthorizeError::ConsentRequired, "silent", "consent must be asked")
            }
        }
    }

    fn answer_error(
        &self,
        visit: &Visit,
        error: AuthorizeError,
        check: &'static str,
        description: &'static str,
    ) -> Way {
        match visit.need().and_then(request_of) {
            Some(request) => self.refused(&request.refuse(error, check, description)),
            None => Way::Account,
        }
    }

    fn refused(&self, refusal: &Refusal) -> Way {
        match (refusal.location(self.issuer()), refusal) {
            (Some(location), _) => Way::Client(location),
            (None, Refusal::Page(reason)) => Way::Refused(*reason),
            (None, Refusal::Redirect { .. }) => Way::Refused(PageReason::ClientUnknown),
        }
    }
}

fn request_of(need: &Need) -> Option<AuthorizationRequest> {
    serde_json::from_str(&need.request).ok()
}

fn visit_of(request: &AuthorizationRequest, client: &Client) -> Visit {
    let need = Need {
        client: client.client_id.clone(),
        name: client.name.clone(),
        request: serde_json::to_string(request).expect("requests are plain values"),
        scopes: request.scopes.words(),
        login: request.prompts.has(Prompt::Login),
        choose: request.prompts.has(Prompt::SelectAccount),
        silent: request.is_silent(),
        consent: client.consent || request.prompts.has(Prompt::Consent),
        max_age: request.max_age,
        login_hint: request.login_hint.clone(),
        assurance: request.acr_values.iter().filter_map(|word| Assurance::from_acr(word)).min(),
        keep_signed_in: client.keep_signed_in.clone(),
    };
    Visit {
        destination: Destination::Client(Box::new(need)),
        locale: request.ui_locales.as_deref().and_then(locale_of),
        asked_at: request.received_at,
        prove_again: false,
    }
}

/// The first language of `ui_locales` that we speak.
fn locale_of(list: &str) -> Option<Locale> {
    list.split(' ').find_map(|tag| tag.parse().ok())
}
