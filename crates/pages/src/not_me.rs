//! C37: « Ce n’était pas moi ». What happened, when and where; one button; and what is next. Knows no account.

use domain::Timestamp;
use domain::alarm::Told;

use crate::account::device_name;
use crate::frame::{Frame, Titled, page};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotMePage {
    pub told: Told,
    /// What the account signs in with.
    pub login: String,
    /// « Firefox · Windows »
    pub device: Option<String>,
    /// Such as `203.0.113.0/24`.
    pub network: Option<String>,
    pub at: Timestamp,
    /// Whether the button signs one device out, or all.
    pub one_device: bool,
    /// A press removes the method that was added.
    pub removes: bool,
    pub csrf: String,
}

/// It was pressed, now or before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotMeDonePage {
    pub login: String,
    pub one_device: bool,
    /// A telephone that somebody else unblocked can be blocked again.
    pub lost: bool,
    /// The method that had been added went with it.
    pub removed: bool,
    /// Of the form that asks for a message to choose another password.
    pub csrf: String,
}

page!(NotMePage, "not_me/not_me.html");
page!(NotMeDonePage, "not_me/done.html");

impl Titled for NotMePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("not_me-title"), None, false)
    }
}

impl NotMePage {
    fn event(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.told {
            Told::NewDevice => "not_me-event-new_device",
            Told::DeviceSignedOut => "not_me-event-signed_out",
            Told::PasswordReset => "not_me-event-password_reset",
            Told::PasswordChanged => "not_me-event-password_changed",
            Told::Personalised => "not_me-event-personalised",
            Told::FactorAdded => "not_me-event-factor_added",
            Told::FactorRemoved => "not_me-event-factor_removed",
            Told::FactorBlocked => "not_me-event-factor_blocked",
            Told::PasskeyCopied => "activity-key_copied",
            Told::SimChanged => "activity-sim_changed",
            Told::PhoneAdded => "not_me-event-phone_added",
            Told::PhoneRemoved => "not_me-event-phone_removed",
            Told::PhoneLocked => "not_me-event-phone_locked",
            Told::PushReported => "not_me-event-push_reported",
            Told::PushPaused => "not_me-event-push_paused",
            Told::PhoneLost => "not_me-event-phone_lost",
            Told::PhoneFound => "not_me-event-phone_found",
            Told::ContactAdded => "not_me-event-contact_added",
            Told::ContactReplaced => "not_me-event-contact_replaced",
            Told::ContactRemoved => "not_me-event-contact_removed",
            Told::CodesMade => "not_me-event-codes_made",
            Told::CodeUsed => "not_me-event-code_used",
        })
    }

    /// A press takes a change of address back too.
    const fn undoes(&self) -> bool {
        matches!(self.told, Told::ContactAdded | Told::ContactReplaced | Told::ContactRemoved)
    }

    fn place(&self, frame: &Frame<'_>) -> String {
        let device = device_name(frame, self.device.as_deref());
        match &self.network {
            Some(network) => {
                format!("{device}, {}", frame.say_with("activity-network", "network", network.clone()))
            }
            None => device,
        }
    }
}

impl Titled for NotMeDonePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.heading_key()), None, false)
    }
}

impl NotMeDonePage {
    const fn heading_key(&self) -> &'static str {
        if self.one_device { "not_me-done-device" } else { "not_me-done-all" }
    }
}
