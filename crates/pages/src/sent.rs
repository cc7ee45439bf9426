//! C18 and C22 for codes that are sent, and the printed card of codes (X14). Knows no rule: what went where, what was refused
//! and which cell is asked for are handed in.

use domain::factor::Due;
use domain::telephone::BadNumber;
use domain::{Factor, Timestamp};

use crate::enrol::EnrolForm;
use crate::frame::{Frame, Titled, page};
use crate::second_factor::{FactorRefusal, code_summary};
use crate::sign_in::Problem;

/// Why no code went out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SendingRefusal {
    Number(BadNumber),
    /// Too many went before; from then on another may be asked for.
    TooSoon(Timestamp),
    NotNow,
    NoAddress,
    /// The number's SIM card changed just now; it serves again then, at the latest (SM5).
    SimChanged(Timestamp),
    /// Its operator does not say whether it did.
    Unchecked,
    /// What was typed belongs to a code that serves no more.
    Worn,
}

/// An address that may be chosen for codes by mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddressChoice {
    /// What the form sends back; opaque here.
    pub id: String,
    /// « c…@lumen.example »
    pub shown: String,
}

/// C18: where codes are to go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhereToPage {
    pub kind: Factor,
    pub typed: String,
    /// For codes by mail.
    pub addresses: Vec<AddressChoice>,
    pub refusal: Option<SendingRefusal>,
    pub form: EnrolForm,
}

/// C18: the first code is under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentFirstPage {
    pub kind: Factor,
    /// `78`, or `c…@lumen.example`.
    pub to: String,
    pub until: Timestamp,
    pub again_at: Timestamp,
    pub refusal: Option<FactorRefusal>,
    pub stopped: Option<SendingRefusal>,
    pub form: EnrolForm,
}

/// C22 for a code that is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorSentPage {
    pub service: Option<String>,
    pub due: Due,
    pub kind: Factor,
    /// `78`, or `c…@lumen.example`; of the method, whether or not something is under way.
    pub to: String,
    /// None before the first was asked for.
    pub under_way: Option<UnderWay>,
    pub refusal: Option<FactorRefusal>,
    pub stopped: Option<SendingRefusal>,
    /// A printed code may take its place.
    pub printed: bool,
    pub wait_until: Option<Timestamp>,
    pub action: String,
    pub csrf: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnderWay {
    pub until: Timestamp,
    pub again_at: Timestamp,
}

/// C22 for a printed card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorCellPage {
    pub service: Option<String>,
    pub due: Due,
    /// « B4 »
    pub cell: String,
    /// Codes that are left, this one included.
    pub left: u8,
    pub refusal: Option<FactorRefusal>,
    pub wait_until: Option<Timestamp>,
    pub action: String,
    pub csrf: String,
}

/// X14: the card, to be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintCardPage {
    pub company: String,
    pub login: String,
    /// Row by row.
    pub rows: Vec<Vec<String>>,
    pub until: Timestamp,
    /// The one before was too old.
    pub renewed: bool,
    pub form: EnrolForm,
}

/// X14: one of its codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstCellPage {
    pub cell: String,
    pub refusal: Option<FactorRefusal>,
    pub form: EnrolForm,
}

page!(WhereToPage, "enrol/where_to.html");
page!(SentFirstPage, "enrol/sent.html");
page!(FactorSentPage, "second_factor/sent.html");
page!(FactorCellPage, "second_factor/cell.html");
page!(PrintCardPage, "enrol/card.html");
page!(FirstCellPage, "enrol/cell.html");

/// Fewer codes than this are told of.
const FEW: u8 = 6;
const SIM_OF_A_NEW_NUMBER: &str = "sent-sim-text-new";

/// The words of a kind: its title, and what is said of it.
const fn title_key(kind: Factor) -> &'static str {
    match kind {
        Factor::Voice => "sent-where-voice",
        Factor::MailCode => "sent-where-mail",
        _ => "sent-where-sms",
    }
}

