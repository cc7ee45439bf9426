//! Everything that runs while the demo is open, in the order in which it opens and closes.

use std::path::Path;
use std::sync::Arc;

use app::Clock;
use axum::Router;
use gateways::RecordedMail;
use tokio::sync::watch;
use tokio::task::JoinSet;
use web::TrustedProxies;

use super::addresses::{Addresses, BOUTIQUE, OUTBOX, PORTALS, PortalPlan};
use super::folder::Folder;
use super::house::{self, Materials};
use super::portal::{Neighbour, Now, Portal, Settings};
use super::ports::Row;
use super::told::Told;
use super::trouble::DemoTrouble;
use super::{authority, boutique, clients, customers, outbox};
use crate::server::{Listener, Running, Stop, Waits, listener};

pub struct Company {
    pub told: Told,
    pub folder: Folder,
    /// PEM text of the test authority, with `--tls`.
    pub authority: Option<String>,
    /// How many customers came in at this start.
    pub new_customers: u64,
    server: Running,
    stop: watch::Sender<bool>,
    /// Portals and outbox.
    doors: JoinSet<bool>,
}

impl Company {
    /// Returns when everything listens.
    pub async fn open(mut row: Row, data: &Path, is_tls: bool) -> Result<Self, DemoTrouble> {
        gateways::tls::install_provider();
        let folder = Folder::open(data)?;
        let (addresses, clock) = (Addresses { first: row.first, is_tls }, Clock::default());
        let authority = is_tls.then(|| authority::certify(&folder, clock.now())).transpose()?;
        let materials = Materials {
            folder: &folder,
            addresses,
            secrets: &folder.client_secrets(&clients::names(addresses))?,
            mail: RecordedMail::in_file(&folder.file("outbox.jsonl")).map_err(DemoTrouble::file(data))?,
            authority: authority.as_deref(),
            operator_token: &folder.operator_token()?,
        };
        let server = house::open(&materials, &mut row, clock.clone()).await?;
        let new_customers = customers::bring_in(&server.app, &folder).await?;
        let (stop, stopped) = watch::channel(false);
        let mut neighbours = Neighbourhood { materials: &materials, row, stopped, doors: JoinSet::new() };
        neighbours.serve(OUTBOX, outbox::router(materials.mail.clone()))?;
        neighbours.serve(BOUTIQUE, boutique::router(addresses.issuer(), addresses.of(BOUTIQUE)))?;
        for plan in &PORTALS {
            neighbours.serve(plan.place, portal(plan, &materials, &clock)?.router())?;
        }
        let doors = neighbours.doors;
        let told = Told::new(&materials);
        Ok(Self { told, folder, authority, new_customers, server, stop, doors })
    }

    /// Finishes what is under way.
    pub async fn close(mut self) {
        self.server.stop().await;
        self.stop.send_replace(true);
        while self.doors.join_next().await.is_some() {}
    }
}

/// What listens beside the server.
struct Neighbourhood<'a> {
    materials: &'a Materials<'a>,
    row: Row,
    stopped: watch::Receiver<bool>,
    doors: JoinSet<bool>,
}

impl Neighbourhood<'_> {
    fn serve(&mut self, place: u16, router: Router) -> Result<(), DemoTrouble> {
        let stop = Stop::new(self.stopped.clone());
        let tls = self.materials.certificates()?.map(|certificates| certificates.acceptor(stop.clone()));
        let socket = listener::adopt(self.row.take(place))?;
        let door = Listener {
            socket,
            tls,
            front: router.into(),
            unlimited: TrustedProxies::default(),
            waits: Waits::default(),
        };
        self.doors.spawn(door.serve(stop));
        Ok(())
    }
}

fn portal(plan: &PortalPlan, materials: &Materials<'_>, clock: &Clock) -> Result<Arc<Portal>, DemoTrouble> {
    let addresses = materials.addresses;
    let others = PORTALS.iter().filter(|other| other.place != plan.place);
    let neighbours = others.map(|other| Neighbour { name: other.name, url: addresses.of(other.place) });
    let clock = clock.clone();
    let now: Now = Arc::new(move || clock.now().seconds());
    let settings = Settings {
        cookie_prefix: plan.cookie_prefix,
        name: plan.name,
        url: addresses.of(plan.place),
        area: plan.area,
        neighbours: neighbours.collect(),
        issuer: addresses.issuer(),
        client_id: plan.client_id.to_owned(),
        client_secret: materials.secrets[plan.client_id].clone(),
        alg: plan.alg,
        extra_authorities: materials.authority.map(str::to_owned),
        now,
    };
    Portal::new(settings).map_err(|trouble| DemoTrouble::own("portal", &trouble))
}
