//! The configuration as operators meet it: what is refused, with which line, and what holds by default.

use std::path::Path;

use domain::Policy;

use super::key::Default as Is;
use super::{Config, Finding, Place, brand, reference, template};

const SMALL: &str = r##"[server]
issuer = "https://connexion.lumen.example"
trusted_proxies = ["10.0.0.0/8"]

[mail.smtp]
host = "smtp.lumen.example"
from = "ne-pas-repondre@lumen.example"

[[brand]]
id = "lumen"
name = "Lumen"
service_name = "Espace Client Lumen"
colour = "#0b5d53"
support = { name = "Service client Lumen" }
"##;

fn parse(text: &str) -> Result<Config, Finding> {
    Config::parse(text.to_owned(), Place::of(Path::new("vestibule.toml")))
}

/// The small configuration with one line changed, checked without the files it names.
fn check(from: &str, to: &str) -> Vec<Finding> {
    assert!(SMALL.contains(from), "{from}");
    let about_files =
        |finding: &Finding| ["keys.file", "operator.token_file"].contains(&finding.about.as_str());
    let mut findings = parse(&SMALL.replacen(from, to, 1)).unwrap().check();
    findings.retain(|finding| !about_files(finding));
    findings
}

#[test]
fn a_small_configuration_is_enough() {
    assert_eq!(check("", ""), []);
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_known_ones() {
    let finding = parse(&SMALL.replace("trusted_proxies", "trusted_proxy")).unwrap_err();
    assert_eq!(finding.line, Some(3));
    let text = finding.to_string();
    assert!(text.contains("There is no key `trusted_proxy`") && text.contains("`trusted_proxies`"), "{text}");
}

#[test]
fn an_unknown_section_is_refused_with_its_line() {
    let finding = parse(&format!("{SMALL}\n[servers]\nx = 1\n")).unwrap_err();
    assert_eq!(finding.line, Some(16), "{finding}");
}

#[test]
fn a_missing_key_is_told_with_its_section() {
    let finding = parse(&SMALL.replace("from = ", "# from = ")).unwrap_err();
    assert_eq!(finding.line, Some(5), "{finding}");
    assert!(finding.to_string().contains("lacks the key `from`"), "{finding}");
}

#[test]
fn a_wrong_kind_of_value_is_told_with_its_line() {
    for (wrong, line) in [
        ("[policy.session]\nidle = 30\n", 17),
        ("[policy.session]\nidle = \"30 fortnights\"\n", 17),
        ("[server.tls]\ncertificate = 1\n", 17),
        ("[log]\nformat = \"xml\"\n", 17),
        ("= oops\n", 16),
    ] {
        let finding = parse(&format!("{SMALL}\n{wrong}")).unwrap_err();
        assert_eq!(finding.line, Some(line), "{wrong}: {finding}");
    }
}

#[test]
fn an_issuer_has_one_form_only() {
    let issuer = "https://connexion.lumen.example";
    for wrong in [
        "connexion.lumen.example",
        "http://connexion.lumen.example",
        "https://connexion.lumen.example/",
        "https://connexion.lumen.example/auth",
        "https://connexion.lumen.example:443",
        "https://Connexion.lumen.example",
        "https://connexion.lumen.example?x",
        "https://me@connexion.lumen.example",
        "https://192.0.2.7",
        "ftp://connexion.lumen.example",
    ] {
        let findings = check(issuer, wrong);
        assert!(findings.len() == 1 && findings[0].is_refusal(), "{wrong}: {findings:?}");
        assert_eq!((findings[0].about.as_str(), findings[0].line), ("server.issuer", Some(2)));
    }
    for right in ["http://localhost:8080", "http://127.0.0.1:8080", "https://connexion.lumen.example:8443"] {
        assert_eq!(check(issuer, right), [], "{right}");
    }
}

#[test]
fn proxies_are_networks_and_never_everybody() {
    for wrong in ["10.0.0.0/99", "proxy.lumen.example", "0.0.0.0/0", "::/0"] {
        let findings = check("10.0.0.0/8", wrong);
        assert!(findings.len() == 1 && findings[0].is_refusal(), "{wrong}: {findings:?}");
        assert_eq!(findings[0].line, Some(3));
    }
    let bare = check("trusted_proxies = [\"10.0.0.0/8\"]", "");
    assert!(bare.len() == 1 && !bare[0].is_refusal(), "{bare:?}");
}

#[test]
fn numbers_stay_within_what_is_safe() {
    for wrong in [
        "[policy.tokens]\ncode = \"2 min\"",
        "[policy.session]\nform_valid = \"19 min\"",
        "[policy.session]\nidle = \"13 hours\"",
        "[policy.remember]\nkeep_for = \"401 days\"",
        "[policy.throttle]\nfree_tries = 1000",
        "[policy.audit]\npersonal_for = \"30 days\"",
        "[policy.throttle]\nlongest_delay = \"2 days\"\nforget_after = \"1 h\"",
    ] {
        let findings = check("[mail.smtp]", &format!("{wrong}\n[mail.smtp]"));
        assert!(!findings.is_empty() && findings.iter().all(Finding::is_refusal), "{wrong}");
        assert!(findings[0].line.is_some_and(|line| line > 5), "{findings:?}");
    }
}

#[test]
fn mail_in_clear_or_with_half_a_name_is_refused() {
    let smtp = "host = \"smtp.lumen.example\"";
    for wrong in [
        format!("{smtp}\nsecurity = \"none\""),
        format!("{smtp}\nusername = \"lumen\""),
        format!("{smtp}\npassword_file = \"not-there\"\nusername = \"lumen\""),
    ] {
        let findings = check(smtp, &wrong);
        assert!(findings.len() == 1 && findings[0].is_refusal(), "{wrong}: {findings:?}");
    }
    assert_eq!(check(smtp, "host = \"localhost\"\nsecurity = \"none\""), []);
    assert_eq!(check("ne-pas-repondre@lumen.example", "lumen")[0].about, "mail.smtp.from");
}

#[test]
fn a_key_of_the_other_engine_is_refused() {
    for wrong in [
        "[store]\npool = 4",
        "[store]\nengine = \"postgres\"\npath = \"x.db\"",
        "[store]\nengine = \"postgres\"",
    ] {
        let findings = check("[mail.smtp]", &format!("{wrong}\n[mail.smtp]"));
        assert!(findings.iter().any(Finding::is_refusal), "{wrong}");
    }
}

#[test]
fn a_checkpoint_file_needs_its_folder() {
    let findings = check("[mail.smtp]", "[audit]\ncheckpoint_file = \"not-there/x\"\n[mail.smtp]");
    assert!(findings.len() == 1 && findings[0].is_refusal(), "{findings:?}");
    assert_eq!(findings[0].line, Some(6));
    assert_eq!(check("[mail.smtp]", "[audit]\ncheckpoint_file = \"x\"\n[mail.smtp]"), []);
}

#[test]
fn a_brand_that_cannot_be_shown_is_refused_with_its_line() {
    for (from, to, line) in [
        ("id = \"lumen\"", "id = \"Lumen\"", 10),
        ("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\ncorner = 40", 14),
        ("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\ntime_zone = \"Paris\"", 14),
        ("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\ncountry = \"fr\"", 14),
        ("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\nlegal = { privacy = \"javascript:x\" }", 14),
        ("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\nlogo_light_file = \"not-there.svg\"", 14),
    ] {
        let findings = check(from, to);
        assert!(findings.len() == 1 && findings[0].is_refusal(), "{to}: {findings:?}");
        assert_eq!(findings[0].line, Some(line), "{to}: {findings:?}");
    }
    let told = check("colour = \"#0b5d53\"", "colour = \"#0b5d53\"\ncorner = 40")[0].to_string();
    assert!(told.contains("brand[0].corner") && told.contains("Write 20"), "{told}");
    let twice = format!("{SMALL}{}", &SMALL[SMALL.find("[[brand]]").unwrap()..]);
    let findings = parse(&twice).unwrap().check();
    assert!(findings.iter().any(|finding| finding.about == "brand[1].id"), "{findings:?}");
}

#[test]
fn a_logo_comes_from_a_file_and_must_be_a_drawing() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::of(&folder.path().join("vestibule.toml"));
    let text = SMALL.replace("name = \"Lumen\"", "name = \"Lumen\"\nlogo_light_file = \"logo.svg\"");
    let config = Config::parse(text, place.clone()).unwrap();
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h1\"/></svg>").unwrap();
    let faces = brand::faces(&config.brand, &place).unwrap();
    assert!(faces[0].logo_light.as_ref().is_some_and(|svg| svg.contains("<path")));
    std::fs::write(&logo, "<svg><script>alert(1)</script></svg>").unwrap();
    let refused = brand::faces(&config.brand, &place).unwrap_err();
    assert!(refused[0].to_string().contains("script"), "{}", refused[0]);
}

