//! Turns what a journey wants written into one Batch: state, writes, facts, outbox and session together (invariant 6).

use domain::message::Message;
use domain::{AccountId, AuthenticatorId, Session, Timestamp};
use journeys::{Turn, Write};
use store::db::Batch;
use store::devices::{self, StoredDevice};
use store::{
    alarms, attempts, consents, line_access, opened_clients, passwords, personalisations, recoveries,
    recovery_codes, sessions, tokens,
};

use crate::browser::{Caller, CookieChange};
use crate::judge::Pocket;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// A Batch in the making, with what the browser will be told once it is durable.
pub struct Draft {
    pub batch: Batch,
    pub cookies: Vec<CookieChange>,
    pub account: Option<AccountId>,
    /// The factor that this turn saw proven.
    pub proven: Option<AuthenticatorId>,
}

impl App {
    /// Commits, where no loss is part of the plan.
    pub(crate) async fn commit(&self, batch: Batch) -> Result<(), Trouble> {
        Ok(self.db().commit(batch).await?)
    }

    /// Reads what the messages need, then lays everything into one Batch.
    pub(crate) async fn draft(
        &self,
        turn: &Turn,
        pocket: &Pocket,
        caller: &Caller,
    ) -> Result<Draft, Trouble> {
        let now = caller.now;
        let mut draft = Draft {
            batch: crate::chance::act(now),
            cookies: Vec::new(),
            account: account_of(turn),
            proven: turn.writes.iter().find_map(|write| match write {
                Write::AcceptFactor { authenticator, .. } => Some(*authenticator),
                _ => None,
            }),
        };
        let mut messages = Vec::new();
        for write in &turn.writes {
            messages.extend(self.logout_messages(write).await?);
            messages.extend(self.number_messages(write, pocket).await?);
            self.forget_weaker_proofs(write, &mut draft.batch).await?;
        }
        for notice in &turn.notices {
            messages.extend(self.notice(notice, caller, &mut draft.batch).await?);
        }
        for write in &turn.writes {
            self.lay(write, pocket, caller, &mut draft);
        }
        for fact in &turn.facts {
            self.audit(&mut draft.batch, draft.account, fact, Some(&caller.place()), now);
        }
        forget_told(&mut draft.batch, &messages);
        self.put_messages(&mut draft.batch, draft.account, messages, now);
        Ok(draft)
    }

    fn lay(&self, write: &Write, pocket: &Pocket, caller: &Caller, draft: &mut Draft) {
        let now = caller.now;
        let batch = &mut draft.batch;
        match write {
            Write::StartSession { .. } => self.start_session(write, pocket, caller, draft),
            Write::RememberPerson { account, device, identifier, given_name } => {
                let known = identifier.clone().map(|typed| (typed, given_name.clone()));
                self.remember_person(*account, *device, known, caller, draft);
            }
            Write::ForgetPerson { account, device } => self.forget_person(*account, *device, caller, draft),
            Write::ClearAttempts { .. } => {
                if let Some(counter) = &pocket.counter {
                    attempts::clear(batch, counter);
                }
                self.give_back(batch, pocket.network.as_ref());
            }
            Write::UpgradePassword { account } => self.upgrade_password(*account, pocket, now, batch),
            Write::GiveConsent { account, client, scopes } => {
                consents::put(batch, *account, client, &scopes.join(" "), now);
            }
            Write::EndSignIn { account, device, sign_in } => {
                tokens::revoke_of_sign_in(batch, *sign_in, now);
                sessions::end_sign_in(batch, *sign_in, *account, now);
                devices::end(batch, *account, *device, now);
                draft.cookies.extend([CookieChange::EndSession, CookieChange::EndKept(*device)]);
            }
            Write::EndDevice { account, device } => {
                // Its row first: a renewal that holds it is waited for, and then its session is seen and ended too.
                devices::forget(batch, *account, *device);
                crate::sessions::end_device_sessions(batch, *account, *device, now);
            }
            Write::EndEverything { account, device } => {
                tokens::revoke_of_account(batch, *account, now);
                sessions::end_account(batch, *account, now);
                devices::end(batch, *account, *device, now);
                devices::forget_others(batch, *account, *device);
                draft.cookies.extend([CookieChange::EndSession, CookieChange::EndKept(*device)]);
            }
            Write::SendRecovery { visit, accounts } => {
                self.send_recovery(visit, accounts, pocket, caller, batch);
            }
            Write::ClaimRecovery { account, recovery } => {
                self.claim_recovery(*account, *recovery, pocket, caller, batch);
            }
            Write::SpendRecovery { account, recovery } => {
                recoveries::spend(batch, *account, *recovery, &self.browser_digest(caller), now);
            }
            Write::ChoosePassword { account } => self.choose_password(*account, pocket, now, batch),
            Write::NoteWeakPassword { account } => personalisations::weak(batch, *account, now),
            Write::PostponePersonalisation { account, until } => {
                personalisations::postponed(batch, *account, now, *until);
            }
            Write::Personalise { account, login, before } => {
                self.lay_choice(*account, login, (*before, now), pocket, batch);
            }
            // Devices first: a renewal that holds its row is waited for, and then its session is seen and ended too.
            Write::EndOthers { account, here: None } => {
                devices::end_all(batch, *account, now);
                sessions::end_account(batch, *account, now);
                tokens::revoke_of_account(batch, *account, now);
                // Decision 5: a password chosen by mail takes the place of no factor.
                devices::forget_factors(batch, *account);
            }
            Write::PressAlarm { account, alarm } => alarms::press(batch, *account, *alarm, now),
            Write::EndOthers { account, here: Some(here) } => {
                devices::end_others(batch, *account, here.device, now);
                sessions::end_others(batch, *account, here.sign_in, now);
                tokens::revoke_of_others(batch, *account, here.sign_in, now);
            }
            // Each lays its own, and passes over the rest.
            other => {
                self.lay_recourse(other, pocket, caller, batch);
                self.lay_name(other, batch);
                self.lay_household(other, caller, draft);
                self.lay_start(other, pocket, caller, draft);
                self.lay_factor(other, pocket, caller, draft);
            }
        }
    }

