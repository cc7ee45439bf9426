//! How a noun declares its statements, and the list of them all. Knows no SQL.

use crate::Statement;

/// Declares constants at the top of a noun's file, and `ALL`, so that none of them escapes `STATEMENTS`.
macro_rules! statements {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $sql:expr;)+) => {
        $($(#[$doc])* const $constant: $crate::Statement = $crate::Statement::new($name, $sql);)+

        pub(crate) const ALL: &[&$crate::Statement] = &[$(&$constant),+];
    };
}

/// Every statement of every noun: for `Db::prepare_all` at the start, and for the tests that ask for plans.
pub static STATEMENTS: &[&Statement] = &flattened::<{ count() }>();

const NOUNS: &[&[&Statement]] = &[
    crate::accounts::ALL,
    crate::alarms::ALL,
    crate::attempts::ALL,
    crate::audit::ALL,
    crate::authenticators::ALL,
    crate::census::ALL,
    crate::checkpoints::ALL,
    crate::clients::ALL,
    crate::codes::ALL,
    crate::consents::ALL,
    crate::contact_changes::ALL,
    crate::contacts::ALL,
    crate::contracts::ALL,
    crate::credentials::ALL,
    crate::devices::ALL,
    crate::doubted::ALL,
    crate::enrolments::ALL,
    crate::factor_standings::ALL,
    crate::handovers::ALL,
    crate::identifiers::ALL,
    crate::imports::ALL,
    crate::journeys::ALL,
    crate::line_access::ALL,
    crate::lines::ALL,
    crate::mailboxes::ALL,
    crate::memberships::ALL,
    crate::meta::ALL,
    crate::minors::ALL,
    crate::opened_clients::ALL,
    crate::outbox::ALL,
    crate::passkeys::ALL,
    crate::passwords::ALL,
    crate::personalisations::ALL,
    crate::phones::ALL,
    crate::portals::ALL,
    crate::purge::ALL,
    crate::recoveries::ALL,
    crate::recovery_codes::ALL,
    crate::sendings::ALL,
    crate::sent_codes::ALL,
    crate::sessions::ALL,
    crate::sim_swaps::ALL,
    crate::starts::ALL,
    crate::tokens::ALL,
    crate::trail::ALL,
    crate::vap_challenges::ALL,
    crate::vap_enrolments::ALL,
    crate::who::ALL,
];

const fn count() -> usize {
    let (mut total, mut noun) = (0, 0);
    while noun < NOUNS.len() {
        total += NOUNS[noun].len();
        noun += 1;
    }
    total
}

const fn flattened<const N: usize>() -> [&'static Statement; N] {
    let mut flat = [NOUNS[0][0]; N];
    let (mut next, mut noun) = (0, 0);
    while noun < NOUNS.len() {
        let mut place = 0;
        while place < NOUNS[noun].len() {
            flat[next] = NOUNS[noun][place];
            next += 1;
            place += 1;
        }
        noun += 1;
    }
    flat
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_statement_has_a_name_of_its_own() {
        let names: BTreeSet<_> = STATEMENTS.iter().map(|statement| statement.name()).collect();
        assert_eq!(names.len(), STATEMENTS.len());
        assert!(names.contains("sessions.by_token") && names.contains("accounts.by_id"));
    }
}
