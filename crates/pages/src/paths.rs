//! Where pages lead: the addresses that templates and the rooms above agree on.

pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_IN_AS_SOMEONE_ELSE: &str = "/sign-in?other=1";
pub const SESSION_LEFT: &str = "/session/left";
pub const SESSION_STAY: &str = "/session/stay";
pub const WHO: &str = "/sign-in/who";
/// The list of this browser's people, also for somebody signed in.
pub const SWITCH_PERSON: &str = "/sign-in?who=1";
pub const SIGN_OUT: &str = "/sign-out";
pub const ACCOUNT: &str = "/account";
pub const ACTIVITY: &str = "/account/activity";
pub const HOUSEHOLD: &str = "/account/household";
pub const ADD_PERSON: &str = "/account/household/add";
/// A code for somebody who was added: another one, or none any more.
pub const START_CODE: &str = "/account/household/start-code";
/// Where somebody starts an account that a holder made (X19).
pub const START: &str = "/start";
pub const STARTED: &str = "/start/done";
pub const DEVICES: &str = "/account/devices";
pub const RENAME_DEVICE: &str = "/account/devices/rename";
pub const END_DEVICE: &str = "/account/devices/end";
pub const END_ALL_DEVICES: &str = "/account/devices/end-all";
pub const CONSENT: &str = "/consent";
pub const HELP: &str = "/help";
pub const FORGOTTEN_PASSWORD: &str = "/forgotten-password";
pub const CHECK_CODE: &str = "/forgotten-password/check";
pub const RESET: &str = "/reset";
/// A second way to recover is asked for (O12).
pub const RECOURSE: &str = "/second-way";
/// Contact addresses: the list, a fresh proof before they change, and each step.
pub const CONTACTS: &str = "/account/contacts";
pub const CHANGE_CONTACTS: &str = "/account/contacts/change";
pub const CONFIRM_CONTACT: &str = "/account/contacts/confirm";
pub const REMOVE_CONTACT: &str = "/account/contacts/remove";
/// Printed codes.
pub const CODES: &str = "/account/recovery-codes";
pub const KEEP_CODES: &str = "/account/recovery-codes/keep";
/// A printed code instead of a message's.
pub const PRINTED_CODE: &str = "/forgotten-password/recovery-code";
/// « Ce n’était pas moi »: where the link of each notice leads.
pub const NOT_ME: &str = "/not-me";
/// C29: for whoever is not signed in, and for whoever is.
pub const LOST_PHONE: &str = "/lost-phone";
pub const OWN_LOST_PHONE: &str = "/account/security/lost-phone";
pub const FOUND_PHONE: &str = "/account/security/found";
pub const CHANGE_PASSWORD: &str = "/account/password";
pub const PERSONALISE: &str = "/personalise";
pub const SECOND_FACTOR: &str = "/sign-in/factor";
pub const PASSWORDLESS: &str = "/sign-in/passkey";
/// With a phone and no password (C28).
pub const SIGN_IN_BY_PHONE: &str = "/sign-in/phone";
pub const PHONE_EVENTS: &str = "/sign-in/phone/events";
pub const PASSKEY_CHALLENGE: &str = "/sign-in/passkey/challenge";
pub const SECOND_FACTOR_EVENTS: &str = "/sign-in/factor/events";
pub const SECURITY: &str = "/account/security";
pub const ADD_METHOD: &str = "/account/security/new";
pub const ENROL: &str = "/account/security/add";
pub const ENROL_EVENTS: &str = "/account/security/add/events";
pub const RENAME_METHOD: &str = "/account/security/rename";
pub const REMOVE_METHOD: &str = "/account/security/remove";
pub const COOKIES: &str = "/legal/cookies";
pub const ACCESSIBILITY: &str = "/legal/accessibility";
