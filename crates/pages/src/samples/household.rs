//! « Mon foyer » for a holder, a member, somebody to whom the contract is proposed, and nobody's.

use domain::contract::{ContractKind, Role};
use domain::time::days;

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample};
use crate::{
    ContractPart, HouseholdNote, HouseholdPage, MailboxPart, OfferPart, PersonPart, StartPart, paths,
};

fn person(id: &str, name: &str, role: Role, is_minor: bool) -> PersonPart {
    PersonPart {
        id: id.to_owned(),
        name: name.to_owned(),
        role,
        since: NOW - days(900),
        is_minor,
        is_me: false,
        start: None,
    }
}

fn contract(me: usize, offer: Option<OfferPart>) -> ContractPart {
    let mut people = vec![
        person("p1", "Camille Durand", Role::Holder, false),
        person("p2", "Paul Durand", Role::Member, false),
        person("p3", "Marie-Antoinette Éléonore de la Rochefoucauld-Montmorency", Role::Member, true),
    ];
    people[me].is_me = true;
    let mailbox = |address: &str, owner: Option<&str>| MailboxPart {
        address: address.to_owned(),
        owner: owner.map(str::to_owned),
    };
    if me > 0 {
        people.retain(|person| person.is_me || person.role == Role::Holder);
    }
    ContractPart {
        id: "c1".to_owned(),
        kind: ContractKind::Internet,
        reference: "•-•••42".to_owned(),
        i_hold: me == 0,
        i_am_minor: false,
        people,
        lines: vec!["•• •• •• 00 42".to_owned()],
        mailboxes: vec![mailbox(MAIL, Some("Camille Durand")), mailbox(LONG_MAIL, None)],
        offer,
    }
}

pub(super) fn all() -> Vec<Sample> {
    let page =
        |contracts, note| HouseholdPage { contracts, note, offer_lives: days(14), csrf: CSRF.to_owned() };
    let offer =
        |other: &str, to_me| Some(OfferPart { other: other.to_owned(), to_me, until: NOW + days(14) });
    let at = paths::HOUSEHOLD;
    let added = |started, waits: bool, may_renew| {
        Some(StartPart { started, code_until: waits.then_some(NOW + days(14)), may_renew })
    };
    let mut starting = contract(0, None);
    starting.people[1].start = added(true, false, false);
    starting.people[2].start = added(false, true, true);
    starting.people.push(PersonPart {
        start: added(false, false, true),
        ..person("p4", "Léa Durand", Role::Member, true)
    });
    let mobile = ContractPart { kind: ContractKind::Mobile, mailboxes: Vec::new(), ..contract(1, None) };
    vec![
        sample("household", at, page(vec![contract(0, None), mobile], None)),
        sample("household-member", at, page(vec![contract(1, None)], Some(HouseholdNote::Declined))),
        sample(
            "household-proposed",
            at,
            page(vec![contract(0, offer("Paul Durand", false))], Some(HouseholdNote::Proposed)),
        ),
        sample("household-offered", at, page(vec![contract(1, offer("Camille Durand", true))], None)),
        sample("household-refused", at, page(vec![contract(0, None)], Some(HouseholdNote::HolderStays))),
        sample("household-changed", at, page(vec![contract(1, None)], Some(HouseholdNote::Changed))),
        sample("household-starting", at, page(vec![starting], Some(HouseholdNote::TakenBack))),
        sample("household-started", at, page(vec![contract(0, None)], Some(HouseholdNote::Started))),
        sample("household-none", at, page(Vec::new(), Some(HouseholdNote::Left))),
    ]
}