fn start(more: &str) -> String {
    format!("{SMALL}\n[[policy.personalise]]\nbrand = \"lumen\"\nfrom = \"2027-07-01\"\n{more}")
}

#[test]
fn the_first_day_begins_by_the_clock_of_the_brand() {
    let config = parse(&start("segment = \"fibre\"")).unwrap();
    let starts = config.policy.rules(&config.brand).personalise.starts;
    assert_eq!(
        (starts[0].from.millis(), starts[0].postpone_days),
        (1_814_392_800_000, 14),
        "22:00 UTC, in summer"
    );
    assert_eq!(starts[0].segment.as_deref(), Some("fibre"));
}

#[test]
fn a_start_that_cannot_be_kept_is_refused_with_its_cure() {
    let told = |text: &str| {
        let mut findings = parse(text).unwrap().check();
        findings.retain(|finding| finding.about == "policy.personalise");
        findings.into_iter().map(|finding| finding.to_string()).collect::<String>()
    };
    assert_eq!(told(&start("")), "");
    assert!(told(&start("").replace("2027-07-01", "01/07/2027")).contains("is not a day"));
    assert!(
        told(&start("").replacen("brand = \"lumen\"", "brand = \"boreal\"", 1)).contains("no brand `boreal`")
    );
    assert!(told(&start("postpone_days = 91")).contains("0 to 90"));
    let twice = format!("{}\n[[policy.personalise]]\nbrand = \"lumen\"\nfrom = \"2027-08-01\"\n", start(""));
    assert!(told(&twice).contains("stand twice"));
}

