//! A lost or stolen phone.

use domain::Factor;
use domain::message::Named;
use domain::time::hours;

use super::{CSRF, NOW, Sample, sample, signed_in};
use crate::{LostPhonePage, LostPhoneStartPage, LostRefusal, LostThing, LostWays, paths};

fn named(kind: Factor, label: &str) -> Named {
    let ending = (kind == Factor::Sms).then(|| "78".to_owned());
    Named { kind, label: label.to_owned(), ending }
}

pub(super) fn all() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let thing =
        |id: &str, kind, label: &str, ticked| LostThing { id: id.into(), named: named(kind, label), ticked };
    let phone = thing("a", Factor::Push, "iPhone de Camille", true);
    let long = "Téléphone du bureau, celui de l’accueil du siège de Villeneuve-d’Ascq";
    let page = LostPhonePage {
        things: vec![
            phone.clone(),
            thing("b", Factor::Totp, "", false),
            thing("c", Factor::Sms, "", false),
            thing("d", Factor::Passkey, "Safari · iPhone", false),
        ],
        blocked: vec![],
        refusal: None,
        ways: LostWays::SignIn { printed: true, others: true },
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let refused = |refusal| LostPhonePage { refusal: Some(refusal), ..page.clone() };
    let alone = LostWays::SignIn { printed: false, others: false };
    let blocked = vec![named(Factor::Push, "iPhone de Camille"), named(Factor::Sms, "")];
    let own = LostPhonePage {
        ways: LostWays::Account,
        action: paths::OWN_LOST_PHONE.to_owned(),
        things: vec![phone.clone(), thing("e", Factor::Push, long, false)],
        ..page.clone()
    };
    vec![
        sample(
            "lost_phone-start",
            paths::LOST_PHONE,
            LostPhoneStartPage {
                sign_in: paths::SIGN_IN.to_owned(),
                forgotten: paths::FORGOTTEN_PASSWORD.to_owned(),
            },
        ),
        sample("lost_phone", at, page.clone()),
        sample("lost_phone-none_ticked", at, refused(LostRefusal::NothingTicked)),
        sample("lost_phone-too_often", at, refused(LostRefusal::TooOften { until: NOW + hours(20) })),
        sample(
            "lost_phone-last",
            at,
            LostPhonePage { things: vec![phone], ways: alone.clone(), ..page.clone() },
        ),
        sample(
            "lost_phone-blocked",
            at,
            LostPhonePage { things: page.things[1..2].to_vec(), blocked: blocked.clone(), ..page.clone() },
        ),
        sample("lost_phone-no_way", at, LostPhonePage { things: vec![], blocked, ways: alone, ..page }),
        signed_in("lost_phone-own", paths::OWN_LOST_PHONE, own.clone()),
        signed_in("lost_phone-nothing", paths::OWN_LOST_PHONE, LostPhonePage { things: vec![], ..own }),
    ]
}
