//! The sentence of each fact, for operators.

use domain::alarm::Told;
use domain::factor::Due;
use domain::recovery::HeldAct;
use domain::{AuthenticatorId, Fact};

use crate::commands::day::shown as day;

/// A fact of a newer release is shown as it was written.
pub fn sentence(fact: Option<&Fact>, body: &str) -> String {
    let Some(fact) = fact else { return format!("This release has no sentence for: {body}") };
    match fact {
        Fact::SessionStarted { kept, new_device, .. } => started(*kept, *new_device),
        Fact::SessionRenewed { .. } => "Came back on a device that stays signed in.".to_owned(),
        Fact::PasswordTried { .. }
        | Fact::PasswordUpgraded { .. }
        | Fact::PasswordReset
        | Fact::PasswordChanged { .. } => of_password(fact),
        Fact::SignedOut { .. } => "Signed out.".to_owned(),
        Fact::SignedOutEverywhere => "Signed out on all devices.".to_owned(),
        Fact::DeviceRenamed { device } => format!("Device {device} was given another name."),
        Fact::DeviceEnded { device } => format!("Signed out on device {device}, from the list of devices."),
        Fact::PersonForgotten { device } => forgot(*device),
        Fact::KeptCookieStolen { device } => {
            format!("A copied cookie of device {device} came back: the device was signed out.")
        }
        Fact::ContactCodeTried
        | Fact::ContactChanged { .. }
        | Fact::RecoursePostponed
        | Fact::CodesMade
        | Fact::CodesKept
        | Fact::PrintedCodeTried
        | Fact::PrintedCodeUsed { .. } => of_recourse(fact),
        Fact::NotMe { told, method, .. } => not_me(*told, *method),
        Fact::ConsentGiven { .. }
        | Fact::ConsentRefused { .. }
        | Fact::CodeIssued { .. }
        | Fact::TokenIssued { .. }
        | Fact::CodeReplayed { .. }
        | Fact::PortalOpened { .. }
        | Fact::ClientApplied { .. } => of_client(fact),
        Fact::PhoneOffered
        | Fact::PhoneAdded { .. }
        | Fact::PhoneRemoved { .. }
        | Fact::PhoneSuspended { .. }
        | Fact::PhoneLocked { .. }
        | Fact::PhoneAsked { .. }
        | Fact::PhoneAnswered { .. }
        | Fact::PhonesPaused => of_phone(fact),
        Fact::AccountImported { source } => format!("Taken over from {source}."),
        Fact::RecoveryAsked | Fact::RecoveryTried { .. } => of_recovery(fact).to_owned(),
        Fact::HandoverProposed { .. }
        | Fact::HandoverEnded { .. }
        | Fact::RoleChanged { .. }
        | Fact::MembershipEnded { .. }
        | Fact::PersonRemoved { .. }
        | Fact::CameOfAge => of_household(fact),
        Fact::PersonAdded { .. }
        | Fact::AddedByHolder { .. }
        | Fact::StartCodeIssued { .. }
        | Fact::StartCodeTakenBack { .. }
        | Fact::StartCodeTried
        | Fact::AccountStarted { .. } => of_start(fact),
        Fact::PersonalisationShown { .. }
        | Fact::PersonalisationPostponed { .. }
        | Fact::Personalised { .. }
        | Fact::LineProven
        | Fact::WeakPasswordMet => of_choice(fact),
        Fact::FactorAsked { .. }
        | Fact::FactorTried { .. }
        | Fact::FactorProven { .. }
        | Fact::EnrolmentBegun { .. }
        | Fact::EnrolmentTried { .. }
        | Fact::EnrolmentPostponed
        | Fact::CodeSent { .. }
        | Fact::ToldThatTextsEnd
        | Fact::AuthenticatorAdded { .. }
        | Fact::AuthenticatorRenamed { .. }
        | Fact::AuthenticatorRemoved { .. }
        | Fact::AuthenticatorBlocked { .. }
        | Fact::MethodLost { .. }
        | Fact::MethodFound { .. }
        | Fact::FactorExempted { .. }
        | Fact::FactorRequired { .. }
        | Fact::SimChangeMet { .. }
        | Fact::MadeToWait { .. }
        | Fact::KeyCountedBack => of_factor(fact),
    }
}

fn started(kept: bool, new_device: bool) -> String {
    let place = if new_device { "a new device" } else { "a known device" };
    let stays = if kept { ", and stays signed in there" } else { "" };
    format!("Signed in on {place}{stays}.")
}

