//! `--check`: one customer through everything that the demo shows, over real HTTP, each step said aloud.

mod browser;
mod form;

use std::time::Duration;

use browser::{Browser, Page};
use form::Form;
use serde_json::Value;

use super::accounts::Account;
use super::told::{Told, ToldPortal};
use super::trouble::DemoTrouble;

/// A mail goes through the outbox's worker: looked for this often, this many times.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: usize = 200;
const WRONG: &str = "pas le bon mot de passe";

/// Whether everything that was told answers.
pub async fn ready(told: &Told, authority: Option<&str>) -> Result<(), DemoTrouble> {
    let mut browser = Browser::new(authority)?;
    let portals = told.portals.iter().map(|portal| portal.url.clone());
    let own = [
        format!("{}/readyz", told.issuer),
        format!("{}/outbox.json", told.outbox),
        format!("{}/metrics", told.admin),
    ];
    for address in own.into_iter().chain(portals) {
        let page = browser.open(&address).await?;
        if page.status != 200 {
            return Err(DemoTrouble::NotReady(address, format!("it says {}", page.status)));
        }
    }
    Ok(())
}

/// Signs in once, visits the three portals, reads the mail about the new device, and leaves.
pub async fn walk(told: &Told, authority: Option<&str>, say: impl Fn(&str)) -> Result<(), DemoTrouble> {
    let person = &told.accounts[0];
    let mut walk = Walk { told, person, browser: Browser::new(authority)? };
    let before = walk.mails().await?;
    walk.closed_account_is_refused().await?;
    say("ok  a closed account is refused like a wrong password");
    walk.wrong_password_is_refused().await?;
    say("ok  a wrong password is refused");
    walk.signs_in_from_a_deep_link().await?;
    say(&format!("ok  {} signed in and came back to the page asked for", person.identifier));
    for portal in &told.portals {
        walk.opens(portal).await?;
        say(&format!("ok  {} is open, no password asked", portal.name));
    }
    let subject = walk.new_mail(before).await?;
    say(&format!("ok  a mail was sent: {subject}"));
    walk.leaves().await?;
    for portal in &told.portals {
        walk.is_closed(portal).await?;
        say(&format!("ok  {} is closed", portal.name));
    }
    Ok(())
}

struct Walk<'a> {
    told: &'a Told,
    person: &'a Account,
    browser: Browser,
}

impl Walk<'_> {
    /// The sign-in page of the first portal's deep link, sent with these words.
    async fn attempt(&mut self, identifier: &str, password: &str) -> Result<Page, DemoTrouble> {
        let page = self.browser.open(&self.told.portals[0].deep_link).await?;
        ensure(page.is_at(&self.told.issuer), || format!("nobody asked who is there, at {}", page.url))?;
        let form = Form::find(&page.body, "password");
        let form = form.ok_or_else(|| DemoTrouble::Check(format!("no sign-in form at {}", page.url)))?;
        self.browser.send(&page, &form, &[("identifier", identifier), ("password", password)]).await
    }

    async fn closed_account_is_refused(&mut self) -> Result<(), DemoTrouble> {
        let Some(closed) = self.told.closed.first() else { return Ok(()) };
        let page = self.attempt(&closed.identifier, &closed.password).await?;
        ensure(page.status == 422, || format!("a closed account was answered {}", page.status))
    }

    async fn wrong_password_is_refused(&mut self) -> Result<(), DemoTrouble> {
        let page = self.attempt(&self.person.identifier, WRONG).await?;
        ensure(page.status == 422, || format!("a wrong password was answered {}", page.status))
    }

    async fn signs_in_from_a_deep_link(&mut self) -> Result<(), DemoTrouble> {
        let page = self.attempt(&self.person.identifier, &self.person.password).await?;
        let link = &self.told.portals[0].deep_link;
        ensure(page.status == 200 && page.url.as_str() == link, || {
            format!("stands at {} ({})", page.url, page.status)
        })
    }

    async fn opens(&mut self, portal: &ToldPortal) -> Result<(), DemoTrouble> {
        let page = self.browser.open(&format!("{}/login", portal.url)).await?;
        let name = self.person.name.as_deref().unwrap_or_default();
        let is_open = page.is_at(&portal.url) && page.body.contains(&format!("Bonjour {name}"));
        ensure(is_open, || format!("{} does not greet {name}, at {}", portal.name, page.url))
    }

    async fn is_closed(&mut self, portal: &ToldPortal) -> Result<(), DemoTrouble> {
        let page = self.browser.open(&portal.url).await?;
        let is_closed = page.body.contains("Me connecter") && !page.body.contains("Me déconnecter");
        ensure(is_closed, || format!("{} is still open", portal.name))
    }

    async fn leaves(&mut self) -> Result<(), DemoTrouble> {
        let portal = &self.told.portals[0].url;
        let page = self.browser.open(portal).await?;
        let form =
            Form::find(&page.body, "").ok_or_else(|| DemoTrouble::Check("there is no way out".to_owned()))?;
        let page = self.browser.send(&page, &form, &[]).await?;
        ensure(page.is_at(portal), || format!("leaving ended at {}", page.url))
    }

    async fn mails(&mut self) -> Result<usize, DemoTrouble> {
        Ok(self.outbox().await?.len())
    }

    /// The subject of a mail that came after the first `before`.
    async fn new_mail(&mut self, before: usize) -> Result<String, DemoTrouble> {
        for _ in 0..LOOKS {
            let mails = self.outbox().await?;
            if mails.len() > before {
                return Ok(mails[0]["subject"].as_str().unwrap_or_default().to_owned());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(DemoTrouble::Check("no mail told of the new device".to_owned()))
    }

    async fn outbox(&mut self) -> Result<Vec<Value>, DemoTrouble> {
        let page = self.browser.open(&format!("{}/outbox.json", self.told.outbox)).await?;
        serde_json::from_str(&page.body).map_err(|e| DemoTrouble::own("outbox", &e))
    }
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), DemoTrouble> {
    if holds { Ok(()) } else { Err(DemoTrouble::Check(otherwise())) }
}
