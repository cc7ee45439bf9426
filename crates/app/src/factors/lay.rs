//! Lays what journeys want written about second factors into the Batch of their turn.

use domain::vap::PhoneState;
use domain::{AccountId, AuthenticatorId, Factor, JourneyId};
use journeys::{State, Write};
use store::authenticators::{self, StoredAuthenticator};
use store::sessions::{self, Raised};
use store::{attempts, devices, enrolments, factor_standings, passwords, phones, vap_challenges};

use crate::browser::{Caller, CookieChange};
use crate::commit::Draft;
use crate::factors::sending::lay_sim_change;
use crate::judge::Pocket;
use crate::vap::codes::{end_phone, end_phone_if_there};
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    pub(crate) fn lay_factor(&self, write: &Write, pocket: &Pocket, caller: &Caller, draft: &mut Draft) {
        let (now, batch) = (caller.now, &mut draft.batch);
        match write {
            Write::AwaitFactor { account, journey, state } => {
                self.await_factor((*account, *journey), state, pocket, caller, draft);
            }
            Write::AcceptFactor { account, authenticator } if pocket.passkey.is_some() => {
                self.accept_passkey((*account, *authenticator), pocket, now, batch);
            }
            Write::AcceptFactor { .. } if pocket.approval.is_some() => {
                self.take(batch, pocket, caller);
            }
            Write::AcceptFactor { account, authenticator } => {
                if let Some(used) = &pocket.used {
                    Self::lay_used(batch, (*account, *authenticator), used, now);
                } else {
                    let counter = pocket.accepted.unwrap_or(i64::MIN);
                    authenticators::accept(batch, *account, *authenticator, counter, now);
                }
                for key in &pocket.counters {
                    attempts::clear(batch, key);
                }
            }
            Write::RaiseSession { account, session, sign_in, device, methods } => {
                let words: Vec<&str> = methods.iter().map(|method| method.word()).collect();
                devices::prove(batch, *account, *device, &words.join(" "), now);
                let (account, sign_in, session) = (*account, *sign_in, *session);
                let raised = Raised { account, sign_in, session, methods: methods.clone() };
                let token = chance::token();
                let from = caller.session.as_ref().map(crate::browser::Token::hash).unwrap_or_default();
                sessions::raise(batch, &from, &token.hash(), &raised, now);
                if let Some(by) = draft.proven {
                    sessions::proved(batch, &token.hash(), account, by);
                }
                draft.cookies.push(CookieChange::Session(token.text().to_string()));
            }
            Write::SendCode { account } => self.lay_code(*account, pocket, now, batch),
            Write::NoteSimChange { account, told } => lay_sim_change(*account, *told, pocket, now, batch),
            Write::NoteEnrolmentAsked { account } => factor_standings::asked(batch, *account, now),
            Write::PostponeEnrolment { account } => factor_standings::postponed(batch, *account, now),
            Write::ShowSecret { .. } => {
                if let Some(drawn) = &pocket.enrolment {
                    enrolments::put(batch, drawn);
                }
                if let Some(drawn) = &pocket.offer {
                    self.lay_offer(batch, drawn, caller);
                }
            }
            Write::NamePasskeyUser { account } => {
                store::passkeys::name(batch, *account, chance::bytes());
            }
            Write::AddAuthenticator { account, authenticator, kind: Factor::Passkey } => {
                self.add_passkey((*account, *authenticator), pocket, caller, batch);
            }
            Write::AddAuthenticator { account, authenticator, kind } => {
                self.add_authenticator((*account, *authenticator), *kind, pocket, caller, draft);
            }
            Write::RenameAuthenticator { account, authenticator, name } => {
                authenticators::rename(
                    batch,
                    *account,
                    *authenticator,
                    self.seal_label(*authenticator, name),
                );
            }
            Write::BlockAuthenticator { account, authenticator } => {
                authenticators::block(batch, *account, *authenticator, now);
            }
            Write::EndToldMethod { account, method, is_phone: false } => {
                authenticators::end_if_there(batch, *account, *method, now);
            }
            Write::EndAuthenticator { account, authenticator } => {
                authenticators::end(batch, *account, *authenticator, now);
            }
            other => self.lay_phone(other, pocket, caller, batch),
        }
    }

    fn lay_phone(&self, write: &Write, pocket: &Pocket, caller: &Caller, batch: &mut store::Batch) {
        let now = caller.now;
        match write {
            Write::AskPhone { account } => match &pocket.question {
                Some(drawn) => self.lay_question(batch, drawn, caller),
                // For nobody, an act that touches no row: the same number of commits (NU1).
                None => vap_challenges::supersede(batch, *account, "", now),
            },
            Write::HoldPhone { account, phone } => phones::hold(batch, *account, *phone),
            Write::EndPhone { account, phone } => {
                end_phone(batch, *account, *phone, now);
                vap_challenges::end_of_phone(batch, *account, *phone, now);
            }
            Write::SuspendPhone { account, phone } => {
                phones::shift(batch, (*account, *phone), (PhoneState::Active, PhoneState::Suspended), now);
                vap_challenges::end_of_phone(batch, *account, *phone, now);
            }
            Write::ResumePhone { account, phone } => {
                phones::shift(batch, (*account, *phone), (PhoneState::Suspended, PhoneState::Active), now);
            }
            Write::LoseAuthenticator { account, authenticator } => {
                authenticators::lose(batch, *account, *authenticator, now);
            }
            Write::FindAuthenticator { account, authenticator } => {
                authenticators::find(batch, *account, *authenticator);
            }
            Write::NoteLoss { .. } => {
                if let Some(loss) = &pocket.loss {
                    loss.book(batch, now);
                }
            }
            Write::EndToldMethod { account, method, is_phone: true } => {
                end_phone_if_there(batch, *account, *method, now);
                vap_challenges::end_of_phone(batch, *account, *method, now);
            }
            Write::RenamePhone { account, phone, name } => {
                phones::rename(batch, *account, *phone, &self.seal_label(*phone, name));
            }
            _ => {}
        }
    }

    /// The first real factor: browsers that showed a code by mail show this one before they are trusted again (decision 6).
    pub(crate) async fn forget_weaker_proofs(
        &self,
        write: &Write,
        batch: &mut store::Batch,
    ) -> Result<(), Trouble> {
        let Write::AddAuthenticator { account, kind, .. } = write else { return Ok(()) };
        let stored = authenticators::of_account(self.db(), *account).await?;
        let protects = |word: &str| Factor::from_word(word).is_some_and(Factor::is_second_factor);
        if kind.is_second_factor() && !stored.iter().any(|one| protects(&one.kind)) {
            devices::forget_factors(batch, *account);
        }
        Ok(())
    }

    /// The row is there only while the password that was proven stands (EL7).
    fn await_factor(
        &self,
        (account, journey): (AccountId, JourneyId),
        state: &State,
        pocket: &Pocket,
        caller: &Caller,
        draft: &mut Draft,
    ) {
        if let Some(verified) = &pocket.verified {
            passwords::hold(&mut draft.batch, account, verified);
        }
        let row = self.row(journey, state, Some(account), 1, caller);
        store::journeys::insert(&mut draft.batch, &row);
    }

    /// Spent and stored in one: of twenty who confirm, one adds it, and the code that proved it never serves again (TO1).
    fn add_authenticator(
        &self,
        (account, id): (AccountId, AuthenticatorId),
        kind: Factor,
        pocket: &Pocket,
        caller: &Caller,
        draft: &mut Draft,
    ) {
        let (Some(enrolment), Some(counter)) = (&pocket.enrolment, pocket.accepted) else { return };
        let secret = self.vault().open(Purpose::Enrolment, enrolment.id.bytes(), &enrolment.secret_sealed);
        // Of a code that was sent, the address is kept and not the code.
        let first = self.first_code(enrolment).filter(|_| kind.is_sent());
        if let Some(first) = &first {
            Self::count_first(&mut draft.batch, first, caller.now);
        }
        let secret = first.map(|first| first.to.into_bytes()).or(secret);
        enrolments::spend(&mut draft.batch, enrolment, caller.now);
        let row = StoredAuthenticator {
            account,
            id,
            kind: kind.word().to_owned(),
            label_sealed: self.seal_label(id, ""),
            secret_sealed: self.vault().seal(Purpose::Authenticator, id.bytes(), &secret.unwrap_or_default()),
            handle_digest: None,
            counter,
            failures: 0,
            created_at: caller.now,
            last_used_at: Some(caller.now),
            blocked_at: None,
            lost_at: None,
        };
        authenticators::insert(&mut draft.batch, &row);
    }

    pub(crate) fn seal_label(&self, id: AuthenticatorId, name: &str) -> Vec<u8> {
        self.vault().seal(Purpose::AuthenticatorLabel, id.bytes(), name.as_bytes())
    }
}
