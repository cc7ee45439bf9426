//! Who is this browser? The one place that turns cookies into a session, renews a kept device (SE3, SE4) and finds theft.

use domain::session::{Presented, judge_verifier};
use domain::{Account, AccountId, DeviceId, Fact, Method, Session, SessionId, Timestamp};
use store::db::{Batch, CommitError};
use store::devices::{self, StoredDevice};
use store::sessions::{self as rows, StoredSession};

use crate::browser::{Caller, CookieChange, Kept, Token};
use crate::{App, Trouble, chance};

/// How a browser stands, and what must change in it.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    pub session: Option<Session>,
    pub cookies: Vec<CookieChange>,
}

/// The same, with the account's own data.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub session: Session,
    pub account: Account,
}

impl Standing {
    fn nobody(cookies: Vec<CookieChange>) -> Self {
        Self { session: None, cookies }
    }
}

impl App {
    /// Finds the live session of a browser; a kept device gets a new one without typing anything (O11).
    pub async fn standing(&self, caller: &Caller) -> Result<Standing, Trouble> {
        if let Some(session) = self.live_session(caller).await? {
            return Ok(Standing { session: Some(session), cookies: Vec::new() });
        }
        let stale = caller.session.as_ref().map(|_| CookieChange::EndSession);
        let Some(kept) = self.whose_turn(caller).await? else {
            return Ok(Standing::nobody(stale.into_iter().collect()));
        };
        let mut standing = self.renew(kept, caller).await?;
        if standing.session.is_none() {
            standing.cookies.extend(stale);
        }
        Ok(standing)
    }

