//! What the demo tells: to scripts as JSON (docs/reference/demo.md, only ever added to), to people as a short page.

use std::fmt::Write as _;

use domain::client::AuthMethod;
use serde::Serialize;

use super::accounts::{self, Account};
use super::addresses::{ADMIN, BOUTIQUE, OUTBOX, PORTALS, PortalPlan};
use super::authority::CERTIFICATE;
use super::clients;
use super::factors;
use super::folder::Folder;
use super::house::Materials;
use super::letters::{self, Letter};

#[derive(Serialize)]
pub struct Told {
    pub issuer: String,
    /// `/metrics` and `/status`.
    pub admin: String,
    /// Opens `/status`, as `Authorization: Bearer`.
    pub admin_token: String,
    pub outbox: String,
    /// The company's app for phones.
    pub authenticator: String,
    pub clients: Vec<ToldClient>,
    pub portals: Vec<ToldPortal>,
    /// Portals that cannot be changed; their ports are free for a proxy.
    pub forward_auth: Vec<ToldOrigin>,
    /// Pages that only ask who is there.
    pub pages: Vec<ToldPage>,
    pub accounts: Vec<Account>,
    pub closed: Vec<Account>,
    /// Who is asked to set up a second factor.
    pub second_factor: Vec<Account>,
    /// Who meets the screen to choose a login and a password of their own.
    pub personalise: Vec<Letter>,
    /// With `--tls`: PEM file of the authority to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
}

#[derive(Serialize)]
pub struct ToldClient {
    pub client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    pub token_endpoint_auth_method: AuthMethod,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
}

#[derive(Serialize)]
pub struct ToldOrigin {
    pub name: String,
    pub origin: String,
}

#[derive(Serialize)]
pub struct ToldPage {
    pub name: &'static str,
    pub url: String,
}

#[derive(Serialize)]
pub struct ToldPortal {
    pub name: &'static str,
    pub url: String,
    /// A page of the portal that only its customers see.
    pub deep_link: String,
}

impl Told {
    pub fn new(materials: &Materials<'_>) -> Self {
        let (addresses, known) = (materials.addresses, accounts::read());
        let (asked, others) = factors::apart(known.accounts);
        let portal = |plan: &PortalPlan| {
            let url = addresses.of(plan.place);
            ToldPortal { name: plan.name, deep_link: format!("{url}{}", plan.area.path), url }
        };
        let client = |client: domain::Client| ToldClient {
            client_secret: (!client.is_public()).then(|| materials.secrets[&client.client_id.0].clone()),
            client_id: client.client_id.0,
            token_endpoint_auth_method: client.token_endpoint_auth_method,
            redirect_uris: client.redirect_uris,
            post_logout_redirect_uris: client.post_logout_redirect_uris,
        };
        Self {
            issuer: addresses.issuer(),
            // The operator's door speaks plain HTTP, on this machine only.
            admin: addresses.of_script(ADMIN, "localhost"),
            admin_token: materials.operator_token.reveal().to_owned(),
            outbox: addresses.of(OUTBOX),
            authenticator: addresses.authenticator(),
            clients: clients::told(addresses).into_iter().map(client).collect(),
            portals: PORTALS.iter().map(portal).collect(),
            forward_auth: clients::all(addresses)
                .into_iter()
                .flat_map(|one| {
                    one.forward_auth_origins.into_iter().map(move |origin| (one.name.clone(), origin))
                })
                .map(|(name, origin)| ToldOrigin { name, origin })
                .collect(),
            pages: vec![ToldPage { name: "La boutique Lumen", url: addresses.of(BOUTIQUE) }],
            accounts: others,
            second_factor: asked,
            closed: known.closed,
            personalise: letters::read(),
            ca_file: materials.authority.map(|_| materials.folder.file(CERTIFICATE).display().to_string()),
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("everything told is plain text")
    }

    /// For the terminal: addresses, who can sign in, how to stop.
    pub fn page(&self, folder: &Folder) -> String {
        let mut page = String::from("\nLumen is open.\n\n");
        let mut line = |name: &str, value: &str| {
            let _infallible = writeln!(page, "  {name:<16} {value}");
        };
        for portal in &self.portals {
            line(portal.name, &portal.url);
        }
        for page in &self.pages {
            line(page.name, &page.url);
        }
        line("Sign-in", &format!("{}/sign-in", self.issuer));
        line("Authenticator", &self.authenticator);
        line("Sent messages", &self.outbox);
        line("Operations", &self.admin);
        line("Data", &folder.path().display().to_string());
        if let Some(ca_file) = &self.ca_file {
            line("Authority", ca_file);
        }
        page.push_str(&self.who());
        page.push_str("\nCtrl-C stops everything; the next start goes on from here.\n");
        page
    }

    fn who(&self) -> String {
        let mut page =
            String::from("\nWho can sign in (identifier, password, who it is, which old hash):\n\n");
        let known = self.accounts.iter().filter_map(|account| Some((account, account.note.as_ref()?)));
        for (account, note) in known {
            let (identifier, password) = (&account.identifier, &account.password);
            let _infallible = writeln!(page, "  {identifier:<30} {password:<23} {note} ({})", account.hash);
        }
        page.push_str("\nWho chooses a login and a password of their own:\n\n");
        for Letter { identifier, password, note, .. } in letters::introduced() {
            let _infallible = writeln!(page, "  {identifier:<30} {password:<23} {note}");
        }
        page.push_str("\nWho is asked to set up a second factor, such as the authenticator:\n\n");
        if let Some(Account { identifier, password, .. }) = self.second_factor.first() {
            let _infallible = writeln!(page, "  {identifier:<30} {password:<23} may put it off");
        }
        let others = self.accounts.iter().filter(|account| account.note.is_none()).count();
        let _infallible = writeln!(page, "\nAnd {others} others: --json FILE names them.");
        page
    }
}
