//! The nouns and rules of Vestibule: typed ids, accounts, credentials, sessions, clients, contracts, policy.
//! Knows no I/O, no clock and no chance: instants and random bytes are handed in by the shell.

pub mod account;
pub mod alarm;
pub mod audit;
pub mod brand;
pub mod client;
pub mod contact;
pub mod contract;
pub mod device_label;
pub mod factor;
pub mod household;
pub mod id;
pub mod identifier;
pub mod locale;
pub mod login;
pub mod message;
pub mod method;
pub mod network_throttle;
pub mod passkey;
pub mod password;
pub mod personalise;
pub mod policy;
pub mod recourse;
pub mod recovery;
pub mod secret;
pub mod sending;
pub mod session;
pub mod sim_swap;
pub mod telephone;
pub mod throttle;
pub mod time;
pub mod vap;

pub use account::{Account, PersonName};
pub use audit::Fact;
pub use brand::Brand;
pub use client::Client;
pub use contract::Role;
pub use factor::Factor;
pub use id::{
    AccountId, ActId, AlarmId, AuthenticatorId, ChangeId, ClientId, CodeSetId, ContactId, ContractId,
    DeviceId, EnrolmentId, HandoverId, JourneyId, LineId, MailboxId, MessageId, RecoveryId, SentCodeId,
    SessionId, SignInId, StartId, VapChallengeId,
};
pub use identifier::Identifier;
pub use locale::Locale;
pub use method::{Assurance, Method};
pub use policy::Policy;
pub use secret::Secret;
pub use session::{Device, Remaining, Session};
pub use telephone::PhoneNumber;
pub use time::Timestamp;
