//! C34: leaving, and having left. Knows no session.

use crate::frame::{Frame, Titled, page};

/// A service and the way to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceLink {
    pub name: String,
    pub href: String,
}

/// « Voulez-vous vous déconnecter ? », where nothing else tells that the person asked for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignOutPage {
    /// The service that asks to sign out, if one does.
    pub service: Option<String>,
    pub csrf: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedOutPage {
    /// On every device, or on this one only.
    pub everywhere: bool,
    /// The service that the person came from.
    pub back: Option<ServiceLink>,
}

page!(SignOutPage, "sign_out/sign_out.html");
page!(SignedOutPage, "sign_out/signed_out.html");

impl Titled for SignOutPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("sign_out-title"), self.service.as_deref(), false)
    }
}

impl Titled for SignedOutPage {
    fn title(&self, frame: &Frame<'_>) -> String {
        frame.title(&frame.say("sign_out-done-title"), None, false)
    }
}
