//! What one exchange gives: the next state, what to show or ask, and everything to write, in one value.

use domain::{
    AccountId, ClientId, DeviceId, Fact, Identifier, Method, Secret, SessionId, SignInId, Timestamp,
};

use crate::{State, Visit};

/// One exchange. State, writes, facts and notices are committed together or not at all (invariant 6).
#[derive(Debug)]
pub struct Turn {
    pub state: State,
    pub next: Next,
    pub facts: Vec<Fact>,
    pub writes: Vec<Write>,
    pub notices: Vec<Notice>,
}

impl Turn {
    pub const fn new(state: State, next: Next) -> Self {
        Self { state, next, facts: Vec::new(), writes: Vec::new(), notices: Vec::new() }
    }
    #[must_use]
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }
    #[must_use]
    pub fn write(mut self, write: Write) -> Self {
        self.writes.push(write);
        self
    }
    #[must_use]
    pub fn notice(mut self, notice: Notice) -> Self {
        self.notices.push(notice);
        self
    }
}

/// Who speaks next: the customer, the world, or nobody.
#[derive(Debug)]
pub enum Next {
    Show(Screen),
    Ask(Question),
    Leave(Outcome),
}

/// What a journey asks of the world. Asking never has an effect outside (invariant 7), but for the booking of a try.
#[derive(Debug)]
pub enum Question {
    /// Books a try, then judges. The answer is a `Verdict`.
    IsPassword { identifier: Identifier, password: Secret },
}

/// What the judge of passwords says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Right(Box<Recognised>),
    /// No such pair: the same for unknown, disabled and mistaken (NU1).
    Wrong {
        known_device: bool,
    },
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
    /// Not judged: every permit is taken; try again shortly (DO1).
    Busy,
}

/// Who was recognised, with the ids that the shell drew for the session to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recognised {
    pub account: AccountId,
    pub given_name: String,
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    /// This account had not used this browser before.
    pub new_device: bool,
    /// The old scheme, when the password was hashed again because its hash was not ours of today (X11).
    pub upgraded_from: Option<String>,
}

/// What to change, besides the journey's own state. The shell turns each into guarded statements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Write {
    StartSession {
        account: AccountId,
        session: SessionId,
        sign_in: SignInId,
        device: DeviceId,
        new_device: bool,
        methods: Vec<Method>,
        kept_until: Option<Timestamp>,
    },
    /// The browser's own memory of who uses it: no row, no power to sign in (SE9).
    RememberPerson {
        account: AccountId,
        device: DeviceId,
        identifier: Option<String>,
        given_name: String,
    },
    /// The try was right: what was booked as a failure is cleared.
    ClearAttempts {
        account: AccountId,
    },
    /// Stores the hash that the judge made of the verified password.
    UpgradePassword {
        account: AccountId,
    },
    GiveConsent {
        account: AccountId,
        client: ClientId,
        scopes: Vec<String>,
    },
    EndSignIn {
        account: AccountId,
        device: DeviceId,
        sign_in: SignInId,
    },
    EndDevice {
        account: AccountId,
        device: DeviceId,
    },
    EndEverything {
        account: AccountId,
        device: DeviceId,
    },
}

/// What to tell the person by message; the shell finds the addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    NewDevice { account: AccountId, at: Timestamp },
}

/// What people see, by noun; `pages` has the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Screen {
    SignIn { visit: Visit, identifier: String, remember: bool, keep: bool, refusal: Option<Refusal> },
    Consent { visit: Visit },
    SignOut { return_to: Option<String> },
}

/// A refusal that is expected: shown, audited, never logged as an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    EmptyIdentifier,
    EmptyPassword,
    BadIdentifier,
    WrongPair,
    TooManyTries { until: Timestamp },
    Busy,
}

impl Refusal {
    /// The stable code, the same on page, help desk and log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EmptyIdentifier => "R-101",
            Self::EmptyPassword => "R-102",
            Self::BadIdentifier => "R-103",
            Self::WrongPair => "R-104",
            Self::TooManyTries { .. } => "R-105",
            Self::Busy => "R-106",
        }
    }
}

/// Where a journey ends; `door` alone decides what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Go on with the visit.
    GoOn(Visit),
    /// The person said no to a relying party.
    Declined(Visit),
    SignedOut {
        return_to: Option<String>,
    },
    DeviceEnded,
    /// Prove who you are once more, then come back (SE8).
    ProveAgain(Visit),
}

/// Why a sign-in page is shown to somebody who may be signed in already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInDue {
    NotSignedIn,
    AskedByClient,
    TooOld,
    /// What follows concerns the security of the account.
    Sensitive,
}

/// A replayed form, a back button or an attack: harmless, answered with « cette page a expiré ».
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the event does not fit the state")]
pub struct OutOfTurn;
