//! C10 to C16 and C20: setting up a second factor, a page for each step of the insurer's guide. Knows no rule and no secret
//! but the one it shows.

use domain::factor::Why;
use domain::{Factor, Timestamp};
use journeys::enrol_authenticator::Phone;

use crate::frame::{Frame, Titled, page};
use crate::qr;
use crate::second_factor::{FactorRefusal, code_summary, kind_key};
use crate::sign_in::Problem;

/// What every page of the journey carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnrolForm {
    /// This journey's own address, for the form and the languages.
    pub action: String,
    pub csrf: String,
}

/// C10: why now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhyEnrolPage {
    pub why: Why,
    /// Until when it may be put off.
    pub postponable_until: Option<Timestamp>,
    pub form: EnrolForm,
}

/// C11: what can be set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChooseMethodPage {
    pub offered: Vec<Factor>,
    pub none_ticked: bool,
    /// They came by their own wish, and may go back.
    pub may_return: bool,
    pub form: EnrolForm,
}

/// C12: iPhone or Android.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoosePhonePage {
    pub none_ticked: bool,
    pub form: EnrolForm,
}

/// C13: the app is put on the telephone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InstallPage {
    pub phone: Phone,
    pub form: EnrolForm,
}

/// C14, and C15 where it is typed by hand.
#[derive(Clone, PartialEq, Eq)]
pub struct ScanPage {
    /// What the QR code says.
    pub uri: String,
    pub key: String,
    pub company: String,
    pub login: String,
    pub by_hand: bool,
    pub until: Timestamp,
    /// The one before was too old.
    pub renewed: bool,
    pub form: EnrolForm,
}

/// C16: the first code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstCodePage {
    pub refusal: Option<FactorRefusal>,
    pub form: EnrolForm,
}

/// C20: it counts from now on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddedPage {
    pub kind: Factor,
    /// Where printed codes are made, for whoever has none.
    pub codes: Option<String>,
    pub form: EnrolForm,
}

page!(WhyEnrolPage, "enrol/why.html");
page!(ChooseMethodPage, "enrol/method.html");
page!(ChoosePhonePage, "enrol/phone.html");
page!(InstallPage, "enrol/install.html");
page!(ScanPage, "enrol/scan.html");
page!(FirstCodePage, "enrol/code.html");
page!(AddedPage, "enrol/added.html");

impl Titled for WhyEnrolPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-why-title"), None, false)
    }
}

impl WhyEnrolPage {
    const fn reason_key(&self) -> &'static str {
        match self.why {
            Why::SwitchedOn | Why::OwnWish => "enrol-why-switched_on",
            Why::AccountCreated => "enrol-why-created",
            Why::SettingsChanged => "enrol-why-changed",
        }
    }
}

impl Titled for ChooseMethodPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-method-title"), None, self.none_ticked)
    }
}

impl ChooseMethodPage {
    #[expect(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "templates call it so")]
    fn name(&self, frame: &Frame<'_>, kind: &Factor) -> String {
        frame.say(kind_key(*kind))
    }

    /// What is said of a kind below its name.
    #[expect(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "templates call it so")]
    fn about(&self, frame: &Frame<'_>, kind: &Factor) -> Option<String> {
        let key = match kind {
            Factor::Totp => "factor-totp-about",
            Factor::Passkey => "passkey-about",
            Factor::Push => {
                let company = frame.look.brand.name.as_str();
                return Some(frame.say_with("factor-push-about", "company", company));
            }
            Factor::Sms => "factor-sms-about",
            Factor::Voice => "factor-voice-about",
            Factor::Card => "factor-card-about",
            Factor::MailCode => "factor-mail-about",
            Factor::RecoveryCode => return None,
        };
        Some(frame.say(key))
    }

    /// B6: what others can read or divert is marked.
    #[expect(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "templates call it so")]
    const fn is_weaker(&self, kind: &Factor) -> bool {
        kind.is_sent()
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        choice_summary(frame, self.none_ticked)
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let text = frame.say("enrol-method-missing");
        self.none_ticked.then_some(Problem { field: "method-0", text }).into_iter().collect()
    }
}

impl Titled for ChoosePhonePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-phone-title"), None, self.none_ticked)
    }
}

impl ChoosePhonePage {
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        choice_summary(frame, self.none_ticked)
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let text = frame.say("enrol-phone-missing");
        self.none_ticked.then_some(Problem { field: "telephone-iphone", text }).into_iter().collect()
    }
}

fn choice_summary(frame: &Frame<'_>, none_ticked: bool) -> Option<(String, String)> {
    none_ticked.then(|| (frame.say("enrol-refused-title"), frame.say("enrol-refused-text")))
}

impl Titled for InstallPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-install-title"), None, false)
    }
}

impl InstallPage {
    const fn store_key(&self) -> &'static str {
        match self.phone {
            Phone::Iphone => "enrol-install-iphone",
            Phone::Android => "enrol-install-android",
        }
    }
}

impl Titled for ScanPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.heading_key()), None, false)
    }
}

impl ScanPage {
    const fn heading_key(&self) -> &'static str {
        if self.by_hand { "enrol-hand-title" } else { "enrol-scan-title" }
    }

    fn picture(&self, frame: &Frame<'_>) -> String {
        qr::svg(&self.uri, &frame.say("enrol-scan-alt"))
    }

    /// The key in groups of four, as people read it out.
    fn groups(&self) -> String {
        let letters: Vec<char> = self.key.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }
}

impl Titled for FirstCodePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-code-title"), None, self.refusal.is_some())
    }
}

impl FirstCodePage {
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(self.refusal?.key()))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        code_summary(frame, self.refusal)
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "code", text }).collect()
    }
}

impl Titled for AddedPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("enrol-added-title"), None, false)
    }
}

impl AddedPage {
    /// What the method does from now on, and what to take care of.
    const fn words(&self) -> Option<(&'static str, &'static str)> {
        Some(match self.kind {
            Factor::Totp => ("enrol-added-totp", "enrol-added-keep"),
            Factor::Sms => ("enrol-added-sms", "enrol-added-keep_number"),
            Factor::Voice => ("enrol-added-voice", "enrol-added-keep_number"),
            Factor::Card => ("enrol-added-card", "enrol-added-keep_card"),
            Factor::MailCode => ("enrol-added-mail", "sent-mail-weak"),
            Factor::Passkey | Factor::Push | Factor::RecoveryCode => return None,
        })
    }
}