#[test]
fn what_init_writes_is_read_and_holds_the_defaults() {
    let config = parse(&template()).unwrap();
    assert_eq!(config.policy.rules(&config.brand), Policy::default());
    assert!(config.check().iter().all(|finding| finding.about.starts_with("keys.") || !finding.is_refusal()));
}

/// Removing the `#` before every default changes nothing: what the file shows is what holds.
#[test]
fn every_default_shown_is_the_default() {
    let mut shown = template();
    for section in reference::sections() {
        for key in section.keys {
            if let Is::Is(value) = key.default {
                let line = format!("# {} = {value}\n", key.name);
                assert!(shown.contains(&line), "{line}");
                shown = shown.replace(&line, &line[2..]);
            }
        }
    }
    let (shown, bare) = (parse(&shown).unwrap(), parse(&template()).unwrap());
    assert_eq!(Config { text: bare.text.clone(), ..shown }, bare);
}

/// Every key shown as an example is known, and of the right kind: a template with all of them is read.
#[test]
fn every_key_of_the_reference_is_known() {
    let mut all = String::new();
    for line in template().lines() {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_key = bare.split_once(" = ").is_some_and(|(name, _)| !name.contains(' '));
        let is_written = !line.starts_with('#') || bare.starts_with('[') || is_key;
        all.push_str(if is_written { bare } else { line });
        all.push('\n');
    }
    let config = parse(&all).unwrap_or_else(|finding| panic!("{finding}\n{all}"));
    assert!(
        config.server.tls.is_some() && config.brand[0].font.is_some() && config.outgoing.ca_file.is_some()
    );
}

/// And every key that is read stands in the reference: the parser itself lists the keys it knows.
#[test]
fn every_known_key_is_in_the_reference() {
    for section in reference::sections() {
        let header = section.header;
        let path = header.trim_matches(['[', ']']);
        let mut text = String::new();
        if path != "server" && !path.starts_with("server.") {
            text.push_str("[server]\nissuer = \"https://a.example\"\n");
        }
        if path.starts_with("brand.") {
            text.push_str("[[brand]]\n");
        }
        let said = toml::from_str::<Config>(&format!("{text}{header}\nzzz = 1\n")).unwrap_err();
        let known: Vec<&str> = said.message().split('`').skip(3).step_by(2).collect();
        let described: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        let tables: Vec<String> =
            reference::sections().map(|one| one.header.replace(['[', ']'], "")).collect();
        let is_table = |name: &&&str| tables.contains(&format!("{path}.{name}"));
        let undescribed: Vec<_> =
            known.iter().filter(|name| !described.contains(name) && !is_table(name)).collect();
        assert!(
            !known.is_empty() && undescribed.is_empty(),
            "{header}: {undescribed:?} ({})",
            said.message()
        );
    }
}

#[test]
fn the_committed_reference_is_what_the_keys_say() {
    let committed = include_str!("../../../../docs/reference/configuration.md");
    assert_eq!(
        committed,
        reference::markdown(),
        "run: cargo run -p vestibule -- config reference > docs/reference/configuration.md"
    );
}