/// « Nous avons envoyé un code au numéro se terminant par 78. »
fn went(frame: &Frame<'_>, kind: Factor, to: &str) -> String {
    let key = match kind {
        Factor::Voice => "sent-went-voice",
        Factor::MailCode => "sent-went-mail",
        _ => "sent-went-sms",
    };
    frame.say_with(key, "to", to)
}

fn number_key(bad: BadNumber) -> &'static str {
    match bad {
        BadNumber::Empty => "sent-number-empty",
        BadNumber::NotANumber => "sent-number-bad",
        BadNumber::OtherCountry => "sent-number-country",
        BadNumber::Landline => "sent-number-landline",
        BadNumber::Costly => "sent-number-costly",
    }
}

/// Heading and text of what stopped a code; `sim` says what to do where a SIM card changed.
fn stopped(
    frame: &Frame<'_>,
    refusal: Option<SendingRefusal>,
    sim: &'static str,
) -> Option<(String, String)> {
    let (heading, text) = match refusal? {
        SendingRefusal::Number(_) => ("sent-number-title", frame.say("sent-number-text")),
        SendingRefusal::TooSoon(until) => {
            ("sent-soon-title", frame.say_with("sent-soon-text", "clock", frame.clock_from(until)))
        }
        SendingRefusal::NotNow => ("sent-stopped-title", frame.say("sent-stopped-text")),
        SendingRefusal::SimChanged(until) => {
            ("sent-sim-title", frame.say_with(sim, "moment", frame.moment(until)))
        }
        SendingRefusal::Unchecked => ("sent-unchecked-title", frame.say("sent-unchecked-text")),
        SendingRefusal::NoAddress => ("sent-address-title", frame.say("sent-address-text")),
        SendingRefusal::Worn => ("sent-worn-title", frame.say("sent-worn-text")),
    };
    Some((frame.say(heading), text))
}

/// The summary of a page with a code.
fn sent_summary(
    frame: &Frame<'_>,
    (sending, sim): (Option<SendingRefusal>, &'static str),
    refusal: Option<FactorRefusal>,
) -> Option<(String, String)> {
    let wrong = refusal.map(|_| (frame.say("factor-refused-title"), frame.say("sent-refused-text")));
    stopped(frame, sending, sim).or(wrong)
}

/// The words of a refused code, where no app is spoken of.
fn wrong_code(frame: &Frame<'_>, refusal: Option<FactorRefusal>) -> Option<String> {
    Some(frame.say(match refusal? {
        FactorRefusal::Missing => "sent-code-missing",
        FactorRefusal::Wrong => "sent-code-wrong",
        other => other.key(),
    }))
}

fn code_problem(words: Option<String>) -> Vec<Problem> {
    words.into_iter().map(|text| Problem { field: "code", text }).collect()
}

impl Titled for WhereToPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say(title_key(self.kind)), None, self.refusal.is_some())
    }
}

impl WhereToPage {
    const fn heading_key(&self) -> &'static str {
        title_key(self.kind)
    }

    const fn lead_key(&self) -> &'static str {
        match self.kind {
            Factor::Voice => "sent-where-voice-text",
            Factor::MailCode => "sent-where-mail-text",
            _ => "sent-where-sms-text",
        }
    }

    fn is_mail(&self) -> bool {
        self.kind == Factor::MailCode
    }

    fn number_problem(&self, frame: &Frame<'_>) -> Option<String> {
        match self.refusal? {
            SendingRefusal::Number(bad) => Some(frame.say(number_key(bad))),
            _ => None,
        }
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        stopped(frame, self.refusal, SIM_OF_A_NEW_NUMBER)
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        self.number_problem(frame).into_iter().map(|text| Problem { field: "number", text }).collect()
    }
}

impl Titled for SentFirstPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.refusal.is_some() || self.stopped.is_some();
        frame.title(&frame.say("sent-first-title"), None, refused)
    }
}

impl SentFirstPage {
    fn lead(&self, frame: &Frame<'_>) -> String {
        went(frame, self.kind, &self.to)
    }
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        wrong_code(frame, self.refusal)
    }
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        sent_summary(frame, (self.stopped, SIM_OF_A_NEW_NUMBER), self.refusal)
    }
    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        code_problem(self.wrong(frame))
    }
}

