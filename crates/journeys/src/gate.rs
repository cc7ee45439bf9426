//! The one gate before acts that could not be taken back (EN1, EL8, EN6, RE6): a fresh proof, with a factor where one is held; and
//! none of them right after a recovery. What it asks is `domain::factor::may_change_account`; this is how every journey answers.

use domain::factor::{Held, Shut, may_change_account};
use domain::recovery::HeldAct;
use domain::{Fact, Policy, Session, Timestamp};

use crate::{Destination, Next, Outcome, Refusal, Screen, State, Turn, Visit, Write};

/// Who asks: the session, what its account holds, and until when a recovery makes it wait.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub session: &'a Session,
    pub held: &'a [Held],
    pub waits: Option<Timestamp>,
}

/// What is answered where the act may not be done now; `state` is where the journey stands then, `home` where a proof leads back.
pub fn shut(
    asking: Asking<'_>,
    (act, home): (HeldAct, Destination),
    (now, policy): (Timestamp, &Policy),
    state: impl FnOnce() -> State,
) -> Option<Turn> {
    let Asking { session, held, waits } = asking;
    Some(match may_change_account(held, session, waits, now, policy.session.step_up_fresh).err()? {
        Shut::Waits { until } => {
            Turn::new(state(), Next::Show(Screen::MustWait { refusal: Refusal::MustWait { until } }))
                .write(Write::MakeWait { account: session.account })
                .fact(Fact::MadeToWait { act })
        }
        Shut::NotProven => {
            let visit = Visit::to(home, now).proving_again();
            Turn::new(state(), Next::Leave(Outcome::ProveAgain(visit)))
        }
    })
}
