//! A posted form, read strictly: bounded, urlencoded, UTF-8, no parameter twice. Unknown fields are ignored.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use domain::Secret;
use http::{StatusCode, header};
use oidc::wire::Params;

use super::text;
use crate::Web;

/// Fields of all our forms.
const FIELDS: &[&str] = &[
    "identifier",
    "password",
    "remember_identifier",
    "keep_signed_in",
    "csrf",
    "device",
    "decision",
    "everywhere",
    "code",
    "account",
    "new_password",
    "end_others",
    "person",
    "contract",
    "given_name",
    "family_name",
    "born_day",
    "born_month",
    "born_year",
    "start_code",
    "login",
    "login_choice",
    "kind",
    "phone",
    "authenticator",
    "name",
    "passkey_id",
    "passkey_client_data",
    "passkey_attestation",
    "passkey_transports",
    "passkey_authenticator_data",
    "passkey_signature",
    "passkey_user_handle",
    "address",
    "contact",
    "safe",
    "recovery_code",
    "number",
    "lost_0",
    "lost_1",
    "lost_2",
    "lost_3",
    "lost_4",
    "lost_5",
    "lost_6",
    "lost_7",
    "lost_8",
    "lost_9",
];

/// Longest form in bytes (DO2).
pub const LONGEST: usize = 16 * 1024;

#[derive(Clone, Debug)]
pub struct Form {
    params: Params,
    password: Option<Secret>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormRefused {
    TooLarge,
    Unreadable,
}

/// For the compiler: every handler takes the refusal and answers with a page.
impl IntoResponse for FormRefused {
    fn into_response(self) -> Response {
        StatusCode::BAD_REQUEST.into_response()
    }
}

impl Form {
    pub fn field(&self, name: &str) -> &str {
        self.params.get(name).unwrap_or_default()
    }

    /// What was typed to be recognised. The longest good one has 254 characters (RFC 5321): a longer one is cut before it
    /// is carried along in the next form, and is still too long.
    pub fn identifier(&self) -> String {
        self.field("identifier").chars().take(320).collect()
    }

    /// A ticked box is `on`; an absent one is unticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.params.get(name) == Some("on")
    }

    /// The password as typed; it leaves the form and is wiped after use.
    pub fn take_password(&mut self) -> Secret {
        self.password.take().unwrap_or_else(|| Secret::new(String::new()))
    }

    /// What was typed in confidence, besides the password.
    pub fn secret(&self, name: &str) -> Secret {
        Secret::new(self.field(name).to_owned())
    }

    fn parse(body: &[u8]) -> Result<Self, FormRefused> {
        let params = Params::parse(body, FIELDS).map_err(|malformed| match malformed {
            oidc::wire::Malformed::TooLong => FormRefused::TooLarge,
            _ => FormRefused::Unreadable,
        })?;
        if params.first_repeated().is_some() {
            return Err(FormRefused::Unreadable);
        }
        let password = params.owned("password").map(Secret::new);
        Ok(Self { params, password })
    }
}

impl FromRequest<Web> for Form {
    type Rejection = FormRefused;

    async fn from_request(request: Request, web: &Web) -> Result<Self, FormRefused> {
        let kind = text(request.headers(), &header::CONTENT_TYPE);
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(FormRefused::Unreadable);
        }
        let body = Bytes::from_request(request, web).await.map_err(|_| FormRefused::TooLarge)?;
        Self::parse(&body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_passwords_are_read_as_they_are() {
        let mut form =
            Form::parse(b"identifier=a%40b&password=%C3%A9+%26&keep_signed_in=on&x=1&x=2").expect("good");
        assert_eq!(form.field("identifier"), "a@b");
        assert_eq!(form.take_password().reveal(), "é &");
        assert!(form.ticked("keep_signed_in") && !form.ticked("remember_identifier"));
    }

    #[test]
    fn doubled_fields_broken_escapes_and_broken_utf8_are_unreadable() {
        for body in [&b"password=a&password=b"[..], b"identifier=%zz", b"identifier=%ff", b"csrf=%00"] {
            assert_eq!(Form::parse(body).err(), Some(FormRefused::Unreadable));
        }
        assert_eq!(Form::parse(&vec![b'a'; LONGEST + 1]).err(), Some(FormRefused::TooLarge));
    }
}
