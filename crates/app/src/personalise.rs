//! Choosing a login and a password of one's own (O7, O8, X11): what is known goes to the policy, a choice is judged and laid
//! into the turn's Batch. Decides nothing itself.

use domain::account::PasswordOrigin;
use domain::personalise::{Decision, Due, OwnPassword, PersonalisePolicy, Proved, ProvedBy, Why, decide};
use domain::{AccountId, Fact, Identifier, JourneyId, Method, Secret, Session, Timestamp};
use journeys::personalise::{By, Judged, Reason, Who, Wish};
use journeys::{LineServes, NewPassword, ProvenBy, Visit};
use proofs::password::PasswordHash;
use store::Db;
use store::credentials::SignInRow;
use store::db::Batch;
use store::identifiers::StoredIdentifier;
use store::journeys as rows;
use store::{attempts, identifiers, line_access, mailboxes, passwords, personalisations, recoveries};

use crate::browser::Caller;
use crate::commit::scheme_of;
use crate::hashing::Job;
use crate::judge::Pocket;
use crate::vault::{Purpose, Vault};
use crate::{App, Trouble, chance};

/// What is decided about somebody, and since when it was shown to them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    pub by_line: Decision,
    pub by_own_password: Decision,
    pub first_shown_at: Option<Timestamp>,
}

/// What would be decided if whoever this identifier recognises signed in now. Reads a store, also without a running
/// application; nothing for nobody.
pub async fn explain(
    (db, vault): (&Db, &Vault),
    identifier: &Identifier,
    now: Timestamp,
    policy: &PersonalisePolicy,
) -> Result<Option<Explanation>, Trouble> {
    let digest = vault.identifier_digest(identifier);
    let Some(row) = store::credentials::for_sign_in(db, &digest).await? else { return Ok(None) };
    let known = personalisations::known(db, row.account).await?.known;
    let decided = |by| decide(&known, Proved { by, at: now }, now, policy);
    Ok(Some(Explanation {
        by_line: decided(ProvedBy::Line),
        by_own_password: decided(ProvedBy::OwnPassword),
        first_shown_at: known.first_shown_at,
    }))
}

/// More logins than this are no choice any more.
const MOST_OFFERED: usize = 6;

impl App {
    /// What the door is told; nothing where nobody is concerned anyway.
    pub async fn personalise_decision(
        &self,
        session: Option<&Session>,
        now: Timestamp,
    ) -> Result<Option<Decision>, Trouble> {
        let Some(session) = session else { return Ok(None) };
        let is_line = session.methods.contains(&Method::Line);
        let by = if is_line { ProvedBy::Line } else { ProvedBy::OwnPassword };
        self.decision(session.account, Proved { by, at: session.authenticated_at }, now).await
    }

    async fn decision(
        &self,
        account: AccountId,
        proved: Proved,
        now: Timestamp,
    ) -> Result<Option<Decision>, Trouble> {
        let policy = &self.policy().personalise;
        if policy.starts.is_empty() {
            return Ok(None);
        }
        let stored = personalisations::known(self.db(), account).await?;
        Ok(Some(decide(&stored.known, proved, now, policy)))
    }

    /// Which password a right one was, and what it is good for. Asked only once it was right.
    pub(crate) async fn proven_by(
        &self,
        row: &SignInRow,
        typed: Secret,
        now: Timestamp,
    ) -> Result<ProvenBy, Trouble> {
        if row.line.is_none() {
            let weak = self.a_weak_one_counts(row, now).await? && self.is_weak(row.account, typed).await?;
            return Ok(ProvenBy::Own { weak });
        }
        let proved = Proved { by: ProvedBy::Line, at: now };
        let opens = self.decision(row.account, proved, now).await?.is_none_or(|said| said.line_opens());
        Ok(ProvenBy::Line(if opens {
            LineServes::Opening
        } else {
            LineServes::Choosing { by_code: self.a_code_can_go_to(row.account, now).await? }
        }))
    }

    /// Whether another password would be asked for, were this one weak. Of everybody else, it is not even judged (O5, O8).
    async fn a_weak_one_counts(&self, row: &SignInRow, now: Timestamp) -> Result<bool, Trouble> {
        let policy = &self.policy().personalise;
        let origin = row.origin.as_deref().and_then(PasswordOrigin::from_word);
        let Some(origin) = origin.filter(|origin| *origin != PasswordOrigin::Chosen) else {
            return Ok(false);
        };
        if policy.starts.is_empty() {
            return Ok(false);
        }
        let mut known = personalisations::known(self.db(), row.account).await?.known;
        known.own = Some(OwnPassword { origin, weak: true });
        let proved = Proved { by: ProvedBy::OwnPassword, at: now };
        Ok(decide(&known, proved, now, policy).shows().is_some())
    }