    /// Whose series opens by itself: theirs who was here and never closed the browser; else theirs who alone uses it.
    /// A browser that several people use asks who they are (C3), so that profiles never mix (SE9).
    async fn whose_turn<'a>(&self, caller: &'a Caller) -> Result<Option<&'a Kept>, Trouble> {
        match caller.kept.as_slice() {
            [] => return Ok(None),
            [kept] if caller.people.iter().all(|person| person.device == kept.device) => {
                return Ok(Some(kept));
            }
            _ => {}
        }
        let Some(token) = &caller.session else { return Ok(None) };
        let before = rows::by_token(self.db(), &token.hash()).await?;
        Ok(before.and_then(|before| caller.kept_at(before.session.device)))
    }

    /// Opens the session of somebody who was chosen (C3): without a password where their series lives here.
    pub async fn open_chosen(&self, device: DeviceId, caller: &Caller) -> Result<Standing, Trouble> {
        if let Some(session) = self.live_session(caller).await?.filter(|session| session.device == device) {
            return Ok(Standing { session: Some(session), cookies: Vec::new() });
        }
        match caller.kept_at(device) {
            Some(kept) => self.renew(kept, caller).await,
            None => Ok(Standing::default()),
        }
    }

    /// A session by its token only: what light endpoints ask. Disabled accounts have none (SE8).
    pub async fn live_session(&self, caller: &Caller) -> Result<Option<Session>, Trouble> {
        self.session_by_token(caller.session.as_ref(), caller.now).await
    }

    /// The same for who knows the token and nothing else of the browser.
    pub async fn session_by_token(
        &self,
        token: Option<&Token>,
        now: Timestamp,
    ) -> Result<Option<Session>, Trouble> {
        let Some(token) = token else { return Ok(None) };
        let hash = token.hash();
        let Some(stored) = rows::by_token(self.db(), &hash).await? else { return Ok(None) };
        self.if_live(stored, &hash, now).await
    }

    /// A stored session while it lives, noted as seen when that is due.
    pub(crate) async fn if_live(
        &self,
        stored: StoredSession,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Session>, Trouble> {
        let Some(mut session) = self.unseen(stored, now) else { return Ok(None) };
        if session.sighting_is_due(now) {
            Box::pin(self.note_sighting(&session, hash, now)).await?;
            session.last_seen_at = now;
        }
        Ok(Some(session))
    }

    /// Once a minute: boxed by its caller, since every question has room for it else.
    async fn note_sighting(&self, session: &Session, hash: &[u8; 32], now: Timestamp) -> Result<(), Trouble> {
        let mut batch = crate::chance::act(now);
        rows::seen(&mut batch, hash, now);
        devices::seen(&mut batch, session.device, now);
        self.commit(batch).await
    }

    /// The live session, without a sign of life: a page that only watches its end keeps nobody signed in (R33).
    pub async fn watched_session(&self, caller: &Caller) -> Result<Option<Session>, Trouble> {
        let Some(token) = &caller.session else { return Ok(None) };
        let stored = rows::by_token(self.db(), &token.hash()).await?;
        Ok(stored.and_then(|stored| self.unseen(stored, caller.now)))
    }

    fn unseen(&self, stored: StoredSession, now: Timestamp) -> Option<Session> {
        let live = stored.ended_at.is_none()
            && stored.account_disabled_at.is_none()
            && stored.session.is_live(now, &self.policy().session);
        live.then_some(stored.session)
    }

    /// Twice at most: a parallel tab may rotate first, and then this request is the predecessor.
    async fn renew(&self, kept: &Kept, caller: &Caller) -> Result<Standing, Trouble> {
        let now = caller.now;
        for _ in 0..2 {
            let Some(device) = devices::by_id(self.db(), kept.device).await? else { break };
            let (true, Some(until), Some(current)) = (
                device.ended_at.is_none(),
                device.kept_until.filter(|until| now < *until),
                device.verifier_hash,
            ) else {
                break;
            };
            let previous = device.previous_hash.as_ref().zip(device.rotated_at);
            let presented = kept.verifier.hash();
            let grace = self.policy().session.rotation_grace;
            match judge_verifier(&presented, &current, previous, now, grace) {
                Presented::Stolen => {
                    self.end_stolen(&device, caller).await?;
                    break;
                }
                Presented::Predecessor => return self.renewed(kept, &device, until, caller, None).await,
                Presented::Current => match self.renewed(kept, &device, until, caller, Some(presented)).await
                {
                    Err(Trouble::Contended(_)) => {}
                    done => return done,
                },
            }
        }
        Ok(Standing::nobody(vec![CookieChange::EndKept(kept.device)]))
    }

    /// Gives the successor and its session. `rotate_from` is absent for a repeated request, which gets the same again.
    async fn renewed(
        &self,
        kept: &Kept,
        device: &StoredDevice,
        until: Timestamp,
        caller: &Caller,
        rotate_from: Option<[u8; 32]>,
    ) -> Result<Standing, Trouble> {
        let now = caller.now;
        let account = store::accounts::by_id(self.db(), device.account).await?;
        if account.is_none_or(|account| account.disabled_at.is_some()) {
            return Ok(Standing::nobody(vec![CookieChange::EndKept(device.id)]));
        }
        let verifier = kept.verifier.successor(self.vault().rotation_key());
        let token = kept.verifier.successor(self.vault().renewal_key());
        let session = self.session_of(device, now);
        let mut batch = crate::chance::act(now);
        if let Some(from) = rotate_from {
            devices::rotate(&mut batch, device.id, from, verifier.hash(), now);
            let fact = Fact::SessionRenewed { session: session.id, device: device.id };
            self.audit(&mut batch, Some(device.account), &fact, Some(&caller.place()), now);
        }
        // Whoever was here before has left: a browser has one session (SE1).
        if let Some(old) = caller.session.as_ref().filter(|old| old.hash() != token.hash()) {
            rows::end_token(&mut batch, &old.hash(), now);
        }
        rows::start_again(&mut batch, &token.hash(), &session);
        match self.db().commit(batch).await {
            Ok(()) => {}
            Err(CommitError::Lost(loss)) => return Err(Trouble::Contended(loss)),
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        let stored = rows::by_token(self.db(), &token.hash()).await?;
        let Some(session) = stored.filter(|stored| stored.ended_at.is_none()).map(|stored| stored.session)
        else {
            return Ok(Standing::nobody(vec![CookieChange::EndKept(device.id)]));
        };
        let cookies = vec![
            CookieChange::Session(token.text().to_string()),
            CookieChange::Kept { device: device.id, value: verifier.text().to_string(), until },
        ];
        Ok(Standing { session: Some(session), cookies })
    }

    /// A renewal proves nothing new: it keeps the instant of the sign-in (SE6), and counts as one factor (decision 1).
    fn session_of(&self, device: &StoredDevice, now: Timestamp) -> Session {
        Session {
            id: chance::new_id(SessionId::new, now),
            account: device.account,
            device: device.id,
            sign_in: device.sign_in,
            started_at: now,
            authenticated_at: device.authenticated_at,
            last_seen_at: now,
            ends_at: now + self.policy().session.absolute,
            methods: renewed_methods(&device.methods),
        }
    }

    /// A copied cookie: this device's series and sessions end, no other device does (SE5), and the person is told.
    async fn end_stolen(&self, device: &StoredDevice, caller: &Caller) -> Result<(), Trouble> {
        let now = caller.now;
        let told = self.logout_messages_of_device(device.id, device.account).await?;
        let mut batch = crate::chance::act(now);
        let notice = self.theft_notice(device, caller, &mut batch).await?;
        devices::end_kept(&mut batch, device.id, now);
        end_device_sessions(&mut batch, device.account, device.id, now);
        let fact = Fact::KeptCookieStolen { device: device.id };
        self.audit(&mut batch, Some(device.account), &fact, Some(&caller.place()), now);
        crate::commit::forget_told(&mut batch, &told);
        self.put_messages(&mut batch, Some(device.account), told.into_iter().chain(notice), now);
        self.commit(batch).await?;
        self.wake_delivery();
        Ok(())
    }
}

/// Sessions of a device and the tokens they opened.
pub(crate) fn end_device_sessions(batch: &mut Batch, account: AccountId, device: DeviceId, now: Timestamp) {
    store::tokens::revoke_of_device(batch, device, account, now);
    rows::end_device(batch, device, account, now);
}

/// What a sign-in proved, of which a cookie that comes back is worth one factor at most.
fn renewed_methods(words: &str) -> Vec<Method> {
    words.split(' ').filter_map(Method::from_word).filter(|method| !method.is_second_factor()).collect()
}
