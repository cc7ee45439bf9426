//! What people are shown, and what they are refused with, each by its noun. Knows no words: `pages` has them.

use domain::factor::EnrolmentDue;
use domain::password::Weakness;
use domain::telephone::BadNumber;
use domain::{AccountId, AuthenticatorId, ContractId, Factor, Timestamp};

use crate::sent::Sent;
use crate::sign_in::Typed;
use crate::{
    Visit, add_person, change_contact, enrol_authenticator as enrol, personalise, recover, second_factor,
    start,
};

/// What people see, by noun; `pages` has the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Screen {
    SignIn {
        visit: Visit,
        identifier: String,
        remember: bool,
        keep: bool,
        refusal: Option<Refusal>,
    },
    /// C28: who is it whose phone is to be asked?
    SignInByPhone {
        visit: Visit,
        typed: Option<Typed>,
        refusal: Option<Refusal>,
    },
    /// C28: six digits, to be typed on the phone.
    PhoneAlone {
        visit: Visit,
        asked: second_factor::AskedPhone,
    },
    WhoSignsIn {
        visit: Visit,
        refusal: Option<Refusal>,
    },
    Household {
        refusal: Option<Refusal>,
    },
    /// Who is to be added to the household (X19).
    AddPerson {
        contract: ContractId,
        wish: Box<add_person::Wish>,
        refused: add_person::Refused,
    },
    /// A code to start with, which the shell holds.
    StartCode {
        person: AccountId,
        until: Timestamp,
        renewed: bool,
    },
    /// A login and the code that the holder gave.
    Start {
        visit: Visit,
        typed: String,
        refusal: Option<Refusal>,
    },
    StartPassword {
        visit: Visit,
        proven: start::Proven,
        refusal: Option<Refusal>,
    },
    Consent {
        visit: Visit,
    },
    SignOut {
        return_to: Option<String>,
    },
    ForgottenPassword {
        visit: Visit,
        typed: String,
        refusal: Option<Refusal>,
    },
    CheckMail {
        visit: Visit,
        sought: recover::Sought,
        refusal: Option<Refusal>,
    },
    WhichAccount {
        visit: Visit,
        proven: Vec<recover::Proven>,
    },
    NewPassword {
        visit: Visit,
        proven: recover::Proven,
        refusal: Option<Refusal>,
    },
    ChangePassword {
        refusal: Option<Refusal>,
        end_others: bool,
    },
    PersonaliseSoon {
        visit: Visit,
        /// None on the last day: there is no « Plus tard » then.
        days_left: u32,
    },
    Personalise {
        visit: Visit,
        who: personalise::Who,
        wish: Option<personalise::Wish>,
        refused: personalise::Refused,
    },
    SecondFactor {
        waiting: Box<second_factor::Waiting>,
        by: AuthenticatorId,
        refusal: Option<Refusal>,
    },
    /// C21: the number to type on the phone.
    ApproveOnPhone {
        waiting: Box<second_factor::Waiting>,
        by: AuthenticatorId,
        asked: second_factor::AskedPhone,
    },
    OtherFactors {
        waiting: Box<second_factor::Waiting>,
        refusal: Option<Refusal>,
    },
    /// C29, before a session: what to block, or what was.
    LostPhone {
        waiting: Box<second_factor::Waiting>,
        refusal: Option<Refusal>,
    },
    /// C29 for whoever is signed in.
    OwnLostPhone {
        refusal: Option<Refusal>,
    },
    WhyEnrol {
        way: Box<enrol::Way>,
        due: EnrolmentDue,
    },
    ChooseMethod {
        way: Box<enrol::Way>,
        refusal: Option<Refusal>,
    },
    ChoosePhone {
        way: Box<enrol::Way>,
        kind: Factor,
        refusal: Option<Refusal>,
    },
    Install {
        way: Box<enrol::Way>,
        kind: Factor,
        phone: enrol::Phone,
    },
    Scan {
        way: Box<enrol::Way>,
        kind: Factor,
        phone: enrol::Phone,
        shown: enrol::Shown,
        seen: enrol::Seen,
    },
    FirstCode {
        way: Box<enrol::Way>,
        kind: Factor,
        refusal: Option<Refusal>,
    },
    MakePasskey {
        way: Box<enrol::Way>,
        refusal: Option<Refusal>,
    },
    AuthenticatorAdded {
        way: Box<enrol::Way>,
        kind: Factor,
    },
    /// A printed code in the place of a factor (C24).
    PrintedFactor {
        waiting: Box<second_factor::Waiting>,
        refusal: Option<Refusal>,
    },
    /// The list of addresses, with what was refused.
    Contacts {
        wish: change_contact::Wish,
        refusal: Refusal,
    },
    /// The code that went to a new address.
    ContactCode {
        wish: change_contact::Wish,
        refusal: Option<Refusal>,
    },
    /// Printed codes, which the shell holds.
    NewCodes {
        visit: Visit,
        made_at: Timestamp,
    },
    CodesToKeep {
        visit: Visit,
        refusal: Option<Refusal>,
    },
    PrintedCode {
        visit: Visit,
        typed: String,
        refusal: Option<Refusal>,
    },
    /// Where a code is to go (C18).
    WhereTo {
        way: Box<enrol::Way>,
        kind: Factor,
        typed: String,
        refusal: Option<Refusal>,
    },
    /// The first code that was sent (C18).
    SentFirst {
        way: Box<enrol::Way>,
        kind: Factor,
        sent: Sent,
        refusal: Option<Refusal>,
    },
    /// The card to be printed (X14).
    PrintCard {
        way: Box<enrol::Way>,
        shown: enrol::Shown,
        renewed: bool,
    },
    /// Its first code.
    FirstCell {
        way: Box<enrol::Way>,
        shown: enrol::Shown,
        refusal: Option<Refusal>,
    },
    Security {
        refusal: Option<Refusal>,
    },
    /// RE6: the page that the act was asked for on, and until when it waits.
    MustWait {
        refusal: Refusal,
    },
}

