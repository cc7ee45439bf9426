//! Who is asked to set up a second factor (E1): some of the sample customers, told apart from the others, who never are.

use app::App;
use domain::Identifier;
use domain::factor::Why;

use super::accounts::Account;
use super::trouble::DemoTrouble;
use crate::config::chain;

/// Alone on their contract, with a verified address.
const ASKED: [&str; 8] = [
    "solene.vallee@lumen.example",
    "claire.abadie@lumen.example",
    "louane.muller@lumen.example",
    "xavier.boule@lumen.example",
    "alain.boetie@lumen.example",
    "enzo.lemaitre@lumen.example",
    "gaetan.muller@lumen.example",
    "daniele.santos@lumen.example",
];

/// Who is asked, and the others.
pub fn apart(accounts: Vec<Account>) -> (Vec<Account>, Vec<Account>) {
    let is_asked = |account: &Account| ASKED.contains(&account.identifier.as_str());
    let (mut asked, others): (Vec<_>, Vec<_>) = accounts.into_iter().partition(is_asked);
    for account in &mut asked {
        account.note = Some("is asked to set up a second factor".to_owned());
        account.rows.push("E1".to_owned());
    }
    (asked, others)
}

/// From their next sign-in on; they may put it off for as long as the policy says.
pub async fn ask(app: &App) -> Result<(), DemoTrouble> {
    for identifier in ASKED.iter().filter_map(|identifier| Identifier::parse(identifier).ok()) {
        let asked = app.require_factor(&identifier, Why::SwitchedOn).await;
        asked.map_err(|trouble| DemoTrouble::Customers(chain(&trouble)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{ASKED, apart};
    use crate::demo::accounts;
    use crate::demo::customers::CUSTOMERS;

    #[test]
    fn whoever_is_asked_is_told_and_has_a_verified_address() {
        let (asked, others) = apart(accounts::read().accounts);
        assert_eq!((asked.len(), others.len()), (ASKED.len(), accounts::read().accounts.len() - ASKED.len()));
        for contract in CUSTOMERS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            for person in contract["people"].as_array().unwrap() {
                if ASKED.iter().any(|asked| person["identifiers"][0] == **asked) {
                    let contacts = person["contacts"].as_array().unwrap();
                    assert!(contacts.iter().any(|one| one["mail"].is_string() && one["verified"] == true));
                }
            }
        }
    }
}
