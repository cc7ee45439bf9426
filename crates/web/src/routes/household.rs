//! `/account/household`: contracts, their people, handing over and leaving (O1, X2).

use app::Place;
use app::advance::Landed;
use app::form::Form as Sealed;
use app::household::{Household, Housemate};
use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, ContractId, Role, Session};
use http::StatusCode;
use journeys::household::{Act, Event, begin};
use journeys::{Destination, Outcome, Refusal, Screen};
use pages::{
    ContractPart, HouseholdNote as Note, HouseholdPage, MailboxPart, OfferPart, PersonPart, StartPart, paths,
};

use super::account::signed_in;
use super::posted;
use crate::Web;
use crate::answer::{self, Binding, Refused};
use crate::request::{Asking, Form, FormRefused};

pub async fn get(State(web): State<Web>, asking: Asking) -> Response {
    let (session, cookies) = match signed_in(&web, &asking, Destination::Household).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let done = asking.query("done");
    let note = DONE.iter().find(|(word, ..)| done == Some(word)).map(|(_, _, note)| *note);
    let note = note.or_else(|| (done == Some(TAKEN_BACK)).then_some(Note::TakenBack));
    let response = show(&web, &asking, &session, note).await;
    answer::with_language(answer::with_cookies(response, &cookies, asking.now()), &asking)
}

pub async fn post(State(web): State<Web>, asking: Asking, form: Result<Form, FormRefused>) -> Response {
    let (form, session) = match posted::by_session(&web, &asking, form, paths::HOUSEHOLD).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let (Some(act), Some(contract)) =
        (act(form.field("decision")), ContractId::parse(form.field("contract")))
    else {
        return answer::refused(&web, &asking, Refused::Form(FormRefused::Unreadable));
    };
    let person = AccountId::parse(form.field("person"));
    let table = match web.app().household_table(&session, contract, person, asking.now()).await {
        Ok(table) => table.map(Box::new),
        Err(error) => return answer::trouble(&web, &asking, &error),
    };
    let event = Event::Asked { session: Box::new(session.clone()), table, act };
    let advanced =
        web.app().advance(Place::Form, begin(), journeys::Event::Household(event), &asking.caller).await;
    match advanced.map(|advanced| advanced.next) {
        Ok(Landed::Left(Outcome::HouseholdDone(act))) => {
            let word = DONE.iter().find(|(_, of, _)| *of == act).map_or("", |(word, ..)| word);
            answer::see_other(&format!("{}?done={word}", paths::HOUSEHOLD))
        }
        Ok(Landed::Left(Outcome::ProveAgain(visit))) => {
            answer::see_other(&super::sign_in::address(&web, &visit))
        }
        Ok(Landed::Shown(Screen::Household { refusal: Some(refusal) })) => {
            show(&web, &asking, &session, Some(note(refusal))).await
        }
        Ok(_) => expired(&web, &asking),
        // Somebody was faster: the page as it stands now says what there is.
        Err(app::TurnError::OutOfTurn) => show(&web, &asking, &session, Some(Note::Changed)).await,
        Err(error) => answer::turn_error(&web, &asking, &error, Some(paths::HOUSEHOLD.to_owned())),
    }
}

/// The code of somebody who was added is taken back.
pub const TAKEN_BACK: &str = "taken_back";

const DONE: [(&str, Act, Note); 6] = [
    ("proposed", Act::Propose, Note::Proposed),
    ("withdrawn", Act::Withdraw, Note::Withdrawn),
    ("accepted", Act::Accept, Note::Accepted),
    ("declined", Act::Decline, Note::Declined),
    ("left", Act::Leave, Note::Left),
    ("removed", Act::Remove, Note::Removed),
];

fn act(word: &str) -> Option<Act> {
    Some(match word {
        "propose" => Act::Propose,
        "withdraw" => Act::Withdraw,
        "accept" => Act::Accept,
        "decline" => Act::Decline,
        "leave" => Act::Leave,
        "remove" => Act::Remove,
        _ => return None,
    })
}

pub const fn note(refusal: Refusal) -> Note {
    match refusal {
        Refusal::UnderAge => Note::UnderAge,
        Refusal::HandoverOpen => Note::HandoverOpen,
        Refusal::HolderStays => Note::HolderStays,
        Refusal::StartedAlready => Note::Started,
        _ => Note::Changed,
    }
}

pub async fn show(web: &Web, asking: &Asking, session: &Session, note: Option<Note>) -> Response {
    let me = session.account;
    let (households, greeting) =
        match tokio::try_join!(web.app().households(me, asking.now()), web.app().greeting(me)) {
            Ok(found) => found,
            Err(error) => return answer::trouble(web, asking, &error),
        };
    let brand = web.app().brand(greeting.as_ref().map(|greeting| greeting.account.brand.as_str()));
    let binding = Binding::of(asking);
    let page = HouseholdPage {
        contracts: households.iter().map(|household| contract(household, me)).collect(),
        note,
        offer_lives: web.app().policy().household.handover_lives,
        csrf: web.app().seal_form(Sealed::Session(session.id), binding.value, asking.now()),
    };
    let status = match note {
        Some(note) if note.is_refusal() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let mut frame = asking.frame(web.look(brand), None);
    frame.path = paths::HOUSEHOLD;
    binding.on(answer::page(status, &page, &frame))
}

fn contract(household: &Household, me: AccountId) -> ContractPart {
    let name = |account: AccountId| {
        let found = household.people.iter().find(|person| person.account == account);
        found.map(|person| person.name.full())
    };
    let offer = household.offer.as_ref().map(|offer| {
        let to_me = offer.to == me;
        let other = if to_me { offer.from } else { offer.to };
        OfferPart { other: name(other).unwrap_or_default(), to_me, until: offer.until }
    });
    let mailboxes = household
        .mailboxes
        .iter()
        .map(|mailbox| MailboxPart { address: mailbox.address.clone(), owner: mailbox.owner.and_then(name) });
    ContractPart {
        id: household.contract.to_string(),
        kind: household.kind,
        reference: household.reference.clone(),
        i_hold: household.mine == Role::Holder,
        i_am_minor: household.i_am_minor,
        mailboxes: mailboxes.collect(),
        offer,
        lines: household.lines.clone(),
        people: household.people.iter().map(|person| housemate(person, me)).collect(),
    }
}

fn housemate(person: &Housemate, me: AccountId) -> PersonPart {
    PersonPart {
        id: person.account.to_string(),
        name: person.name.full(),
        role: person.role,
        since: person.since,
        is_minor: person.is_minor,
        is_me: person.account == me,
        start: person.start.map(|start| StartPart {
            started: start.started,
            code_until: start.code_until,
            may_renew: start.may_renew,
        }),
    }
}

pub fn expired(web: &Web, asking: &Asking) -> Response {
    answer::refused(web, asking, Refused::Expired { go_on: Some(paths::HOUSEHOLD.to_owned()) })
}
