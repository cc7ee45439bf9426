//! The customer's own room, and the list of devices.

use domain::Remaining;
use domain::time::{days, hours, minutes};

use super::{CSRF, LONG_MAIL, MAIL, NOW, Sample, sample, service, signed_in};
use crate::{AccountPage, DeviceLine, DevicesDone, DevicesPage, RecourseAdvice, SessionEnd, paths};

fn device(id: &str, label: Option<&str>, hours_ago: u64, kept: bool) -> DeviceLine {
    let signed_in = NOW - hours(hours_ago + 50);
    DeviceLine {
        id: id.to_owned(),
        label: label.map(str::to_owned),
        own_name: None,
        is_this_one: hours_ago == 0,
        last_used: NOW - hours(hours_ago),
        signed_in,
        kept_until: kept.then(|| signed_in + days(60)),
    }
}

pub(super) fn all() -> Vec<Sample> {
    let home = AccountPage {
        given_name: Some("Camille".to_owned()),
        identifier: MAIL.to_owned(),
        portals: ["Messagerie Lumen", "Cloud Lumen", "Espace Client"].map(service).to_vec(),
        advice: None,
        csrf: CSRF.to_owned(),
    };
    let advised = |advice| AccountPage { advice: Some(advice), ..home.clone() };
    let bare = AccountPage {
        given_name: None,
        identifier: LONG_MAIL.to_owned(),
        portals: Vec::new(),
        ..home.clone()
    };
    let this = device("d1", Some("Firefox · Windows"), 0, true);
    let others = [
        device("d2", Some("Safari · iPhone"), 3, true),
        device("d3", Some("Samsung Internet · Android"), 26, false),
        device("d4", None, 700, true),
    ];
    let called =
        |line: &DeviceLine, name: &str| DeviceLine { own_name: Some(name.to_owned()), ..line.clone() };
    let named = DevicesPage {
        devices: vec![
            called(&this, "Ordi du salon"),
            called(&others[2], "Téléphone-de-toute-la-famille-Durand-Lavigne"),
        ],
        done: Some(DevicesDone::Renamed),
        csrf: CSRF.to_owned(),
    };
    let list = |done, with_others: bool| DevicesPage {
        devices: std::iter::once(&this).chain(others.iter().filter(|_| with_others)).cloned().collect(),
        done,
        csrf: CSRF.to_owned(),
    };
    let ended = DevicesDone::Ended { label: Some("Safari · iPhone".to_owned()) };
    vec![
        signed_in("account", paths::ACCOUNT, home.clone()),
        Sample {
            session: Some(SessionEnd::new(
                Remaining { span: minutes(2), can_stay: false },
                NOW,
                String::new(),
            )),
            ..sample("account-last_minutes", paths::ACCOUNT, home.clone())
        },
        signed_in("account-one_way", paths::ACCOUNT, advised(RecourseAdvice::OnlyThisMailbox)),
        signed_in("account-few_codes", paths::ACCOUNT, advised(RecourseAdvice::FewCodes { left: 1 })),
        signed_in("account-bare", paths::ACCOUNT, bare),
        signed_in("devices", paths::DEVICES, list(None, true)),
        signed_in("devices-named", paths::DEVICES, named),
        signed_in("devices-one", paths::DEVICES, list(None, false)),
        signed_in("devices-ended", paths::DEVICES, list(Some(ended), true)),
        signed_in("devices-was_gone", paths::DEVICES, list(Some(DevicesDone::WasGone), true)),
    ]
}
