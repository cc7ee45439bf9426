//! What a portal must remember while somebody signs in: sealed into a cookie, so that it survives a restart and
//! costs no memory. Nobody else can write one, which binds the answer to the browser that asked.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::cookies::TICKET_LIFE;

const NONCE: usize = 12;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ticket {
    pub state: String,
    pub nonce: String,
    /// PKCE (RFC 7636).
    pub verifier: String,
    /// A path of this portal, where the visitor wanted to go.
    pub to: String,
    /// Seconds since 1970 UTC.
    pub at: i64,
}

impl Ticket {
    pub fn draw(to: String, now: i64) -> Self {
        Self { state: unguessable(), nonce: unguessable(), verifier: unguessable(), to, at: now }
    }

    /// RFC 7636 §4.2, S256.
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, self.verifier.as_bytes()))
    }
}

/// 32 random bytes as text.
pub fn unguessable() -> String {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).expect("the system's generator answers");
    URL_SAFE_NO_PAD.encode(bytes)
}

pub struct TicketKey(RandomizedNonceKey);

impl TicketKey {
    /// From the client's secret, so that it is the same after a restart.
    pub fn new(client_secret: &str) -> Self {
        let key = digest::digest(&digest::SHA256, format!("portal tickets\n{client_secret}").as_bytes());
        Self(RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).expect("the key has 32 bytes"))
    }

    pub fn seal(&self, ticket: &Ticket) -> String {
        let mut body = serde_json::to_vec(ticket).expect("a ticket is plain text");
        let nonce = self.0.seal_in_place_append_tag(Aad::empty(), &mut body).expect("a ticket is short");
        URL_SAFE_NO_PAD.encode([nonce.as_ref().as_slice(), &body].concat())
    }

    /// The ticket, if it is one of ours and not too old.
    pub fn open(&self, text: &str, now: i64) -> Option<Ticket> {
        let mut bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, body) = bytes.split_at_mut_checked(NONCE)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.0.open_in_place(nonce, Aad::empty(), body).ok()?;
        let ticket: Ticket = serde_json::from_slice(plain).ok()?;
        (ticket.at + TICKET_LIFE > now).then_some(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_opens_for_its_own_portal_until_it_is_too_old() {
        let key = TicketKey::new("secret");
        let ticket = Ticket::draw("/inbox".into(), 1000);
        let sealed = key.seal(&ticket);
        assert_eq!(key.open(&sealed, 1001), Some(ticket));
        assert_eq!(key.open(&sealed, 1000 + TICKET_LIFE), None);
        assert_eq!(TicketKey::new("other").open(&sealed, 1001), None);
        assert_eq!(key.open(&sealed[1..], 1001), None);
        assert_eq!(key.open("", 1001), None);
    }

    #[test]
    fn the_challenge_is_the_one_of_the_standards_example() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let ticket = Ticket { verifier, ..Ticket::draw(String::new(), 0) };
        assert_eq!(ticket.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
