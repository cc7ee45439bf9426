//! What people see: pages, words, styles, mails, and samples of all of them. Knows languages;
//! knows no HTTP, no rule about who may enter, no clock.

mod account;
mod activity;
mod add_person;
mod approve;
mod assets;
mod code_mail;
mod confirm_mail;
mod consent;
mod contacts;
mod dates;
mod enrol;
mod enrol_phone;
mod error;
mod frame;
mod help;
mod household;
mod household_mail;
mod icon;
mod logo;
mod look;
mod lost_phone;
mod mail;
mod not_me;
mod oklch;
mod palette;
mod passkey;
mod password;
pub mod paths;
mod personalise;
mod phone_alone;
mod qr;
mod recourse;
mod recover;
mod recover_mail;
mod recovery_codes;
pub mod samples;
mod second_factor;
mod security;
mod sent;
mod session_end;
mod sign_in;
mod sign_out;
mod start;
mod style;
pub mod texts;
mod texts_end_mail;
mod waiting;
mod waits;
mod who;
mod words;

pub use account::{AccountPage, DeviceLine, DevicesDone, DevicesPage, RecourseAdvice};
pub use activity::{ActivityKind, ActivityLine, ActivityPage};
pub use add_person::{AddPersonPage, AddRefusal, AddRefusals, BornRefusal, StartCodePage};
pub use approve::{Approval, ApprovePage};
pub use assets::{Asset, Assets};
pub use code_mail::CodeMail;
pub use confirm_mail::ConfirmMail;
pub use consent::{ConsentPage, Shared, SharedKind};
pub use contacts::{ContactCodePage, ContactCodeRefusal, ContactLine, ContactRefusal, ContactsPage};
pub use enrol::{
    AddedPage, ChooseMethodPage, ChoosePhonePage, EnrolForm, FirstCodePage, InstallPage, ScanPage,
    WhyEnrolPage,
};
pub use enrol_phone::{Coming, PhoneInstallPage, PhoneScanPage};
pub use error::{ErrorKind, ErrorPage, WayOn};
pub use frame::{Frame, Page};
pub use help::{
    AccessibilityPage, CookieLife, CookieLine, CookiePurpose, CookiesPage, HelpFacts, HelpPage,
    HelpTopicPage, Topic,
};
pub use household::{
    ContractPart, HouseholdNote, HouseholdPage, MailboxPart, OfferPart, PersonPart, StartPart,
};
pub use household_mail::HouseholdMail;
pub use logo::LogoRefusal;
pub use look::{LogoSlot, Look, LookRefusal};
pub use lost_phone::{LostPhonePage, LostPhoneStartPage, LostRefusal, LostThing, LostWays};
pub use mail::{Mail, SecurityNotice, push_title};
pub use not_me::{NotMeDonePage, NotMePage};
pub use palette::Palette;
pub use passkey::{FactorPasskeyPage, MakePasskeyPage, PasskeyRefusal, PasswordlessPage};
pub use password::{ChangePasswordPage, NewPasswordPage, PasswordRefusal};
pub use personalise::{ChoiceRefusal, LoginRefusal, PersonalisePage, PersonaliseReason, PersonaliseSoonPage};
pub use phone_alone::{PhoneAlonePage, PhoneSignInPage};
pub use recourse::RecoursePage;
pub use recover::{
    AccountChoice, CheckMailPage, CodeRefusal, ForgottenPage, ForgottenRefusal, WhichAccountPage,
};
pub use recover_mail::RecoveryMail;
pub use recovery_codes::{CodeSet, NewCodesPage, PrintedCodePage, PrintedRefusal, RecoveryCodesPage};
pub use second_factor::{FactorChoice, FactorCodePage, FactorRefusal, OtherFactorsPage, PhoneNote};
pub use security::{MethodLine, SecurityNote, SecurityPage, Signal};
pub use sent::{
    AddressChoice, FactorCellPage, FactorSentPage, FirstCellPage, PrintCardPage, SendingRefusal,
    SentFirstPage, UnderWay, WhereToPage,
};
pub use session_end::SessionEnd;
pub use sign_in::{
    ConfirmReason, IdentifierKind, KeepOffer, PasskeyOffer, Person, PreparedPage, SignInNote, SignInPage,
    SignInRefusal,
};
pub use sign_out::{ServiceLink, SignOutPage, SignedOutPage};
pub use start::{StartPage, StartPasswordPage, StartRefusal, StartedPage};
pub use texts_end_mail::TextsEndMail;
pub use waiting::{ServerBusyPage, TooManyTriesPage};
pub use waits::Waits;
pub use who::{ANOTHER_PERSON, WhoLine, WhoPage};
