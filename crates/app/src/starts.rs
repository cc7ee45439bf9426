//! Accounts that a holder makes for somebody without a mailbox (X19): drawn and laid here, and the one place that judges the
//! code such an account is started with. A try is booked before it is judged (invariant 8); what is stored of a code is keyed.

use domain::account::PersonName;
use domain::household::{Added, Minority};
use domain::throttle::{Admission as Try, admit};
use domain::{
    AccountId, ContractId, DeviceId, Fact, Identifier, Role, Secret, Session, SessionId, SignInId, StartId,
    Timestamp,
};
use journeys::Write;
use journeys::add_person::{Admission, Born, Table, Wish};
use journeys::start::{Opening, Proof, Proven};
use proofs::recovery_code;
use store::accounts::{self, StoredAccount};
use store::attempts;
use store::db::{Batch, CommitError};
use store::identifiers::{self, StoredIdentifier};
use store::memberships::{self, StoredMembership};
use store::minors;
use store::starts::{self, StoredStart, StoredStartCode};

use crate::browser::Caller;
use crate::commit::Draft;
use crate::import::age::comes_of_age;
use crate::judge::Pocket;
use crate::judge::tries::counter;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// More racing guesses than this at one counter are simply told to wait.
const RACES: usize = 8;

/// Somebody who is to be added, as they will be stored.
pub struct AddedPerson {
    account: StoredAccount,
    digest: [u8; 16],
    identifier: StoredIdentifier,
    adult_at: Option<Timestamp>,
}

/// A code that was drawn: for whom it is shown to, and its hash for the store.
pub struct DrawnStart {
    pub code: Secret,
    pub hash: [u8; 32],
}

/// As it is printed: `7K2M-9QX4-0ZTB-R5NH`.
pub fn printed(code: &Secret) -> String {
    recovery_code::grouped(code.reveal()).to_string()
}

impl App {
    /// The contract as it stands for who asks; nothing where it is not theirs.
    pub async fn adding_table(
        &self,
        session: &Session,
        contract: ContractId,
        person: Option<AccountId>,
        now: Timestamp,
    ) -> Result<Option<Table>, Trouble> {
        let people = memberships::of_contract(self.db(), contract).await?;
        let Some(own) = people.iter().find(|one| one.account == session.account) else { return Ok(None) };
        let since = now - self.policy().household.added_within;
        let added = starts::added_since(self.db(), contract, since).await?;
        let of_contract = starts::of_contract(self.db(), contract).await?;
        let person = people
            .iter()
            .filter(|one| Some(one.account) == person && one.role == Role::Member)
            .find_map(|one| {
                let start = of_contract.iter().find(|start| start.account == one.account)?;
                let is_minor = one.is_minor && Minority { adult_at: one.adult_at }.stands(now);
                Some((one.account, Added { started: start.started_at.is_some(), is_minor }))
            });
        Ok(Some(Table { contract, i_hold: own.role == Role::Holder, added, person }))
    }

    /// Answers `Question::MayAddPerson`. A try is booked, so that nobody finds out by it who has which login (NU1).
    pub(crate) async fn admit_person(
        &self,
        (holder, contract): (AccountId, ContractId),
        wish: &Wish,
        caller: &Caller,
    ) -> Result<(Admission, Pocket), Trouble> {
        let nothing = |said| Ok((said, Pocket::default()));
        let contracts = store::contracts::of_account(self.db(), holder).await?;
        let contract = contracts.iter().find(|one| one.id == contract);
        let brand = self.brand(contract.map(|contract| contract.brand.as_str()));
        let adult_at = match wish.is_child {
            Some(true) => {
                let years = self.policy().household.of_age_at;
                match comes_of_age(&day(&wish.born), years, &brand.time_zone, caller.now) {
                    None => return nothing(Admission::NeverBorn),
                    Some(adult_at) if adult_at <= caller.now => return nothing(Admission::OfAge),
                    some => some,
                }
            }
            _ => None,
        };
        let Ok(folded) = Identifier::parse(&wish.login) else { return nothing(Admission::LoginTaken) };
        let key = self.vault().digest("household/login", holder.bytes());
        if let Err(until) = self.book_start(&key, None, None, caller).await? {
            return nothing(Admission::TooSoon { until });
        }
        let digest = self.vault().identifier_digest(&folded);
        let person = chance::new_id(AccountId::new, caller.now);
        if self.is_anothers(person, &digest).await? {
            return nothing(Admission::LoginTaken);
        }
        let Some(locale) = self.account(holder).await?.map(|holder| holder.locale) else {
            return nothing(Admission::LoginTaken);
        };
        let name = PersonName { given: wish.given.trim().to_owned(), family: wish.family.trim().to_owned() };
        let account = StoredAccount {
            id: person,
            brand: brand.id.clone(),
            locale,
            person_sealed: self.vault().seal_json(Purpose::Person, person.bytes(), &name),
            created_at: caller.now,
            disabled_at: None,
        };
        let identifier = StoredIdentifier {
            account: person,
            kind: folded.kind().word().to_owned(),
            value_sealed: self.vault().seal(
                Purpose::Identifier,
                person.bytes(),
                wish.login.trim().as_bytes(),
            ),
            added_at: caller.now,
        };
        let (start, drawn) = self.draw_start(person, caller.now);
        let added = Some(Box::new(AddedPerson { account, digest, identifier, adult_at }));
        let minor = adult_at.is_some();
        let pocket = Pocket { added, counter: Some(key), ..drawn };
        Ok((Admission::Admitted { person, start, minor }, pocket))
    }

