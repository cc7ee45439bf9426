//! A browser without a window: keeps cookies as one does on `localhost`, follows redirects, sends forms. It knows
//! neither the server nor the portals.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, RequestBuilder, Url};

use super::form::Form;
use crate::demo::trouble::DemoTrouble;

const MOST_REDIRECTS: usize = 12;
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

pub struct Browser {
    http: Client,
    /// By name and path: ports of one host share them.
    cookies: BTreeMap<(String, String), String>,
}

/// Where a visit ended.
pub struct Page {
    pub url: Url,
    pub status: u16,
    pub body: String,
}

impl Page {
    /// Whether it stands at that address, whatever the path.
    pub fn is_at(&self, address: &str) -> bool {
        self.url.origin().ascii_serialization() == address
    }
}

impl Browser {
    pub fn new(authority: Option<&str>) -> Result<Self, DemoTrouble> {
        let own = |error: reqwest::Error| DemoTrouble::own("browser", &error);
        let believed = Certificate::from_pem_bundle(authority.unwrap_or_default().as_bytes()).map_err(own)?;
        let http = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .user_agent(AGENT)
            .tls_certs_merge(believed)
            .build()
            .map_err(own)?;
        Ok(Self { http, cookies: BTreeMap::new() })
    }

    pub async fn open(&mut self, address: &str) -> Result<Page, DemoTrouble> {
        let url = parse(address)?;
        let request = self.http.get(url.clone());
        self.follow(url, request).await
    }

    /// Sends a form of `page` as it stands, with these words filled in.
    pub async fn send(
        &mut self,
        page: &Page,
        form: &Form,
        words: &[(&str, &str)],
    ) -> Result<Page, DemoTrouble> {
        let url = page.url.join(&form.action).map_err(|e| DemoTrouble::own("browser", &e))?;
        let fields = form.filled(words);
        let request =
            self.http.post(url.clone()).form(&fields).header(ORIGIN, page.url.origin().ascii_serialization());
        self.follow(url, request).await
    }

    async fn follow(&mut self, mut url: Url, mut request: RequestBuilder) -> Result<Page, DemoTrouble> {
        for _ in 0..MOST_REDIRECTS {
            let unanswered =
                |e: reqwest::Error| DemoTrouble::NotReady(host(&url), e.without_url().to_string());
            let request_now =
                request.header(COOKIE, self.cookies_for(&url)).header("accept-language", "fr-FR");
            let answer = request_now.send().await.map_err(unanswered)?;
            self.keep(answer.headers());
            let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let Some(location) = location.filter(|_| answer.status().is_redirection()) else {
                let status = answer.status().as_u16();
                let body = answer.text().await.map_err(|e| DemoTrouble::own("browser", &e))?;
                return Ok(Page { url, status, body });
            };
            url = url.join(location).map_err(|e| DemoTrouble::own("browser", &e))?;
            request = self.http.get(url.clone());
        }
        Err(DemoTrouble::Check(format!("{} redirects without end", host(&url))))
    }

    fn cookies_for(&self, url: &Url) -> String {
        let fitting = self.cookies.iter().filter(|((_, path), _)| url.path().starts_with(path.as_str()));
        fitting.map(|((name, _), value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            let said = |word: &str| rest.split(';').find_map(|part| part.trim().strip_prefix(word));
            let key = (name.to_owned(), said("Path=").unwrap_or("/").to_owned());
            if said("Max-Age=") == Some("0") {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
    }
}

fn parse(address: &str) -> Result<Url, DemoTrouble> {
    Url::parse(address).map_err(|e| DemoTrouble::own("browser", &e))
}

fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}
