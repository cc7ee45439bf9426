//! Where a person wants to go. A visit is a value that travels sealed in forms and links, so that a stranger
//! cannot grow the store and a detour never loses the way (invariant 11).

use domain::client::KeepChoice;
use domain::factor::Asked;
use domain::{Assurance, ClientId, ContractId, Locale, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Visit {
    pub destination: Destination,
    /// The language asked for by `ui_locales` or chosen on the page; absent: the browser's.
    pub locale: Option<Locale>,
    /// When the person set out: a proof of identity asked for by `prompt=login` must be younger.
    pub asked_at: Timestamp,
    /// What follows is sensitive: the proof must be younger than `asked_at`, whoever is signed in.
    #[serde(default)]
    pub prove_again: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Destination {
    /// The account's own pages.
    Account,
    /// The list of devices.
    Devices,
    /// The household.
    Household,
    /// Adding somebody to this contract (X19).
    AddPerson(ContractId),
    /// The recent activity.
    Activity,
    /// The page where a password is changed.
    ChangePassword,
    /// How the account is protected (C30).
    Security,
    /// A telephone is to be blocked (C29).
    LostPhone,
    /// Setting up one more method.
    AddMethod,
    /// Printed codes.
    RecoveryCodes,
    /// Contact addresses.
    Contacts,
    /// A portal behind forward-auth.
    Portal(Box<Portal>),
    /// A page of the company that only asks who is there.
    Page(Box<CompanyPage>),
    /// A relying party that waits for an answer to its authorization request.
    Client(Box<Need>),
}

/// A portal that cannot be changed: its proxy sent the browser here, and a ticket takes it back (O2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Portal {
    pub client: ClientId,
    pub name: String,
    /// Registered; `https://intranet.lumen.example`.
    pub origin: String,
    /// The deep link, from the slash on.
    pub uri: String,
    /// The digest of the value that the portal's own cookie holds: only that browser may use the ticket.
    pub binding: String,
    pub keep_signed_in: Option<KeepChoice>,
}

/// A page that asks `/session` who is there; nothing but the address takes a browser back to it (O2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CompanyPage {
    pub client: ClientId,
    pub name: String,
    /// Whole, at a registered origin.
    pub address: String,
    pub keep_signed_in: Option<KeepChoice>,
}

/// What a relying party asked of the sign-in (OpenID Connect Core §3.1.2.1).
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the request, asked for by itself")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Need {
    pub client: ClientId,
    /// What people call the client.
    pub name: String,
    /// The checked authorization request; to journeys an opaque document.
    pub request: String,
    pub scopes: Vec<String>,
    /// `prompt=login`.
    pub login: bool,
    /// `prompt=select_account`: who it is must be said, even by somebody signed in.
    #[serde(default)]
    pub choose: bool,
    /// `prompt=none`.
    pub silent: bool,
    /// `prompt=consent`, or a client that always asks.
    pub consent: bool,
    /// Seconds.
    pub max_age: Option<u64>,
    pub login_hint: Option<String>,
    /// The least that satisfies `acr_values`.
    #[serde(default)]
    pub assurance: Option<Assurance>,
    /// What this client says of « rester identifié », where it says something.
    pub keep_signed_in: Option<KeepChoice>,
}

impl Visit {
    pub const fn to(destination: Destination, now: Timestamp) -> Self {
        Self { destination, locale: None, asked_at: now, prove_again: false }
    }

    /// The same, asking for a fresh proof first (SE8).
    #[must_use]
    pub fn proving_again(self) -> Self {
        Self { prove_again: true, ..self }
    }

    /// The same, once somebody said who they are.
    #[must_use]
    pub fn chosen(mut self) -> Self {
        if let Destination::Client(need) = &mut self.destination {
            need.choose = false;
        }
        self
    }

    pub fn keep_choice(&self) -> Option<&KeepChoice> {
        match &self.destination {
            Destination::Client(need) => need.keep_signed_in.as_ref(),
            Destination::Portal(portal) => portal.keep_signed_in.as_ref(),
            Destination::Page(page) => page.keep_signed_in.as_ref(),
            Destination::Account
            | Destination::Devices
            | Destination::Activity
            | Destination::Household
            | Destination::AddPerson(_)
            | Destination::ChangePassword
            | Destination::Security
            | Destination::LostPhone
            | Destination::AddMethod
            | Destination::RecoveryCodes
            | Destination::Contacts => None,
        }
    }

    /// The service that the sign-in page names: « pour accéder à {service} ».
    pub fn service(&self) -> Option<(&ClientId, &str)> {
        match &self.destination {
            Destination::Client(need) => Some((&need.client, &need.name)),
            Destination::Portal(portal) => Some((&portal.client, &portal.name)),
            Destination::Page(page) => Some((&page.client, &page.name)),
            Destination::Account
            | Destination::Devices
            | Destination::Activity
            | Destination::Household
            | Destination::AddPerson(_)
            | Destination::ChangePassword
            | Destination::Security
            | Destination::LostPhone
            | Destination::AddMethod
            | Destination::RecoveryCodes
            | Destination::Contacts => None,
        }
    }

    pub const fn need(&self) -> Option<&Need> {
        match &self.destination {
            Destination::Client(need) => Some(need),
            _ => None,
        }
    }

    /// What this way asks of a second factor.
    pub fn asked(&self) -> Asked {
        let assurance = self.need().and_then(|need| need.assurance).unwrap_or(Assurance::Nothing);
        Asked { sensitive: self.prove_again, assurance, fresh_for: None }
    }
}
