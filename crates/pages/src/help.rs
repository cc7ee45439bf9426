//! Help, cookies and accessibility: short, true, and with the values that the policy really has (B13, PR3).

use std::time::Duration;

use domain::brand::Customers;

use crate::frame::{Frame, Titled, page};
use questions::Question;

mod questions;

/// What the policy holds today, as far as help speaks of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpFacts {
    /// How long « rester identifié » lasts; absent where it is not offered.
    pub kept_for: Option<Duration>,
    /// Whether that box comes ticked.
    pub kept_by_default: bool,
    /// A session that is not kept ends after this much rest,
    pub idle: Duration,
    /// and after this long in any case.
    pub absolute: Duration,
    /// The shortest new password, in characters.
    pub least: u32,
    /// How long the code and the link of a message serve.
    pub message_lives: Duration,
    /// The wait before another message may be asked for.
    pub message_pause: Duration,
    /// How long device and network of an act are kept.
    pub places_for: Duration,
}

/// One page of help; its address is [`Topic::path`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    SignIn,
    Password,
    Security,
    /// For companies' customers only.
    Work,
}

/// Every question, under its topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpPage {
    pub facts: HelpFacts,
}

/// The questions of a topic with their answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpTopicPage {
    pub topic: Topic,
    pub facts: HelpFacts,
}

/// Every cookie that we set: its name, what for, how long (PR3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CookiesPage {
    pub cookies: Vec<CookieLine>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CookieLine {
    pub name: String,
    pub purpose: CookiePurpose,
    pub life: CookieLife,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CookiePurpose {
    /// That this browser is signed in.
    Session,
    /// « Rester identifié »
    KeptSession,
    /// « Mémoriser l’adresse mail »
    RememberedIdentifier,
    /// That this browser has signed in before, so that strangers' tries cannot shut it out.
    KnownDevice,
    /// Where a visit stands, and that a form comes from our own page.
    Visit,
    /// The link of a message, while a password is chosen.
    RecoveryLink,
    /// The link of a security notice, while it is answered.
    NoticeLink,
    Language,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CookieLife {
    /// Until the browser is closed.
    Browser,
    For(Duration),
}

/// What we do so that everybody can use these pages, and whom to tell when somebody cannot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccessibilityPage;

page!(HelpPage, "help/help.html");
page!(HelpTopicPage, "help/topic.html");
page!(CookiesPage, "help/cookies.html");
page!(AccessibilityPage, "help/accessibility.html");

impl Titled for HelpPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("help-title"), None, false)
    }
}

impl HelpPage {
    fn topics(&self, frame: &Frame<'_>) -> Vec<(Topic, Vec<Question>)> {
        let topics = Topic::of(frame.look.brand.customers).iter();
        topics.map(|topic| (*topic, questions::of(*topic, &self.facts, frame))).collect()
    }
}

impl Titled for HelpTopicPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(self.topic.key()), None, false)
    }
}

impl HelpTopicPage {
    fn questions(&self, frame: &Frame<'_>) -> Vec<Question> {
        questions::of(self.topic, &self.facts, frame)
    }
}

impl Topic {
    const ALL: [Self; 4] = [Self::SignIn, Self::Password, Self::Security, Self::Work];

    /// The topics that concern these customers.
    pub fn of(customers: Customers) -> &'static [Self] {
        match customers {
            Customers::People => &Self::ALL[..3],
            Customers::Companies => &Self::ALL,
        }
    }

    pub const fn path(self) -> &'static str {
        match self {
            Self::SignIn => "/help/sign-in",
            Self::Password => "/help/password",
            Self::Security => "/help/security",
            Self::Work => "/help/work",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::SignIn => "help-topic-sign_in",
            Self::Password => "help-topic-password",
            Self::Security => "help-topic-security",
            Self::Work => "help-topic-work",
        }
    }
}

impl Titled for CookiesPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("cookies-title"), None, false)
    }
}

impl CookieLine {
    fn purpose(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.purpose {
            CookiePurpose::Session => "cookies-purpose-session",
            CookiePurpose::KeptSession => "cookies-purpose-kept",
            CookiePurpose::RememberedIdentifier => "cookies-purpose-identifier",
            CookiePurpose::KnownDevice => "cookies-purpose-device",
            CookiePurpose::Visit => "cookies-purpose-visit",
            CookiePurpose::RecoveryLink => "cookies-purpose-recovery",
            CookiePurpose::NoticeLink => "cookies-purpose-notice",
            CookiePurpose::Language => "cookies-purpose-language",
        })
    }

    fn life(&self, frame: &Frame<'_>) -> String {
        match self.life {
            CookieLife::Browser => frame.say("cookies-life-browser"),
            CookieLife::For(life) => frame.span(life),
        }
    }
}

impl Titled for AccessibilityPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("accessibility-title"), None, false)
    }
}
