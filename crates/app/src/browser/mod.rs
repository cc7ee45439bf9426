//! What one browser brings with a request and what it takes away: cookies as typed values, never as text.
//! Knows no HTTP: `web` reads and writes the headers.

mod kept;
mod people;

pub use kept::Kept;
pub use people::{MOST as MOST_PEOPLE, People, Person, Remembered};

use domain::{DeviceId, Timestamp};
pub use proofs::token::Token;

/// The browser behind one request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub now: Timestamp,
    /// The random value that binds forms to this browser (WB1); absent at the first visit or when cookies are blocked.
    pub binding: Option<[u8; 16]>,
    pub session: Option<Token>,
    /// « Rester identifié »: one for each person who is kept here.
    pub kept: Vec<Kept>,
    /// Who uses this browser, as it remembers; empty where nobody ticked the box.
    pub people: People,
    /// « Firefox · Windows », for the list of devices.
    pub label: String,
    /// The network it comes from, such as `203.0.113.0/24`; never a whole address (PR2).
    pub network: String,
}

/// What to change in the browser. Values are ready to be set as they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CookieChange {
    /// Ends with the browser.
    Session(String),
    EndSession,
    /// The next verifier of one person's series.
    Kept {
        device: DeviceId,
        value: String,
        until: Timestamp,
    },
    /// That person's series alone.
    EndKept(DeviceId),
    /// The browser's memory of its people; lives 400 days, the longest browsers allow.
    People(String),
}

impl Caller {
    /// What audit keeps of the place, sealed and erasable.
    pub fn place(&self) -> String {
        self.place_of(&self.label)
    }

    /// The same of a device that is called otherwise.
    pub(crate) fn place_of(&self, label: &str) -> String {
        format!("{label} · {}", self.network)
    }

    /// Device and network of what `place` wrote, as far as they were known.
    pub(crate) fn read_place(place: &str) -> (Option<&str>, Option<&str>) {
        let known = |text: &'_ str| !text.is_empty();
        match place.rsplit_once(" · ") {
            Some((label, network)) => {
                (Some(label).filter(|text| known(text)), Some(network).filter(|text| known(text)))
            }
            None => (None, None),
        }
    }

    /// The cookie of « rester identifié » of one device row.
    pub fn kept_at(&self, device: DeviceId) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.device == device)
    }

    /// The device row that this browser says it has for an account.
    pub fn device_of(&self, account: domain::AccountId) -> Option<DeviceId> {
        self.people.of(account).map(|person| person.device)
    }
}
