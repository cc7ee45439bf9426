//! A browser for tests: keeps cookies by name, sends what a real one sends, follows nothing unless told to.

use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, redirect};

const KEPT: &str = "__Host-vestibule_kept-";

/// Cookies, and the address of the server under trial.
#[derive(Clone)]
pub struct Browser {
    http: reqwest::Client,
    base: String,
    origin: String,
    pub cookies: BTreeMap<String, String>,
    pub agent: String,
    pub language: String,
}

/// An answer with its body read.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The value of the first input of this name.
    pub fn field(&self, name: &str) -> Option<String> {
        let mark = format!("name=\"{name}\"");
        let tag = self.body.split("<input").skip(1).find_map(|rest| {
            let tag = rest.split('>').next()?;
            tag.contains(&mark).then_some(tag)
        })?;
        let value = tag.split("value=\"").nth(1)?.split('"').next()?;
        Some(value.replace("&amp;", "&").replace("&#38;", "&"))
    }

    /// Whether a box of this name comes ticked.
    pub fn ticked(&self, name: &str) -> bool {
        let mark = format!("name=\"{name}\"");
        self.body.split("<input").any(|rest| {
            rest.split('>').next().is_some_and(|tag| tag.contains(&mark) && tag.contains("checked"))
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl Browser {
    pub fn new(base: &str, origin: &str) -> Self {
        gateways::tls::install_provider();
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .build()
            .expect("a client without options builds");
        Self {
            http,
            base: base.to_owned(),
            origin: origin.to_owned(),
            cookies: BTreeMap::new(),
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0".to_owned(),
            language: "fr-FR".to_owned(),
        }
    }

    /// The same browser, its requests led to another node by a balancer.
    #[must_use]
    pub fn at(&self, node: &crate::server::Node) -> Self {
        Self { base: node.base.clone(), ..self.clone() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Posts a form as our own page would.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("origin", self.origin.clone())
            .header("sec-fetch-site", "same-origin")
            .form(form);
        self.send(request).await
    }

    /// A request to shape by hand.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = path.strip_prefix(self.origin.as_str()).unwrap_or(path);
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .header("user-agent", self.agent.clone())
            .header("accept-language", self.language.clone());
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        for cookie in response.headers().get_all("set-cookie") {
            self.keep(cookie);
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, body: response.text().await.unwrap_or_default() }
    }

    /// Follows redirects within the server; stops at an answer, or at an address of somebody else.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let location = answer.location().to_owned();
            let is_ours = location.starts_with('/') || location.starts_with(&format!("{}/", self.origin));
            if !(300..400).contains(&answer.status) || !is_ours {
                break;
            }
            answer = self.get(&location).await;
        }
        answer
    }

    /// Opens the sign-in page at `path` and posts it with these words; both boxes as told.
    pub async fn sign_in(&mut self, path: &str, identifier: &str, password: &str, boxes: &[&str]) -> Answer {
        let page = self.get(path).await;
        let page = self.follow(page).await;
        let csrf = page.field("csrf").unwrap_or_default();
        let mut form = vec![("identifier", identifier), ("password", password), ("csrf", csrf.as_str())];
        form.extend(boxes.iter().map(|name| (*name, "on")));
        self.post("/sign-in", &form).await
    }

    /// Closes and opens the browser: cookies without an end are gone.
    pub fn close_and_open(&mut self) {
        self.cookies.retain(|name, _| {
            ["__Host-vestibule_people", "__Host-vestibule_language"].contains(&name.as_str())
                || name.starts_with(KEPT)
        });
    }

    /// The « rester identifié » cookies: one for each person who is kept here.
    pub fn kept(&self) -> BTreeMap<String, String> {
        self.cookies
            .iter()
            .filter(|(name, _)| name.starts_with(KEPT))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect()
    }

    fn keep(&mut self, cookie: &HeaderValue) {
        let text = cookie.to_str().unwrap_or_default();
        let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        if text.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
