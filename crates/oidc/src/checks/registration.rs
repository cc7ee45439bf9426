//! Whether a client is sound as its operator declares it. Answers in sentences, all of them at once.

use domain::Client;
use domain::client::Pkce;

use super::redirect_uri;
use crate::scope::Scope;

/// Everything that is wrong with a declared client, one sentence each; none when it can be applied.
pub fn registration(client: &Client) -> Vec<String> {
    [names(client), addresses(client), scopes(client), rules(client)].concat()
}

fn names(client: &Client) -> Vec<String> {
    let mut sentences = Vec::new();
    let id = &client.client_id.0;
    if id.is_empty() || id.len() > 128 || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        sentences.push("client_id must be 1 to 128 visible ASCII characters.".to_owned());
    }
    if client.name.trim().is_empty() {
        sentences.push("name is empty; customers read it on the sign-in page.".to_owned());
    }
    sentences
}

fn addresses(client: &Client) -> Vec<String> {
    let mut sentences = Vec::new();
    let origins = [
        ("forward_auth_origins", client.forward_auth_origins.as_slice()),
        ("page_origins", &client.page_origins),
    ];
    if client.redirect_uris.is_empty() && origins.iter().all(|(_, list)| list.is_empty()) {
        sentences.push("redirect_uris is empty; without one nobody can come back.".to_owned());
    }
    let lists = [
        ("redirect_uris", client.redirect_uris.as_slice()),
        ("post_logout_redirect_uris", &client.post_logout_redirect_uris),
        ("backchannel_logout_uri", client.backchannel_logout_uri.as_slice()),
        ("home_uri", client.home_uri.as_slice()),
        origins[0],
        origins[1],
    ];
    for (list, uris) in lists {
        for (index, uri) in uris.iter().enumerate() {
            let faults = redirect_uri::faults(uri);
            sentences.extend(faults.iter().map(|fault| format!("{list}: `{uri}` {fault}.")));
            if uris[..index].contains(uri) {
                sentences.push(format!("{list}: `{uri}` is listed twice."));
            }
        }
    }
    sentences.extend(client.redirect_uris.iter().filter_map(|uri| own_answer(uri)));
    for (list, uris) in origins {
        sentences.extend(uris.iter().filter_map(|origin| not_an_origin(list, origin)));
    }
    sentences
}

/// Scheme, host and port, and nothing behind them: what a browser calls an origin (RFC 6454 §7).
fn not_an_origin(list: &str, origin: &str) -> Option<String> {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let is_one = !rest.is_empty() && !rest.contains(['/', '?', '#']) && origin == origin.to_ascii_lowercase();
    (!is_one).then(|| {
        format!("{list}: `{origin}` must be a scheme and a host in lower case, with nothing behind.")
    })
}

/// A parameter of ours in the address would reach the client twice, and it may believe the wrong one.
fn own_answer(uri: &str) -> Option<String> {
    let (_, query) = uri.split_once('?')?;
    let ours = ["code", "state", "iss", "error", "error_description"];
    let name = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    let name = name.into_iter().find(|name| ours.contains(name))?;
    Some(format!("redirect_uris: `{uri}` already has the parameter `{name}`, which the answer will carry."))
}

fn scopes(client: &Client) -> Vec<String> {
    let mut sentences: Vec<String> = client
        .scopes
        .iter()
        .filter(|word| Scope::from_word(word).is_none())
        .map(|word| format!("scopes: `{word}` is unknown; there are openid, profile and email."))
        .collect();
    if !client.scopes.iter().any(|word| word == Scope::OpenId.word()) {
        sentences.push("scopes must contain openid.".to_owned());
    }
    sentences
}

fn rules(client: &Client) -> Vec<String> {
    let mut sentences = Vec::new();
    if client.is_public() && client.pkce == Pkce::Optional {
        sentences.push("pkce cannot be optional for a client without a secret.".to_owned());
    }
    if client.keep_signed_in.as_ref().is_some_and(|keep| !(1..=365).contains(&keep.days)) {
        sentences.push("keep_signed_in.days must be between 1 and 365.".to_owned());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::samples::{client, public_client};
    use domain::ClientId;
    use domain::client::KeepChoice;

    #[test]
    fn a_sound_client_gives_no_reason_to_complain() {
        assert_eq!(registration(&client()), Vec::<String>::new());
        assert_eq!(registration(&public_client()), Vec::<String>::new());
    }

    #[test]
    fn every_fault_has_its_sentence() {
        let keep = KeepChoice { offered: true, preselected: true, days: 0 };
        let uri = |uri: &str| vec![uri.to_owned()];
        let table = [
            (Client { client_id: ClientId("a b".into()), ..client() }, "client_id must be"),
            (Client { client_id: ClientId(String::new()), ..client() }, "client_id must be"),
            (Client { name: " ".into(), ..client() }, "name is empty"),
            (Client { redirect_uris: vec![], ..client() }, "redirect_uris is empty"),
            (
                Client { forward_auth_origins: vec!["https://intranet.example/path".into()], ..client() },
                "forward_auth_origins: ",
            ),
            (
                Client { forward_auth_origins: vec!["https://Intranet.example".into()], ..client() },
                "forward_auth_origins: ",
            ),
            (Client { page_origins: uri("https://boutique.example/"), ..client() }, "page_origins: "),
            (Client { page_origins: uri("null"), ..client() }, "page_origins: "),
            (
                Client { redirect_uris: uri("http://mail.test/cb"), ..client() },
                "redirect_uris: `http://mail.test/cb` must",
            ),
            (Client { redirect_uris: uri("https://*.test/"), ..client() }, "has a wildcard"),
            (Client { redirect_uris: uri("https://a.test/?code=1"), ..client() }, "the parameter `code`"),
            (
                Client {
                    redirect_uris: [uri("https://a.test/"), uri("https://a.test/")].concat(),
                    ..client()
                },
                "twice",
            ),
            (
                Client { post_logout_redirect_uris: uri("https://a.test/#x"), ..client() },
                "post_logout_redirect_uris: ",
            ),
            (
                Client { backchannel_logout_uri: Some("http://a.test".into()), ..client() },
                "backchannel_logout_uri: ",
            ),
            (Client { home_uri: Some("javascript:alert(1)".into()), ..client() }, "home_uri: "),
            (Client { scopes: vec!["openid".into(), "phone".into()], ..client() }, "`phone` is unknown"),
            (Client { scopes: vec!["email".into()], ..client() }, "must contain openid"),
            (Client { pkce: Pkce::Optional, ..public_client() }, "pkce cannot be optional"),
            (Client { keep_signed_in: Some(keep), ..client() }, "keep_signed_in.days"),
        ];
        for (client, word) in table {
            let sentences = registration(&client);
            assert!(sentences.iter().any(|sentence| sentence.contains(word)), "{word}: {sentences:?}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let poor = Client { name: String::new(), redirect_uris: vec![], scopes: vec![], ..client() };
        assert_eq!(registration(&poor).len(), 3);
    }
}
