//! Samples of « Activité récente ».

use domain::time::{days, hours, minutes};

use super::{NOW, Sample, signed_in};
use crate::{ActivityKind as Kind, ActivityLine, ActivityPage, paths};

const COMPUTER: &str = "Firefox · Windows";
const PHONE: &str = "Samsung Internet · Android";
const LONG: &str = "Club Lumière, les avantages de la fidélité en Provence-Alpes-Côte d’Azur";

pub(super) fn all() -> Vec<Sample> {
    let places_for = days(365);
    let page = |lines: Vec<ActivityLine>| ActivityPage { lines, places_for };
    vec![
        signed_in("activity", paths::ACTIVITY, page(usual())),
        signed_in("activity-none", paths::ACTIVITY, page(Vec::new())),
        signed_in("activity-every_kind", paths::ACTIVITY, page(every_kind())),
    ]
}

fn line(minutes_ago: u64, kind: Kind, place: Option<(&str, &str)>) -> ActivityLine {
    ActivityLine {
        at: NOW - minutes(minutes_ago),
        kind,
        device: place.map(|(device, _)| device.to_owned()),
        network: place.map(|(_, network)| network.to_owned()),
    }
}

fn usual() -> Vec<ActivityLine> {
    let home = Some((COMPUTER, "203.0.113.0/24"));
    let away = Some((PHONE, "2001:db8:4a1c::/48"));
    let service = "Messagerie Lumen".to_owned();
    vec![
        line(2, Kind::ServiceOpened { service }, home),
        line(3, Kind::SignedIn { new_device: false }, home),
        line(190, Kind::WrongPassword { times: 4 }, away),
        line(1500, Kind::SignedIn { new_device: true }, away),
        line(60 * 24 * 400, Kind::SignedOut, None),
    ]
}

fn every_kind() -> Vec<ActivityLine> {
    let service = || LONG.to_owned();
    let kinds = [
        Kind::SignedIn { new_device: true },
        Kind::SignedIn { new_device: false },
        Kind::CameBack,
        Kind::WrongPassword { times: 1 },
        Kind::WrongPassword { times: 12 },
        Kind::PasswordForgotten,
        Kind::CodeTyped { times: 1 },
        Kind::CodeTyped { times: 3 },
        Kind::PasswordChosen,
        Kind::PasswordChanged,
        Kind::Personalised,
        Kind::LetterUsed,
        Kind::SignedOut,
        Kind::SignedOutEverywhere,
        Kind::DeviceSignedOut,
        Kind::DeviceSecured,
        Kind::AccessGiven { service: service() },
        Kind::AccessRefused { service: service() },
        Kind::ServiceOpened { service: service() },
        Kind::ServiceStopped { service: service() },
        Kind::AccountTakenOver,
        Kind::HouseholdChanged,
        Kind::DeviceRenamed,
        Kind::SimChanged,
        Kind::MadeToWait,
        Kind::StartCodeMade,
        Kind::Started,
    ];
    let later = |(index, kind)| ActivityLine {
        at: NOW - hours(7 * index as u64),
        kind,
        device: Some(PHONE.to_owned()).filter(|_| index % 3 != 0),
        network: Some("203.0.113.0/24".to_owned()).filter(|_| index % 4 != 0),
    };
    kinds.into_iter().enumerate().map(later).collect()
}
