//! `cargo xtask test`: everything that guards a change, in order. It does not know what the steps prove.

mod database;
mod deny;
mod machine;
mod step;
mod walks;

use crate::{authenticator, samples, shell, tidy};
use database::Server;
use step::{Outcome, Report};

/// What the steps share: the database while it runs, and how far to go.
struct Bench {
    server: Option<Server>,
    /// Whether the long runs were asked for.
    long: bool,
}

type Step = fn(&mut Bench) -> Outcome;

const STEPS: [(&str, Step); 21] = [
    ("install what is missing", |_| machine::install()),
    ("format", |_| shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])).into()),
    ("tidy", |_| tidy::run().into()),
    // First of what is compiled: the server takes its files in, and its tests ask for them.
    ("authenticator", |_| authenticator::test().and_then(|()| authenticator::build()).into()),
    ("clippy", |_| clippy().into()),
    ("dependencies", |_| deny::check()),
    ("start PostgreSQL", start_database),
    ("tests", |bench| tests(bench, false).into()),
    ("long tests", long_tests),
    ("build the server", |_| build().into()),
    ("draw the samples", |_| samples::run().into()),
    ("browser walks", |bench| walk(bench, walks::browser)),
    ("walks in Firefox", |bench| walk(bench, walks::firefox)),
    ("walks in WebKitGTK", |bench| walk(bench, walks::webkit)),
    ("relying party: openid-client", |bench| walk(bench, walks::openid_client)),
    ("relying party: mod_auth_openidc", |bench| walk(bench, walks::mod_auth_openidc)),
    ("relying party: mozilla-django-oidc", |bench| walk(bench, walks::django)),
    ("relying party: oidc-client-ts", |bench| walk(bench, walks::oidc_client_ts)),
    ("portal behind nginx", |bench| walk(bench, walks::nginx)),
    ("portal behind Caddy", |bench| walk(bench, walks::caddy)),
    ("one session over every portal", |bench| walk(bench, walks::together)),
];

/// Runs each step whose name contains one of `only`, also after one failed; the last line is `N passed, N failed`.
pub fn run(long: bool, only: &[String]) -> Result<(), String> {
    let mut bench = Bench { server: None, long };
    let wanted = |name: &str| only.is_empty() || only.iter().any(|word| name.contains(word));
    let steps: Vec<_> =
        STEPS.iter().filter(|(name, _)| wanted(name) && (long || *name != "long tests")).collect();
    let mut report = Report::default();
    for (at, (name, step)) in steps.iter().enumerate() {
        println!("\n== {}/{} {name}", at + 1, steps.len());
        let (outcome, took) = shell::timed(|| step(&mut bench));
        println!("== {name}: {outcome} ({:.1} s)", took.as_secs_f64());
        report.add(name, outcome, took);
    }
    drop(bench);
    println!("\n{report}");
    if report.failed() == 0 {
        println!("{}", report.count());
        Ok(())
    } else {
        Err(report.count())
    }
}

fn clippy() -> Result<(), String> {
    let args = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    shell::run(&mut shell::cargo(&args))
}

/// With the tests' own choice of features: nothing is compiled twice.
fn build() -> Result<(), String> {
    authenticator::build()?;
    shell::run(&mut shell::cargo(&["build", "--workspace", "--all-targets"]))
}

/// A server that was not built from these sources proves nothing about them; when it was, this costs a second.
fn walk(bench: &Bench, walks: fn(bool) -> Outcome) -> Outcome {
    match build() {
        Ok(()) => walks(bench.long),
        Err(sentence) => Outcome::Failed(format!("not walked, {sentence}")),
    }
}

fn start_database(bench: &mut Bench) -> Outcome {
    let Some(bin) = machine::postgres() else {
        return Outcome::NotRun(machine::how_to_get("PostgreSQL", "postgresql"));
    };
    match Server::start(bin) {
        Ok(server) => {
            println!("PostgreSQL listens at {}", server.url());
            bench.server = Some(server);
            Outcome::Passed
        }
        Err(sentence) => Outcome::Failed(sentence),
    }
}

fn tests(bench: &Bench, long: bool) -> Result<(), String> {
    let mut tests = shell::cargo(&["test", "--workspace"]);
    if long {
        tests.arg("--release").env("VESTIBULE_TEST_LONG", "1");
    }
    if let Some(server) = &bench.server {
        tests.env("VESTIBULE_TEST_PG", server.url());
    } else {
        println!("without PostgreSQL: the store is proved on SQLite only");
        tests.env_remove("VESTIBULE_TEST_PG");
    }
    shell::run(&mut tests)
}

fn long_tests(bench: &mut Bench) -> Outcome {
    tests(bench, true).into()
}
