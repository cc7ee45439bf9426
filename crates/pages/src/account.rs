//! The customer's own room: where they may go from here, and which devices are signed in (C30, SE8).

use domain::Timestamp;
use domain::device_label::{named_label, split_label};

use crate::frame::{Frame, Titled, page};
use crate::paths;
use crate::sign_out::ServiceLink;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountPage {
    pub given_name: Option<String>,
    pub identifier: String,
    /// The company's areas that this sign-in opens.
    pub portals: Vec<ServiceLink>,
    /// What would be missing if the password were lost today.
    pub advice: Option<RecourseAdvice>,
    pub csrf: String,
}

/// A gentle word, with the way to printed codes (O12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RecourseAdvice {
    /// Nothing but the mailbox that this sign-in opens.
    OnlyThisMailbox,
    FewCodes {
        left: u32,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DevicesPage {
    /// The device in hand first.
    pub devices: Vec<DeviceLine>,
    /// What was just done.
    pub done: Option<DevicesDone>,
    pub csrf: String,
}

/// One browser or phone that is signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceLine {
    /// What the form sends back; opaque here.
    pub id: String,
    /// « Firefox · Windows », or nothing where the browser did not tell.
    pub label: Option<String>,
    /// What its owner calls it.
    pub own_name: Option<String>,
    pub is_this_one: bool,
    pub last_used: Timestamp,
    pub signed_in: Timestamp,
    /// « Rester identifié jusqu’au … »; absent for a session that ends with the browser.
    pub kept_until: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DevicesDone {
    Ended {
        label: Option<String>,
    },
    /// The device was signed out already.
    WasGone,
    Renamed,
}

/// A part of the room, with a heading of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Household,
    Security,
}

/// One way from the account's first page to another: `page` is a heading key, `about` one sentence.
struct Tile {
    part: Part,
    href: &'static str,
    page: &'static str,
    about: &'static str,
}

/// Every page of the account, in the order they are shown. A new page joins with its line.
const TILES: &[Tile] = &[
    tile(Part::Household, paths::HOUSEHOLD, "household-title", "account-household-about"),
    tile(Part::Security, paths::SECURITY, "security-title", "security-about"),
    tile(Part::Security, paths::CHANGE_PASSWORD, "choose-change-title", "account-password-about"),
    tile(Part::Security, paths::CONTACTS, "contacts-title", "account-contacts-about"),
    tile(Part::Security, paths::CODES, "codes-title", "account-codes-about"),
    tile(Part::Security, paths::DEVICES, "devices-title", "account-devices-about"),
    tile(Part::Security, paths::ACTIVITY, "activity-title", "account-activity-about"),
];

const fn tile(part: Part, href: &'static str, page: &'static str, about: &'static str) -> Tile {
    Tile { part, href, page, about }
}

impl Part {
    const ALL: [Self; 2] = [Self::Household, Self::Security];

    const fn key(self) -> &'static str {
        match self {
            Self::Household => "account-contracts",
            Self::Security => "account-security",
        }
    }

    fn tiles(self) -> impl Iterator<Item = &'static Tile> {
        TILES.iter().filter(move |tile| tile.part == self)
    }
}

page!(AccountPage, "account/account.html");
page!(DevicesPage, "account/devices.html");

/// « Firefox sur Windows » from « Firefox · Windows »; « Appareil inconnu » from nothing; after the name that its owner gave,
/// « Ordi du salon (Firefox sur Windows) ».
pub(crate) fn device_name(frame: &Frame<'_>, label: Option<&str>) -> String {
    match label.map(split_label) {
        None => frame.say("devices-unknown"),
        Some((Some(name), "")) => name.to_owned(),
        Some((Some(name), label)) => format!("{name} ({})", browser_name(frame, label)),
        Some((None, label)) => browser_name(frame, label),
    }
}

fn browser_name(frame: &Frame<'_>, label: &str) -> String {
    match label.split_once(" · ") {
        Some((browser, system)) => crate::words::say_with(
            frame.locale,
            "devices-name",
            [("browser", browser.into()), ("system", system.into())],
        ),
        None => label.to_owned(),
    }
}

impl Titled for AccountPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("account-title"), None, false)
    }
}

impl AccountPage {
    fn advice(&self, frame: &Frame<'_>) -> Option<String> {
        Some(match self.advice? {
            RecourseAdvice::OnlyThisMailbox => frame.say("account-only_this_mailbox"),
            RecourseAdvice::FewCodes { left } => frame.say_with("codes-left", "left", left),
        })
    }

    fn heading(&self, frame: &Frame<'_>) -> String {
        match &self.given_name {
            Some(name) => frame.say_with("account-hello", "name", name.as_str()),
            None => frame.say("account-title"),
        }
    }
}

impl Titled for DevicesPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("devices-title"), None, false)
    }
}

impl DevicesPage {
    fn note(&self, frame: &Frame<'_>) -> Option<String> {
        Some(match self.done.as_ref()? {
            DevicesDone::Ended { label } => {
                frame.say_with("devices-ended", "device", device_name(frame, label.as_deref()))
            }
            DevicesDone::WasGone => frame.say("devices-was_gone"),
            DevicesDone::Renamed => frame.say("devices-renamed"),
        })
    }
}

impl DeviceLine {
    fn name(&self, frame: &Frame<'_>) -> String {
        let label = self.label.as_deref().unwrap_or_default();
        let named = self.own_name.as_deref().map(|name| named_label(Some(name), label));
        device_name(frame, named.as_deref().or(self.label.as_deref()))
    }

    fn own_name(&self) -> &str {
        self.own_name.as_deref().unwrap_or_default()
    }
}
