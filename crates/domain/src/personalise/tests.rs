use super::*;
use crate::time::hours;

const START: Timestamp = Timestamp::from_millis(1_000 * 86_400_000);

fn policy() -> PersonalisePolicy {
    let start = |segment: Option<&str>, from, postpone_days| Start {
        brand: "lumen".into(),
        segment: segment.map(str::to_owned),
        from,
        postpone_days,
    };
    PersonalisePolicy {
        starts: vec![
            start(None, START, POSTPONE_DAYS),
            start(Some("pilote"), START - days(30), 0),
            start(Some("plus-tard"), START + days(90), 3),
        ],
    }
}

fn internet(mailboxes: u32) -> OnContract {
    OnContract {
        kind: ContractKind::Internet,
        brand: "lumen".into(),
        segment: None,
        role: Role::Holder,
        mailboxes,
    }
}

fn with(contracts: Vec<OnContract>) -> Known {
    Known { contracts, ..Known::default() }
}

const fn own(origin: PasswordOrigin, weak: bool) -> OwnPassword {
    OwnPassword { origin, weak }
}

fn asked(known: &Known, by: ProvedBy, now: Timestamp) -> Decision {
    decide(known, Proved { by, at: now }, now, &policy())
}

/// What is asked, of whom, how they proved themselves, and what is said.
#[test]
fn each_rule_has_its_reason() {
    use NotConcerned as No;
    use PasswordOrigin::{Chosen, Imported, Upgraded};
    use Personalised as Already;
    use ProvedBy::{Line, OwnPassword as Own};

    let no = Decision::NotConcerned;
    let already = Decision::Personalised;
    let due = |why, days_left, last_day| Decision::Due(Due { why, days_left, last_day, postponed: false });
    let line = due(Why::LinePassword, 14, START + days(14));
    let weak = due(Why::WeakPassword, 0, START);
    let mobile = OnContract { kind: ContractKind::Mobile, ..internet(1) };
    let member = OnContract { role: Role::Member, ..internet(1) };
    let elsewhere = OnContract { brand: "boreal".into(), ..internet(1) };
    let later = OnContract { segment: Some("plus-tard".into()), ..internet(1) };
    let unnamed = OnContract { segment: Some("fibre".into()), ..internet(1) };
    let from = START + days(90);
    let had = |contract: &OnContract, own| Known { own: Some(own), ..with(vec![contract.clone()]) };
    let table = [
        ("nobody's contract", with(vec![]), Line, no(No::NoContract)),
        ("mobile only", with(vec![mobile.clone()]), Line, no(No::NoInternetContract)),
        ("a member", with(vec![member.clone()]), Line, no(No::NotTheHolder)),
        ("a brand without a day", with(vec![elsewhere]), Line, no(No::NoStart)),
        ("a segment whose day comes later", with(vec![later.clone()]), Line, no(No::BeforeStart { from })),
        ("a segment without a day of its own", with(vec![unnamed]), Line, line),
        ("one mailbox", with(vec![internet(1)]), Line, line),
        ("no mailbox is treated as one", with(vec![internet(0)]), Line, line),
        ("several mailboxes", with(vec![internet(2)]), Line, already(Already::SeveralMailboxes)),
        (
            "several, and weak",
            had(&internet(2), own(Imported, true)),
            Own,
            already(Already::SeveralMailboxes),
        ),
        ("two contracts, the day of one", with(vec![mobile, later, internet(1)]), Line, line),
        ("own, chosen here", had(&internet(1), own(Chosen, false)), Own, already(Already::OwnPassword)),
        (
            "own chosen, the letter again",
            had(&internet(1), own(Chosen, false)),
            Line,
            already(Already::OwnPassword),
        ),
        (
            "own, imported and good",
            had(&internet(1), own(Imported, false)),
            Own,
            already(Already::OwnPassword),
        ),
        ("own, imported, but the line's is used", had(&internet(1), own(Imported, false)), Line, line),
        ("own, upgraded, but the line's is used", had(&internet(1), own(Upgraded, false)), Line, line),
        ("own, imported and weak", had(&internet(1), own(Imported, true)), Own, weak),
        ("own, upgraded and weak", had(&internet(0), own(Upgraded, true)), Own, weak),
        ("a member's own weak one", had(&member, own(Upgraded, true)), Own, weak),
        ("a member's own good one", had(&member, own(Upgraded, false)), Own, already(Already::OwnPassword)),
    ];
    for (name, known, by, wanted) in table {
        assert_eq!(asked(&known, by, START), wanted, "{name}");
    }
}

#[test]
fn before_the_day_nothing_changes_for_anybody() {
    let before = START - hours(1);
    let no = Decision::NotConcerned(NotConcerned::BeforeStart { from: START });
    assert_eq!(asked(&with(vec![internet(1)]), ProvedBy::Line, before), no);
    let weak = Known { own: Some(own(PasswordOrigin::Imported, true)), ..with(vec![internet(1)]) };
    assert_eq!(asked(&weak, ProvedBy::OwnPassword, before), no);
    assert!(no.line_opens() && no.shows().is_none());
}

/// Hours after the first showing, days left, whether « Plus tard » stands there.
#[test]
fn fourteen_days_are_counted_from_the_first_showing_and_the_last_one_has_no_later() {
    let known = Known { first_shown_at: Some(START), ..with(vec![internet(1)]) };
    for (after, left) in
        [(0, 14), (23, 14), (24, 13), (13 * 24, 1), (14 * 24 - 1, 1), (14 * 24, 0), (9999, 0)]
    {
        let Decision::Due(due) = asked(&known, ProvedBy::Line, START + hours(after)) else { panic!("due") };
        assert_eq!((due.days_left, due.may_postpone()), (left, left > 0), "{after} h");
        assert_eq!(due.last_day, START + days(14));
    }
    let pilot = OnContract { segment: Some("pilote".into()), ..internet(1) };
    let Decision::Due(due) = asked(&with(vec![pilot]), ProvedBy::Line, START) else { panic!("due") };
    assert!(!due.may_postpone(), "no days: the first showing is the last day");
}

#[test]
fn later_holds_for_this_visit_and_never_beyond_the_last_day() {
    let said = Postponed { at: START + hours(1), until: START + hours(13) };
    let known = Known { first_shown_at: Some(START), postponed: Some(said), ..with(vec![internet(1)]) };
    let shown = |proved_at: Timestamp, now: Timestamp| {
        decide(&known, Proved { by: ProvedBy::Line, at: proved_at }, now, &policy()).shows().is_some()
    };
    assert!(!shown(START, START + hours(2)), "the same visit goes on");
    assert!(shown(START + hours(2), START + hours(2)), "a new sign-in is asked again");
    assert!(shown(START, START + hours(13)), "a device that stays signed in is asked again");
    let far = Known { postponed: Some(Postponed { until: START + days(99), ..said }), ..known.clone() };
    let last = decide(&far, Proved { by: ProvedBy::Line, at: START }, START + days(14), &policy());
    assert!(last.shows().is_some_and(|due| !due.may_postpone()));
}

#[test]
fn the_line_serves_for_choosing_only_once_somebody_chose() {
    let chosen = Known { own: Some(own(PasswordOrigin::Chosen, false)), ..with(vec![internet(1)]) };
    assert!(!asked(&chosen, ProvedBy::Line, START).line_opens());
    assert!(!asked(&with(vec![internet(3)]), ProvedBy::Line, START).line_opens());
    assert!(asked(&with(vec![internet(1)]), ProvedBy::Line, START).line_opens());
}