impl Titled for FactorSentPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.refusal.is_some() || self.stopped.is_some() || self.wait_until.is_some();
        frame.title(&frame.say(self.heading_key()), self.service.as_deref(), refused)
    }
}

impl FactorSentPage {
    const fn heading_key(&self) -> &'static str {
        match (self.under_way, self.kind) {
            (Some(_), _) => "factor-ask-title",
            (None, kind) => title_key(kind),
        }
    }

    fn why(&self, frame: &Frame<'_>) -> String {
        crate::second_factor::lead(frame, self.due, self.service.as_deref())
    }

    fn lead(&self, frame: &Frame<'_>) -> String {
        if self.under_way.is_some() {
            return went(frame, self.kind, &self.to);
        }
        let key = match self.kind {
            Factor::Voice => "sent-will-voice",
            Factor::MailCode => "sent-will-mail",
            _ => "sent-will-sms",
        };
        frame.say_with(key, "to", self.to.as_str())
    }

    const fn button_key(&self) -> &'static str {
        match self.kind {
            Factor::Voice => "sent-button-voice",
            _ => "sent-button",
        }
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        wrong_code(frame, self.refusal)
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        let waits = self.wait_until.map(|until| {
            let text = frame.say_with("factor-wait-text", "clock", frame.clock_from(until));
            (frame.say("factor-wait-title"), text)
        });
        let sim = if self.printed { "sent-sim-text-printed" } else { "sent-sim-text" };
        waits.or_else(|| sent_summary(frame, (self.stopped, sim), self.refusal))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        code_problem(self.wrong(frame))
    }
}

impl Titled for FactorCellPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let refused = self.refusal.is_some() || self.wait_until.is_some();
        frame.title(&frame.say("card-ask-title"), self.service.as_deref(), refused)
    }
}

impl FactorCellPage {
    fn why(&self, frame: &Frame<'_>) -> String {
        crate::second_factor::lead(frame, self.due, self.service.as_deref())
    }

    /// So that a new card is printed before the last code is gone.
    fn few(&self, frame: &Frame<'_>) -> Option<String> {
        (self.left < FEW).then(|| frame.say_with("card-ask-few", "left", u32::from(self.left)))
    }

    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        wrong_cell(frame, self.refusal)
    }

    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        match self.wait_until {
            Some(until) => {
                let text = frame.say_with("factor-wait-text", "clock", frame.clock_from(until));
                Some((frame.say("factor-wait-title"), text))
            }
            None => cell_summary(frame, self.refusal),
        }
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        code_problem(self.wrong(frame))
    }
}

impl Titled for PrintCardPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("card-print-title"), None, false)
    }
}

impl PrintCardPage {
    /// The letters above the columns.
    fn columns(&self) -> Vec<char> {
        let count = u8::try_from(self.rows.first().map_or(0, Vec::len)).unwrap_or(0);
        (0..count).map(|column| char::from(b'A' + column)).collect()
    }
}

/// A code of a card in two halves: easier to read out, and a narrow screen may set one under the other (R4).
pub(crate) fn halves(code: &str) -> (&str, &str) {
    code.split_at_checked(code.len() / 2).unwrap_or((code, ""))
}

impl Titled for FirstCellPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("card-first-title"), None, self.refusal.is_some())
    }
}

impl FirstCellPage {
    fn wrong(&self, frame: &Frame<'_>) -> Option<String> {
        wrong_cell(frame, self.refusal)
    }
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        cell_summary(frame, self.refusal)
    }
    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        code_problem(self.wrong(frame))
    }
}

fn wrong_cell(frame: &Frame<'_>, refusal: Option<FactorRefusal>) -> Option<String> {
    Some(frame.say(match refusal? {
        FactorRefusal::Missing => "card-code-missing",
        FactorRefusal::Wrong => "card-code-wrong",
        other => other.key(),
    }))
}

fn cell_summary(frame: &Frame<'_>, refusal: Option<FactorRefusal>) -> Option<(String, String)> {
    code_summary(frame, refusal).map(|(heading, _)| (heading, frame.say("card-refused-text")))
}
