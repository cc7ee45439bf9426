//! The relying parties that Lumen registers: its portals, and two that scripts may be.

use domain::ClientId;
use domain::client::{AuthMethod, Client, Pkce, SigningAlg};

use super::addresses::{APACHE, Addresses, INTRANET, PORTALS, PortalPlan, SCRIPT};
use super::portal::Alg;

/// `script` comes first among those that are told; its ports are free, any program may listen there.
pub const TOLD: [(&str, &str, u16); 2] =
    [("script", "Essais Lumen", SCRIPT), ("apache", "Essais Apache", APACHE)];

/// Every client, portals first.
pub fn all(addresses: Addresses) -> Vec<Client> {
    let portals = PORTALS.iter().map(|plan| of_portal(plan, addresses));
    let told = TOLD.iter().map(|(id, name, place)| of_script(id, name, *place, addresses));
    portals.chain(told).chain([of_intranet(addresses)]).collect()
}

pub fn names(addresses: Addresses) -> Vec<String> {
    all(addresses).into_iter().map(|client| client.client_id.0).collect()
}

/// Behind forward-auth: its proxy asks about each request.
fn of_intranet(addresses: Addresses) -> Client {
    let origin = addresses.of_script(INTRANET, "localhost");
    Client { forward_auth_origins: vec![origin], ..named("intranet", "Intranet Lumen") }
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
