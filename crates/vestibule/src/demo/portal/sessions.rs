//! Who is signed in at this portal. In memory: after a restart one visit to the provider opens it again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

/// Seconds; the provider tells us earlier if the customer leaves.
const LONGEST: i64 = 12 * 3600;

#[derive(Clone)]
pub struct Session {
    pub sub: String,
    /// The provider's word for this sign-in, named by its logout tokens.
    pub sid: Option<String>,
    /// As received: the hint of who leaves.
    pub id_token: String,
    pub claims: Map<String, Value>,
    pub begun_at: i64,
}

impl Session {
    /// A claim's text, if it is one.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Value::as_str)
    }
}

#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    pub fn find(&self, id: &str, now: i64) -> Option<Session> {
        self.lock().get(id).filter(|session| session.begun_at + LONGEST > now).cloned()
    }

    /// Begins under `id`, which nobody can guess.
    pub fn begin(&self, id: String, session: Session) {
        let mut sessions = self.lock();
        let now = session.begun_at;
        sessions.retain(|_, session| session.begun_at + LONGEST > now);
        sessions.insert(id, session);
    }

    pub fn end(&self, id: &str) -> Option<Session> {
        self.lock().remove(id)
    }

    /// Ends what a logout token names: that sign-in, or everything of that subject where it names none.
    pub fn end_named(&self, sub: Option<&str>, sid: Option<&str>) {
        self.lock().retain(|_, session| {
            let same_sub = sub.is_none_or(|sub| session.sub == sub);
            let same_sid = sid.is_none_or(|sid| session.sid.as_deref() == Some(sid));
            !(same_sub && same_sid)
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
