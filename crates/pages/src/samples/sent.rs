//! Codes that are sent, and the printed card.

use domain::Factor;
use domain::factor::Due;
use domain::telephone::BadNumber;
use domain::time::{hours, minutes};

use super::{CSRF, LONG_MAIL, NOW, Sample, sample, signed_in};
use crate::{
    AddressChoice, EnrolForm, FactorCellPage, FactorRefusal, FactorSentPage, FirstCellPage, PrintCardPage,
    SendingRefusal, SentFirstPage, UnderWay, WhereToPage, paths,
};

fn form() -> EnrolForm {
    EnrolForm { action: paths::ENROL.to_owned(), csrf: CSRF.to_owned() }
}

pub(super) fn asked() -> Vec<Sample> {
    let at = paths::SECOND_FACTOR;
    let before = FactorSentPage {
        service: Some("Messagerie Lumen".to_owned()),
        due: Due::NewDevice,
        kind: Factor::Sms,
        to: "78".to_owned(),
        under_way: None,
        refusal: None,
        stopped: None,
        printed: false,
        wait_until: None,
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    let sent = FactorSentPage {
        under_way: Some(UnderWay { until: NOW + minutes(10), again_at: NOW + minutes(1) }),
        ..before.clone()
    };
    let mail = |page: &FactorSentPage| FactorSentPage {
        kind: Factor::MailCode,
        to: "c…@messagerie-professionnelle.exemple.fr".to_owned(),
        ..page.clone()
    };
    let stopped = |refusal| FactorSentPage { stopped: Some(refusal), ..sent.clone() };
    let before_sim = |refusal, printed| FactorSentPage { stopped: Some(refusal), printed, ..before.clone() };
    let cell = FactorCellPage {
        service: None,
        due: Due::TooLongAgo,
        cell: "B4".to_owned(),
        left: 31,
        refusal: None,
        wait_until: None,
        action: at.to_owned(),
        csrf: CSRF.to_owned(),
    };
    vec![
        sample("factor_sms", at, before.clone()),
        sample("factor_voice", at, FactorSentPage { kind: Factor::Voice, ..before.clone() }),
        sample("factor_mail", at, mail(&before)),
        sample("factor-sms_sent", at, sent.clone()),
        sample("factor-voice_sent", at, FactorSentPage { kind: Factor::Voice, ..sent.clone() }),
        sample("factor-mail_sent", at, mail(&sent)),
        sample(
            "factor-sms_wrong",
            at,
            FactorSentPage { refusal: Some(FactorRefusal::Wrong), ..sent.clone() },
        ),
        sample("factor-sms_soon", at, stopped(SendingRefusal::TooSoon(NOW + minutes(4)))),
        sample("factor-sms_stopped", at, stopped(SendingRefusal::NotNow)),
        sample("factor_sms-sim", at, before_sim(SendingRefusal::SimChanged(NOW + hours(69)), false)),
        sample("factor_sms-sim-printed", at, before_sim(SendingRefusal::SimChanged(NOW + hours(69)), true)),
        sample("factor_sms-unchecked", at, before_sim(SendingRefusal::Unchecked, false)),
        sample("factor_sms-worn", at, FactorSentPage { stopped: Some(SendingRefusal::Worn), ..before }),
        sample("factor-sms_wait", at, FactorSentPage { wait_until: Some(NOW + minutes(4)), ..sent }),
        sample("factor_card", at, cell.clone()),
        sample("factor_card-few", at, FactorCellPage { left: 3, ..cell.clone() }),
        sample("factor_card-wrong", at, FactorCellPage { refusal: Some(FactorRefusal::Wrong), ..cell }),
    ]
}

pub(super) fn enrolled() -> Vec<Sample> {
    let at = paths::ENROL;
    let where_to = |kind, typed: &str, refusal| WhereToPage {
        kind,
        typed: typed.to_owned(),
        addresses: Vec::new(),
        refusal,
        form: form(),
    };
    let address = |n: &str, shown: &str| AddressChoice { id: n.to_owned(), shown: shown.to_owned() };
    let mail = WhereToPage {
        addresses: vec![
            address("a", "c…@exemple.fr"),
            address("b", "m…@messagerie-professionnelle.lumen.example"),
        ],
        ..where_to(Factor::MailCode, "", None)
    };
    let sent = |kind, refusal, stopped| SentFirstPage {
        kind,
        to: "78".to_owned(),
        until: NOW + minutes(10),
        again_at: NOW + minutes(1),
        refusal,
        stopped,
        form: form(),
    };
    let bad = |typed, bad| where_to(Factor::Sms, typed, Some(SendingRefusal::Number(bad)));
    let rows =
        (0..8).map(|row| (0..5).map(|column| format!("{:06}", row * 98_765 + column * 1_234)).collect());
    let card = PrintCardPage {
        company: "Lumen".to_owned(),
        login: LONG_MAIL.to_owned(),
        rows: rows.collect(),
        until: NOW + minutes(10),
        renewed: false,
        form: form(),
    };
    let cell = |refusal| FirstCellPage { cell: "C7".to_owned(), refusal, form: form() };
    vec![
        signed_in("enrol_sms", at, where_to(Factor::Sms, "", None)),
        signed_in("enrol_sms-landline", at, bad("01 45 67 89 01", BadNumber::Landline)),
        signed_in("enrol_sms-bad", at, bad("12", BadNumber::NotANumber)),
        signed_in("enrol_sms-country", at, bad("+252 61 2345678", BadNumber::OtherCountry)),
        signed_in("enrol_sms-costly", at, bad("0899 70 01 23", BadNumber::Costly)),
        signed_in(
            "enrol_sms-stopped",
            at,
            where_to(Factor::Sms, "06 12 34 56 78", Some(SendingRefusal::NotNow)),
        ),
        signed_in(
            "enrol_sms-sim",
            at,
            where_to(Factor::Sms, "06 39 98 00 72", Some(SendingRefusal::SimChanged(NOW + hours(72)))),
        ),
        signed_in(
            "enrol_sms-unchecked",
            at,
            where_to(Factor::Sms, "06 39 98 00 72", Some(SendingRefusal::Unchecked)),
        ),
        signed_in("enrol_voice", at, where_to(Factor::Voice, "", None)),
        signed_in("enrol_mail", at, mail),
        signed_in("enrol_mail-none", at, where_to(Factor::MailCode, "", None)),
        signed_in("enrol_sent", at, sent(Factor::Sms, None, None)),
        signed_in("enrol_sent-voice", at, sent(Factor::Voice, None, None)),
        signed_in("enrol_sent-wrong", at, sent(Factor::Sms, Some(FactorRefusal::Wrong), None)),
        signed_in("enrol_sent-worn", at, sent(Factor::Sms, None, Some(SendingRefusal::Worn))),
        signed_in("enrol_card", at, card.clone()),
        signed_in("enrol_card-renewed", at, PrintCardPage { renewed: true, ..card }),
        signed_in("enrol_cell", at, cell(None)),
        signed_in("enrol_cell-wrong", at, cell(Some(FactorRefusal::Wrong))),
    ]
}
