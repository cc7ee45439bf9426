//! What a person is told by message, each act by its noun. Knows no address and no word.

use domain::alarm::Told;
use domain::message::{FactorChange, HouseholdNews, Named};
use domain::{AccountId, AuthenticatorId, ChangeId, ContractId, DeviceId, Timestamp};

/// What to tell the person by message; the shell finds the addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    NewDevice {
        account: AccountId,
        device: DeviceId,
        at: Timestamp,
    },
    PasswordReset {
        account: AccountId,
        at: Timestamp,
    },
    PasswordChanged {
        account: AccountId,
        at: Timestamp,
    },
    /// Tells `account` what happened in the household, about `about`.
    Household {
        account: AccountId,
        news: HouseholdNews,
        contract: ContractId,
        about: AccountId,
    },
    /// Somebody was added by login, who is not stored yet.
    PersonAdded {
        account: AccountId,
        name: String,
        at: Timestamp,
    },
    Personalised {
        account: AccountId,
        login: String,
        at: Timestamp,
    },
    /// A method was added; its reader may remove it (X10).
    MethodAdded {
        account: AccountId,
        method: AuthenticatorId,
        about: Vec<Named>,
        at: Timestamp,
    },
    FactorChanged {
        account: AccountId,
        /// Which one, where it has a name of its own.
        about: Vec<Named>,
        change: FactorChange,
        at: Timestamp,
    },
    /// C29: what was blocked with a lost telephone, or given back.
    PhoneLost {
        account: AccountId,
        about: Vec<Named>,
        at: Timestamp,
    },
    PhoneFound {
        account: AccountId,
        about: Vec<Named>,
        at: Timestamp,
    },
    /// SM5: which number it is, as far as that is ever shown.
    SimChanged {
        account: AccountId,
        about: Vec<Named>,
        at: Timestamp,
    },
    CodesMade {
        account: AccountId,
        at: Timestamp,
    },
    ContactChanged {
        account: AccountId,
        told: Told,
        id: ChangeId,
        at: Timestamp,
    },
    CodeUsed {
        account: AccountId,
        left: u32,
        at: Timestamp,
    },
}
