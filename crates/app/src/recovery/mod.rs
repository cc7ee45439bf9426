//! « Mot de passe oublié »: whom a message concerns, which code is right, which browser may choose. Does the same work for
//! an identifier that nobody has (NU1), and lets no stranger keep a customer from the link (decision 7).

mod code;
mod letters;
mod link;
mod people;

pub use letters::Letter;
pub use link::OpenedLink;

use domain::AccountId;

use crate::App;
use crate::browser::Caller;

impl App {
    /// The browser that asks or proves, as the row keeps it: its binding is never stored in clear.
    pub fn browser_digest(&self, caller: &Caller) -> [u8; 16] {
        self.vault().digest("recovery/browser", &caller.binding.unwrap_or_default())
    }

    /// Wrong codes a day, typed without the link.
    pub(crate) fn code_counter(&self, account: AccountId) -> [u8; 16] {
        self.vault().digest("recovery/code", account.bytes())
    }

    fn code_digest(&self, recovery: domain::RecoveryId, code: &str) -> [u8; 32] {
        let bound = [recovery.bytes().as_slice(), code.as_bytes()].concat();
        self.vault().wide_digest("recovery/code", &bound)
    }
}
