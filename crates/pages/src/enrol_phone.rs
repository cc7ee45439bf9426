//! C13 to C15 for our own app: it is put on the phone, and the phone comes to the account. Knows no rule and no secret but
//! the one it shows.

use domain::Timestamp;
use journeys::enrol_authenticator::Phone;

use crate::enrol::EnrolForm;
use crate::frame::{Frame, Titled, page};
use crate::qr;

/// C13: the app is put on the phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneInstallPage {
    pub phone: Phone,
    /// Where the app is: `https://app.lumen.example`.
    pub app: String,
    pub form: EnrolForm,
}

/// C14, and C15 where the code is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneScanPage {
    pub phone: Phone,
    pub app: String,
    pub coming: Coming,
    pub by_hand: bool,
    /// The one before was too old.
    pub renewed: bool,
    /// Where the page hears that the phone has come.
    pub events: String,
    pub form: EnrolForm,
}

/// How far the phone has come.
#[derive(Clone, PartialEq, Eq)]
pub enum Coming {
    Awaited {
        /// What the QR code says.
        link: String,
        /// The same for typing.
        code: String,
        until: Timestamp,
    },
    /// It has read the code.
    Claimed,
    /// It is there.
    Arrived,
    /// The code is too old, or a newer one was shown elsewhere.
    Over,
}

page!(PhoneInstallPage, "enrol/phone_install.html");
page!(PhoneScanPage, "enrol/phone_scan.html");

impl Titled for PhoneInstallPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&self.heading(frame), None, false)
    }
}

impl PhoneInstallPage {
    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn heading(&self, frame: &Frame<'_>) -> String {
        frame.say_with("phone-install-title", "company", frame.look.brand.name.as_str())
    }

    const fn touch_key(&self) -> &'static str {
        match self.phone {
            Phone::Iphone => "phone-install-iphone",
            Phone::Android => "phone-install-android",
        }
    }

    fn picture(&self, frame: &Frame<'_>) -> String {
        qr::svg(&format!("{}/", self.app), &frame.say("phone-install-alt"))
    }

    /// As people type it.
    fn short(&self) -> &str {
        self.app.split_once("://").map_or(self.app.as_str(), |(_, host)| host)
    }
}

impl Titled for PhoneScanPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.heading_key()), None, false)
    }
}

impl PhoneScanPage {
    const fn heading_key(&self) -> &'static str {
        match &self.coming {
            Coming::Awaited { .. } if self.by_hand => "phone-hand-title",
            Coming::Awaited { .. } => "phone-scan-title",
            Coming::Claimed => "phone-claimed-title",
            Coming::Arrived => "phone-added-title",
            Coming::Over => "phone-over-title",
        }
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn picture(&self, frame: &Frame<'_>, link: &str) -> String {
        qr::svg(link, &frame.say("phone-scan-alt"))
    }

    fn short(&self) -> &str {
        self.app.split_once("://").map_or(self.app.as_str(), |(_, host)| host)
    }

    #[expect(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "templates call it so")]
    fn keep(&self, frame: &Frame<'_>, until: &Timestamp) -> String {
        frame.say_with("enrol-scan-keep", "clock", frame.clock(*until))
    }

    /// Whether the page waits for something that may happen by itself.
    const fn waits(&self) -> bool {
        !matches!(self.coming, Coming::Over)
    }
}
