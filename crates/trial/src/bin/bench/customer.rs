//! A customer at a browser: opens the sign-in page, posts its form, keeps the cookies. The bench's own words only.

use trial::Answer as Page;

use super::Done;
use super::wire::{Answer, Wire};

/// Everybody's, so that the bench hashes once and the server each time.
pub const PASSWORD: &str = "soleil levant 42";

const SESSION: &str = "__Host-vestibule_session";
const PEOPLE: &str = "__Host-vestibule_people";
const VISIT: &str = "__Host-vestibule_visit";
/// Sent by everybody, to the yardstick too.
pub const BROWSER: &str = "user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0\r\n\
     accept: text/html,application/xhtml+xml\r\naccept-language: fr-FR,fr;q=0.8\r\naccept-encoding: identity\r\n";

#[derive(Clone)]
pub struct Customer {
    pub identifier: String,
    /// `X-Forwarded-For`: each customer comes from a network of their own.
    address: String,
    /// The browser's memory of its people, once it has one.
    pub people: Option<String>,
    pub session: Option<String>,
}

/// A sign-in form as its page gave it.
#[derive(Clone)]
pub struct Form {
    csrf: String,
    visit: String,
}

impl Customer {
    /// The customer of this number; a hundred thousand have networks of their own.
    pub fn new(number: usize) -> Self {
        Self::named(format!("client{number}@lumen.example"), number)
    }

    pub fn named(identifier: String, number: usize) -> Self {
        let address = format!("10.{}.{}.7", number / 256 % 256, number % 256);
        Self { identifier, address, people: None, session: None }
    }

    pub async fn open_page(&self, wire: &mut Wire) -> Done<Form> {
        Ok(self.read_page(wire).await?.0)
    }

    /// The same, with the page itself.
    pub async fn read_page(&self, wire: &mut Wire) -> Done<(Form, Page)> {
        let request = format!(
            "GET /sign-in HTTP/1.1\r\nhost: localhost\r\n{BROWSER}x-forwarded-for: {}\r\n{}\r\n",
            self.address,
            self.cookies(None)
        );
        let answer = wire.ask(request.as_bytes()).await.map_err(|error| format!("GET /sign-in: {error}"))?;
        let visit = answer.cookie(VISIT).ok_or("the sign-in page binds no browser")?;
        let body = String::from_utf8_lossy(answer.body).into_owned();
        let page = Page { status: answer.status, headers: reqwest::header::HeaderMap::new(), body };
        let csrf = page.field("csrf").ok_or_else(|| format!("no form: status {}", page.status))?;
        Ok((Form { csrf, visit }, page))
    }

    /// Posts the form; the status tells what became of it.
    pub async fn post(&mut self, wire: &mut Wire, form: &Form, password: &str) -> Done<u16> {
        let body = format!(
            "csrf={}&identifier={}&password={}&keep_signed_in=on",
            form.csrf,
            self.identifier.replace('@', "%40"),
            password.replace(' ', "+")
        );
        self.send(wire, form, &body).await
    }

    /// Posts what a device said of its passkey.
    pub async fn show(
        &mut self,
        wire: &mut Wire,
        form: &Form,
        fields: &[(&'static str, String)],
    ) -> Done<u16> {
        let mut body = format!("csrf={}&decision=passkey&keep_signed_in=on", form.csrf);
        for (name, value) in fields {
            body.extend(["&", name, "=", value]);
        }
        self.send(wire, form, &body).await
    }

    async fn send(&mut self, wire: &mut Wire, form: &Form, body: &str) -> Done<u16> {
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nhost: localhost\r\n{BROWSER}x-forwarded-for: {}\r\n{}sec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.cookies(Some(form)),
            body.len()
        );
        let answer = wire.ask(request.as_bytes()).await.map_err(|error| format!("POST /sign-in: {error}"))?;
        if answer.status == 303 {
            self.keep(&answer)?;
        }
        Ok(answer.status)
    }

    /// A session must have begun, or the answer was no sign-in.
    fn keep(&mut self, answer: &Answer<'_>) -> Done<()> {
        self.session = Some(answer.cookie(SESSION).ok_or("a sign-in without a session")?);
        self.people = answer.cookie(PEOPLE);
        Ok(())
    }

    fn cookies(&self, form: Option<&Form>) -> String {
        let visit = form.map(|form| format!("{VISIT}={}", form.visit));
        let people = self.people.as_ref().map(|people| format!("{PEOPLE}={people}"));
        let pairs: Vec<String> = visit.into_iter().chain(people).collect();
        if pairs.is_empty() { String::new() } else { format!("cookie: {}\r\n", pairs.join("; ")) }
    }

    /// The header of somebody signed in.
    pub fn session_cookie(&self) -> Done<String> {
        let session = self.session.as_ref().ok_or("nobody is signed in")?;
        Ok(format!("cookie: {SESSION}={session}\r\n"))
    }
}
