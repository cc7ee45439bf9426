//! C1 and C2: identifier and password, with the two memory aids of the seed (O10, O11). Also asks a person who is
//! already known to confirm that it is them. Knows no rule: what is offered and ticked is handed in.

use std::time::Duration;

use crate::frame::{Frame, Page, Titled, page};
use crate::passkey::PasskeyRefusal;
use crate::paths;
use crate::security::Signal;

/// The sign-in page in all its states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignInPage {
    /// The service that asks, in its own words: « Messagerie Lumen ». Without one it is the brand's own area.
    pub purpose: Option<String>,
    pub person: Person,
    pub named_by: IdentifierKind,
    /// Why somebody who is signed in is asked again.
    pub confirm: Option<ConfirmReason>,
    pub refusal: Option<SignInRefusal>,
    /// What was just done.
    pub note: Option<SignInNote>,
    /// « Mémoriser l’adresse mail »: absent where not offered, else whether ticked.
    pub remember_identifier: Option<bool>,
    /// « Rester identifié »: absent where not offered.
    pub keep: Option<KeepOffer>,
    /// Where passkeys are offered.
    pub passkey: Option<PasskeyOffer>,
    /// Whether a phone may stand for the password.
    pub phone: bool,
    /// A passkey that the device may take off its list.
    pub signal: Option<Signal>,
    pub csrf: String,
}

/// A passkey instead of the password: in the field's own list, or on a page of its own (C28).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyOffer {
    /// What the browser is asked for, as JSON.
    pub options: String,
}

/// Who sits before the screen, as far as the browser told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Person {
    /// Nobody is remembered; `typed` is what came back with a refusal, else empty.
    Unknown { typed: String },
    /// Remembered by this browser. The given name only if the person let this device remember them (C2).
    Remembered { identifier: String, given_name: Option<String> },
}

/// What the company's customers are known by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum IdentifierKind {
    #[default]
    Mail,
    MailOrLogin,
    Login,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConfirmReason {
    /// The service wants a recent sign-in (`max_age`, `prompt=login`).
    ServiceAsks,
    /// What follows concerns the security of the account.
    SensitivePage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeepOffer {
    pub ticked: bool,
    pub lifetime: Duration,
}

/// Why the form came back. A wrong pair never says which half is wrong (R11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInRefusal {
    WrongPair,
    Missing {
        identifier: bool,
        password: bool,
    },
    /// The form lay open for too long, or was already used.
    Expired,
    Passkey(PasskeyRefusal),
}

/// What led here, where it went well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInNote {
    /// A new password was chosen; it is typed now (EL7).
    PasswordReset,
    /// Too many codes of a second factor were wrong (TO3),
    TooManyCodes,
    /// or none came in time.
    CodeTooLate,
    /// The phone approved, and nothing could be asked for beside it (decision 5).
    PhoneAlone,
    /// The session ended by itself, or from another device; the way is kept (R33).
    SessionEnded,
    /// A telephone is to be blocked, once it is said who it is (C29).
    LostPhone,
}

/// One line of the error summary: the field it leads to, and what to do there.
pub(crate) struct Problem {
    pub field: &'static str,
    pub text: String,
}

page!(SignInPage, "sign_in/sign_in.html");

impl Titled for SignInPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        let key = if self.confirm.is_some() { "sign_in-confirm-title" } else { "sign_in-title" };
        frame.title(&frame.say(key), self.purpose.as_deref(), self.refusal.is_some())
    }
}

impl SignInPage {
    /// The page as most people meet it: nobody remembered, nothing refused.
    pub fn fresh(purpose: Option<String>, keep: Option<KeepOffer>) -> Self {
        Self {
            purpose,
            person: Person::Unknown { typed: String::new() },
            named_by: IdentifierKind::default(),
            confirm: None,
            refusal: None,
            note: None,
            remember_identifier: Some(false),
            keep,
            passkey: None,
            phone: false,
            signal: None,
            csrf: String::new(),
        }
    }

    fn heading(&self, frame: &Frame<'_>) -> String {
        match &self.person {
            _ if self.confirm.is_some() => frame.say("sign_in-confirm-title"),
            Person::Remembered { given_name: Some(name), .. } => {
                frame.say_with("sign_in-hello", "name", name.as_str())
            }
            _ => frame.say("sign_in-title"),
        }
    }