    /// X11: judged by today's rules, on a thread of its own because it takes milliseconds.
    async fn is_weak(&self, account: AccountId, typed: Secret) -> Result<bool, Trouble> {
        let (words, policy) = (self.words_about(account).await?, self.policy().password);
        let judge = move || proofs::password::strength::weakness(typed.reveal(), &words, &policy).is_some();
        Ok(tokio::task::spawn_blocking(judge).await.unwrap_or(false))
    }

    /// The journey of somebody signed in. The first showing is noted with it: from then on the days are counted.
    pub(crate) async fn begin_personalise(
        &self,
        visit: Visit,
        session: &Session,
        due: Due,
        caller: &Caller,
    ) -> Result<JourneyId, Trouble> {
        let stored = personalisations::known(self.db(), session.account).await?;
        let who = Who {
            account: session.account,
            by: By::Session { device: session.device, sign_in: session.sign_in },
            reason: match due.why {
                Why::LinePassword => Reason::Line,
                Why::WeakPassword => Reason::Weak,
            },
            last_day: due.last_day,
            before: stored.password_set_at,
        };
        let mut batch = chance::act(caller.now);
        if stored.known.first_shown_at.is_none() {
            personalisations::shown(&mut batch, session.account, caller.now);
            let fact = Fact::PersonalisationShown { days_left: due.days_left };
            self.audit(&mut batch, Some(session.account), &fact, Some(&caller.place()), caller.now);
        }
        self.begin_choice(visit, who, batch, caller).await
    }

    /// The journey of whoever just proved the line of a contract whose holder had chosen before: in this browser, signed in
    /// nowhere.
    pub async fn begin_choice_anew(
        &self,
        visit: Visit,
        account: AccountId,
        caller: &Caller,
    ) -> Result<JourneyId, Trouble> {
        let stored = personalisations::known(self.db(), account).await?;
        let who = Who {
            account,
            by: By::Browser(self.chooser_digest(caller)),
            reason: Reason::Anew,
            last_day: caller.now,
            before: stored.password_set_at,
        };
        self.begin_choice(visit, who, chance::act(caller.now), caller).await
    }

    async fn begin_choice(
        &self,
        visit: Visit,
        who: Who,
        mut batch: Batch,
        caller: &Caller,
    ) -> Result<JourneyId, Trouble> {
        let journey = chance::new_id(JourneyId::new, caller.now);
        let state = journeys::personalise::begin(visit, who);
        rows::insert(&mut batch, &self.row(journey, &state, Some(who.account), 1, caller));
        self.commit(batch).await?;
        Ok(journey)
    }

    /// The browser that proves the line; its binding is never stored in clear.
    pub fn chooser_digest(&self, caller: &Caller) -> [u8; 16] {
        self.vault().digest("personalise/browser", &caller.binding.unwrap_or_default())
    }

    /// What the person may choose without making anything up: what they sign in with, their mailboxes, and those of their
    /// contract that nobody has taken.
    pub async fn offered_logins(&self, account: AccountId) -> Result<Vec<String>, Trouble> {
        Ok(self
            .possible_logins(account)
            .await?
            .into_iter()
            .map(|(text, _)| text)
            .take(MOST_OFFERED)
            .collect())
    }

    /// Each with the mailbox that it is.
    async fn possible_logins(&self, account: AccountId) -> Result<Vec<(String, Option<[u8; 16]>)>, Trouble> {
        let (own, free) = tokio::try_join!(
            mailboxes::of_account(self.db(), account),
            mailboxes::free_of_holder(self.db(), account)
        )?;
        let open = |stored: &mailboxes::StoredMailbox| {
            let owner = stored.contract.bytes();
            self.vault().open_text(Purpose::Mailbox, owner, &stored.address_sealed)
        };
        let mailboxes: Vec<String> = own.iter().chain(&free).filter_map(open).collect();
        let mut offered: Vec<(String, Option<[u8; 16]>)> = Vec::new();
        let mut known = Vec::new();
        for (text, is_mailbox) in mailboxes
            .into_iter()
            .map(|text| (text, true))
            .chain(self.logins(account).await?.into_iter().map(|text| (text, false)))
        {
            let Ok(folded) = Identifier::parse(&text) else { continue };
            let digest = self.vault().identifier_digest(&folded);
            if known.contains(&digest) || self.is_anothers(account, &digest).await? {
                continue;
            }
            known.push(digest);
            let mailbox = is_mailbox.then(|| self.vault().digest("mailbox", folded.as_str().as_bytes()));
            offered.push((text, mailbox));
        }
        Ok(offered)
    }

