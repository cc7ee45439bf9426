//! The closed list of facts, each with a stable code that page, help desk and log share.

use serde::{Deserialize, Serialize};

use crate::alarm::Told;
use crate::contract::Role;
use crate::factor::{Due, Why};
use crate::recovery::HeldAct;
use crate::vap::ChallengeState;
use crate::{
    AccountId, AuthenticatorId, ClientId, ContractId, DeviceId, Factor, HandoverId, SessionId, SignInId,
    Timestamp, VapChallengeId,
};

/// One thing that happened. Holds no secret and nothing personal beyond ids: what is personal
/// (device label, network) rides beside it in the sealed part of the audit entry (AU4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    SessionStarted {
        session: SessionId,
        device: DeviceId,
        sign_in: SignInId,
        kept: bool,
        new_device: bool,
    },
    /// A kept device came back without typing anything (O11).
    SessionRenewed {
        session: SessionId,
        device: DeviceId,
    },
    /// Booked before it is judged; a `SessionStarted` that follows says it was right.
    PasswordTried {
        known_device: bool,
    },
    PasswordUpgraded {
        from: String,
    },
    SignedOut {
        sign_in: SignInId,
    },
    /// A message to choose a new password was laid for this account.
    RecoveryAsked,
    /// A code of such a message was typed: booked before it is judged; a `PasswordReset` may follow.
    RecoveryTried {
        by_link: bool,
    },
    PasswordReset,
    PasswordChanged {
        others_ended: bool,
    },
    /// The screen to choose a login and a password was shown for the first time (O7).
    PersonalisationShown {
        days_left: u32,
    },
    /// « Plus tard ».
    PersonalisationPostponed {
        days_left: u32,
    },
    /// A login and a password were chosen; `anew` by whoever had chosen before.
    Personalised {
        anew: bool,
    },
    /// The line's password was right and opens no area any more: it serves for choosing only.
    LineProven,
    /// X11: an old password that is too weak for today was right.
    WeakPasswordMet,
    SignedOutEverywhere,
    /// X10: the reader of a notice said that it was somebody else; what it named was ended.
    NotMe {
        told: Told,
        device: Option<DeviceId>,
        /// The method that was told of, where it was removed.
        #[serde(default)]
        method: Option<AuthenticatorId>,
    },
    /// Printed codes were drawn and shown; older ones are dead (EN6).
    CodesMade,
    /// Their owner said that they lie in a safe place.
    CodesKept,
    /// A printed code was typed: booked before it is judged; a `PrintedCodeUsed` that follows says it was right.
    PrintedCodeTried,
    PrintedCodeUsed {
        left: u32,
    },
    /// The code of a new contact address was typed: booked before it is judged; a `ContactChanged` that follows says it was right.
    ContactCodeTried,
    /// EL8: a contact address was added, replaced or sent away.
    ContactChanged {
        told: Told,
    },
    /// O12: « Plus tard » to a second way to recover.
    RecoursePostponed,
    DeviceEnded {
        device: DeviceId,
    },
    /// Its owner calls it otherwise.
    DeviceRenamed {
        device: DeviceId,
    },
    /// C3: somebody at a shared browser made it forget this person, or a seventh person took the place.
    PersonForgotten {
        device: DeviceId,
    },
    /// X2: the holder proposed the contract to somebody; told in both people's lanes.
    HandoverProposed {
        contract: ContractId,
        handover: HandoverId,
    },
    HandoverEnded {
        contract: ContractId,
        handover: HandoverId,
        how: HandoverEnd,
    },
    RoleChanged {
        contract: ContractId,
        role: Role,
    },
    /// Somebody left a household, or was removed by its holder.
    MembershipEnded {
        contract: ContractId,
        by_holder: bool,
    },
    /// The same in the holder's lane.
    PersonRemoved {
        contract: ContractId,
        person: AccountId,
    },
    /// SM6: who uses texts or calls was told that these end.
    ToldThatTextsEnd,
    /// X2: a minor of the household has their own rights from this day on.
    CameOfAge,
    /// X19: the holder added somebody by login.
    PersonAdded {
        contract: ContractId,
        person: AccountId,
        minor: bool,
    },
    /// The same in that person's lane.
    AddedByHolder {
        contract: ContractId,
    },
    /// A code to start with was drawn and shown to the holder; an older one is dead. Told in both lanes.
    StartCodeIssued {
        contract: ContractId,
        person: AccountId,
    },
    StartCodeTakenBack {
        contract: ContractId,
        person: AccountId,
    },
    /// Such a code was typed: booked before it is judged; an `AccountStarted` may follow.
    StartCodeTried,
    /// A password was chosen by such a code; `again` by a minor who had one before.
    AccountStarted {
        again: bool,
    },
    /// SE3: an old verifier came back outside the grace window.
    KeptCookieStolen {
        device: DeviceId,
    },
    ConsentGiven {
        client: ClientId,
        scopes: Vec<String>,
    },
    ConsentRefused {
        client: ClientId,
    },
    CodeIssued {
        client: ClientId,
    },
    TokenIssued {
        client: ClientId,
    },
    /// OA4: a code came back a second time; what it had issued is revoked.
    CodeReplayed {
        client: ClientId,
    },
    /// A portal behind forward-auth was opened.
    PortalOpened {
        client: ClientId,
    },
    /// The password was right; a second factor is asked for before a session starts.
    FactorAsked {
        due: Due,
    },
    /// Booked before it is judged; a `FactorProven` of the same instant says it was right.
    FactorTried {
        kind: Factor,
    },
    FactorProven {
        kind: Factor,
    },
    /// A secret was shown; it counts for nothing before it was seen to work (EN4).
    EnrolmentBegun {
        kind: Factor,
    },
    /// Booked before it is judged; an `AuthenticatorAdded` may follow.
    EnrolmentTried {
        kind: Factor,
    },
    EnrolmentPostponed,
    AuthenticatorAdded {
        kind: Factor,
    },
    AuthenticatorRenamed {
        kind: Factor,
    },
    AuthenticatorRemoved {
        kind: Factor,
    },
    /// TO3: a hundred wrong proofs in a row.
    AuthenticatorBlocked {
        kind: Factor,
    },
    /// C29: blocked with a telephone that was lost or stolen,
    MethodLost {
        kind: Factor,
    },
    /// and given back by its owner.
    MethodFound {
        kind: Factor,
    },
    /// An operator let this account off until then; why is sealed beside its standing (X6).
    FactorExempted {
        until: Timestamp,
    },
    /// An operator asked this account to set a second factor up.
    FactorRequired {
        why: Why,
    },
    /// PK5: a passkey of which there can be one was shown with a counter that had been seen before.
    KeyCountedBack,
    /// A link and a code for a phone were shown (EN3).
    PhoneOffered,
    /// A phone counts from now on.
    PhoneAdded {
        phone: AuthenticatorId,
    },
    PhoneRemoved {
        phone: AuthenticatorId,
    },
    PhoneSuspended {
        phone: AuthenticatorId,
        suspended: bool,
    },
    PhoneAsked {
        phone: AuthenticatorId,
        challenge: VapChallengeId,
    },
    /// Approved, denied, reported, or failed by a wrong number (PU1, PU4).
    PhoneAnswered {
        phone: AuthenticatorId,
        challenge: VapChallengeId,
        answer: ChallengeState,
    },
    /// PU3: three refused or ignored in a row.
    PhonesPaused,
    /// The lock of the phone's own was brought, or taken away.
    PhoneLocked {
        phone: AuthenticatorId,
        locked: bool,
    },
    /// A code was sent by text, call or mail (SM2).
    CodeSent {
        kind: Factor,
    },
    /// SM5: no code was sent, because the number's SIM card had just changed.
    SimChangeMet {
        kind: Factor,
    },
    /// RE6: an act was refused because the account had been recovered a moment before.
    MadeToWait {
        act: HeldAct,
    },
    AccountImported {
        source: String,
    },
    ClientApplied {
        client: ClientId,
    },
}

