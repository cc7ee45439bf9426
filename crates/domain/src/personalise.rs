//! Who must choose a login and a password of their own, and by when (O5, O7, O8, X11). Pure: what is known of a person goes
//! in, a decision with its reason comes out. Knows no store, no screen and no clock.

use crate::Timestamp;
use crate::account::PasswordOrigin;
use crate::contract::{ContractKind, Role};
use crate::time::days;

/// From when on whom it concerns. Without an entry, nobody. The roll-out (O4) will make more of these.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonalisePolicy {
    pub starts: Vec<Start>,
}

/// The customers of a brand, or of one of its segments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
    pub brand: String,
    /// `None`: every segment that has no entry of its own.
    pub segment: Option<String>,
    pub from: Timestamp,
    /// For how many days from the first showing « Plus tard » is offered.
    pub postpone_days: u32,
}

/// Fourteen days, as often as the customer likes.
pub const POSTPONE_DAYS: u32 = 14;

impl PersonalisePolicy {
    /// The entry of the segment, else that of its brand.
    fn start_of(&self, contract: &OnContract) -> Option<&Start> {
        let of_brand = |start: &&Start| start.brand == contract.brand;
        let own = |start: &&Start| start.segment.is_some() && start.segment == contract.segment;
        let found = self.starts.iter().filter(of_brand).find(own);
        found.or_else(|| self.starts.iter().filter(of_brand).find(|start| start.segment.is_none()))
    }
}

/// What is known of somebody today.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    pub contracts: Vec<OnContract>,
    /// `None`: no password of their own.
    pub own: Option<OwnPassword>,
    pub first_shown_at: Option<Timestamp>,
    pub postponed: Option<Postponed>,
}

/// A contract in force, and the person's part in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnContract {
    pub kind: ContractKind,
    pub brand: String,
    pub segment: Option<String>,
    pub role: Role,
    pub mailboxes: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnPassword {
    pub origin: PasswordOrigin,
    /// It was typed here and is weaker than today's rules (X11).
    pub weak: bool,
}

/// « Plus tard »: holds for who was signed in then, and no longer than `until`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Postponed {
    pub at: Timestamp,
    pub until: Timestamp,
}

/// How the person proved themselves, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proved {
    pub by: ProvedBy,
    pub at: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProvedBy {
    OwnPassword,
    /// The line's original credentials, printed on the contract letter.
    Line,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    NotConcerned(NotConcerned),
    Personalised(Personalised),
    Due(Due),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotConcerned {
    NoContract,
    /// Only internet customers are concerned (O5).
    NoInternetContract,
    /// No start is set for their brand and segment.
    NoStart,
    BeforeStart {
        from: Timestamp,
    },
    /// The line is the holder's.
    NotTheHolder,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Personalised {
    /// O8: mailboxes were personalised when they were made; a weak password is dealt with later, never on this path.
    SeveralMailboxes,
    OwnPassword,
}

/// The screen is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    pub why: Why,
    /// Days for which « Plus tard » is still offered; none on the last day, and after it.
    pub days_left: u32,
    /// When « Plus tard » ends.
    pub last_day: Timestamp,
    /// « Plus tard » was said at this visit.
    pub postponed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// O7: one mailbox or none, and still the line's password.
    LinePassword,
    /// X11: an old password, too weak for today, worked once.
    WeakPassword,
}

impl Due {
    pub const fn may_postpone(&self) -> bool {
        self.days_left > 0
    }
}

impl Decision {
    /// Whether something must be shown before the area opens.
    pub const fn shows(&self) -> Option<Due> {
        match self {
            Self::Due(due) if !due.postponed => Some(*due),
            _ => None,
        }
    }

    /// Whether the line's credentials open the areas as before: until the day comes, and while it may be postponed. On the
    /// last day they still recognise the holder, and the screen stands before everything else.
    pub const fn line_opens(&self) -> bool {
        !matches!(self, Self::Personalised(_))
    }
}

/// Decides. The first rule that fits gives the reason.
pub fn decide(known: &Known, proved: Proved, now: Timestamp, policy: &PersonalisePolicy) -> Decision {
    let (contract, start) = match concerned(known, proved.by, now, policy) {
        Ok(found) => found,
        Err(not) => return Decision::NotConcerned(not),
    };
    if contract.mailboxes > 1 {
        return Decision::Personalised(Personalised::SeveralMailboxes);
    }
    let chosen = known.own.is_some_and(|own| own.origin == PasswordOrigin::Chosen);
    let weak = known.own.is_some_and(|own| own.weak);
    match proved.by {
        ProvedBy::Line if !chosen => Decision::Due(line_due(known, proved.at, start, now)),
        ProvedBy::OwnPassword if weak && !chosen => {
            Decision::Due(Due { why: Why::WeakPassword, days_left: 0, last_day: now, postponed: false })
        }
        ProvedBy::Line | ProvedBy::OwnPassword => Decision::Personalised(Personalised::OwnPassword),
    }
}

/// The contract that counts: the one whose day came first.
fn concerned<'a>(
    known: &'a Known,
    by: ProvedBy,
    now: Timestamp,
    policy: &'a PersonalisePolicy,
) -> Result<(&'a OnContract, &'a Start), NotConcerned> {
    if known.contracts.is_empty() {
        return Err(NotConcerned::NoContract);
    }
    let internet: Vec<_> = known.contracts.iter().filter(|one| one.kind == ContractKind::Internet).collect();
    if internet.is_empty() {
        return Err(NotConcerned::NoInternetContract);
    }
    let mine = |one: &&OnContract| by == ProvedBy::OwnPassword || one.role == Role::Holder;
    let mine: Vec<_> = internet.into_iter().filter(mine).collect();
    if mine.is_empty() {
        return Err(NotConcerned::NotTheHolder);
    }
    let started = mine.into_iter().filter_map(|one| Some((one, policy.start_of(one)?)));
    let (contract, start) = started.min_by_key(|(_, start)| start.from).ok_or(NotConcerned::NoStart)?;
    if now < start.from { Err(NotConcerned::BeforeStart { from: start.from }) } else { Ok((contract, start)) }
}

fn line_due(known: &Known, proved_at: Timestamp, start: &Start, now: Timestamp) -> Due {
    let first = known.first_shown_at.unwrap_or(now);
    let last_day = first + days(u64::from(start.postpone_days));
    let days_left = days_left(last_day, now);
    let said = known.postponed.is_some_and(|said| said.at >= proved_at && now < said.until);
    Due { why: Why::LinePassword, days_left, last_day, postponed: said && days_left > 0 }
}

/// Days begun count whole; none from the last day on.
pub fn days_left(last_day: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(last_day.since(now).as_millis().div_ceil(days(1).as_millis())).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