    /// Somebody else signs in with it, or it is a line's.
    pub(crate) async fn is_anothers(&self, account: AccountId, digest: &[u8; 16]) -> Result<bool, Trouble> {
        let (whose, line) = tokio::try_join!(
            identifiers::by_digest(self.db(), digest),
            line_access::by_login(self.db(), digest)
        )?;
        Ok(whose.is_some_and(|whose| whose.account != account) || line.is_some())
    }

    /// Answers `Question::MayPersonalise`.
    pub(crate) async fn judge_choice(
        &self,
        account: AccountId,
        wish: &Wish,
        password: Secret,
    ) -> Result<(Judged, Pocket), Trouble> {
        let (taken, mailbox) = self.judge_login(account, wish).await?;
        let busy =
            |taken| (Judged { taken, is_the_lines: false, password: NewPassword::Busy }, Pocket::default());
        let Some(is_the_lines) = self.is_the_lines(account, &password).await? else { return Ok(busy(taken)) };
        let (said, pocket) = self.new_password_beside(account, password, &wish.text).await?;
        Ok((Judged { taken, is_the_lines, password: said }, Pocket { mailbox, ..pocket }))
    }

    /// Whether it cannot be had, and the mailbox that it is.
    async fn judge_login(
        &self,
        account: AccountId,
        wish: &Wish,
    ) -> Result<(bool, Option<[u8; 16]>), Trouble> {
        let Ok(folded) = Identifier::parse(&wish.text) else { return Ok((true, None)) };
        let digest = self.vault().identifier_digest(&folded);
        if !wish.offered {
            return Ok((self.is_anothers(account, &digest).await?, None));
        }
        let offered = self.possible_logins(account).await?;
        let same = |text: &str| {
            Identifier::parse(text).is_ok_and(|offered| self.vault().identifier_digest(&offered) == digest)
        };
        let found = offered.into_iter().find(|(text, _)| same(text));
        Ok((found.is_none(), found.and_then(|(_, mailbox)| mailbox)))
    }

    /// Whether this is what a letter says; nothing where every place for hashing is taken.
    async fn is_the_lines(&self, account: AccountId, password: &Secret) -> Result<Option<bool>, Trouble> {
        for line in line_access::of_holder(self.db(), account).await? {
            let owner = line.contract.bytes();
            let text = self.vault().open_text(Purpose::LineHash, owner, &line.hash_sealed);
            let Some(stored) = text.and_then(|text| PasswordHash::parse(&text).ok()) else { continue };
            let Ok(place) = self.hashing().reserve() else { return Ok(None) };
            let job = Job { stored, password: password.clone(), upgrade_salt: chance::bytes() };
            match self.hashing().verify(place, job).await {
                Ok(verified) if verified.right => return Ok(Some(true)),
                Ok(_) => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(Some(false))
    }

    /// Lays what `Write::Personalise` asks for: the guards first.
    pub(crate) fn lay_choice(
        &self,
        account: AccountId,
        login: &str,
        (before, now): (Option<Timestamp>, Timestamp),
        pocket: &Pocket,
        batch: &mut Batch,
    ) {
        let (Some(hash), Ok(folded)) = (&pocket.chosen, Identifier::parse(login)) else { return };
        let sealed = self.vault().seal(Purpose::PasswordHash, account.bytes(), hash.as_bytes());
        passwords::personalise(batch, account, sealed, &scheme_of(hash), (before, now));
        let stored = StoredIdentifier {
            account,
            kind: folded.kind().word().to_owned(),
            value_sealed: self.vault().seal(Purpose::Identifier, account.bytes(), login.trim().as_bytes()),
            added_at: now,
        };
        identifiers::insert(batch, &self.vault().identifier_digest(&folded), &stored);
        if let Some(mailbox) = &pocket.mailbox {
            mailboxes::take(batch, mailbox, account);
        }
        line_access::close(batch, account);
        personalisations::chosen(batch, account, now);
        recoveries::forget(batch, account);
        for counter in &pocket.counters {
            attempts::clear(batch, counter);
        }
    }
}