    fn lead(&self, frame: &Frame<'_>) -> String {
        let service = self.purpose.as_deref().unwrap_or_else(|| frame.service_name());
        match self.confirm {
            None => frame.say_with("sign_in-purpose", "service", service),
            Some(ConfirmReason::ServiceAsks) => frame.say_with("sign_in-confirm-service", "service", service),
            Some(ConfirmReason::SensitivePage) => frame.say("sign_in-confirm-sensitive"),
        }
    }

    /// Only where nothing was refused: one thing is told at a time.
    fn note(&self, frame: &Frame<'_>) -> Option<String> {
        let note = self.note.filter(|_| self.refusal.is_none())?;
        Some(frame.say(match note {
            SignInNote::PasswordReset => "sign_in-reset-done",
            SignInNote::TooManyCodes => "sign_in-note-codes",
            SignInNote::CodeTooLate => "sign_in-note-late",
            SignInNote::PhoneAlone => "sign_in-note-phone",
            SignInNote::SessionEnded => "ending-ended",
            SignInNote::LostPhone => "sign_in-note-lost",
        }))
    }

    /// Good news are green.
    const fn note_tone(&self) -> &'static str {
        if matches!(self.note, Some(SignInNote::PasswordReset)) { " ok" } else { "" }
    }

    /// Passkeys first: that page leads to the phone.
    const fn passwordless(&self) -> &'static str {
        if self.passkey.is_some() { paths::PASSWORDLESS } else { paths::SIGN_IN_BY_PHONE }
    }

    fn remembered(&self) -> Option<&str> {
        match &self.person {
            Person::Remembered { identifier, .. } => Some(identifier),
            Person::Unknown { .. } => None,
        }
    }

    fn typed(&self) -> &str {
        match &self.person {
            Person::Unknown { typed } => typed,
            Person::Remembered { identifier, .. } => identifier,
        }
    }

    fn identifier_label(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.named_by {
            IdentifierKind::Mail => "sign_in-identifier-mail",
            IdentifierKind::MailOrLogin => "sign_in-identifier-mail_or_login",
            IdentifierKind::Login => "sign_in-identifier-login",
        })
    }

    fn remember_label(&self, frame: &Frame<'_>) -> String {
        frame.say(match self.named_by {
            // The seed's own words, also where a login of one's own is taken (O10).
            IdentifierKind::Mail | IdentifierKind::MailOrLogin => "sign_in-remember-mail",
            IdentifierKind::Login => "sign_in-remember-login",
        })
    }

    fn other_label(&self, frame: &Frame<'_>) -> String {
        frame.say(match (self.confirm, self.named_by) {
            (Some(_), _) => "sign_in-confirm-not_you",
            (None, _) if self.typed().contains('@') => "sign_in-other-mail",
            (None, _) => "sign_in-other-login",
        })
    }

    fn is_refused(&self, field: &str) -> bool {
        match self.refusal {
            Some(SignInRefusal::WrongPair) => true,
            Some(SignInRefusal::Missing { identifier, password }) => {
                (field == "identifier" && identifier) || (field == "password" && password)
            }
            Some(SignInRefusal::Expired | SignInRefusal::Passkey(_)) | None => false,
        }
    }

    /// The words beside an empty field, the same as in the summary (R7).
    fn missing(&self, field: &str, frame: &Frame<'_>) -> Option<String> {
        let missing = matches!(self.refusal, Some(SignInRefusal::Missing { .. })) && self.is_refused(field);
        missing.then(|| frame.say(self.missing_key(field)))
    }

    const fn missing_key(&self, field: &str) -> &'static str {
        match (field.as_bytes(), self.named_by) {
            (b"password", _) => "sign_in-missing-password",
            (_, IdentifierKind::Mail) => "sign_in-missing-mail",
            (_, IdentifierKind::MailOrLogin) => "sign_in-missing-mail_or_login",
            (_, IdentifierKind::Login) => "sign_in-missing-login",
        }
    }

    /// What a refused field is described by (R8): its own words, or those of the summary.
    fn described_by(&self, field: &str) -> Option<String> {
        match self.refusal {
            Some(SignInRefusal::WrongPair) => Some("summary-text".to_owned()),
            Some(SignInRefusal::Missing { .. }) if self.is_refused(field) => Some(format!("{field}-error")),
            _ => None,
        }
    }

    /// Heading and sentence of the error summary.
    fn summary(&self, frame: &Frame<'_>) -> Option<(String, String)> {
        let (heading, text) = match self.refusal? {
            SignInRefusal::WrongPair => (
                "sign_in-refused-title",
                match self.named_by {
                    IdentifierKind::Mail => "sign_in-refused-pair-mail",
                    IdentifierKind::MailOrLogin | IdentifierKind::Login => "sign_in-refused-pair-login",
                },
            ),
            SignInRefusal::Missing { .. } => ("sign_in-refused-title", "sign_in-refused-missing"),
            SignInRefusal::Expired => ("sign_in-expired-title", "sign_in-expired-text"),
            SignInRefusal::Passkey(refusal) => (refusal.title(), refusal.text()),
        };
        Some((frame.say(heading), frame.say(text)))
    }

    fn problems(&self, frame: &Frame<'_>) -> Vec<Problem> {
        let shown: &[&'static str] =
            if self.remembered().is_some() { &["password"] } else { &["identifier", "password"] };
        let problem = |field: &'static str| {
            let text = match (self.refusal, field) {
                (Some(SignInRefusal::WrongPair), "password") => frame.say("sign_in-check-password"),
                (Some(SignInRefusal::WrongPair), _) => frame.say(match self.named_by {
                    IdentifierKind::Mail => "sign_in-check-mail",
                    IdentifierKind::MailOrLogin | IdentifierKind::Login => "sign_in-check-login",
                }),
                _ => frame.say(self.missing_key(field)),
            };
            Problem { field, text }
        };
        shown.iter().copied().filter(|field| self.is_refused(field)).map(problem).collect()
    }
}

