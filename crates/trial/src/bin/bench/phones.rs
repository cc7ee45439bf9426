//! A customer before a page that waits for a phone, and the phone: both as they really speak.

use domain::vap::Decision;
use reqwest::Method;
use trial::{Answer, Browser};
use vestibule::device::speak::Phone;
use vestibule::device::wire::{Call, Reply, Wire};
use vestibule::device::{Account, DeviceTrouble};

use super::Done;
use super::customer::PASSWORD;
use super::house::House;
use super::stopwatch::Stopwatch;

/// A browser in a network of its own.
#[derive(Clone)]
pub struct Seat {
    pub browser: Browser,
    network: String,
}

impl Seat {
    pub fn new(house: &House, number: usize) -> Self {
        let (base, issuer) = (format!("http://127.0.0.1:{}", house.port), house.issuer());
        let network = format!("10.{}.{}.7", number / 256 % 256, number % 256);
        Self { browser: Browser::new(&base, &issuer), network }
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Answer {
        let answer = self.browser.send(request.header("x-forwarded-for", &self.network)).await;
        let to = answer.location().to_owned();
        if (300..400).contains(&answer.status) && to.starts_with('/') {
            return Box::pin(self.get(&to)).await;
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.browser.request(Method::GET, path);
        self.send(request).await
    }

    /// Presses a button of the page.
    pub async fn press(&mut self, page: &Answer, decision: &str, fields: &[(&str, &str)]) -> Done<Answer> {
        let csrf = page.field("csrf").ok_or_else(|| format!("no form for {decision}: {}", page.status))?;
        let action = between(&page.body, "action=\"", "\"")?.replace("&amp;", "&").replace("&#38;", "&");
        let mut form = vec![("csrf", csrf.as_str()), ("decision", decision)];
        form.extend(fields);
        let request = self.browser.request(Method::POST, &action).header("sec-fetch-site", "same-origin");
        Ok(self.send(request.form(&form)).await)
    }

    /// Signs in with the password.
    pub async fn sign_in(&mut self, identifier: &str) -> Done<Answer> {
        let page = self.get("/sign-in").await;
        self.press(&page, "", &[("identifier", identifier), ("password", PASSWORD)]).await
    }

    /// The nine steps, up to the page with the QR code.
    pub async fn walk_to_code(&mut self) -> Done<Answer> {
        let list = self.get("/account/security/new").await;
        let page = self.press(&list, "choose", &[("kind", "push")]).await?;
        let page = self.press(&page, "phone", &[("phone", "iphone")]).await?;
        self.press(&page, "next", &[]).await
    }

    /// The address where this page asks whether something moved.
    pub fn waits_at(page: &Answer) -> Done<String> {
        Ok(between(&page.body, "data-waits=\"", "\"")?.replace("&amp;", "&").replace("&#38;", "&"))
    }
}

/// To the authenticator's host on the server's own port.
pub struct Air {
    seat: Seat,
    host: String,
}

impl Wire for Air {
    async fn send(&mut self, call: &Call) -> Result<Reply, DeviceTrouble> {
        let method = call.method.parse().map_err(|_| DeviceTrouble::Unreadable)?;
        let mut request = self.seat.browser.request(method, &call.path).header("host", &self.host);
        if !call.body.is_empty() {
            request = request.header("content-type", "application/json").body(call.body.clone());
        }
        if let Some(proof) = &call.authorization {
            request = request.header("authorization", proof);
        }
        let answer = self.seat.send(request).await;
        let nonce = Some(answer.header("vap-nonce").to_owned()).filter(|nonce| !nonce.is_empty());
        Ok(Reply { status: answer.status, nonce, body: answer.body.into_bytes() })
    }
}

/// Somebody's phone.
pub struct InHand {
    phone: Phone<Air>,
    account: Option<Account>,
    app: String,
}

impl InHand {
    pub fn new(house: &House, number: usize) -> Self {
        let app = house.authenticator();
        let host = app.trim_start_matches("http://").to_owned();
        let air = Air { seat: Seat::new(house, number), host };
        Self { phone: Phone::new(air, 0), account: None, app }
    }

    /// Reads the code on the page and comes to the account; says when it asked to.
    pub async fn enrol(&mut self, page: &Answer) -> Done<Stopwatch> {
        let link = between(&page.body, "/e#", "\"")?;
        let link = format!("{}/e#{link}", self.app);
        let claimed = self.phone.claim(&self.app, &link).await.map_err(|error| error.to_string())?;
        let since = Stopwatch::start();
        let account = self.phone.register(&claimed, "iPhone", None).await;
        self.account = Some(account.map_err(|error| error.to_string())?);
        Ok(since)
    }

    /// Approves what is asked with the number on the page; says when the answer left.
    pub async fn approve(&mut self, page: &Answer) -> Done<Stopwatch> {
        let account = self.account.as_ref().ok_or("this phone has no account")?;
        let shown = between(&page.body, "class=\"number\"", "</")?;
        let number = shown.rsplit('>').next().unwrap_or_default().trim();
        let asked = self.phone.pending(account).await.map_err(|error| error.to_string())?;
        let asked = asked.first().ok_or("the phone is asked nothing")?.clone();
        let since = Stopwatch::start();
        let answered = self.phone.answer(account, &asked, Decision::Approve, Some(number)).await;
        answered.map_err(|error| error.to_string())?;
        Ok(since)
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Done<&'a str> {
    let rest = text.split(before).nth(1).and_then(|rest| rest.split(after).next());
    rest.ok_or_else(|| format!("no {before} on the page"))
}
