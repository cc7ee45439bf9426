//! `/continue`: after a step, the door decides again. Every detour comes back here with its visit; a page of the company
//! that only asks who is there sends its visitors here with its own address.

use app::authorize::{Onward, Way};
use axum::extract::State;
use axum::response::Response;
use journeys::{Destination, Visit};

use crate::Web;
use crate::answer::{self, Refused};
use crate::request::Asking;

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let visit = match asking.query("page") {
        Some(address) => web.app().page_visit(address).await,
        None => Ok(asking.visit(&web)),
    };
    let onward = match visit {
        Ok(Some(visit)) => web.app().go_on(visit, &asking.caller).await,
        Ok(None) => return answer::refused(&web, &asking, Refused::BrokenLink),
        Err(error) => Err(error),
    };
    match onward {
        Ok(onward) => answer(&web, &asking, onward),
        Err(error) => answer::trouble(&web, &asking, &error),
    }
}

/// Where a visit goes on.
pub fn address(web: &Web, visit: &Visit) -> String {
    match visit.destination {
        Destination::Account => "/account".to_owned(),
        Destination::Devices => "/account/devices".to_owned(),
        Destination::Household => pages::paths::HOUSEHOLD.to_owned(),
        Destination::AddPerson(contract) => super::add_person::address(contract),
        Destination::Activity => pages::paths::ACTIVITY.to_owned(),
        Destination::ChangePassword => pages::paths::CHANGE_PASSWORD.to_owned(),
        Destination::Security => pages::paths::SECURITY.to_owned(),
        Destination::LostPhone => pages::paths::OWN_LOST_PHONE.to_owned(),
        Destination::AddMethod => pages::paths::ADD_METHOD.to_owned(),
        Destination::RecoveryCodes => pages::paths::CODES.to_owned(),
        Destination::Contacts => pages::paths::CONTACTS.to_owned(),
        Destination::Portal(_) | Destination::Page(_) | Destination::Client(_) => {
            through_the_door(web, visit)
        }
    }
}

/// The same, where the door must look first.
pub fn through_the_door(web: &Web, visit: &Visit) -> String {
    format!("/continue?visit={}", web.app().seal_visit(visit))
}

/// A way as an answer.
pub fn answer(web: &Web, asking: &Asking, onward: Onward) -> Response {
    let response = match onward.way {
        Way::SignIn { visit, .. } => answer::see_other(&super::sign_in::address(web, &visit)),
        Way::Personalise(journey) => answer::see_other(&super::personalise::address(journey)),
        Way::Consent(journey) => answer::see_other(&format!("/consent?journey={journey}")),
        Way::Client(location) => answer::see_other(&location),
        Way::Account => answer::see_other("/account"),
        Way::Devices => answer::see_other("/account/devices"),
        Way::Household => answer::see_other(pages::paths::HOUSEHOLD),
        Way::AddPerson(contract) => answer::see_other(&super::add_person::address(contract)),
        Way::Activity => answer::see_other(pages::paths::ACTIVITY),
        Way::ChangePassword => answer::see_other(pages::paths::CHANGE_PASSWORD),
        Way::Security => answer::see_other(pages::paths::SECURITY),
        Way::LostPhone => answer::see_other(pages::paths::OWN_LOST_PHONE),
        Way::Unverified => answer::see_other("/account/security?done=unverified"),
        Way::SecondFactor(journey) => answer::see_other(&super::second_factor::address(journey)),
        Way::Enrol(journey) => answer::see_other(&super::enrol::address(journey)),
        Way::RecoveryCodes => answer::see_other(pages::paths::CODES),
        Way::Recourse(visit) => answer::see_other(&super::recourse::address(web, &visit)),
        Way::Contacts => answer::see_other(pages::paths::CONTACTS),
        Way::Refused(reason) => answer::refused(web, asking, Refused::Authorization(reason)),
    };
    answer::with_cookies(response, &onward.cookies, asking.now())
}
