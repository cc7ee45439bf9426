//! The demo as people and scripts start it: the binary itself. One customer, three portals, and the file for scripts.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

const REFERENCE: &str = include_str!("../../../../docs/reference/demo.md");

fn demo(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command.arg("demo").args(args);
    command
}

fn check(args: &[&str]) -> Output {
    demo(&[&["--check"], args].concat()).output().expect("the binary starts")
}

#[test]
fn one_sign_in_opens_the_three_portals_and_leaving_closes_them() {
    let output = check(&[]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.matches("is open, no password asked").count(), 3, "{said}");
    assert_eq!(said.matches("is closed").count(), 3, "{said}");
}

#[test]
fn the_same_over_https() {
    let output = check(&["--tls"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A demo that is open.
struct Open(Child);

impl Open {
    fn start(file: &Path, data: &Path) -> Self {
        let mut command = demo(&["--json"]);
        let mut child =
            command.arg(file).arg("--data").arg(data).stdout(Stdio::piped()).spawn().expect("it starts");
        let said = BufReader::new(child.stdout.as_mut().expect("its output is piped"));
        assert!(said.lines().map_while(Result::ok).any(|line| line == "Lumen is open."), "it did not open");
        Self(child)
    }

    /// As a service manager stops it.
    fn stop(mut self) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        assert!(self.0.wait().expect("it ends").success());
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
    }
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn what_scripts_are_told_is_documented_and_stays_the_same_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let (file, data) = (home.path().join("demo.json"), home.path().join("data"));
    let told = || serde_json::from_str::<Value>(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let open = Open::start(&file, &data);
    let first = told();
    open.stop();
    let mut found = BTreeSet::new();
    keys(&first, &mut found);
    for key in &found {
        let is_told = [format!("{key}`"), format!("{key}[]`")].iter().any(|words| REFERENCE.contains(words));
        assert!(is_told, "docs/reference/demo.md does not tell `{key}`");
    }
    assert_eq!(first["clients"][0]["client_id"], "script");
    assert!(first["accounts"].as_array().unwrap().len() > 200);

    let again = Open::start(&file, &data);
    assert_eq!(told()["clients"][0]["client_secret"], first["clients"][0]["client_secret"]);
    again.stop();
}
