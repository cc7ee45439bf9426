//! Templates of what a gateway wants to be told: `{to}`, `{text}`, `{id}`, `{language}` and `{seconds}` are filled in, and the
//! whole is written as JSON or as a form, so that no text of ours can break out of its field.

use std::fmt::Write;

use serde::Deserialize;
use serde_json::{Map, Value};

/// How the fields are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    #[default]
    Json,
    Form,
}

/// What may be filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Values<'a> {
    pub to: &'a str,
    pub text: &'a str,
    pub id: &'a str,
    pub language: &'a str,
    pub seconds: u64,
}

/// Fields in the order of their names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pub form: Form,
    pub fields: Vec<(String, String)>,
}

const KNOWN: [&str; 5] = ["to", "text", "id", "language", "seconds"];

impl Template {
    /// Names that stand in braces and mean nothing.
    pub fn unknown(&self) -> Vec<String> {
        let names = self.fields.iter().flat_map(|(_, value)| value.split('{').skip(1));
        let names = names.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned());
        names.filter(|name| !KNOWN.contains(&name.as_str())).collect()
    }

    /// Whether a field stands somewhere.
    pub fn names(&self, name: &str) -> bool {
        self.fields.iter().any(|(_, value)| value.contains(&format!("{{{name}}}")))
    }

    pub const fn content_type(&self) -> &'static str {
        match self.form {
            Form::Json => "application/json",
            Form::Form => "application/x-www-form-urlencoded",
        }
    }

    /// The body. What is filled in is not looked at for braces again.
    pub(super) fn write(&self, values: &Values<'_>) -> Vec<u8> {
        let filled = self.fields.iter().map(|(name, value)| (name.clone(), fill(value, values)));
        match self.form {
            Form::Json => {
                let object: Map<String, Value> = filled.map(|(name, value)| (name, value.into())).collect();
                Value::Object(object).to_string().into_bytes()
            }
            Form::Form => {
                let pairs: Vec<String> =
                    filled.map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value))).collect();
                pairs.join("&").into_bytes()
            }
        }
    }
}

fn fill(template: &str, values: &Values<'_>) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match name {
            "to" => filled.push_str(values.to),
            "text" => filled.push_str(values.text),
            "id" => filled.push_str(values.id),
            "language" => filled.push_str(values.language),
            "seconds" => filled.push_str(&values.seconds.to_string()),
            other => filled.extend(["{", other, "}"]),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// `application/x-www-form-urlencoded` (WHATWG URL §5.2), spaces as `%20`, which every server reads.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _never_fails = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(form: Form) -> Template {
        let fields = [("dest", "{to}"), ("msg", "« {text} »"), ("ref", "v-{id}"), ("n", "{nonsense}")];
        Template { form, fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec() }
    }

    const VALUES: Values<'_> =
        Values { to: "+33612345678", text: "a\"}, {id}\n&x=1", id: "7", language: "fr", seconds: 600 };

    #[test]
    fn what_is_filled_in_stays_inside_its_field() {
        let json: Value = serde_json::from_slice(&template(Form::Json).write(&VALUES)).expect("JSON");
        assert_eq!(json["msg"], "« a\"}, {id}\n&x=1 »");
        assert_eq!((json["dest"].as_str(), json["ref"].as_str()), (Some("+33612345678"), Some("v-7")));
        let form = String::from_utf8(template(Form::Form).write(&VALUES)).expect("UTF-8");
        assert!(
            form.starts_with("dest=%2B33612345678&msg=%C2%AB%20a%22%7D%2C%20%7Bid%7D%0A%26x%3D1%20"),
            "{form}"
        );
    }

    #[test]
    fn a_name_that_means_nothing_is_told() {
        assert_eq!(template(Form::Json).unknown(), ["nonsense"]);
        assert!(template(Form::Json).names("to") && !template(Form::Json).names("seconds"));
    }
}
