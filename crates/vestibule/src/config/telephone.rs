//! `[[telephone]]`: the gateways that carry texts and make calls, in the order in which they are asked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use gateways::telephone::{
    Form, Generic, GenericSettings, NoTelephone, OVH_EUROPE, Ovh, OvhSettings, Several, TWILIO, Template,
    Twilio, TwilioSettings,
};
use gateways::{Http, Telephone};
use serde::Deserialize;

use super::key::{Default as Is, Key, Section};
use super::{Finding, Place};

const ABOUT: &str = "telephone";

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Http,
    Ovh,
    Twilio,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    pub kind: Kind,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub call_url: Option<String>,
    #[serde(default)]
    pub encoding: Form,
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub token_file: Option<PathBuf>,
    #[serde(default)]
    pub signing_key_file: Option<PathBuf>,
    #[serde(default)]
    pub account: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub consumer_key_file: Option<PathBuf>,
    #[serde(default)]
    pub sender: Option<String>,
    #[serde(default)]
    pub caller: Option<String>,
}

/// All of them as one; the first finding where one cannot be made.
pub fn gateways(said: &[Gateway], place: &Place, http: &Http) -> Result<Arc<dyn Telephone>, Finding> {
    if said.is_empty() {
        return Ok(Arc::new(NoTelephone));
    }
    let named = said.iter().enumerate().map(|(at, one)| {
        let name = one.name.clone().unwrap_or_else(|| format!("{}-{}", one.kind.word(), at + 1));
        Ok((name, one.gateway(place, http)?))
    });
    Ok(Arc::new(Several::new(named.collect::<Result<_, Finding>>()?)))
}

pub fn check(said: &[Gateway], place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in said {
        findings.extend(one.lacks());
        let Ok(http) = Http::new(None) else { continue };
        if findings.is_empty() {
            findings.extend(one.gateway(place, &http).err());
        }
        for (key, file) in [
            ("token_file", &one.token_file),
            ("signing_key_file", &one.signing_key_file),
            ("consumer_key_file", &one.consumer_key_file),
        ] {
            let about = format!("{ABOUT}.{key}");
            findings.extend(file.as_ref().and_then(|file| place.exposure(&about, file)));
        }
    }
    findings
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Ovh => "ovh",
            Self::Twilio => "twilio",
        }
    }
}

impl Gateway {
    /// What is missing, and what a template cannot mean.
    fn lacks(&self) -> Vec<Finding> {
        let there: &[(&str, bool)] = match self.kind {
            Kind::Http => &[
                ("url or call_url", self.url.is_some() || self.call_url.is_some()),
                ("fields", !self.fields.is_empty()),
            ],
            Kind::Ovh => &[
                ("account", self.account.is_some()),
                ("key", self.key.is_some()),
                ("token_file", self.token_file.is_some()),
                ("consumer_key_file", self.consumer_key_file.is_some()),
            ],
            Kind::Twilio => &[
                ("account", self.account.is_some()),
                ("token_file", self.token_file.is_some()),
                ("sender", self.sender.is_some()),
            ],
        };
        let word = self.kind.word();
        let missing = there.iter().filter(|(_, is_there)| !is_there).map(|(key, _)| {
            let says = format!("A gateway of the kind \"{word}\" needs {key}.");
            Finding::refused(ABOUT, says, "Add it: docs/reference/configuration.md says how.")
        });
        let mut findings: Vec<Finding> = missing.collect();
        let template = self.template();
        if self.kind == Kind::Http && !self.fields.is_empty() {
            for name in template.unknown() {
                let says = format!("`{{{name}}}` means nothing.");
                let cure = "Known: {to}, {text}, {id}, {language}, {seconds}.";
                findings.push(Finding::refused("telephone.fields", says, cure));
            }
            if !template.names("to") || !template.names("text") {
                let says = "The gateway is not told whom or what.";
                findings.push(Finding::refused("telephone.fields", says, "Name {to} and {text} in it."));
            }
        }
        findings
    }

    fn template(&self) -> Template {
        let fields = self.fields.iter().map(|(name, value)| (name.clone(), value.clone()));
        Template { form: self.encoding, fields: fields.collect() }
    }

    fn gateway(&self, place: &Place, http: &Http) -> Result<Box<dyn Telephone>, Finding> {
        let secret = |key: &str, file: &Option<PathBuf>| {
            file.as_ref().map(|file| place.secret(&format!("{ABOUT}.{key}"), file)).transpose()
        };
        let missing = || Finding::refused(ABOUT, "A gateway lacks a key.", "Run `vestibule config check`.");
        let token = secret("token_file", &self.token_file)?;
        let http = http.clone();
        Ok(match self.kind {
            Kind::Http => Box::new(Generic::new(
                http,
                GenericSettings {
                    text_url: self.url.clone(),
                    call_url: self.call_url.clone(),
                    template: self.template(),
                    signing_key: secret("signing_key_file", &self.signing_key_file)?,
                    token,
                },
            )),
            Kind::Ovh => Box::new(Ovh::new(
                http,
                OvhSettings {
                    base: self.url.clone().unwrap_or_else(|| OVH_EUROPE.to_owned()),
                    service: self.account.clone().ok_or_else(missing)?,
                    sender: self.sender.clone(),
                    application_key: self.key.clone().ok_or_else(missing)?,
                    application_secret: token.ok_or_else(missing)?,
                    consumer_key: secret("consumer_key_file", &self.consumer_key_file)?
                        .ok_or_else(missing)?,
                },
            )),
            Kind::Twilio => Box::new(Twilio::new(
                http,
                TwilioSettings {
                    base: self.url.clone().unwrap_or_else(|| TWILIO.to_owned()),
                    account: self.account.clone().ok_or_else(missing)?,
                    key: self.key.clone(),
                    token: token.ok_or_else(missing)?,
                    sender: self.sender.clone().ok_or_else(missing)?,
                    caller: self.caller.clone(),
                },
            )),
        })
    }
}

