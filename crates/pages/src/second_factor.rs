//! C22 and C23: a second factor is asked for at sign-in, or another method is chosen. Knows no rule: which method, why and
//! what was refused are handed in. One more kind joins with its words in [`kind_key`].

use domain::factor::Due;
use domain::{Factor, Timestamp};

use crate::frame::{Frame, Titled, page};
use crate::passkey::PasskeyRefusal;
use crate::sign_in::Problem;

/// C22: the code of an app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorCodePage {
    /// The service that asks, where one does.
    pub service: Option<String>,
    pub due: Due,
    pub kind: Factor,
    /// As the customer named it; may be empty.
    pub label: String,
    /// Our own app shows it.
    pub of_phone: bool,
    pub refusal: Option<FactorRefusal>,
    /// From when on another code may be typed.
    pub wait_until: Option<Timestamp>,
    /// This page, for the form.
    pub action: String,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactorRefusal {
    Missing,
    NotSixDigits,
    Wrong,
    /// It was right, and served before.
    Used,
    /// The telephone's clock is wrong.
    WrongClock,
}

/// C23: what else the customer has.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of its own")]
pub struct OtherFactorsPage {
    pub service: Option<String>,
    pub choices: Vec<FactorChoice>,
    /// Nothing was ticked.
    pub none_ticked: bool,
    /// The one that was tried is blocked.
    pub blocked: bool,
    /// Something was blocked with a lost telephone.
    pub lost: bool,
    /// Something could be.
    pub can_lose: bool,
    /// It was a passkey, of which there may be two.
    pub copied: bool,
    /// Why the phone is not asked.
    pub phone: Option<PhoneNote>,
    /// A printed code may stand for it (C24).
    pub printed: bool,
    /// Signed in already: where the methods are managed.
    pub security: Option<&'static str>,
    /// Where the password is typed instead: a phone came without one.
    pub password: Option<String>,
    /// Where a new password is chosen.
    pub forgotten: String,
    pub action: String,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneNote {
    /// It was removed meanwhile.
    Gone,
    /// It was blocked meanwhile, as lost.
    Lost,
    /// It is not asked before then (PU3).
    InPeace { until: Timestamp },
}

/// One method that may be tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorChoice {
    /// What the form sends back; opaque here.
    pub id: String,
    pub kind: Factor,
    pub label: String,
    /// A code that our own app shows.
    pub of_phone: bool,
    /// Where its codes go, as far as that is ever shown.
    pub ending: Option<String>,
}

page!(FactorCodePage, "second_factor/code.html");
page!(OtherFactorsPage, "second_factor/other.html");

/// What a kind is called.
pub(crate) const fn kind_key(kind: Factor) -> &'static str {
    match kind {
        Factor::Passkey => "factor-passkey",
        Factor::Push => "factor-push",
        Factor::Totp => "factor-totp",
        Factor::Sms => "factor-sms",
        Factor::Voice => "factor-voice",
        Factor::Card => "factor-card",
        Factor::MailCode => "factor-mail",
        Factor::RecoveryCode => "factor-recovery",
    }
}

/// « SMS se terminant par 78 », or the name without it.
pub(crate) fn name_with_ending(frame: &Frame<'_>, kind: Factor, label: &str, ending: Option<&str>) -> String {
    let key = match kind {
        Factor::Sms => "factor-sms-ending",
        Factor::Voice => "factor-voice-ending",
        Factor::MailCode => "factor-mail-ending",
        _ => return method_name(frame, kind, label),
    };
    let Some(ending) = ending else { return method_name(frame, kind, label) };
    let name = frame.say_with(key, "to", ending);
    if label.is_empty() { name } else { format!("{name} ({label})") }
}

/// Why a factor is asked for.
pub(crate) fn lead(frame: &Frame<'_>, due: Due, service: Option<&str>) -> String {
    match due {
        Due::NewDevice => frame.say("factor-ask-new_device"),
        Due::TooLongAgo => frame.say("factor-ask-too_long"),
        Due::Sensitive => frame.say("factor-ask-sensitive"),
        Due::PhoneAlone => frame.say("factor-ask-phone_alone"),
        Due::AskedByService => {
            frame.say_with("factor-ask-service", "service", service.unwrap_or_else(|| frame.service_name()))
        }
    }
}

/// « Application de codes », or « Application de codes (Bleu) ».
pub(crate) fn method_name(frame: &Frame<'_>, kind: Factor, label: &str) -> String {
    let kind = frame.say(kind_key(kind));
    if label.is_empty() { kind } else { format!("{kind} ({label})") }
}

