//! C29: « Téléphone perdu ou volé ». Knows no rule: what can be blocked, what was, and which ways are left is handed in.

use domain::message::Named;
use domain::{Factor, Timestamp};

use crate::frame::{Frame, Titled, page};
use crate::second_factor::name_with_ending;
use crate::sign_in::Problem;

/// Where it begins, the same for everybody who is not signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostPhoneStartPage {
    /// Where identifier and password are asked for, and this goes on.
    pub sign_in: String,
    pub forgotten: String,
}

/// What was on the telephone, or what was blocked with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostPhonePage {
    pub things: Vec<LostThing>,
    /// What is blocked already.
    pub blocked: Vec<Named>,
    pub refusal: Option<LostRefusal>,
    pub ways: LostWays,
    pub action: String,
    pub csrf: String,
}

/// One method that may have been on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostThing {
    /// What the form sends back; opaque here.
    pub id: String,
    pub named: Named,
    pub ticked: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LostRefusal {
    NothingTicked,
    TooOften { until: Timestamp },
}

/// What is left besides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LostWays {
    /// The sign-in goes on: by a printed code, or by a method beside what is ticked.
    SignIn { printed: bool, others: bool },
    /// Somebody is signed in.
    Account,
}

page!(LostPhoneStartPage, "lost_phone/start.html");
page!(LostPhonePage, "lost_phone/block.html");

/// « iPhone de Camille » for a phone, and what others are called elsewhere.
pub(crate) fn name(frame: &Frame<'_>, named: &Named) -> String {
    match named.kind {
        Factor::Push if !named.label.is_empty() => named.label.clone(),
        kind => name_with_ending(frame, kind, &named.label, named.ending.as_deref()),
    }
}

impl Titled for LostPhoneStartPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("lost-title"), None, false)
    }
}

impl Titled for LostPhonePage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.heading_key()), None, self.refusal.is_some())
    }
}

impl LostPhonePage {
    fn is_done(&self) -> bool {
        !self.blocked.is_empty()
    }

    fn heading_key(&self) -> &'static str {
        if self.is_done() { "lost-done-title" } else { "lost-title" }
    }

    const fn is_own(&self) -> bool {
        matches!(self.ways, LostWays::Account)
    }

    const fn printed(&self) -> bool {
        matches!(self.ways, LostWays::SignIn { printed: true, .. })
    }

    const fn others(&self) -> bool {
        matches!(self.ways, LostWays::SignIn { others: true, .. })
    }

    /// Nothing would be left to sign in with: whoever blocks should know it before.
    fn is_last(&self) -> bool {
        !self.is_own() && !self.is_done() && !self.printed() && !self.others() && !self.things.is_empty()
    }

    /// A number goes on receiving, whatever is blocked here.
    fn names_a_line(&self) -> bool {
        let line = |kind: Factor| matches!(kind, Factor::Sms | Factor::Voice);
        self.blocked.iter().any(|one| line(one.kind)) || self.things.iter().any(|one| line(one.named.kind))
    }

    fn is_unticked(&self) -> bool {
        self.refusal == Some(LostRefusal::NothingTicked)
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn thing(&self, frame: &Frame<'_>, thing: &LostThing) -> String {
        match thing.named.kind {
            Factor::Push if !thing.named.label.is_empty() => {
                frame.say_with("lost-thing-phone", "phone", thing.named.label.clone())
            }
            _ => name(frame, &thing.named),
        }
    }

    #[expect(clippy::unused_self, reason = "templates call it so")]
    fn blocked_name(&self, frame: &Frame<'_>, named: &Named) -> String {
        name(frame, named)
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        Some(match self.refusal? {
            LostRefusal::NothingTicked => (frame.say("enrol-refused-title"), frame.say("lost-refused-text")),
            LostRefusal::TooOften { until } => {
                let text = frame.say_with("lost-often-text", "clock", frame.clock_from(until));
                (frame.say("lost-often-title"), text)
            }
        })
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let text = frame.say("lost-missing");
        self.is_unticked().then_some(Problem { field: "loss-0", text }).into_iter().collect()
    }
}