pub const SECTIONS: &[Section] = &[Section {
    header: "[[telephone]]",
    says: "Gateways that carry texts and make calls, asked in this order: the next one where one is away. Without an entry, \
           neither is offered.",
    is_written: false,
    keys: &[
        Key::new(
            "kind",
            "\"http\", \"ovh\" or \"twilio\"",
            Is::Required("\"twilio\""),
            "Whose API it speaks: any that takes a POST, OVHcloud's, or Twilio's and those like it.",
        ),
        Key::new(
            "name",
            "word",
            Is::Derived("the kind and its place", "\"first\""),
            "What log and metrics call it.",
        ),
        Key::new(
            "url",
            "address",
            Is::Derived(
                "the company's own API; required for texts by \"http\"",
                "\"https://api.twilio.com\"",
            ),
            "Where it is asked, without a slash at the end.",
        ),
        Key::new(
            "call_url",
            "address",
            Is::Absent("\"https://sms.lumen.example/call\""),
            "\"http\": where calls are asked for.",
        ),
        Key::new(
            "encoding",
            "\"json\" or \"form\"",
            Is::Derived("\"json\"", "\"json\""),
            "\"http\": how the fields are written.",
        ),
        Key::new(
            "fields",
            "table of texts",
            Is::Absent("{ to = \"{to}\", message = \"{text}\" }"),
            "\"http\": what is sent, with `{to}`, `{text}`, `{id}`, `{language}` and `{seconds}` filled in.",
        ),
        Key::new(
            "token_file",
            "file",
            Is::Absent("\"gateway.token\""),
            "Holds the bearer token, OVHcloud's application secret, or Twilio's auth token.",
        ),
        Key::new(
            "signing_key_file",
            "file",
            Is::Absent("\"gateway.key\""),
            "\"http\": holds the key of `X-Vestibule-Signature`, HMAC-SHA-256 over the moment, a dot and the body.",
        ),
        Key::new("account", "text", Is::Absent("\"AC0123\""), "OVHcloud's service, or Twilio's account."),
        Key::new(
            "key",
            "text",
            Is::Absent("\"SK0123\""),
            "OVHcloud's application key, or an API key of Twilio's.",
        ),
        Key::new(
            "consumer_key_file",
            "file",
            Is::Absent("\"ovh.consumer\""),
            "Holds OVHcloud's consumer key.",
        ),
        Key::new(
            "sender",
            "text",
            Is::Absent("\"Lumen\""),
            "Who texts come from: a declared name or number, or a messaging service.",
        ),
        Key::new(
            "caller",
            "number",
            Is::Absent("\"+33199000000\""),
            "Twilio: the number that calls; without it, no calls are made.",
        ),
    ],
}];

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway(text: &str) -> Gateway {
        toml::from_str(text).unwrap()
    }

    fn says(text: &str) -> String {
        let findings = check(&[gateway(text)], &Place::default());
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_gateway_lacks_is_told() {
        assert!(says("kind = \"ovh\"\naccount = \"sms-1\"").contains("needs consumer_key_file"));
        assert!(says("kind = \"twilio\"").contains("needs sender"));
        assert!(says("kind = \"http\"\nurl = \"https://x.example\"").contains("needs fields"));
        let unknown =
            "kind = \"http\"\nurl = \"https://x.example\"\nfields = { a = \"{tel}\", b = \"{text}\" }";
        assert!(says(unknown).contains("`{tel}` means nothing") && says(unknown).contains("whom or what"));
    }

    #[test]
    fn a_gateway_with_its_secrets_in_files_is_taken() {
        gateways::tls::install_provider();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("token"), "secret\n").unwrap();
        let place = Place { file: folder.path().join("vestibule.toml"), folder: folder.path().to_owned() };
        let said = [
            gateway("kind = \"twilio\"\naccount = \"AC1\"\nsender = \"Lumen\"\ntoken_file = \"token\""),
            gateway(
                "kind = \"http\"\nurl = \"https://x.example\"\nfields = { a = \"{to}\", b = \"{text}\" }",
            ),
        ];
        let telephone = super::gateways(&said, &place, &Http::new(None).unwrap()).unwrap();
        assert!(telephone.can_text() && !telephone.can_call());
        assert!(!super::gateways(&[], &place, &Http::new(None).unwrap()).unwrap().can_text());
    }
}
