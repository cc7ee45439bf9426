//! What userinfo says of a person, by scope (OpenID Connect Core §5.4).

use domain::{AccountId, Locale, PersonName};
use serde_json::{Map, Value};

use crate::scope::{Scope, Scopes};

/// What the store knows of a person that userinfo may tell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person<'a> {
    pub account: AccountId,
    pub name: &'a PersonName,
    pub locale: Locale,
    pub email: Option<&'a str>,
    /// Whether we have proven that the person reads this mailbox; an imported address is not proven.
    pub email_verified: bool,
}

/// The claims that `scopes` open; what is not known is left out.
pub fn userinfo(person: &Person<'_>, scopes: &Scopes) -> Value {
    let mut claims = Map::new();
    let mut say = |name: &str, text: &str| {
        if !text.is_empty() {
            claims.insert(name.to_owned(), text.into());
        }
    };
    say("sub", &person.account.to_string());
    if scopes.has(Scope::Profile) {
        say("name", &person.name.full());
        say("given_name", &person.name.given);
        say("family_name", &person.name.family);
        say("locale", person.locale.tag());
    }
    if let Some(email) = person.email.filter(|_| scopes.has(Scope::Email)) {
        say("email", email);
        claims.insert("email_verified".to_owned(), person.email_verified.into());
    }
    Value::Object(claims)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(scopes: &str, email: Option<&str>) -> Value {
        let name = PersonName { given: "Zoé".into(), family: String::new() };
        let account = AccountId::from_bytes([1; 16]);
        let person = Person { account, name: &name, locale: Locale::FrCa, email, email_verified: false };
        userinfo(&person, &Scopes::parse(scopes))
    }

    #[test]
    fn each_scope_opens_its_own_claims_and_no_other() {
        let sub = "01".repeat(16);
        assert_eq!(told("openid", Some("z@x.test")), json!({ "sub": sub }));
        assert_eq!(
            told("openid email", Some("z@x.test")),
            json!({ "sub": sub, "email": "z@x.test", "email_verified": false })
        );
        assert_eq!(
            told("openid profile", Some("z@x.test")),
            json!({ "sub": sub, "name": "Zoé", "given_name": "Zoé", "locale": "fr-CA" })
        );
    }

    #[test]
    fn an_unknown_address_says_nothing_about_being_verified() {
        assert_eq!(told("openid email", None), json!({ "sub": "01".repeat(16) }));
    }
}
