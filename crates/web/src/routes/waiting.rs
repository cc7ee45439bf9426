//! What a page says while a recovery makes acts wait (RE6). No rule and no route of its own.

use domain::factor::Held;
use domain::{Session, Timestamp};
use journeys::{Destination, Visit};
use pages::Waits;

use crate::Web;
use crate::request::Asking;

/// Until when this session waits, and the way around for whoever holds a factor that stood before.
pub async fn waits(
    web: &Web,
    asking: &Asking,
    (session, held): (&Session, &[Held]),
    (home, refused): (Destination, bool),
) -> Result<Option<Waits>, app::Trouble> {
    let Some(until) = web.app().recovery_waits(session, &asking.caller).await? else { return Ok(None) };
    let recovered = until - web.app().policy().recovery.holds;
    let stood_before =
        |one: &Held| one.kind.is_second_factor() && !one.blocked && !one.lost && one.created_at < recovered;
    let prove = held.iter().any(stood_before).then(|| {
        let visit = Visit::to(home, asking.now()).proving_again();
        super::sign_in::address(web, &visit)
    });
    Ok(Some(Waits { until, prove, refused }))
}

/// Until when, for whoever asks for such an act.
pub async fn until(web: &Web, asking: &Asking, session: &Session) -> Result<Option<Timestamp>, app::Trouble> {
    web.app().recovery_waits(session, &asking.caller).await
}
