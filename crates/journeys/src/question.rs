//! What a journey asks of the world, and of whom the answer is. Knows no answer.

use domain::passkey::{Made, Shown};
use domain::{
    AccountId, AuthenticatorId, ChangeId, ClientId, ContractId, DeviceId, EnrolmentId, Factor, Identifier,
    Secret, SignInId, VapChallengeId,
};

use crate::{add_person, change_contact, personalise, recover, second_factor};

/// What a journey asks of the world. Asking never has an effect outside (invariant 7), but for the booking of a try.
#[derive(Debug)]
pub enum Question {
    /// Books a try, then judges. The answer is a `Verdict`.
    IsPassword { identifier: Identifier, password: Secret },
    /// Books that a message was asked for, then finds whom it concerns. The answer is a `recover::Found`.
    WhomToRecover { identifier: Identifier },
    /// Books a try, then judges. The answer is a `recover::Proof`.
    IsRecoveryCode { sought: recover::Sought, code: Secret },
    /// Books a try, then judges a printed code. The answer is a `recover::PrintedProof`.
    IsPrintedCode { typed: String, code: Secret },
    /// The same at sign-in, in the place of a factor. The answer is a `second_factor::Printed`.
    IsPrintedFactor { account: AccountId, code: Secret },
    /// Whether an address may change so; books and draws a code for a new one. The answer is a `change_contact::Admission`.
    MayChangeContact { account: AccountId, wish: change_contact::Wish },
    /// Books a try, then judges. The answer is a `change_contact::Verdict`.
    IsContactCode { account: AccountId, id: ChangeId, code: Secret },
    /// Books a try, then judges who is to be added, and draws their code. The answer is an `add_person::Admission`.
    MayAddPerson { account: AccountId, contract: ContractId, wish: Box<add_person::Wish> },
    /// Draws another code for somebody who was added. The answer is its id; the code stays with the shell, which shows it once.
    DrawStartCode { account: AccountId, person: AccountId },
    /// Books a try, then judges. The answer is a `start::Proof`.
    IsStartCode { identifier: Identifier, code: Secret },
    /// Judges a first password and hashes it, and draws the ids of a session. The answer is a `start::Event::PasswordJudged`.
    MayStartWith { account: AccountId, password: Secret },
    /// Draws printed codes. The answer is a set's id; the codes stay with the shell, which shows them once.
    DrawCodes { account: AccountId },
    /// Judges a new password and hashes it. The answer is a `NewPassword`.
    MayBePassword { account: AccountId, password: Secret },
    /// Judges the new password, books a try, judges the current one, and hashes. The answer is a `NewPassword`.
    MayChangePassword { account: AccountId, current: Secret, password: Secret },
    /// Judges a login and a password, and hashes. The answer is a `personalise::Judged`.
    MayPersonalise { account: AccountId, wish: personalise::Wish, password: Secret },
    /// Books a try, then judges. The answer is a `second_factor::Verdict`.
    IsFactor {
        account: AccountId,
        device: DeviceId,
        authenticator: AuthenticatorId,
        kind: Factor,
        proof: second_factor::Proof,
    },
    /// Whether a telephone may be said to be lost now (C29). The answer is a `lost_phone::Admission`, for the journey of
    /// whoever is `signed_in` or for the sign-in that waits.
    MayLosePhone { account: AccountId, signed_in: bool },
    /// Draws a question for the phone, within what its owner can bear (PU3). The answer is a `second_factor::Event::PhoneAsked`.
    AskPhone { account: AccountId, phone: AuthenticatorId, service: Option<(ClientId, String)> },
    /// Draws a question for the phone of whoever has this identifier, within what its owner can bear, or for nobody's: the work and the
    /// answer, a `sign_in_by_phone::Asking`, are the same (NU1).
    AskPhoneOf { identifier: Identifier, service: Option<(ClientId, String)> },
    /// Whether that phone approved, in this browser. The answer is a `sign_in_by_phone::Standing`.
    HasPhoneApproved { challenge: VapChallengeId },
    /// Whether the phone that was offered a place has come (E6). The answer is an `enrol_authenticator::Verdict`.
    HasPhoneCome { account: AccountId, enrolment: EnrolmentId },
    /// Draws the secret of an authenticator to be set up. The answer is an `enrol_authenticator::Shown`.
    MakeSecret { account: AccountId, sign_in: SignInId, kind: Factor },
    /// Books a try, then judges what the new authenticator shows. The answer is an `enrol_authenticator::Verdict`.
    IsFirstCode { account: AccountId, sign_in: SignInId, kind: Factor, enrolment: EnrolmentId, code: Secret },
    /// Judges a passkey that was just made. The answer is an `enrol_authenticator::PasskeyVerdict`.
    IsNewPasskey { account: AccountId, sign_in: SignInId, made: Box<Made> },
    /// Books a try, then finds whose it is and judges. The answer is a `sign_in::PasskeyVerdict`.
    WhosePasskey { shown: Box<Shown> },
    /// Books a code that is to be sent, then draws it. The answer is a `sent::Sending`.
    SendCode { account: AccountId, authenticator: AuthenticatorId },
    /// The same to a number or address that is being set up, as it was typed.
    SendFirstCode { account: AccountId, sign_in: SignInId, kind: Factor, to: String },
}