/// A refusal that is expected: shown, audited, never logged as an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    EmptyIdentifier,
    EmptyPassword,
    BadIdentifier,
    WrongPair,
    TooManyTries {
        until: Timestamp,
    },
    Busy,
    EmptyCode,
    /// Wrong, too old, tried too often or of nobody: one answer for all (NU1).
    WrongCode,
    /// A message was asked for a moment ago, or too many were.
    TooManyMessages {
        until: Timestamp,
    },
    Weak(Weakness),
    WrongCurrent,
    /// « Choisissez la personne qui se connecte » (C3).
    NobodyChosen,
    /// The household is not as the page said, or never was this person's.
    HouseholdChanged,
    UnderAge,
    HandoverOpen,
    /// A holder hands the contract over before they leave.
    HolderStays,
    EmptyStartCode,
    /// Wrong, taken back, replaced, too old or of nobody: one answer for all (NU1).
    WrongStartCode,
    /// Somebody has a given name and a family name.
    NameMissing,
    /// A child, or an adult without a mailbox.
    NoKindChosen,
    /// No day that anybody alive was born on.
    NeverBorn,
    /// Whoever is of age is added as an adult.
    OfAge,
    TooManyAdded,
    /// An adult who has a password is given no code by anybody.
    StartedAlready,
    EmptyLogin,
    /// A login that one makes up has four letters or more, and is no address and no number.
    BadLogin,
    /// Told only to who proved the line: it is no way to find out who has an account (NU1).
    LoginTaken,
    /// It is the password of the letter.
    LinePassword,
    /// A code of an app: wrong, or too old.
    WrongFactorCode,
    /// It was right, and served before (TO1).
    UsedFactorCode,
    NotSixDigits,
    /// The telephone's clock is wrong.
    WrongClock,
    NoMethodChosen,
    NoPhoneChosen,
    /// That authenticator was guessed at too often (TO3).
    FactorBlocked,
    EmptyPrintedCode,
    /// Wrong, used, of an older set or of nobody: one answer for all (NU1).
    WrongPrintedCode,
    /// The box that says the codes are safe.
    NotTicked,
    /// No address that can be written to.
    BadAddress,
    /// It is one of theirs already.
    AddressKnown,
    TooManyAddresses,
    /// Nothing would be left to write to.
    LastAddress,
    /// It left, or leaves already.
    AddressGone,
    /// The last method of an account that must have one (EN5).
    LastRequired,
    /// No account of ours knows this passkey, or none does any more: one answer for both (NU1).
    PasskeyUnknown,
    /// It was shown, and what it showed is not right (PK1).
    PasskeyWrong,
    /// The page was open for too long, or what it asked for was answered before (PK1).
    PasskeyStale,
    /// Somebody has this passkey already (PK3).
    PasskeyTaken,
    /// It was blocked, because there may be two of it (PK5).
    PasskeyBlocked,
    /// Its owner blocked it with a telephone that was lost.
    PasskeyLost,
    /// The phone was removed meanwhile.
    PhoneGone,
    /// The phone was asked too often, or not approved too often (PU3).
    PhoneInPeace {
        until: Timestamp,
    },
    /// The phone was blocked meanwhile, as lost or stolen.
    PhoneBlocked,
    /// « Bloquer ce téléphone » with nothing ticked.
    NothingLost,
    /// It was said too often that a telephone is lost.
    LostTooOften {
        until: Timestamp,
    },
    BadNumber(BadNumber),
    /// No code is sent now: a budget is used up, or nobody reads what goes there (SM2).
    NotSentNow,
    /// A code that was sent is too old, served, or was tried too often.
    WornCode,
    /// The number's SIM card changed a moment ago: it serves again then, at the latest (SM5).
    SimChanged {
        until: Timestamp,
    },
    /// Its operator does not say whether it did.
    NumberUnchecked,
    /// The account was recovered a moment ago: what could not be taken back waits (RE6).
    MustWait {
        until: Timestamp,
    },
    /// No address can serve for codes by mail.
    NoAddress,
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
            Self::EmptyCode => "R-111",
            Self::WrongCode => "R-112",
            Self::TooManyMessages { .. } => "R-113",
            Self::Weak(weakness) => weak_code(weakness),
            Self::WrongCurrent => "R-128",
            Self::NobodyChosen => "R-141",
            Self::HouseholdChanged => "R-142",
            Self::UnderAge => "R-143",
            Self::HandoverOpen => "R-144",
            Self::HolderStays => "R-145",
            Self::EmptyStartCode => "R-321",
            Self::WrongStartCode => "R-322",
            Self::NameMissing => "R-323",
            Self::NeverBorn => "R-324",
            Self::OfAge => "R-325",
            Self::TooManyAdded => "R-326",
            Self::StartedAlready => "R-327",
            Self::NoKindChosen => "R-328",
            Self::EmptyLogin => "R-131",
            Self::BadLogin => "R-132",
            Self::LoginTaken => "R-133",
            Self::LinePassword => "R-134",
            Self::WrongFactorCode => "R-161",
            Self::UsedFactorCode => "R-162",
            Self::NotSixDigits => "R-163",
            Self::WrongClock => "R-164",
            Self::NoMethodChosen => "R-165",
            Self::NoPhoneChosen => "R-166",
            Self::FactorBlocked => "R-167",
            Self::EmptyPrintedCode => "R-151",
            Self::WrongPrintedCode => "R-152",
            Self::NotTicked => "R-153",
            Self::BadAddress => "R-154",
            Self::AddressKnown => "R-155",
            Self::TooManyAddresses => "R-156",
            Self::LastAddress => "R-157",
            Self::AddressGone => "R-158",
            Self::LastRequired => "R-168",
            Self::PasskeyUnknown => "R-190",
            Self::PasskeyWrong => "R-191",
            Self::PasskeyStale => "R-192",
            Self::PasskeyTaken => "R-193",
            Self::PasskeyBlocked => "R-194",
            Self::PhoneGone => "R-181",
            Self::PhoneInPeace { .. } => "R-182",
            Self::PhoneBlocked => "R-311",
            Self::PasskeyLost => "R-314",
            Self::NothingLost => "R-312",
            Self::LostTooOften { .. } => "R-313",
            Self::BadNumber(bad) => number_code(bad),
            Self::NotSentNow => "R-205",
            Self::WornCode => "R-206",
            Self::NoAddress => "R-207",
            Self::SimChanged { .. } => "R-350",
            Self::NumberUnchecked => "R-351",
            Self::MustWait { .. } => "R-352",
        }
    }
}

const fn number_code(bad: BadNumber) -> &'static str {
    match bad {
        BadNumber::Empty => "R-200",
        BadNumber::NotANumber => "R-201",
        BadNumber::OtherCountry => "R-202",
        BadNumber::Landline => "R-203",
        BadNumber::Costly => "R-204",
    }
}

const fn weak_code(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::Empty => "R-121",
        Weakness::TooShort { .. } => "R-122",
        Weakness::TooLong { .. } => "R-123",
        Weakness::Common => "R-124",
        Weakness::NamesCompany => "R-125",
        Weakness::NamesYou => "R-126",
        Weakness::Guessable => "R-127",
    }
}
