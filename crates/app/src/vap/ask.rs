//! Asking a phone: one question at a time for an account and a service, within what a customer can bear (PU3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::alarm::Told;
use domain::message::Message;
use domain::vap::{ChallengeState, Kind, NumberMode, PhoneState, PushState, Pushing, may_push, tries};
use domain::{AccountId, Fact, Timestamp, VapChallengeId};
use proofs::vap::challenge::{Challenge, Context, Num, Verification, party};
use proofs::vap::{sha256, typ};
use store::db::{Batch, CommitError};
use store::phones::{self, StoredPhone};
use store::vap_challenges::{self, StoredChallenge};
use store::{accounts, attempts};

use super::Question;
use crate::browser::Caller;
use crate::judge::tries::counter;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

const RACES: usize = 8;

/// What is asked, for whom.
pub struct Asking<'a> {
    pub account: AccountId,
    /// One pending question for each of these.
    pub client: &'a str,
    /// What the customer calls the service; the company's own name where absent.
    pub service: Option<&'a str>,
    pub kind: Kind,
    pub mode: NumberMode,
    /// The browser that may take the approval.
    pub browser: [u8; 16],
    /// Whether the phone's own lock is to be opened too.
    pub unlock: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    Sent(Question),
    /// No phone counts as a factor: another method is offered at once (PU8).
    NoPhone,
    /// PU3, until when.
    TooMany {
        until: Timestamp,
    },
    Paused {
        until: Timestamp,
    },
}

/// A question that is not laid yet.
pub(crate) struct DrawnQuestion {
    pub row: StoredChallenge,
    pub question: Question,
    round: i64,
    wakes: bool,
}

pub(crate) enum Drawing {
    Ready(Box<DrawnQuestion>),
    /// Why the phone is not asked.
    Not(Asked),
}

impl App {
    /// Asks the phone that was used last. A newer question of the same service replaces the older one.
    pub async fn ask_phone(
        &self,
        account: AccountId,
        client: Option<(&str, &str)>,
        (kind, mode): (Kind, NumberMode),
        caller: &Caller,
    ) -> Result<Asked, Trouble> {
        let phones = phones::of_account(self.db(), account).await?;
        let Some(phone) = phones.into_iter().find(|phone| phone.state == PhoneState::Active) else {
            return Ok(Asked::NoPhone);
        };
        let asking = Asking {
            account,
            client: client.map_or("", |(id, _)| id),
            service: client.map(|(_, name)| name),
            kind,
            mode,
            browser: self.waiting_browser(caller),
            unlock: false,
        };
        self.ask_this_phone(&asking, &phone, caller).await
    }