    /// The hash that was made of a right password, in the place of the one it was right for.
    fn upgrade_password(&self, account: AccountId, pocket: &Pocket, now: Timestamp, batch: &mut Batch) {
        let Some((scheme, hash)) = &pocket.upgraded else { return };
        match pocket.line {
            None => {
                let sealed = self.vault().seal(Purpose::PasswordHash, account.bytes(), hash.as_bytes());
                passwords::upgrade(batch, account, scheme, sealed, &scheme_of(hash), now);
            }
            Some(contract) => {
                let sealed = self.vault().seal(Purpose::LineHash, contract.bytes(), hash.as_bytes());
                line_access::upgrade(batch, contract, scheme, sealed, &scheme_of(hash), now);
            }
        }
    }

    /// The hash that was made, its counters cleared, and every outstanding message dead (EL5).
    fn choose_password(&self, account: AccountId, pocket: &Pocket, now: Timestamp, batch: &mut Batch) {
        if let Some(hash) = &pocket.chosen {
            let sealed = self.vault().seal(Purpose::PasswordHash, account.bytes(), hash.as_bytes());
            let scheme = scheme_of(hash);
            match &pocket.verified {
                Some(before) => passwords::replace(batch, account, before, sealed, &scheme, now),
                None => passwords::choose(batch, account, sealed, &scheme, now),
            }
        }
        recoveries::forget(batch, account);
        recovery_codes::chose(batch, account, None);
        // Whoever proved the old password and has yet to prove a factor starts over, and sees no secret (EL7).
        store::journeys::end_kind(batch, account, "second_factor");
        store::enrolments::forget(batch, account);
        store::sent_codes::forget(batch, account);
        store::authenticators::unblock(batch, account);
        for counter in &pocket.counters {
            attempts::clear(batch, counter);
        }
    }

    /// A new id at every authentication, the old one dead (SE1).
    fn start_session(&self, write: &Write, pocket: &Pocket, caller: &Caller, draft: &mut Draft) {
        let Write::StartSession { account, session, sign_in, device, methods, kept_until, .. } = write else {
            return;
        };
        let now = caller.now;
        match (&pocket.verified, pocket.line) {
            (_, Some(contract)) => line_access::hold(&mut draft.batch, contract, *account),
            (Some(verified), None) => passwords::hold(&mut draft.batch, *account, verified),
            (None, None) => {}
        }
        // Whoever signs in here needs no message that was asked for here (EL5).
        recoveries::forget_of_browser(&mut draft.batch, *account, &self.browser_digest(caller));
        if let Some(old) = &caller.session {
            sessions::end_token(&mut draft.batch, &old.hash(), now);
        }
        let verifier = kept_until.map(|until| (chance::token(), until));
        let words: Vec<&str> = methods.iter().map(|method| method.word()).collect();
        let row = StoredDevice {
            id: *device,
            account: *account,
            label_sealed: self.vault().seal(Purpose::DeviceLabel, device.bytes(), caller.label.as_bytes()),
            first_seen_at: now,
            last_seen_at: now,
            authenticated_at: now,
            sign_in: *sign_in,
            methods: words.join(" "),
            kept_until: *kept_until,
            verifier_hash: verifier.as_ref().map(|(token, _)| token.hash()),
            previous_hash: None,
            rotated_at: None,
            ended_at: None,
            name_sealed: None,
            factor_at: methods.iter().any(|method| method.is_second_step()).then_some(now),
        };
        devices::start(&mut draft.batch, &row);
        let token = chance::token();
        let session = Session {
            id: *session,
            account: *account,
            device: *device,
            sign_in: *sign_in,
            started_at: now,
            authenticated_at: now,
            last_seen_at: now,
            ends_at: now + self.policy().session.absolute,
            methods: methods.clone(),
        };
        sessions::start(&mut draft.batch, &token.hash(), &session);
        if let Some(by) = draft.proven {
            sessions::proved(&mut draft.batch, &token.hash(), *account, by);
        }
        draft.cookies.push(CookieChange::Session(token.text().to_string()));
        draft.cookies.push(match verifier {
            Some((verifier, until)) => {
                CookieChange::Kept { device: *device, value: verifier.text().to_string(), until }
            }
            // Their own series, which was not wanted again; nobody else's (SE9).
            None => CookieChange::EndKept(*device),
        });
    }
}

/// Portals whose logout is in the outbox are not told a second time.
pub(crate) fn forget_told(batch: &mut Batch, messages: &[Message]) {
    for message in messages {
        if let Message::BackchannelLogout { sign_in, .. } = message {
            opened_clients::forget_sign_in(batch, *sign_in);
        }
    }
}

/// The scheme of a hash that we just made.
pub(crate) fn scheme_of(hash: &str) -> String {
    proofs::password::PasswordHash::parse(hash).map_or_else(|_| String::new(), |hash| hash.scheme_label())
}

/// Whose act this is: every write of a turn is about one account.
fn account_of(turn: &Turn) -> Option<AccountId> {
    turn.writes.first().and_then(Write::account)
}