/// Passwords that were tried, renewed and chosen.
fn of_password(fact: &Fact) -> String {
    match fact {
        Fact::PasswordTried { known_device: true } => "A password was tried on a known device.".to_owned(),
        Fact::PasswordTried { known_device: false } => {
            "A password was tried on an unknown device.".to_owned()
        }
        Fact::PasswordUpgraded { from } => format!("The stored password hash was renewed from {from}."),
        Fact::PasswordReset => "Chose a new password after forgetting the old one.".to_owned(),
        Fact::PasswordChanged { others_ended } => {
            let others = if *others_ended { ", and signed out elsewhere" } else { "" };
            format!("Changed the password{others}.")
        }
        _ => String::new(),
    }
}

fn not_me(told: Told, method: Option<AuthenticatorId>) -> String {
    let removed = method.map(|method| format!(", and method {method} removed")).unwrap_or_default();
    let told = told.word();
    format!("Said of the notice {told} that it was somebody else: what it named was ended{removed}.")
}

/// Addresses and printed codes, by which an account is recovered.
fn of_recourse(fact: &Fact) -> String {
    match fact {
        Fact::ContactCodeTried => "The code of a new contact address was typed.".to_owned(),
        Fact::ContactChanged { told } => format!("Changed a contact address ({}).", told.word()),
        Fact::RecoursePostponed => "Put a second way to recover off.".to_owned(),
        Fact::CodesMade => "Made printed recovery codes; older ones are dead.".to_owned(),
        Fact::CodesKept => "Said that the printed recovery codes lie in a safe place.".to_owned(),
        Fact::PrintedCodeTried => "A printed recovery code was typed.".to_owned(),
        Fact::PrintedCodeUsed { left } => format!("A printed recovery code was used, {left} are left."),
        _ => String::new(),
    }
}

fn forgot(device: domain::DeviceId) -> String {
    format!("Device {device} forgot this person: asked for there, or a seventh took the place.")
}

/// Phones that approve (E5).
fn of_phone(fact: &Fact) -> String {
    match fact {
        Fact::PhoneOffered => "A code to add a phone was shown.".to_owned(),
        Fact::PhoneAdded { phone } => format!("Phone {phone} was added."),
        Fact::PhoneRemoved { phone } => format!("Phone {phone} was removed."),
        Fact::PhoneLocked { phone, locked: true } => format!("Phone {phone} brought its own lock."),
        Fact::PhoneLocked { phone, locked: false } => format!("Phone {phone} gave its own lock up."),
        Fact::PhoneSuspended { phone, suspended: true } => format!("Phone {phone} was suspended."),
        Fact::PhoneSuspended { phone, suspended: false } => format!("Phone {phone} may serve again."),
        Fact::PhoneAsked { phone, challenge } => format!("Phone {phone} was asked, request {challenge}."),
        Fact::PhoneAnswered { phone, challenge, answer } => {
            format!("Phone {phone} answered request {challenge}: {}.", answer.word())
        }
        Fact::PhonesPaused => "Requests to phones are paused: three were refused or ignored.".to_owned(),
        _ => String::new(),
    }
}

/// A new password by message.
const fn of_recovery(fact: &Fact) -> &'static str {
    match fact {
        Fact::RecoveryTried { by_link: true } => "The link to choose a new password was used.",
        Fact::RecoveryTried { by_link: false } => "A code to choose a new password was typed.",
        _ => "A message to choose a new password was sent.",
    }
}

/// What relying parties were given.
fn of_client(fact: &Fact) -> String {
    match fact {
        Fact::ConsentGiven { client, scopes } => {
            format!("Let {client} have: {}.", scopes.join(", "))
        }
        Fact::ConsentRefused { client } => format!("Refused what {client} asked for."),
        Fact::CodeIssued { client } => format!("Opened {client}."),
        Fact::TokenIssued { client } => format!("{client} got its tokens."),
        Fact::CodeReplayed { client } => {
            format!("A code of {client} came back a second time: what it had given was revoked.")
        }
        Fact::PortalOpened { client } => format!("Opened {client}, behind forward-auth."),
        Fact::ClientApplied { client } => format!("{client} was registered or changed."),
        _ => String::new(),
    }
}

/// Contracts and the people on them (O1).
fn of_household(fact: &Fact) -> String {
    match fact {
        Fact::HandoverProposed { contract, .. } => {
            format!("Contract {contract} was proposed to another person of the household.")
        }
        Fact::HandoverEnded { contract, how, .. } => {
            format!(
                "The proposal to hand contract {contract} over was {}.",
                format!("{how:?}").to_lowercase()
            )
        }
        Fact::RoleChanged { contract, role } => format!("Became {} of contract {contract}.", role.word()),
        Fact::MembershipEnded { contract, by_holder: false } => format!("Left contract {contract}."),
        Fact::MembershipEnded { contract, by_holder: true } => {
            format!("Was removed from contract {contract} by its holder.")
        }
        Fact::PersonRemoved { contract, person } => format!("Removed {person} from contract {contract}."),
        Fact::CameOfAge => "Came of age, and was told.".to_owned(),
        _ => String::new(),
    }
}

