//! What surrounds every page: whose it is, in which language, where help is. The middle is a `Page`.

use std::borrow::Borrow;
use std::time::Duration;

use domain::{Locale, Timestamp};
use fluent_templates::fluent_bundle::FluentValue;

use crate::look::Look;
use crate::session_end::SessionEnd;
use crate::{dates, words};

/// Where and for whom a page is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub look: &'a Look,
    pub locale: Locale,
    /// The path, without query, that the language links lead to: this page, or the one that shows this step again.
    pub path: &'a str,
    /// What a language link carries along so that the step stays, such as `ctx=…`; percent-encoded, may be empty.
    pub switch_query: &'a str,
    /// When the session of who reads it ends (C35); absent where nobody is signed in, or a kept device comes back by itself.
    pub session: Option<&'a SessionEnd>,
}

/// A page that people see.
pub trait Page {
    /// The whole HTML document.
    fn render(&self, frame: &Frame<'_>) -> String;
}

/// What a page puts into the window's title; see [`Frame::title`].
pub(crate) trait Titled {
    fn title(&self, frame: &Frame<'_>) -> String;
}

/// One way to another language.
pub(crate) struct LanguageLink {
    pub locale: Locale,
    pub name: &'static str,
    pub href: String,
}

impl<'a> Frame<'a> {
    pub fn new(look: &'a Look, locale: Locale, path: &'a str) -> Self {
        Self { look, locale, path, switch_query: "", session: None }
    }

    /// The sentence of this key.
    pub(crate) fn say(&self, key: &str) -> String {
        words::say(self.locale, key)
    }

    /// The sentence of this key, with its one variable.
    pub(crate) fn say_with<'v>(
        &self,
        key: &str,
        name: &'static str,
        value: impl Into<FluentValue<'v>>,
    ) -> String {
        words::say_with(self.locale, key, [(name, value.into())])
    }

    /// `<title>`: step - service - company (R32), with « Erreur : » before it after a refusal (R7).
    pub(crate) fn title(&self, step: &str, service: Option<&str>, refused: bool) -> String {
        let service = service.unwrap_or_else(|| self.service_name());
        let title = format!("{step} - {service} - {}", self.look.brand.name);
        if refused { self.say_with("frame-title-refused", "title", title) } else { title }
    }

    pub(crate) fn service_name(&self) -> &'a str {
        self.look.service_name(self.locale)
    }

    /// The other languages, each named in itself.
    pub(crate) fn languages(&self) -> Vec<LanguageLink> {
        let link = |locale: Locale| {
            let name = match locale {
                Locale::Fr => "Français",
                Locale::FrCa => "Français (Canada)",
                Locale::En => "English",
            };
            let joint = if self.switch_query.is_empty() { "" } else { "&" };
            let href = format!("{}?lang={}{joint}{}", self.path, locale.tag(), self.switch_query);
            LanguageLink { locale, name, href }
        };
        Locale::ALL.into_iter().filter(|locale| *locale != self.locale).map(link).collect()
    }

    /// « Service client Lumen »
    pub(crate) fn support_name(&self) -> String {
        match self.look.brand.support.name.get(self.locale) {
            "" => self.say("frame-support"),
            name => name.to_owned(),
        }
    }

    pub(crate) fn support_hours(&self) -> Option<&'a str> {
        self.look.brand.support.hours.as_ref().map(|hours| hours.get(self.locale))
    }

    // Templates hand in borrowed fields and owned values alike.
    pub(crate) fn day(&self, at: impl Borrow<Timestamp>) -> String {
        dates::day(self.locale, &self.look.zone, *at.borrow())
    }

    pub(crate) fn moment(&self, at: impl Borrow<Timestamp>) -> String {
        dates::moment(self.locale, &self.look.zone, *at.borrow())
    }

    /// The minute in which this instant lies: who is told to act until then is not told too late.
    pub(crate) fn clock(&self, at: impl Borrow<Timestamp>) -> String {
        dates::clock(self.locale, &self.look.zone, *at.borrow())
    }

    pub(crate) fn clock_from(&self, at: impl Borrow<Timestamp>) -> String {
        dates::clock_from(self.locale, &self.look.zone, *at.borrow())
    }

    pub(crate) fn span(&self, span: impl Borrow<Duration>) -> String {
        dates::span(self.locale, *span.borrow())
    }
}

/// The number as a telephone dials it.
pub(crate) fn dial(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// Joins a page's struct to its template: `page!(SignedOutPage, "sign_out/signed_out.html")`.
/// The page is [`Titled`]; the template sees `frame` and `page`.
macro_rules! page {
    ($page:ident, $path:tt) => {
        const _: () = {
            use $crate::frame::Titled as _;

            #[derive(askama::Template)]
            #[template(path = $path)]
            struct View<'a> {
                frame: &'a $crate::frame::Frame<'a>,
                page: &'a $page,
            }

            impl $crate::frame::Page for $page {
                fn render(&self, frame: &$crate::frame::Frame<'_>) -> String {
                    use askama::Template as _;
                    let view = View { frame, page: self };
                    view.render().expect("a template that only writes to memory cannot fail")
                }
            }
        };
    };
}
pub(crate) use page;
