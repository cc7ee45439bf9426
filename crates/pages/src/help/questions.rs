//! The questions that customers ask, each answered for what the policy holds today (B13). A question about something
//! that is not offered is not asked.

use crate::frame::Frame;
use crate::help::{HelpFacts, Topic};
use crate::paths;

/// A question, its answer, and a page where one can act on it.
pub(super) struct Question {
    /// The anchor.
    pub id: &'static str,
    pub title: String,
    /// A paragraph each.
    pub answer: Vec<String>,
    /// Address and words.
    pub way: Option<(&'static str, String)>,
}

/// The questions of a topic, in their order.
pub(super) fn of(topic: Topic, facts: &HelpFacts, frame: &Frame<'_>) -> Vec<Question> {
    match topic {
        Topic::SignIn => sign_in(facts, frame),
        Topic::Password => password(facts, frame),
        Topic::Security => security(facts, frame),
        Topic::Work => work(frame),
    }
}

fn asked(id: &'static str, title: String, answer: impl Into<Vec<String>>) -> Question {
    Question { id, title, answer: answer.into(), way: None }
}

impl Question {
    fn leading_to(self, href: &'static str, words: String) -> Self {
        Self { way: Some((href, words)), ..self }
    }
}

fn sign_in(facts: &HelpFacts, frame: &Frame<'_>) -> Vec<Question> {
    let say = |key| frame.say(key);
    let mut all = vec![again(facts, frame)];
    if let Some(span) = facts.kept_for {
        let ticked = if facts.kept_by_default { "help-stay-ticked" } else { "help-stay-unticked" };
        let kept = [frame.say_with("help-stay-text", "span", frame.span(span)), say(ticked)];
        all.push(asked("stay", say("help-stay-title"), kept));
        all.push(asked("devices", say("help-devices-title"), [say("help-devices-text")]));
        let shared = [say("help-shared-text"), limits(facts, frame)];
        all.push(asked("shared", say("help-shared-title"), shared));
        all.push(asked("household", say("help-household-title"), [say("help-household-text")]));
    }
    all.extend([
        asked("warning", say("help-warning-title"), [say("help-warning-text")]),
        asked("remember", say("help-remember-title"), [say("help-remember-text")]),
        asked("mailbox", say("help-mailbox-title"), [say("help-mailbox-text")]),
        asked("apple", say("help-apple-title"), [say("help-apple-text")]),
        asked("tries", say("help-tries-title"), [say("help-tries-text")]),
    ]);
    all
}

/// « Dois-je refaire la connexion à chaque fois ? »
fn again(facts: &HelpFacts, frame: &Frame<'_>) -> Question {
    let answer = match facts.kept_for {
        Some(span) => {
            vec![frame.say_with("help-again-kept", "span", frame.span(span)), frame.say("help-again-then")]
        }
        None => vec![frame.say("help-again-text"), limits(facts, frame)],
    };
    asked("again", frame.say("help-again-title"), answer)
}

/// « Sinon, la connexion s’arrête après 30 minutes sans activité. Elle dure 12 heures au plus. »
fn limits(facts: &HelpFacts, frame: &Frame<'_>) -> String {
    let idle = frame.say_with("help-shared-idle", "span", frame.span(facts.idle));
    format!("{idle} {}", frame.say_with("help-shared-absolute", "span", frame.span(facts.absolute)))
}

fn password(facts: &HelpFacts, frame: &Frame<'_>) -> Vec<Question> {
    let say = |key| frame.say(key);
    let lives = |key| frame.say_with(key, "span", frame.span(facts.message_lives));
    let which = [
        frame.say_with("help-which-text", "least", facts.least),
        say("help-which-not"),
        say("help-which-keep"),
    ];
    let pause = frame.say_with("help-nothing-again", "span", frame.span(facts.message_pause));
    let nothing = [say("help-nothing-text"), pause, say("help-nothing-call")];
    vec![
        asked("which", say("help-which-title"), which)
            .leading_to(paths::CHANGE_PASSWORD, say("choose-change-title")),
        asked(
            "forgotten",
            say("help-forgotten-title"),
            [say("help-forgotten-text"), lives("help-forgotten-lives"), say("help-forgotten-codes")],
        )
        .leading_to(paths::FORGOTTEN_PASSWORD, say("help-forgotten-link")),
        asked("late", say("help-late-title"), [say("help-late-text")]),
        asked("nothing", say("help-nothing-title"), nothing),
    ]
}

fn security(facts: &HelpFacts, frame: &Frame<'_>) -> Vec<Question> {
    let say = |key| frame.say(key);
    let data = [
        frame.say_with("help-data-text", "brand", frame.look.brand.name.as_str()),
        frame.say_with("help-data-kept", "span", frame.span(facts.places_for)),
    ];
    vec![
        asked("stranger", say("help-stranger-title"), [say("help-stranger-text")])
            .leading_to(paths::DEVICES, say("devices-title")),
        asked("lost", say("help-lost-title"), [say("help-lost-text"), say("help-lost-then")])
            .leading_to(paths::LOST_PHONE, say("lost-title")),
        asked("notice", say("help-notice-title"), [say("help-notice-text"), say("help-notice-never")]),
        asked("data", say("help-data-title"), data).leading_to(paths::ACTIVITY, say("activity-title")),
    ]
}

/// For who signs in at work: the seed's own questions, and where a phone is dangerous.
fn work(frame: &Frame<'_>) -> Vec<Question> {
    let say = |key| frame.say(key);
    vec![
        asked("phone", say("help-phone-title"), [say("help-phone-text"), say("help-phone-choice")]),
        asked("danger", say("help-danger-title"), [say("help-danger-text"), say("help-danger-rules")]),
    ]
}
