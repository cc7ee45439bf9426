//! Nothing is given to a client before the person asked said « Continuer » for that very client and scopes.

use super::{account, touched, visit, walk};
use crate::consent::{Event, begin};
use crate::{Event as Any, Write};

#[test]
fn consent_is_written_only_when_the_person_asked_said_yes() {
    let mine = account(0);
    let mut given = 0_u64;
    walk(
        "consent",
        |_| begin(visit(), mine),
        |chance, _| {
            let by = account(chance.below(4));
            Any::Consent(match chance.below(3) {
                0 => Event::Opened { by },
                1 => Event::Continued { by },
                _ => Event::Refused { by },
            })
        },
        |_, (event, _), turn| {
            assert!(event.contains(&format!("{mine:?}")), "nobody else takes a turn: {event}");
            let writes = turn.writes.iter().any(|write| matches!(write, Write::GiveConsent { .. }));
            assert_eq!(writes, event.contains("Continued"));
            assert!(touched(turn).iter().all(|one| *one == mine));
            given += u64::from(writes);
        },
    );
    assert!(given > 1000);
}
