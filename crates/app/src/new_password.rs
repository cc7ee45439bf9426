//! Passwords that people choose: judged against the words of the house and of the person, hashed behind a permit. The
//! hash waits in the pocket until the turn is committed.

use domain::{AccountId, Secret};
use journeys::NewPassword;
use proofs::password::PasswordHash;
use proofs::password::strength::Context;

use crate::browser::Caller;
use crate::hashing::{Full, Job, Made, NewJob, Place};
use crate::judge::Pocket;
use crate::judge::tries::Booking;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// Answers `Question::MayBePassword`.
    pub(crate) async fn new_password(
        &self,
        account: AccountId,
        password: Secret,
    ) -> Result<(NewPassword, Pocket), Trouble> {
        let Ok(place) = self.hashing().reserve() else { return Ok(nothing(NewPassword::Busy)) };
        let made = self.make_password(password, self.words_about(account).await?, place).await;
        self.said(account, made).await
    }

    /// The same beside a login that is chosen with it: little more than that login is no password (PW3).
    pub(crate) async fn new_password_beside(
        &self,
        account: AccountId,
        password: Secret,
        login: &str,
    ) -> Result<(NewPassword, Pocket), Trouble> {
        let Ok(place) = self.hashing().reserve() else { return Ok(nothing(NewPassword::Busy)) };
        let mut words = self.words_about(account).await?;
        words.person.push(login.to_owned());
        let made = self.make_password(password, words, place).await;
        self.said(account, made).await
    }

    /// Answers `Question::MayChangePassword`. A weak one is told before a try is booked at the current one.
    pub(crate) async fn changed_password(
        &self,
        account: AccountId,
        current: Secret,
        password: Secret,
        caller: &Caller,
    ) -> Result<(NewPassword, Pocket), Trouble> {
        let (Ok(first), Ok(second)) = (self.hashing().reserve(), self.hashing().reserve()) else {
            return Ok(nothing(NewPassword::Busy));
        };
        let made = self.make_password(password, self.words_about(account).await?, first).await;
        if !matches!(made, Ok(Ok(_))) {
            return self.said(account, made).await;
        }
        let device = caller.device_of(account);
        let key = device.map_or_else(|| self.account_counter(account), |device| self.device_counter(device));
        match self.book_try_at(key, Some(account), device.is_some(), caller).await? {
            Booking::Wait(until) => Ok(nothing(NewPassword::TooSoon { until })),
            Booking::Booked(_) => match self.current(account, current, second).await? {
                None => Ok(nothing(NewPassword::WrongCurrent)),
                verified => {
                    let (said, pocket) = self.said(account, made).await?;
                    Ok((said, Pocket { verified, ..pocket }))
                }
            },
        }
    }

    /// Four words drawn by lot, for whoever has no idea.
    pub fn password_idea(&self) -> String {
        proofs::password::strength::propose(chance::bytes())
    }

    async fn make_password(&self, password: Secret, context: Context, place: Place) -> Result<Made, Full> {
        let (policy, salt) = (self.policy().password, chance::bytes());
        self.hashing().make(place, NewJob { password, context, policy, salt }).await
    }

    async fn said(
        &self,
        account: AccountId,
        made: Result<Made, Full>,
    ) -> Result<(NewPassword, Pocket), Trouble> {
        match made {
            Err(Full) => Ok(nothing(NewPassword::Busy)),
            Ok(Err(weakness)) => Ok(nothing(NewPassword::Weak(weakness))),
            Ok(Ok(hash)) => {
                let counters = self.counters_of(account).await?;
                Ok((NewPassword::Good, Pocket { chosen: Some(hash), counters, ..Pocket::default() }))
            }
        }
    }

    /// The stored hash that this password verifies, as it is stored; `None` where it is not the account's password.
    async fn current(
        &self,
        account: AccountId,
        current: Secret,
        place: Place,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(stored) = store::passwords::of_account(self.db(), account).await? else { return Ok(None) };
        let text = self.vault().open_text(Purpose::PasswordHash, account.bytes(), &stored.hash_sealed);
        let Some(hash) = text.and_then(|text| PasswordHash::parse(&text).ok()) else { return Ok(None) };
        let job = Job { stored: hash, password: current, upgrade_salt: chance::bytes() };
        let right = self.hashing().verify(place, job).await.is_ok_and(|verified| verified.right);
        Ok(right.then_some(stored.hash_sealed))
    }

    /// Everything that counts tries at this account: a new password begins anew.
    async fn counters_of(&self, account: AccountId) -> Result<Vec<[u8; 16]>, Trouble> {
        let devices = store::devices::of_account(self.db(), account).await?;
        let devices = devices.iter().map(|device| self.device_counter(device.id));
        Ok([self.account_counter(account), self.code_counter(account)].into_iter().chain(devices).collect())
    }

    /// PW3: the company's words and the person's own.
    pub(crate) async fn words_about(&self, id: AccountId) -> Result<Context, Trouble> {
        let Some(account) = self.account(id).await? else { return Ok(Context::default()) };
        let brand = self.brand(Some(&account.brand));
        let mut company = vec![brand.id.clone(), brand.name.clone()];
        company.extend(domain::Locale::ALL.map(|locale| brand.service_name.get(locale).to_owned()));
        let mut person = vec![account.name.given, account.name.family];
        person.extend(self.logins(id).await?);
        person.extend(self.mail_addresses(id).await?);
        Ok(Context { company, person })
    }
}

fn nothing(said: NewPassword) -> (NewPassword, Pocket) {
    (said, Pocket::default())
}