    pub(super) async fn ask_this_phone(
        &self,
        asking: &Asking<'_>,
        phone: &StoredPhone,
        caller: &Caller,
    ) -> Result<Asked, Trouble> {
        for _ in 0..RACES {
            let drawn = match self.draw_question(asking, phone, caller).await? {
                Drawing::Ready(drawn) => drawn,
                Drawing::Not(why) => return Ok(why),
            };
            let mut batch = chance::act(caller.now);
            self.lay_question(&mut batch, &drawn, caller);
            match self.db().commit(batch).await {
                Ok(()) => {
                    self.wake_delivery();
                    self.ring(phone.id.bytes());
                    return Ok(Asked::Sent(drawn.question));
                }
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Err(Trouble::Contended("a question to a phone"))
    }

    /// Judges whether the phone may be asked now (PU3), and signs what it would show. Writes nothing but that a pause was told.
    pub(crate) async fn draw_question(
        &self,
        asking: &Asking<'_>,
        phone: &StoredPhone,
        caller: &Caller,
    ) -> Result<Drawing, Trouble> {
        let round = vap_challenges::round(self.db(), asking.account).await?;
        let past = vap_challenges::past(self.db(), asking.account, false).await?;
        match may_push(&past, caller.now) {
            _ if asking.kind == Kind::Enrol => {}
            Pushing::Allowed => {}
            Pushing::TooMany { until } => return Ok(Drawing::Not(Asked::TooMany { until })),
            Pushing::Paused { until } => {
                self.tell_pause(asking.account, caller).await?;
                return Ok(Drawing::Not(Asked::Paused { until }));
            }
        }
        Ok(Drawing::Ready(Box::new(self.drawn(asking, phone, round, caller).await?)))
    }

    pub(super) async fn drawn(
        &self,
        asking: &Asking<'_>,
        phone: &StoredPhone,
        round: i64,
        caller: &Caller,
    ) -> Result<DrawnQuestion, Trouble> {
        let (row, question) = self.question(asking, phone, caller).await?;
        Ok(DrawnQuestion { row, question, round, wakes: phone.push_state == PushState::Live })
    }

    /// Replaces what is pending of the same service; of parallel ones, one is laid.
    pub(crate) fn lay_question(&self, batch: &mut Batch, drawn: &DrawnQuestion, caller: &Caller) {
        let (row, now) = (&drawn.row, caller.now);
        vap_challenges::step_round(batch, row.account, drawn.round);
        vap_challenges::supersede(batch, row.account, &row.client, now);
        vap_challenges::insert(batch, row);
        let fact = Fact::PhoneAsked { phone: row.phone, challenge: row.id };
        self.audit(batch, Some(row.account), &fact, Some(&caller.place()), now);
        if drawn.wakes {
            let wake = Message::Push { phone: row.phone, challenge: row.id, until: row.expires_at };
            self.put_messages(batch, Some(row.account), [wake], now);
        }
    }

    /// Signs what the phone will show; the number stays on this side.
    async fn question(
        &self,
        asking: &Asking<'_>,
        phone: &StoredPhone,
        caller: &Caller,
    ) -> Result<(StoredChallenge, Question), Trouble> {
        let (now, id) = (caller.now, chance::new_id(VapChallengeId::new, caller.now));
        let expires_at = now + asking.kind.lives();
        let brand = accounts::by_id(self.db(), asking.account).await?.map(|account| account.brand);
        let service = asking.service.unwrap_or(&self.brand(brand.as_deref()).name);
        let context = Context {
            client: service.to_owned(),
            account: self.account_hint(asking.account).await?,
            ua: caller.label.clone(),
            place: caller.network.clone(),
            at: now.seconds(),
        };
        let challenge = Challenge {
            iss: self.issuer().to_owned(),
            aud: party(&phone.device.to_string()),
            sub: phone.id.to_string(),
            jti: id.to_string(),
            iat: now.seconds(),
            exp: expires_at.seconds(),
            nonce: URL_SAFE_NO_PAD.encode(chance::bytes::<32>()),
            kind: asking.kind,
            num: Num { mode: asking.mode },
            uv: asking.unlock.then_some(Verification::Wanted),
            ctx: context.shown(),
            tx: None,
        };
        let text = self.signer().sign(domain::client::SigningAlg::ES256, typ::CHALLENGE, &challenge);
        let number = asking.mode.draw(chance::bytes());
        let seal = |purpose, plain: &str| self.vault().seal(purpose, id.bytes(), plain.as_bytes());
        let row = StoredChallenge {
            account: asking.account,
            id,
            phone: phone.id,
            client: asking.client.to_owned(),
            kind: asking.kind,
            state: ChallengeState::Pending,
            text_sealed: seal(Purpose::Challenge, &text),
            hash: sha256(text.as_bytes()),
            mode: asking.mode,
            number_sealed: seal(Purpose::ChallengeNumber, &number),
            tries_left: tries(asking.mode),
            browser_digest: asking.browser,
            created_at: now,
            changed_at: now,
            expires_at,
            unlocked: false,
        };
        Ok((row, Question { id, number, phone: self.phone_name(phone), expires_at }))
    }

    /// PU3: told once for each pause.
    async fn tell_pause(&self, account: AccountId, caller: &Caller) -> Result<(), Trouble> {
        let key = self.vault().digest("vap/paused", account.bytes());
        let before = attempts::counter(self.db(), &key).await?;
        if before.is_some_and(|told| caller.now.since(told.last_at) < domain::vap::QUIET_FOR) {
            return Ok(());
        }
        let times = counter(before).failures.saturating_add(1);
        let mut batch = chance::act(caller.now);
        attempts::book(&mut batch, &key, before, times, caller.now);
        self.audit(&mut batch, Some(account), &Fact::PhonesPaused, Some(&caller.place()), caller.now);
        self.tell_phone((Told::PushPaused, account), None, caller, &mut batch).await?;
        match self.db().commit(batch).await {
            // A parallel request has told it.
            Ok(()) | Err(CommitError::Lost(_)) => {
                self.wake_delivery();
                Ok(())
            }
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }
}