/// What became of a proposal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverEnd {
    Accepted,
    Declined,
    Withdrawn,
}

impl Fact {
    /// The stable code; never reused, never renumbered.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SessionStarted { .. } => "F-101",
            Self::SessionRenewed { .. } => "F-102",
            Self::PasswordTried { .. } => "F-103",
            Self::PasswordUpgraded { .. } => "F-105",
            Self::SignedOut { .. } => "F-110",
            Self::SignedOutEverywhere => "F-111",
            Self::DeviceEnded { .. } => "F-112",
            Self::DeviceRenamed { .. } => "F-330",
            Self::RecoveryAsked => "F-121",
            Self::RecoveryTried { .. } => "F-122",
            Self::PasswordReset => "F-123",
            Self::PasswordChanged { .. } => "F-124",
            Self::PersonalisationShown { .. } => "F-131",
            Self::PersonalisationPostponed { .. } => "F-132",
            Self::Personalised { .. } => "F-133",
            Self::LineProven => "F-134",
            Self::WeakPasswordMet => "F-135",
            Self::KeptCookieStolen { .. } => "F-113",
            Self::PersonForgotten { .. } => "F-141",
            Self::HandoverProposed { .. } => "F-142",
            Self::HandoverEnded { .. } => "F-143",
            Self::RoleChanged { .. } => "F-144",
            Self::MembershipEnded { .. } => "F-145",
            Self::PersonRemoved { .. } => "F-146",
            Self::CameOfAge => "F-147",
            Self::PersonAdded { .. } => "F-321",
            Self::AddedByHolder { .. } => "F-322",
            Self::StartCodeIssued { .. } => "F-323",
            Self::StartCodeTakenBack { .. } => "F-324",
            Self::StartCodeTried => "F-325",
            Self::AccountStarted { .. } => "F-326",
            Self::NotMe { .. } => "F-150",
            Self::PhoneOffered => "F-181",
            Self::PhoneAdded { .. } => "F-182",
            Self::PhoneRemoved { .. } => "F-183",
            Self::PhoneSuspended { .. } => "F-184",
            Self::PhoneAsked { .. } => "F-185",
            Self::PhoneAnswered { .. } => "F-186",
            Self::PhonesPaused => "F-187",
            Self::PhoneLocked { .. } => "F-340",
            Self::CodesMade => "F-151",
            Self::CodesKept => "F-152",
            Self::PrintedCodeTried => "F-153",
            Self::PrintedCodeUsed { .. } => "F-154",
            Self::ContactCodeTried => "F-155",
            Self::ContactChanged { .. } => "F-156",
            Self::RecoursePostponed => "F-157",
            Self::ConsentGiven { .. } => "F-201",
            Self::ConsentRefused { .. } => "F-202",
            Self::CodeIssued { .. } => "F-203",
            Self::TokenIssued { .. } => "F-204",
            Self::CodeReplayed { .. } => "F-205",
            Self::PortalOpened { .. } => "F-206",
            Self::FactorAsked { .. } => "F-161",
            Self::FactorTried { .. } => "F-162",
            Self::FactorProven { .. } => "F-163",
            Self::EnrolmentBegun { .. } => "F-164",
            Self::EnrolmentTried { .. } => "F-165",
            Self::EnrolmentPostponed => "F-166",
            Self::AuthenticatorAdded { .. } => "F-167",
            Self::AuthenticatorRenamed { .. } => "F-168",
            Self::AuthenticatorRemoved { .. } => "F-169",
            Self::AuthenticatorBlocked { .. } => "F-170",
            Self::KeyCountedBack => "F-190",
            Self::ToldThatTextsEnd => "F-191",
            Self::CodeSent { .. } => "F-207",
            Self::SimChangeMet { .. } => "F-350",
            Self::MadeToWait { .. } => "F-351",
            Self::AccountImported { .. } => "F-301",
            Self::ClientApplied { .. } => "F-302",
            Self::MethodLost { .. } => "F-311",
            Self::MethodFound { .. } => "F-312",
            Self::FactorExempted { .. } => "F-303",
            Self::FactorRequired { .. } => "F-304",
        }
    }
}
