//! `vestibule init`.

use std::os::unix::fs::PermissionsExt;

use super::installation::Installation;
use crate::commands::init::lay_out;
use crate::config::Finding;
use crate::operator_token::OperatorToken;

#[test]
fn what_init_lays_out_passes_the_check() {
    let here = Installation::laid_out();
    let findings = here.config().check();
    assert!(!findings.iter().any(Finding::is_refusal), "{findings:?}");
    here.config().keys.prepare(&here.config().place).expect("the new keys are good ones");
}

#[test]
fn secrets_are_readable_by_their_owner_alone() {
    let here = Installation::laid_out();
    for name in ["vestibule.keys", "operator.token"] {
        let mode = std::fs::metadata(here.file(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
}

#[test]
fn the_token_shown_is_the_one_whose_hash_is_kept() {
    let here = Installation::laid_out();
    let kept = OperatorToken::read(&here.file("operator.token")).unwrap().unwrap();
    assert!(kept.is(here.token.reveal()));
}

#[test]
fn init_never_overwrites_and_adds_what_is_missing() {
    let here = Installation::laid_out();
    std::fs::write(here.file("clients.toml"), "# mine").unwrap();
    let keys = std::fs::read(here.file("vestibule.keys")).unwrap();
    std::fs::remove_file(here.file("operator.token")).unwrap();

    let again = lay_out(here.dir.path()).ok().unwrap();
    let new: Vec<_> = again.files.iter().filter(|file| file.is_new).map(|file| file.path.clone()).collect();
    assert_eq!(new, [here.file("operator.token")]);
    assert!(again.token.is_some());
    assert_eq!(std::fs::read(here.file("vestibule.keys")).unwrap(), keys);
    assert_eq!(std::fs::read_to_string(here.file("clients.toml")).unwrap(), "# mine");

    let third = lay_out(here.dir.path()).ok().unwrap();
    assert!(third.token.is_none(), "a token that nobody asked for would replace the one in use");
}
