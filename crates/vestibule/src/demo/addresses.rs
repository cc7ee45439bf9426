//! Who sits where: the issuer first, what belongs to it on the ports after. Part of the contract with scripts.

use super::portal::{Alg, Area};

/// One of the company's portals, as the demo runs it.
pub struct PortalPlan {
    pub place: u16,
    pub client_id: &'static str,
    pub cookie_prefix: &'static str,
    pub name: &'static str,
    pub alg: Alg,
    pub area: Area,
}

/// Places in the row of ports.
pub const ISSUER: u16 = 0;
pub const OUTBOX: u16 = 4;
pub const ADMIN: u16 = 5;
/// Kept free for scripts: the redirect addresses of `script` and `apache`.
pub const SCRIPT: u16 = 6;
pub const APACHE: u16 = 7;
/// Kept free for proxies before a portal that cannot be changed: nginx, Caddy, Traefik.
pub const INTRANETS: [u16; 3] = [8, 12, 13];
/// A page that only asks who is there.
pub const BOUTIQUE: u16 = 9;
/// Kept free for scripts: the redirect addresses of `page`, which has no secret, and of `django`.
pub const PAGE: u16 = 10;
pub const DJANGO: u16 = 11;

pub const PORTALS: [PortalPlan; 3] = [
    PortalPlan {
        place: 1,
        client_id: "lumen-mail",
        cookie_prefix: "lumen_mail",
        name: "Lumen Mail",
        alg: Alg::Rs256,
        area: Area {
            path: "/inbox",
            title: "Boîte de réception",
            promise: "Votre messagerie Lumen, sur tous vos écrans.",
            things: &[
                ("Votre facture de novembre est disponible", "Lumen, aujourd’hui"),
                ("Photos du week-end à Saint-Malo", "Gaëlle, hier"),
                ("Re\u{a0}: clés de la maison", "Paul, lundi"),
            ],
        },
    },
    PortalPlan {
        place: 2,
        client_id: "lumen-cloud",
        cookie_prefix: "lumen_cloud",
        name: "Lumen Cloud",
        alg: Alg::Es256,
        area: Area {
            path: "/fichiers",
            title: "Mes fichiers",
            promise: "Vos photos et vos documents, gardés en France.",
            things: &[
                ("Saint-Malo", "148 photos, 512\u{a0}Mo"),
                ("Impôts", "12 documents, 4\u{a0}Mo"),
                ("Recette du kouign-amann.pdf", "1 document, 90\u{a0}Ko"),
            ],
        },
    },
    PortalPlan {
        place: 3,
        client_id: "lumen-espace-client",
        cookie_prefix: "lumen_espace",
        name: "Espace Client",
        alg: Alg::Rs256,
        area: Area {
            path: "/espace",
            title: "Mon espace",
            promise: "Vos contrats, vos factures, votre foyer.",
            things: &[
                ("Internet fibre", "Ligne active"),
                ("Facture de novembre\u{a0}: 29,99\u{a0}€", "Prélevée le 5 décembre"),
                ("Mon foyer", "Chaque personne a son propre accès"),
            ],
        },
    },
];

/// Turns a place into an address.
#[derive(Clone, Copy)]
pub struct Addresses {
    pub first: u16,
    pub is_tls: bool,
}

impl Addresses {
    /// Of what the demo runs itself, without a slash at the end.
    pub fn of(self, place: u16) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://localhost:{}", self.first + place)
    }

    pub fn issuer(self) -> String {
        self.of(ISSUER)
    }

    /// The company's app, on the same door as the issuer: told apart by its host, which leads home in every browser.
    pub fn authenticator(self) -> String {
        self.issuer().replacen("://", "://app.", 1)
    }

    /// Of a script's own listener, which speaks plain HTTP.
    pub fn of_script(self, place: u16, host: &str) -> String {
        format!("http://{host}:{}", self.first + place)
    }
}
