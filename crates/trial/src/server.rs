//! The server under trial: all rooms, composed as the binary composes them, with fakes at the edges.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use app::keys::{KeyFile, Keys};
use app::vap::Authenticator;
use app::{App, Clock, Setup};
use axum::Router;
use axum::extract::Request;
use domain::{Brand, Policy};
use gateways::sim_swap::RecordedSims;
use gateways::{Http, RecordedCalls, RecordedMail};
use store::{Db, StoreConfig};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use vestibule::compose::Mails;

/// What a trial may choose.
pub struct TrialSetup {
    pub policy: Policy,
    pub brands: Vec<Brand>,
    pub hash_permits: usize,
    /// A store of its own; a fresh SQLite file where absent.
    pub store: Option<StoreConfig>,
    pub checkpoint_file: Option<PathBuf>,
    /// Whether outbox, purge and the rest are worked on beside the requests; without them, every commit is a request's.
    pub works: bool,
    /// Push services beside the known ones.
    pub push_hosts: Vec<String>,
    /// Authorities to believe; with them, calls are made for real.
    pub authorities: Option<String>,
}

impl Default for TrialSetup {
    fn default() -> Self {
        let brands = vec![pages::samples::brand()];
        Self {
            policy: Policy::default(),
            brands,
            hash_permits: 2,
            store: None,
            checkpoint_file: None,
            works: true,
            push_hosts: Vec::new(),
            authorities: None,
        }
    }
}

pub struct Trial {
    pub app: App,
    pub clock: Clock,
    pub mail: RecordedMail,
    pub calls: RecordedCalls,
    /// The operator of everybody's mobile telephone.
    pub sims: RecordedSims,
    /// `http://localhost:PORT`
    pub issuer: String,
    http: Http,
    setup: TrialSetup,
    keys: String,
    data: TempDir,
    port: u16,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Trial {
    pub async fn start() -> Self {
        Self::start_with(TrialSetup::default()).await
    }

    pub async fn start_with(setup: TrialSetup) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let clock = Clock::default();
        let keys = KeyFile::generate(clock.now()).expect("keys").to_text().to_string();
        let (mut http, calls) = Http::recorded();
        if let Some(authorities) = &setup.authorities {
            http = Http::new(Some(authorities)).expect("authorities of a test");
        }
        let (mail, sims) = (RecordedMail::new(), RecordedSims::default());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let issuer = format!("http://localhost:{port}");
        let parts =
            Parts { issuer: &issuer, keys: &keys, clock: &clock, mail: &mail, sims: &sims, http: &http };
        let app = open(&setup, &data, &parts).await;
        let (stop, _) = watch::channel(false);
        let tasks = serve(&app, listener, &stop, setup.works);
        Self { app, clock, mail, calls, sims, issuer, http, setup, keys, data, port, stop, tasks }
    }

    /// Stops the process's work and starts it anew on the same data and port, as after a crash and restart.
    pub async fn restart(&mut self) {
        self.stop.send_replace(true);
        for task in self.tasks.drain(..) {
            task.abort();
            let _ = task.await;
        }
        let parts = Parts {
            issuer: &self.issuer,
            keys: &self.keys,
            clock: &self.clock,
            mail: &self.mail,
            sims: &self.sims,
            http: &self.http,
        };
        self.app = open(&self.setup, &self.data, &parts).await;
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.expect("the same port");
        self.stop = watch::channel(false).0;
        self.tasks = serve(&self.app, listener, &self.stop, self.setup.works);
    }

    /// A second node: the same keys, clock and store, an address of its own under the same issuer.
    pub async fn second_node(&self) -> Node {
        let parts = Parts {
            issuer: &self.issuer,
            keys: &self.keys,
            clock: &self.clock,
            mail: &self.mail,
            sims: &self.sims,
            http: &self.http,
        };
        let app = open(&self.setup, &self.data, &parts).await;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("its address"));
        let tasks = serve(&app, listener, &self.stop, self.setup.works);
        Node { app, base, tasks }
    }

    pub fn browser(&self) -> crate::Browser {
        crate::Browser::new(&format!("http://127.0.0.1:{}", self.port), &self.issuer)
    }

    /// Every byte of the store's files, for tests that look for what must not stand there.
    pub fn stored_bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.data.path()).expect("the store's folder");
        files.flat_map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes")).collect()
    }

    /// Waits until everything laid so far was sent, and gives the mails, newest first.
    pub async fn mails(&self) -> Vec<gateways::mail::Recorded> {
        self.app.settle_messages(std::time::Duration::from_secs(5)).await;
        self.mail.list()
    }
}

/// Another process of the same installation.
pub struct Node {
    pub app: App,
    /// Where this node alone answers.
    pub base: String,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Node {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Where the company's phones find their app: another host of the same server.
pub const AUTHENTICATOR: &str = "https://app.lumen.example";

struct Parts<'a> {
    issuer: &'a str,
    keys: &'a str,
    clock: &'a Clock,
    mail: &'a RecordedMail,
    sims: &'a RecordedSims,
    http: &'a Http,
}

async fn open(setup: &TrialSetup, data: &TempDir, parts: &Parts<'_>) -> App {
    let file = StoreConfig::Sqlite { path: data.path().join("vestibule.db"), readers: 2 };
    let db = Db::open(setup.store.as_ref().unwrap_or(&file)).await.expect("the store opens");
    db.migrate(store::MIGRATIONS, parts.clock.now()).await.expect("the store migrates");
    let keys = Keys::prepare(&KeyFile::parse(parts.keys).expect("our own key file")).expect("keys");
    App::start(Setup {
        issuer: parts.issuer.to_owned(),
        db,
        keys,
        clock: parts.clock.clone(),
        policy: setup.policy.clone(),
        brands: setup.brands.clone(),
        mail: Arc::new(parts.mail.clone()),
        telephone: Arc::new(parts.mail.clone()),
        sim_swap: Some(Arc::new(parts.sims.clone())),
        http: parts.http.clone(),
        compose: Arc::new(Mails::new(&setup.brands).expect("the brands can be drawn")),
        hash_permits: setup.hash_permits,
        checkpoint_file: setup.checkpoint_file.clone(),
        authenticator: Some(Authenticator {
            address: AUTHENTICATOR.to_owned(),
            push_hosts: setup.push_hosts.clone(),
        }),
    })
    .await
    .expect("the app starts")
}

fn serve(app: &App, listener: TcpListener, stop: &watch::Sender<bool>, works: bool) -> Vec<JoinHandle<()>> {
    let web = web::Web::new(app.clone(), web::Settings::default()).expect("the brands can be drawn");
    let front = web::Front::new(web);
    let router = Router::new().fallback(async move |request: Request| front.answer(request).await);
    let (mut stopped, worker) = (stop.subscribe(), app.clone());
    let serving = tokio::spawn(async move {
        // As our own listener does: routes read the peer's address from there.
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await.expect("serves until stopped");
    });
    if !works {
        return vec![serving];
    }
    let working = tokio::spawn(async move {
        let until = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        worker.work(until).await;
    });
    vec![serving, working]
}
