//! The reference page of the configuration, made from the keys' own descriptions.

use std::fmt::Write;

use super::key::{Default, Section};
use super::{
    audit, authenticator, brand, keys, log, mail, outgoing, personalise, policy, server, sim_swap, store,
    telephone,
};

/// Every table, in the order of the file.
pub fn sections() -> impl Iterator<Item = &'static Section> {
    let all = [
        server::SECTIONS,
        store::SECTIONS,
        keys::SECTIONS,
        mail::SECTIONS,
        telephone::SECTIONS,
        sim_swap::SECTIONS,
        outgoing::SECTIONS,
        log::SECTIONS,
        policy::SECTIONS,
        personalise::SECTIONS,
        audit::SECTIONS,
        authenticator::SECTIONS,
        brand::SECTIONS,
    ];
    all.into_iter().flatten()
}

const HEAD: &str = "\
# Configuration

<!-- Written by `vestibule config reference`. Change the keys' descriptions in crates/vestibule/src/config, then run it again. -->

One TOML file, `vestibule.toml` unless `--config` names another. Unknown keys are refused. Paths are relative to the
file's folder. Secrets stand in files of their own. Lengths of time are written `\"90 s\"`, `\"30 min\"`, `\"12 hours\"`, `\"60 days\"`.
`vestibule config check` says what is wrong, `vestibule doctor` looks at the rest of the installation too.
";

/// `docs/reference/configuration.md`.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    for section in sections() {
        let _infallible = write!(page, "\n## `{}`\n\n{}\n\n", section.header, section.says);
        page.push_str("| key | value | default | |\n|---|---|---|---|\n");
        for key in section.keys {
            let default = match key.default {
                Default::Is(value) => format!("`{value}`"),
                Default::Required(_) => "**required**".to_owned(),
                Default::Absent(_) => "none".to_owned(),
                Default::Derived(words, _) => words.to_owned(),
            };
            let _infallible = writeln!(page, "| `{}` | {} | {default} | {} |", key.name, key.kind, key.says);
        }
    }
    page
}