/// A sign-in page drawn once for a brand, a language and a service; only the form's token and the challenge for a passkey are
/// new each time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreparedPage {
    parts: Vec<String>,
    /// In which part the challenge stands, and where.
    challenge: Option<(usize, usize)>,
}

/// Stands where the token goes. A private-use character: no sentence, name or address holds it.
const TOKEN_PLACE: &str = "\u{e000}";
const CHALLENGE_PLACE: char = '\u{e001}';

impl SignInPage {
    /// Draws the page but for its token. `frame.switch_query` may hold [`PreparedPage::TOKEN`], which is filled too.
    pub fn prepared(&self, frame: &Frame<'_>) -> PreparedPage {
        let html = Self { csrf: TOKEN_PLACE.to_owned(), ..self.clone() }.render(frame);
        let mut parts: Vec<String> = html.split(TOKEN_PLACE).map(str::to_owned).collect();
        let mut places = parts.iter().enumerate();
        let challenge = places.find_map(|(n, part)| Some((n, part.find(CHALLENGE_PLACE)?)));
        if let Some((part, at)) = challenge {
            parts[part].remove(at);
        }
        PreparedPage { parts, challenge }
    }
}

impl PreparedPage {
    /// What stands for the token while a page is prepared.
    pub const TOKEN: &'static str = TOKEN_PLACE;
    /// The same for the challenge.
    pub const CHALLENGE: char = CHALLENGE_PLACE;

    /// The page with this token and this challenge, which must be made of URL-safe characters.
    pub fn fill(&self, csrf: &str, challenge: &str) -> String {
        debug_assert!(
            [csrf, challenge]
                .iter()
                .all(|text| { text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)) }),
            "not URL-safe"
        );
        let mut page = self.parts.join(csrf);
        if let Some((part, at)) = self.challenge {
            let before = self.parts.iter().take(part).map(String::len).sum::<usize>();
            page.insert_str(before + part * csrf.len() + at, challenge);
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use domain::Locale;

    use super::{Frame, Page, PasskeyOffer, PreparedPage, SignInPage};
    use crate::samples::look;

    #[test]
    fn a_prepared_page_is_the_page() {
        let look = look();
        let offer = |challenge: &str| Some(PasskeyOffer { options: format!("{{\"c\":\"{challenge}\"}}") });
        let page = SignInPage {
            csrf: "t0ken-1".to_owned(),
            passkey: offer("abc_1"),
            ..SignInPage::fresh(Some("Messagerie".to_owned()), None)
        };
        let drawn =
            page.render(&Frame { switch_query: "ctx=t0ken-1", ..Frame::new(&look, Locale::Fr, "/sign-in") });
        let query = format!("ctx={}", PreparedPage::TOKEN);
        let page = SignInPage { passkey: offer(&PreparedPage::CHALLENGE.to_string()), ..page };
        let prepared =
            page.prepared(&Frame { switch_query: &query, ..Frame::new(&look, Locale::Fr, "/sign-in") });
        assert_eq!(prepared.fill("t0ken-1", "abc_1"), drawn);
        assert_eq!(drawn.matches("t0ken-1").count(), 6);
    }
}
