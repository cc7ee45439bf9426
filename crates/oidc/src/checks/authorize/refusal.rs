//! How an authorization request is refused: on a page of ours, or by going back to the client.

use crate::error::AuthorizeError;
use crate::redirect;
use crate::wire::Malformed;

/// Why no redirect is possible (OA2: to an unproven address nothing is ever sent).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageReason {
    Malformed(Malformed),
    Repeated(&'static str),
    ClientMissing,
    ClientUnknown,
    AddressMissing,
    AddressUnknown,
}

impl PageReason {
    /// A stable word for the log and the help desk.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Repeated(_) => "repeated",
            Self::ClientMissing => "client_missing",
            Self::ClientUnknown => "client_unknown",
            Self::AddressMissing => "redirect_uri_missing",
            Self::AddressUnknown => "redirect_uri_unknown",
        }
    }
}

/// An authorization request that goes no further.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    Page(PageReason),
    Redirect {
        redirect_uri: String,
        state: Option<String>,
        error: AuthorizeError,
        description: &'static str,
        /// The name of the check that objected, for our log.
        check: &'static str,
    },
}

impl Refusal {
    /// Where the browser goes with it (by 303, OA2); nothing when a page of ours must be shown.
    pub fn location(&self, issuer: &str) -> Option<String> {
        match self {
            Self::Page(_) => None,
            Self::Redirect { redirect_uri, state, error, description, .. } => {
                let failure = redirect::Failure {
                    redirect_uri,
                    error: error.word(),
                    description,
                    state: state.as_deref(),
                };
                Some(redirect::refused(&failure, issuer))
            }
        }
    }
}

impl From<Malformed> for Refusal {
    fn from(reason: Malformed) -> Self {
        Self::Page(PageReason::Malformed(reason))
    }
}