/// Why a factor is asked for.
pub(crate) fn due_lead(frame: &Frame<'_>, due: Due, service: Option<&str>) -> String {
    match due {
        Due::NewDevice => frame.say("factor-ask-new_device"),
        Due::TooLongAgo => frame.say("factor-ask-too_long"),
        Due::Sensitive => frame.say("factor-ask-sensitive"),
        Due::PhoneAlone => frame.say("factor-ask-phone_alone"),
        Due::AskedByService => {
            frame.say_with("factor-ask-service", "service", service.unwrap_or_else(|| frame.service_name()))
        }
    }
}

/// « Code de l'application Lumen (Pixel 8) » for what our own app shows.
fn shown_name(frame: &Frame<'_>, (kind, label, of_phone): (Factor, &str, bool)) -> String {
    if of_phone {
        let app = frame.say_with("factor-phone-codes", "company", frame.look.brand.name.as_str());
        format!("{app} ({label})")
    } else {
        method_name(frame, kind, label)
    }
}

impl FactorRefusal {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Missing => "factor-refused-missing",
            Self::NotSixDigits => "factor-refused-digits",
            Self::Wrong => "factor-refused-wrong",
            Self::Used => "factor-refused-used",
            Self::WrongClock => "enrol-code-clock",
        }
    }
}

/// The error summary of a code's page.
pub(crate) fn code_summary(frame: &Frame<'_>, refusal: Option<FactorRefusal>) -> Option<(String, String)> {
    refusal.map(|_| (frame.say("factor-refused-title"), frame.say("factor-refused-text")))
}

impl Titled for FactorCodePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.refusal.is_some() || self.wait_until.is_some();
        frame.title(&frame.say("factor-ask-title"), self.service.as_deref(), refused)
    }
}

impl FactorChoice {
    fn name(&self, frame: &Frame<'_>) -> String {
        if self.of_phone {
            return shown_name(frame, (self.kind, &self.label, true));
        }
        name_with_ending(frame, self.kind, &self.label, self.ending.as_deref())
    }
}

impl FactorCodePage {
    fn name(&self, frame: &Frame<'_>) -> String {
        shown_name(frame, (self.kind, &self.label, self.of_phone))
    }

    fn where_it_is(&self, frame: &Frame<'_>) -> String {
        let key = if self.of_phone { "factor-ask-phone" } else { "factor-ask-totp" };
        frame.say_with(key, "company", frame.look.brand.name.as_str())
    }

    fn lead(&self, frame: &Frame<'_>) -> String {
        due_lead(frame, self.due, self.service.as_deref())
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        Some(frame.say(self.refusal?.key()))
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.wait_until {
            Some(until) => {
                let text = frame.say_with("factor-wait-text", "clock", frame.clock_from(until));
                Some((frame.say("factor-wait-title"), text))
            }
            None => code_summary(frame, self.refusal),
        }
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.wrong(frame).into_iter().map(|text| Problem { field: "code", text }).collect()
    }
}

fn lost_words(frame: &Frame<'_>) -> (String, String) {
    (frame.say("lost-done-title"), frame.say("lost-factor-text"))
}

impl Titled for OtherFactorsPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.none_ticked || self.blocked || self.copied || self.phone.is_some();
        frame.title(&frame.say("factor-other-title"), self.service.as_deref(), refused)
    }
}

impl OtherFactorsPage {
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        if self.copied {
            return Some(PasskeyRefusal::Blocked.summary(frame));
        }
        match self.phone {
            Some(PhoneNote::Gone) => {
                return Some((frame.say("phone-gone-title"), frame.say("phone-gone-text")));
            }
            Some(PhoneNote::Lost) => return Some(lost_words(frame)),
            Some(PhoneNote::InPeace { until }) => {
                let text = frame.say_with("phone-peace-text", "clock", frame.clock_from(until));
                return Some((frame.say("phone-peace-title"), text));
            }
            None => {}
        }
        if self.blocked {
            return Some((frame.say("factor-blocked-title"), frame.say("factor-blocked-text")));
        }
        self.none_ticked.then(|| (frame.say("enrol-refused-title"), frame.say("enrol-refused-text")))
    }

    /// It was its owner who blocked it: no wrong code, and no new password brings it back.
    fn lost_note(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        (self.lost && self.summary(frame).is_none()).then(|| lost_words(frame))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let text = frame.say("factor-other-missing");
        self.none_ticked.then_some(Problem { field: "method-0", text }).into_iter().collect()
    }
}