/// Accounts that a holder makes for somebody without a mailbox (X19).
fn of_start(fact: &Fact) -> String {
    match fact {
        Fact::PersonAdded { contract, person, minor } => {
            let kind = if *minor { "a minor" } else { "an adult" };
            format!("Added {person}, {kind}, to contract {contract}.")
        }
        Fact::AddedByHolder { contract } => format!("Was added to contract {contract} by its holder."),
        Fact::StartCodeIssued { contract, person } => {
            format!("A starting code for {person} was shown to the holder of contract {contract}.")
        }
        Fact::StartCodeTakenBack { contract, person } => {
            format!("The starting code of {person} was taken back by the holder of contract {contract}.")
        }
        Fact::StartCodeTried => "A starting code was typed.".to_owned(),
        Fact::AccountStarted { again: false } => "Chose the first password, by a starting code.".to_owned(),
        Fact::AccountStarted { again: true } => "Chose another password, by a starting code.".to_owned(),
        _ => String::new(),
    }
}

/// A login and a password of one's own (O7).
fn of_choice(fact: &Fact) -> String {
    match fact {
        Fact::PersonalisationShown { days_left: 0 } => "Was asked to choose a password, at once.".to_owned(),
        Fact::PersonalisationShown { days_left } => {
            format!("Was asked to choose a password for the first time, with {days_left} days to go.")
        }
        Fact::PersonalisationPostponed { days_left } => {
            format!("Said later to choosing a password, with {days_left} days to go.")
        }
        Fact::Personalised { anew: false } => {
            "Chose a login and a password of their own: the line's opens nothing any more.".to_owned()
        }
        Fact::Personalised { anew: true } => "Chose a login and a password anew, by the letter.".to_owned(),
        Fact::LineProven => "The password of the letter was right, and opened no area.".to_owned(),
        Fact::WeakPasswordMet => "Signed in with an old password that is too weak for today.".to_owned(),
        _ => String::new(),
    }
}

/// Second factors.
fn of_factor(fact: &Fact) -> String {
    match fact {
        Fact::FactorAsked { due } => {
            format!("The password was right; a second factor was asked for: {}.", why(*due))
        }
        Fact::FactorTried { kind } => format!("A second factor ({}) was tried.", kind.word()),
        Fact::FactorProven { kind } => format!("Proved a second factor ({}).", kind.word()),
        Fact::EnrolmentBegun { kind } => format!("Began to set up a second factor ({}).", kind.word()),
        Fact::EnrolmentTried { kind } => {
            format!("The first code of a second factor ({}) was tried.", kind.word())
        }
        Fact::CodeSent { kind } => format!("A code was sent ({}).", kind.word()),
        Fact::ToldThatTextsEnd => "Was told that codes by text and call end.".to_owned(),
        Fact::MadeToWait { act } => format!("Was made to wait after a recovery: {}.", waiting(*act)),
        Fact::SimChangeMet { kind } => {
            format!("No code was sent ({}): the number's SIM card had just changed.", kind.word())
        }
        Fact::EnrolmentPostponed => "Put off setting up a second factor.".to_owned(),
        Fact::AuthenticatorAdded { kind } => format!("Added a second factor ({}).", kind.word()),
        Fact::AuthenticatorRenamed { kind } => format!("Renamed a second factor ({}).", kind.word()),
        Fact::AuthenticatorRemoved { kind } => format!("Removed a second factor ({}).", kind.word()),
        Fact::KeyCountedBack => "A passkey was blocked: its counter had been seen before.".to_owned(),
        Fact::AuthenticatorBlocked { kind } => {
            format!("A second factor ({}) was blocked after too many wrong codes.", kind.word())
        }
        Fact::MethodLost { kind } => {
            format!("A second factor ({}) was blocked by its owner with a lost phone.", kind.word())
        }
        Fact::MethodFound { kind } => {
            format!("A second factor ({}) was given back by its owner.", kind.word())
        }
        Fact::FactorExempted { until } => {
            format!("Need not set up a second factor until {}, as an operator decided.", day(*until))
        }
        Fact::FactorRequired { why } => {
            format!("Must set up a second factor, as an operator decided ({}).", why.word())
        }
        _ => String::new(),
    }
}

const fn why(due: Due) -> &'static str {
    match due {
        Due::NewDevice => "new device",
        Due::TooLongAgo => "too long since the last one",
        Due::Sensitive => "sensitive page",
        Due::PhoneAlone => "a phone came without a password",
        Due::AskedByService => "asked for by the service",
    }
}

const fn waiting(act: HeldAct) -> &'static str {
    match act {
        HeldAct::RemoveMethod => "a second factor was to be removed",
        HeldAct::UnblockPhone => "a lost phone was to be given back",
        HeldAct::ChangeContact => "a contact address was to be changed",
        HeldAct::MakeCodes => "recovery codes were to be made",
    }
}
