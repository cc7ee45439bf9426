//! `[sim_swap]`: the mobile operator that is asked whether a SIM card changed just now, before a code goes there (SM5).

use std::path::PathBuf;
use std::sync::Arc;

use domain::sim_swap::{LONGEST_AGE, SimSwapPolicy, WithoutAnswer};
use domain::time::hours;
use gateways::http::may_be_called;
use gateways::sim_swap::{Camara, CamaraSettings, SCOPE};
use gateways::{Http, SimSwap as Operator};
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::span::Span;
use super::{Finding, Place};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    Send,
    Refuse,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimSwap {
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    pub secret_file: PathBuf,
    #[serde(default = "scope")]
    pub scope: String,
    #[serde(default = "max_age")]
    pub max_age: Span,
    #[serde(default = "without_answer")]
    pub without_answer: Silence,
}

fn scope() -> String {
    SCOPE.to_owned()
}

fn max_age() -> Span {
    Span(SimSwapPolicy::default().max_age)
}

const fn without_answer() -> Silence {
    Silence::Send
}

impl SimSwap {
    pub fn rules(&self) -> SimSwapPolicy {
        let without_answer = match self.without_answer {
            Silence::Send => WithoutAnswer::Send,
            Silence::Refuse => WithoutAnswer::Refuse,
        };
        SimSwapPolicy { max_age: self.max_age.0, without_answer, ..SimSwapPolicy::default() }
    }

    pub fn check(&self, place: &Place) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (key, url) in [("url", &self.url), ("token_url", &self.token_url)] {
            if !may_be_called(url) || url.ends_with('/') {
                findings.push(Finding::refused(
                    format!("sim_swap.{key}"),
                    "Nothing can be asked there.",
                    "Write an https address without a slash at the end; http serves this machine alone.",
                ));
            }
        }
        if self.client_id.is_empty() || self.scope.is_empty() {
            let cure = "Write what the operator gave you.";
            findings.push(Finding::refused("sim_swap", "client_id or scope is empty.", cure));
        }
        let age = self.max_age.0;
        if !(hours(1)..=LONGEST_AGE).contains(&age) || !age.as_secs().is_multiple_of(3600) {
            let says = "Operators are asked about whole hours, 100 days at most.";
            findings.push(Finding::refused("sim_swap.max_age", says, "Choose \"1 hour\" to \"100 days\"."));
        }
        findings.extend(place.secret("sim_swap.secret_file", &self.secret_file).err());
        findings.extend(place.exposure("sim_swap.secret_file", &self.secret_file));
        findings
    }

    pub fn gateway(&self, place: &Place, http: &Http) -> Result<Arc<dyn Operator>, Finding> {
        let settings = CamaraSettings {
            base: self.url.clone(),
            token_url: self.token_url.clone(),
            client_id: self.client_id.clone(),
            client_secret: place.secret("sim_swap.secret_file", &self.secret_file)?,
            scope: self.scope.clone(),
        };
        Ok(Arc::new(Camara::new(http.clone(), settings)))
    }
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[sim_swap]",
    says: "The mobile operator, or whoever asks several for you, that says by CAMARA SIM Swap whether the SIM card of a number \
           changed just now: then no code goes there. Without this section nobody is asked.",
    is_written: false,
    keys: &[
        Key::new(
            "url",
            "address",
            Is::Required("\"https://api.operator.example/sim-swap/v2\""),
            "Where the interface stands, with its version; `/check` is added.",
        ),
        Key::new(
            "token_url",
            "address",
            Is::Required("\"https://api.operator.example/oauth/token\""),
            "Where a token is asked for by client credentials.",
        ),
        Key::new("client_id", "text", Is::Required("\"vestibule\""), "Whom the operator knows you as."),
        Key::new("secret_file", "file", Is::Required("\"operator.secret\""), "Holds the client's secret."),
        Key::new(
            "scope",
            "text",
            Is::Derived("\"sim-swap:check\"", "\"sim-swap:check\""),
            "What the token must allow, as agreed on with the operator.",
        ),
        Key::new(
            "max_age",
            "length of time",
            Is::Derived("\"72 hours\"", "\"72 hours\""),
            "A SIM card that changed within this gets no code. Some operators may not say for as long as you ask.",
        ),
        Key::new(
            "without_answer",
            "\"send\" or \"refuse\"",
            Is::Derived("\"send\"", "\"send\""),
            "What becomes of a code where the operator is silent for 3 seconds, fails, or does not know the number.",
        ),
    ],
}];

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "url = \"https://o.example/sim-swap/v2\"\ntoken_url = \"https://o.example/token\"\n\
                         client_id = \"v\"\nsecret_file = \"secret\"\n";

    fn place(folder: &tempfile::TempDir) -> Place {
        std::fs::write(folder.path().join("secret"), "s\n").unwrap();
        Place { file: folder.path().join("vestibule.toml"), folder: folder.path().to_owned() }
    }

    fn told(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let said: SimSwap = toml::from_str(text).unwrap();
        let findings = said.check(&place(&folder)).into_iter().filter(Finding::is_refusal);
        findings.map(|finding| finding.about).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_section_with_its_secret_in_a_file_is_taken() {
        gateways::tls::install_provider();
        let folder = tempfile::tempdir().unwrap();
        let said: SimSwap = toml::from_str(WHOLE).unwrap();
        assert_eq!(told(WHOLE), "");
        assert!(said.gateway(&place(&folder), &Http::new(None).unwrap()).is_ok());
        assert_eq!(said.rules(), SimSwapPolicy::default());
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        assert_eq!(
            told(&WHOLE.replace("https://o.example/token", "http://o.example/token")),
            "sim_swap.token_url"
        );
        assert_eq!(told(&WHOLE.replace("https://o.example/token", "http://localhost:9/token")), "");
        assert_eq!(told(&WHOLE.replace("sim-swap/v2", "sim-swap/v2/")), "sim_swap.url");
        assert_eq!(told(&WHOLE.replace("\"secret\"", "\"elsewhere\"")), "sim_swap.secret_file");
        for age in ["90 min", "101 days", "0 hours"] {
            assert_eq!(told(&format!("{WHOLE}max_age = \"{age}\"")), "sim_swap.max_age", "{age}");
        }
        assert!(toml::from_str::<SimSwap>(&format!("{WHOLE}maxage = 1")).is_err());
    }
}
