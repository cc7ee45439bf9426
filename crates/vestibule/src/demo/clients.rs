//! The relying parties that Lumen registers: its portals, its page, and those that scripts may be.

use domain::ClientId;
use domain::client::{AuthMethod, Client, Pkce, SigningAlg};

use super::addresses::{APACHE, Addresses, BOUTIQUE, DJANGO, INTRANETS, PAGE, PORTALS, PortalPlan, SCRIPT};
use super::portal::Alg;

/// Every client, portals first.
pub fn all(addresses: Addresses) -> Vec<Client> {
    let portals = PORTALS.iter().map(|plan| of_portal(plan, addresses));
    portals.chain(told(addresses)).chain([of_intranet(addresses), of_boutique(addresses)]).collect()
}

/// Those that scripts may be, `script` first; their ports are free, any program may listen there.
pub fn told(addresses: Addresses) -> Vec<Client> {
    vec![
        of_script("script", "Essais Lumen", SCRIPT, addresses),
        of_apache(addresses),
        of_django(addresses),
        of_page(addresses),
    ]
}

pub fn names(addresses: Addresses) -> Vec<String> {
    all(addresses).into_iter().map(|client| client.client_id.0).collect()
}

/// Behind forward-auth: its proxy asks about each request.
fn of_intranet(addresses: Addresses) -> Client {
    let origins = INTRANETS.map(|place| addresses.of_script(place, "localhost"));
    Client { forward_auth_origins: origins.to_vec(), ..named("intranet", "Intranet Lumen") }
}

/// Needs no more than to know who is there.
fn of_boutique(addresses: Addresses) -> Client {
    let origin = addresses.of(BOUTIQUE);
    Client {
        page_origins: vec![origin.clone()],
        home_uri: Some(origin),
        ..named("lumen-boutique", "La boutique Lumen")
    }
}

/// mod_auth_openidc takes logout tokens at its redirect address.
fn of_apache(addresses: Addresses) -> Client {
    let client = of_script("apache", "Essais Apache", APACHE, addresses);
    let logout = format!("{}?logout=backchannel", client.redirect_uris[0]);
    Client { backchannel_logout_uri: Some(logout), ..client }
}

/// mozilla-django-oidc has its return address under the path of its routes.
fn of_django(addresses: Addresses) -> Client {
    let client = of_script("django", "Essais Django", DJANGO, addresses);
    let home = addresses.of_script(DJANGO, "localhost");
    Client { redirect_uris: vec![format!("{home}/oidc/callback/")], ..client }
}

/// A single-page application: no secret, and it asks for its tokens from the page.
fn of_page(addresses: Addresses) -> Client {
    let home = addresses.of_script(PAGE, "localhost");
    Client {
        redirect_uris: ["/callback.html", "/silent.html"].map(|path| home.clone() + path).to_vec(),
        page_origins: vec![home],
        token_endpoint_auth_method: AuthMethod::None,
        ..of_script("page", "Essais d’une page", PAGE, addresses)
    }
}

fn of_portal(plan: &PortalPlan, addresses: Addresses) -> Client {
    let url = addresses.of(plan.place);
    let alg = match plan.alg {
        Alg::Rs256 => SigningAlg::RS256,
        Alg::Es256 => SigningAlg::ES256,
    };
    Client {
        redirect_uris: vec![format!("{url}/callback")],
        post_logout_redirect_uris: vec![format!("{url}/bye")],
        backchannel_logout_uri: Some(format!("{url}/backchannel-logout")),
        home_uri: Some(url),
        id_token_signed_response_alg: alg,
        ..named(plan.client_id, plan.name)
    }
}

/// Under both names of the machine itself: a confidential client's addresses are compared character by character.
fn of_script(id: &str, name: &str, place: u16, addresses: Addresses) -> Client {
    let at =
        |path: &str| ["localhost", "127.0.0.1"].map(|host| addresses.of_script(place, host) + path).to_vec();
    Client {
        redirect_uris: at("/callback"),
        post_logout_redirect_uris: [at("/bye.html"), at("/")].concat(),
        home_uri: at("/").into_iter().next(),
        ..named(id, name)
    }
}

fn named(id: &str, name: &str) -> Client {
    Client {
        client_id: ClientId(id.to_owned()),
        name: name.to_owned(),
        brand: Some("lumen".to_owned()),
        redirect_uris: Vec::new(),
        post_logout_redirect_uris: Vec::new(),
        backchannel_logout_uri: None,
        home_uri: None,
        token_endpoint_auth_method: AuthMethod::ClientSecretBasic,
        id_token_signed_response_alg: SigningAlg::RS256,
        scopes: ["openid", "profile", "email"].map(String::from).to_vec(),
        pkce: Pkce::Required,
        consent: false,
        keep_signed_in: None,
        forward_auth_origins: Vec::new(),
        page_origins: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_is_sound() {
        for is_tls in [false, true] {
            for client in all(Addresses { first: 8400, is_tls }) {
                assert_eq!(oidc::checks::registration::registration(&client), Vec::<String>::new());
            }
        }
    }
}
