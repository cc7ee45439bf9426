//! « Activité récente »: what happened to an account, told to the person whose it is (X12).

use std::time::Duration;

use domain::Timestamp;

use crate::account::device_name;
use crate::frame::{Frame, Titled, page};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityPage {
    /// The newest first.
    pub lines: Vec<ActivityLine>,
    /// How long device and network are kept.
    pub places_for: Duration,
}

/// Something that happened, or several alike in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityLine {
    /// The latest, of several.
    pub at: Timestamp,
    pub kind: ActivityKind,
    /// « Firefox · Windows », where it is known and still kept.
    pub device: Option<String>,
    /// Such as `203.0.113.0/24`.
    pub network: Option<String>,
}

/// What happened. Services are told by their names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActivityKind {
    SignedIn {
        new_device: bool,
    },
    CameBack,
    WrongPassword {
        times: u32,
    },
    PasswordForgotten,
    CodeTyped {
        times: u32,
    },
    PasswordChosen,
    PasswordChanged,
    Personalised,
    LetterUsed,
    SignedOut,
    SignedOutEverywhere,
    DeviceSignedOut,
    DeviceRenamed,
    DeviceSecured,
    NotMe,
    ContactChanged,
    CodesMade,
    CodesKept,
    CodeUsed,
    AccessGiven {
        service: String,
    },
    AccessRefused {
        service: String,
    },
    ServiceOpened {
        service: String,
    },
    ServiceStopped {
        service: String,
    },
    PhoneAdded,
    PhoneRemoved,
    /// The lock of the app on a phone.
    PhoneLock {
        on: bool,
    },
    PhoneBlocked,
    PhoneUnblocked,
    PhoneApproved,
    PhoneRefused,
    PhonesPaused,
    AccountTakenOver,
    HouseholdChanged,
    StartCodeMade,
    Started,
    WrongFactorCode {
        times: u32,
    },
    FactorAdded,
    FactorRenamed,
    FactorRemoved,
    FactorBlocked,
    FactorLost,
    FactorFound,
    KeyCopied,
    SimChanged,
    MadeToWait,
}

page!(ActivityPage, "account/activity.html");

impl Titled for ActivityPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("activity-title"), None, false)
    }
}

impl ActivityLine {
    fn sentence(&self, frame: &Frame<'_>) -> String {
        use ActivityKind as Kind;
        let of = |key: &str, service: &str| frame.say_with(key, "service", service.to_owned());
        match &self.kind {
            Kind::SignedIn { new_device: true } => frame.say("activity-signed_in-new"),
            Kind::SignedIn { new_device: false } => frame.say("activity-signed_in"),
            Kind::CameBack => frame.say("activity-came_back"),
            Kind::WrongPassword { times } => frame.say_with("activity-wrong_password", "times", *times),
            Kind::PasswordForgotten => frame.say("activity-forgotten"),
            Kind::CodeTyped { times } => frame.say_with("activity-code", "times", *times),
            Kind::PasswordChosen => frame.say("activity-chosen"),
            Kind::PasswordChanged => frame.say("activity-changed"),
            Kind::Personalised => frame.say("activity-personalised"),
            Kind::LetterUsed => frame.say("activity-letter"),
            Kind::SignedOut => frame.say("activity-signed_out"),
            Kind::SignedOutEverywhere => frame.say("activity-signed_out_everywhere"),
            Kind::DeviceRenamed => frame.say("activity-device_renamed"),
            Kind::DeviceSignedOut => frame.say("activity-device_signed_out"),
            Kind::DeviceSecured => frame.say("activity-device_secured"),
            Kind::NotMe => frame.say("activity-not_me"),
            Kind::ContactChanged => frame.say("activity-contact_changed"),
            Kind::CodesMade => frame.say("activity-codes_made"),
            Kind::CodesKept => frame.say("activity-codes_kept"),
            Kind::CodeUsed => frame.say("activity-code_used"),
            Kind::AccessGiven { service } => of("activity-access_given", service),
            Kind::AccessRefused { service } => of("activity-access_refused", service),
            Kind::ServiceOpened { service } => of("activity-service_opened", service),
            Kind::ServiceStopped { service } => of("activity-service_stopped", service),
            Kind::HouseholdChanged => frame.say("activity-household"),
            Kind::StartCodeMade => frame.say("activity-start_code"),
            Kind::Started => frame.say("activity-started"),
            Kind::PhoneAdded => frame.say("activity-phone_added"),
            Kind::PhoneRemoved => frame.say("activity-phone_removed"),
            Kind::PhoneLock { on: true } => frame.say("activity-phone_locked"),
            Kind::PhoneLock { on: false } => frame.say("activity-phone_unlocked"),
            Kind::PhoneBlocked => frame.say("activity-phone_blocked"),
            Kind::PhoneUnblocked => frame.say("activity-phone_unblocked"),
            Kind::PhoneApproved => frame.say("activity-phone_approved"),
            Kind::PhoneRefused => frame.say("activity-phone_refused"),
            Kind::PhonesPaused => frame.say("activity-phones_paused"),
            Kind::AccountTakenOver => frame.say("activity-taken_over"),
            Kind::WrongFactorCode { times } => frame.say_with("activity-factor_tried", "times", *times),
            Kind::FactorAdded => frame.say("activity-factor_added"),
            Kind::FactorRenamed => frame.say("activity-factor_renamed"),
            Kind::FactorRemoved => frame.say("activity-factor_removed"),
            Kind::FactorBlocked => frame.say("activity-factor_blocked"),
            Kind::FactorLost => frame.say("activity-method_lost"),
            Kind::FactorFound => frame.say("activity-method_found"),
            Kind::KeyCopied => frame.say("activity-key_copied"),
            Kind::SimChanged => frame.say("activity-sim_changed"),
            Kind::MadeToWait => frame.say("activity-made_to_wait"),
        }
    }

    /// « Firefox sur Windows, réseau 203.0.113.0/24 »; nothing where both were erased.
    fn place(&self, frame: &Frame<'_>) -> Option<String> {
        let device = device_name(frame, self.device.as_deref());
        match &self.network {
            Some(network) => {
                let network = frame.say_with("activity-network", "network", network.clone());
                Some(format!("{device}, {network}"))
            }
            None => self.device.is_some().then_some(device),
        }
    }
}
