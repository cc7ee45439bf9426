//! The scopes that we know (OpenID Connect Core §5.4). Which claims each opens is told in `claims::userinfo`.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    OpenId,
    Profile,
    Email,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::OpenId, Self::Profile, Self::Email];

    pub const fn word(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// A set of scopes, written as words parted by spaces (RFC 6749 §3.3).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// Reads a scope parameter; words that we do not know are ignored (OpenID Connect Core §3.1.2.1).
    pub fn parse(text: &str) -> Self {
        Self(text.split(' ').filter_map(Scope::from_word).collect())
    }

    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Those that a client may have of what it asked.
    #[must_use]
    pub fn within(self, allowed: &[String]) -> Self {
        Self(self.0.into_iter().filter(|scope| allowed.iter().any(|word| word == scope.word())).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    pub fn words(&self) -> Vec<String> {
        self.iter().map(|scope| scope.word().to_owned()).collect()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().join(" "))
    }
}

impl From<String> for Scopes {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

impl From<Scopes> for String {
    fn from(scopes: Scopes) -> Self {
        scopes.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_ignored_and_the_rest_reads_back() {
        let scopes = Scopes::parse("email openid offline_access  OPENID email");
        assert_eq!(scopes.to_string(), "openid email");
        assert_eq!(Scopes::parse(&scopes.to_string()), scopes);
    }

    #[test]
    fn a_client_gets_no_more_than_it_is_registered_for() {
        let asked = Scopes::parse("openid profile email");
        assert_eq!(asked.within(&["openid".into(), "email".into()]).to_string(), "openid email");
    }
}
