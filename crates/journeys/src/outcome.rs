//! Where a journey ends, each end by its noun. Knows not what follows: `door` does.

use domain::alarm::Told;
use domain::{AccountId, JourneyId};

use crate::{Visit, household, second_factor, who};

/// Where a journey ends; `door` alone decides what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Go on with the visit.
    GoOn(Visit),
    /// Somebody whom this browser knows says who they are: their session opens, or their password is asked.
    PersonChosen {
        visit: Visit,
        person: who::Person,
    },
    /// Somebody whom this browser does not know, or not by name.
    AnotherPerson(Visit),
    PersonForgotten(Visit),
    /// The person said no to a relying party.
    Declined(Visit),
    SignedOut {
        return_to: Option<String>,
    },
    DeviceEnded,
    DeviceRenamed,
    /// A new password is stored, and nobody is signed in by that (EL7).
    PasswordReset {
        visit: Visit,
        login: String,
    },
    PasswordChanged,
    HouseholdDone(household::Act),
    /// The code that waited serves no more.
    StartTakenBack,
    /// The password is chosen, and its owner signed in.
    Started(Visit),
    /// The line's password was right, and serves for choosing only: nobody is signed in.
    LineProven {
        visit: Visit,
        account: AccountId,
        typed: String,
        by_code: bool,
    },
    /// The password was right, and a factor is asked for in this journey.
    FactorDue {
        journey: JourneyId,
    },
    /// The password is asked for once more.
    StartOver {
        visit: Visit,
        why: second_factor::StartOver,
    },
    AuthenticatorRenamed,
    AuthenticatorRemoved,
    /// A lost telephone is blocked, or one that was found serves again.
    PhoneLost,
    PhoneFound,
    /// What somebody said was not theirs has ended (X10).
    Secured,
    /// Printed codes lie in a safe place; the way goes on.
    CodesKept(Visit),
    /// The addresses are other ones; the way goes on.
    ContactChanged {
        told: Told,
        visit: Visit,
    },
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
