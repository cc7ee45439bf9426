//! A browser that enters a portal behind forward-auth, as its proxy would lead it, and is asked about ever after.

use super::customer::{BROWSER, Customer};
use super::wire::{Answer, Wire};
use super::{Done, house};

const PORTAL: &str = "__Host-vestibule_portal";
const PORTAL_VISIT: &str = "__Host-vestibule_portal_visit";

/// What the proxy sends with each question, for a browser that has entered.
pub async fn enter(wire: &mut Wire, customer: &Customer) -> Done<String> {
    let set_out = ask(wire, "/.vestibule/start", "").await?;
    let binding = set_out.cookie(PORTAL_VISIT).ok_or("the portal binds no browser")?;
    let onward = local(set_out.header("location"))?;
    let ticket = ask(wire, &onward, &customer.session_cookie()?).await?;
    let accept = local(ticket.header("location"))?;
    let let_in = ask(wire, &accept, &format!("cookie: {PORTAL_VISIT}={binding}\r\n")).await?;
    let token = let_in.cookie(PORTAL).ok_or("the ticket let nobody in")?;
    Ok(format!("{}cookie: {PORTAL}={token}\r\n", proxied()))
}

/// nginx's form of the question.
fn proxied() -> String {
    format!("x-original-url: {}/dossiers?id=7\r\n", house::PORTAL_ORIGIN)
}

async fn ask<'a>(wire: &'a mut Wire, path: &str, cookie: &str) -> Done<Answer<'a>> {
    let proxied = proxied();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{BROWSER}{proxied}{cookie}\r\n");
    wire.ask(request.as_bytes()).await.map_err(|error| format!("GET {path}: {error}"))
}

/// Path and query of an address: everything here is one server.
fn local(address: Option<&str>) -> Done<String> {
    let address = address.ok_or("no way on to the portal")?;
    let (_, rest) = address.split_once("://").ok_or_else(|| format!("no whole address: {address}"))?;
    Ok(rest.split_once('/').map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}")))
}