    /// Answers `Question::DrawStartCode`.
    pub(crate) fn draw_start(&self, person: AccountId, now: Timestamp) -> (StartId, Pocket) {
        let code = Secret::new(recovery_code::make(chance::bytes()).to_string());
        let hash = self.start_digest(person, code.reveal());
        let pocket = Pocket { start: Some(DrawnStart { code, hash }), ..Pocket::default() };
        (chance::new_id(StartId::new, now), pocket)
    }

    fn start_digest(&self, person: AccountId, code: &str) -> [u8; 32] {
        let bound = [person.bytes().as_slice(), code.as_bytes()].concat();
        self.vault().wide_digest("start/code", &bound)
    }

    /// Answers `Question::IsStartCode`: the same work for an identifier that nobody has, and for somebody whom nobody added (NU1).
    pub(crate) async fn judge_start(
        &self,
        identifier: &Identifier,
        typed: &Secret,
        caller: &Caller,
    ) -> Result<(Proof, Pocket), Trouble> {
        let nothing = |said| Ok((said, Pocket::default()));
        // What cannot be a code is no guess.
        let Some(code) = recovery_code::read(typed.reveal()) else { return nothing(Proof::Wrong) };
        let digest = self.vault().identifier_digest(identifier);
        let whose = identifiers::by_digest(self.db(), &digest).await?.map(|whose| whose.account);
        let asked = whose.unwrap_or_else(|| AccountId::from_bytes(digest));
        let start = starts::of_account(self.db(), asked).await?;
        let network = self.network_counter(None, caller);
        if let Some(until) = self.network_waits(network.as_ref(), caller.now).await? {
            return nothing(Proof::TooSoon { until });
        }
        let key = self.start_counter(whose, identifier, caller);
        let told = start.as_ref().map(|start| start.account);
        if let Err(until) = self.book_start(&key, network.as_ref(), told, caller).await? {
            return nothing(Proof::TooSoon { until });
        }
        let Some(start) = start else { return nothing(Proof::Wrong) };
        let hash = self.start_digest(start.account, &code);
        let waiting = start.code.filter(|waiting| waiting.hash == hash && caller.now < waiting.expires_at);
        match (waiting, self.who_starts(&start, caller.now).await?) {
            (Some(waiting), Some(proven)) => {
                let pocket = Pocket { counter: Some(key), network, ..Pocket::default() };
                Ok((Proof::Right(Box::new(Proven { start: waiting.id, ..proven })), pocket))
            }
            _ => nothing(Proof::Wrong),
        }
    }

    /// Who may start, as the household stands now: nobody who left, whose account is closed, or who came of age with a password.
    async fn who_starts(&self, start: &StoredStart, now: Timestamp) -> Result<Option<Proven>, Trouble> {
        let people = memberships::of_contract(self.db(), start.contract).await?;
        let Some(own) = people.iter().find(|one| one.account == start.account) else { return Ok(None) };
        let is_minor = own.is_minor && Minority { adult_at: own.adult_at }.stands(now);
        let again = start.started_at.is_some();
        let greeting = self.greeting(start.account).await?;
        let greeting = greeting.filter(|greeting| greeting.account.disabled_at.is_none());
        if !(Added { started: again, is_minor }).may_be_given_a_code() {
            return Ok(None);
        }
        Ok(greeting.map(|greeting| Proven {
            account: start.account,
            start: StartId::from_bytes([0; 16]),
            login: greeting.logins.into_iter().next().unwrap_or_default(),
            given_name: greeting.account.name.given,
            again,
            contract: start.contract,
            holder: people.iter().find(|one| one.role == Role::Holder).map(|one| one.account),
        }))
    }

    /// The ids of a session to come, and whether a second factor comes first.
    pub(crate) async fn start_opening(
        &self,
        account: AccountId,
        caller: &Caller,
    ) -> Result<Opening, Trouble> {
        let known = match caller.device_of(account) {
            Some(device) => store::devices::by_id(self.db(), device).await?,
            None => None,
        };
        let known = known.filter(|device| device.account == account).map(|device| device.id);
        Ok(Opening {
            session: chance::new_id(SessionId::new, caller.now),
            sign_in: chance::new_id(SignInId::new, caller.now),
            device: known.unwrap_or_else(|| chance::new_id(DeviceId::new, caller.now)),
            new_device: known.is_none(),
            holds_factor: !self.held(account).await?.is_empty(),
        })
    }

