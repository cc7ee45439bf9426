//! `/account/activity`: the customer's own recent activity (X12).

use std::collections::HashMap;

use app::audit::Activity;
use axum::extract::State;
use axum::response::Response;
use domain::vap::ChallengeState;
use domain::{Client, ClientId, Fact};
use http::StatusCode;
use journeys::Destination;
use pages::{ActivityKind as Kind, ActivityLine, ActivityPage};

use super::account::signed_in;
use crate::Web;
use crate::answer;
use crate::request::Asking;

const SHOWN: usize = 50;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Activity).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let app = web.app();
    let found =
        tokio::try_join!(app.activity(session.account, SHOWN), app.greeting(session.account), app.clients());
    let (activity, greeting, clients) = match found {
        Ok(found) => found,
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let services = Services::of(clients);
    let page = ActivityPage {
        lines: activity.into_iter().filter_map(|one| line(one, &services)).collect(),
        places_for: app.policy().audit.personal_for,
    };
    let brand = app.brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let response = answer::page(StatusCode::OK, &page, &asking.frame(web.look(brand), None));
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

/// What customers call the relying parties.
struct Services(HashMap<ClientId, String>);

impl Services {
    fn of(clients: Vec<Client>) -> Self {
        Self(clients.into_iter().map(|client| (client.client_id, client.name)).collect())
    }

    /// A service that is gone keeps the name its operator gave it.
    fn name(&self, id: &ClientId) -> String {
        self.0.get(id).unwrap_or(&id.0).clone()
    }
}

fn line(activity: Activity, services: &Services) -> Option<ActivityLine> {
    let Activity { at, fact, device, network, times } = activity;
    Some(ActivityLine { at, kind: kind(&fact, times, services)?, device, network })
}

/// Nothing for what only machines and operators do.
fn kind(fact: &Fact, times: u32, services: &Services) -> Option<Kind> {
    let service = |client| services.name(client);
    Some(match fact {
        Fact::SessionStarted { new_device, .. } => Kind::SignedIn { new_device: *new_device },
        Fact::SessionRenewed { .. } => Kind::CameBack,
        Fact::PasswordTried { .. } => Kind::WrongPassword { times },
        Fact::RecoveryAsked => Kind::PasswordForgotten,
        Fact::RecoveryTried { .. }
        | Fact::PrintedCodeTried
        | Fact::StartCodeTried
        | Fact::ContactCodeTried => Kind::CodeTyped { times },
        Fact::PasswordReset => Kind::PasswordChosen,
        Fact::PasswordChanged { .. } => Kind::PasswordChanged,
        Fact::Personalised { .. } => Kind::Personalised,
        Fact::LineProven => Kind::LetterUsed,
        Fact::SignedOut { .. } => Kind::SignedOut,
        Fact::SignedOutEverywhere => Kind::SignedOutEverywhere,
        Fact::DeviceRenamed { .. } => Kind::DeviceRenamed,
        Fact::DeviceEnded { .. } | Fact::PersonForgotten { .. } => Kind::DeviceSignedOut,
        Fact::KeptCookieStolen { .. } => Kind::DeviceSecured,
        Fact::HandoverProposed { .. }
        | Fact::HandoverEnded { .. }
        | Fact::RoleChanged { .. }
        | Fact::MembershipEnded { .. }
        | Fact::PersonRemoved { .. }
        | Fact::PersonAdded { .. }
        | Fact::AddedByHolder { .. }
        | Fact::StartCodeTakenBack { .. }
        | Fact::CameOfAge => Kind::HouseholdChanged,
        Fact::StartCodeIssued { .. } => Kind::StartCodeMade,
        Fact::AccountStarted { .. } => Kind::Started,
        Fact::NotMe { .. } => Kind::NotMe,
        Fact::ContactChanged { .. } => Kind::ContactChanged,
        Fact::CodesMade => Kind::CodesMade,
        Fact::CodesKept => Kind::CodesKept,
        Fact::PrintedCodeUsed { .. } => Kind::CodeUsed,
        Fact::ConsentGiven { client, .. } => Kind::AccessGiven { service: service(client) },
        Fact::ConsentRefused { client } => Kind::AccessRefused { service: service(client) },
        Fact::CodeIssued { client } | Fact::PortalOpened { client } => {
            Kind::ServiceOpened { service: service(client) }
        }
        Fact::CodeReplayed { client } => Kind::ServiceStopped { service: service(client) },
        Fact::PhoneAdded { .. } => Kind::PhoneAdded,
        Fact::PhoneRemoved { .. } => Kind::PhoneRemoved,
        Fact::PhoneLocked { locked, .. } => Kind::PhoneLock { on: *locked },
        Fact::PhoneSuspended { suspended: true, .. } => Kind::PhoneBlocked,
        Fact::PhoneSuspended { suspended: false, .. } => Kind::PhoneUnblocked,
        Fact::MethodLost { .. } => Kind::FactorLost,
        Fact::MethodFound { .. } => Kind::FactorFound,
        Fact::PhoneAnswered { answer: ChallengeState::Approved, .. } => Kind::PhoneApproved,
        Fact::PhoneAnswered { .. } => Kind::PhoneRefused,
        Fact::PhonesPaused => Kind::PhonesPaused,
        Fact::AccountImported { .. } => Kind::AccountTakenOver,
        Fact::FactorTried { .. } | Fact::EnrolmentTried { .. } => Kind::WrongFactorCode { times },
        Fact::AuthenticatorAdded { .. } => Kind::FactorAdded,
        Fact::AuthenticatorRenamed { .. } => Kind::FactorRenamed,
        Fact::AuthenticatorRemoved { .. } => Kind::FactorRemoved,
        Fact::AuthenticatorBlocked { .. } => Kind::FactorBlocked,
        Fact::KeyCountedBack => Kind::KeyCopied,
        Fact::SimChangeMet { .. } => Kind::SimChanged,
        Fact::MadeToWait { .. } => Kind::MadeToWait,
        Fact::PasswordUpgraded { .. }
        | Fact::RecoursePostponed
        | Fact::PhoneOffered
        | Fact::PhoneAsked { .. }
        | Fact::TokenIssued { .. }
        | Fact::FactorExempted { .. }
        | Fact::FactorRequired { .. }
        | Fact::ClientApplied { .. }
        | Fact::PersonalisationShown { .. }
        | Fact::PersonalisationPostponed { .. }
        | Fact::WeakPasswordMet
        | Fact::FactorAsked { .. }
        | Fact::FactorProven { .. }
        | Fact::EnrolmentBegun { .. }
        | Fact::CodeSent { .. }
        | Fact::ToldThatTextsEnd
        | Fact::EnrolmentPostponed => return None,
    })
}