    /// Counted by account and network, so that a stranger elsewhere keeps nobody from starting (decision 7); 256 networks at
    /// most for each account, and a fixed number for logins that nobody has (RL3).
    fn start_counter(&self, whose: Option<AccountId>, identifier: &Identifier, caller: &Caller) -> [u8; 16] {
        let [network, ..] = self.vault().digest("start/network", caller.network.as_bytes());
        if let Some(account) = whose {
            let bound = [account.bytes().as_slice(), &[network]].concat();
            return self.vault().digest("start/account", &bound);
        }
        let bound = [identifier.as_str().as_bytes(), &[0, network]].concat();
        self.vault().bucket_of("start/nobody", &bound)
    }

    /// Books a try in a commit of its own; `told` has it in their lane.
    async fn book_start(
        &self,
        key: &[u8; 16],
        network: Option<&[u8; 16]>,
        told: Option<AccountId>,
        caller: &Caller,
    ) -> Result<Result<(), Timestamp>, Trouble> {
        let (now, policy) = (caller.now, &self.policy().throttle);
        for _ in 0..RACES {
            let before = attempts::counter(self.db(), key).await?;
            let failures = match admit(counter(before), policy.free_tries, now, policy) {
                Try::Admitted { failures } => failures,
                Try::Wait { until } => return Ok(Err(until)),
            };
            let mut batch = chance::act(now);
            attempts::book(&mut batch, key, before, failures, now);
            self.book_network(&mut batch, network, now);
            if told.is_some() {
                self.audit(&mut batch, told, &Fact::StartCodeTried, Some(&caller.place()), now);
            }
            match self.db().commit(batch).await {
                Ok(()) => return Ok(Ok(())),
                Err(CommitError::Lost(_)) => {}
                Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
            }
        }
        Ok(Err(now + policy.first_delay))
    }

    /// Lays what is written about accounts that a holder makes. Whoever held the contract a moment ago must hold it still.
    pub(crate) fn lay_start(&self, write: &Write, pocket: &Pocket, caller: &Caller, draft: &mut Draft) {
        let now = caller.now;
        let batch = &mut draft.batch;
        let code = |id: StartId, until: Timestamp| {
            pocket.start.as_ref().map(|drawn| StoredStartCode { id, hash: drawn.hash, expires_at: until })
        };
        match *write {
            Write::AddPerson { account, contract, person, start, until } => {
                let Some(added) = &pocket.added else { return };
                memberships::hold(batch, account, contract, Role::Holder);
                self.lay_added(added, contract, now, batch);
                let row = StoredStart {
                    account: person,
                    contract,
                    added_by: account,
                    added_at: now,
                    code: code(start, until),
                    started_at: None,
                };
                let policy = &self.policy().household;
                starts::add(batch, &row, (policy.most_added, now - policy.added_within));
                if let Some(counter) = &pocket.counter {
                    attempts::clear(batch, counter);
                }
                self.audit(batch, Some(person), &Fact::AddedByHolder { contract }, None, now);
            }
            Write::IssueStart { account, contract, person, start, until } => {
                let Some(code) = code(start, until) else { return };
                memberships::hold(batch, account, contract, Role::Holder);
                memberships::hold(batch, person, contract, Role::Member);
                starts::issue(batch, (person, contract), &code, now);
                self.audit(batch, Some(person), &Fact::StartCodeIssued { contract, person }, None, now);
            }
            Write::TakeBackStart { account, contract, person } => {
                memberships::hold(batch, account, contract, Role::Holder);
                starts::take_back(batch, person, contract);
                self.audit(batch, Some(person), &Fact::StartCodeTakenBack { contract, person }, None, now);
            }
            Write::SpendStart { account, start } => starts::spend(batch, account, start, now),
            _ => {}
        }
    }

    fn lay_added(&self, added: &AddedPerson, contract: ContractId, now: Timestamp, batch: &mut Batch) {
        let person = added.account.id;
        // Of no import: nobody else's origin can be this one's.
        accounts::insert(batch, &added.account, &self.vault().digest("origin/added", person.bytes()));
        identifiers::insert(batch, &added.digest, &added.identifier);
        let membership = StoredMembership {
            account: person,
            contract,
            role: Role::Member.word().to_owned(),
            since: now,
            ended_at: None,
            changed_at: None,
        };
        memberships::put(batch, &membership);
        if added.adult_at.is_some() {
            minors::put(batch, person, added.adult_at, now);
        }
    }
}

/// `2012-03-14`, of whatever was typed: what is no day is found out by whoever reads it.
fn day(born: &Born) -> String {
    format!("{:0>4}-{:0>2}-{:0>2}", born.year.trim(), born.month.trim(), born.day.trim())
}
