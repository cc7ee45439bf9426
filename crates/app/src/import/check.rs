//! Judges a record by itself: every field understood and bounded, nothing said twice, every reference answered.
//! Asks nothing of the store, so it can run beside the writer.

use std::collections::HashSet;

use domain::Brand;
use domain::contract::{ContractKind, Role};

use super::checked::{
    Checked, CheckedAccess, CheckedContract, CheckedMailbox, CheckedPerson, Digest, Findable,
};
use super::person::password;
use super::reason::{Flaw, Reason};
use super::record::{LineAccessRecord, MailboxRecord, PersonRecord, Record};
use super::{Import, words};
use crate::vault::Vault;

/// The most people, lines or mailboxes of one contract; what reads of a contract are bounded to as well.
const MOST: usize = 100;

impl Import {
    /// The record with every value folded and found, or the first thing that is wrong with it.
    pub fn check(&self, record: &Record) -> Result<Checked, Reason> {
        let source = words::source(record.source.as_deref().unwrap_or(&self.source))
            .map_err(|flaw| flaw.at("source"))?;
        bounded(record.lines.len(), "lines")?;
        bounded(record.mailboxes.len(), "mailboxes")?;
        bounded(record.people.len(), "people")?;
        let zone = &self.brand(record.brand.as_deref())?.time_zone;
        let people = self.people(source, zone, &record.people)?;
        Ok(Checked {
            contract: self.contract(source, record)?,
            lines: self.lines(record)?,
            access: self.access(record.line_access.as_ref(), &people)?,
            mailboxes: self.mailboxes(&record.mailboxes, &record.people)?,
            people,
        })
    }

    fn contract(&self, source: &str, record: &Record) -> Result<CheckedContract, Reason> {
        let reference = words::text(&record.reference).map_err(|flaw| flaw.at("ref"))?;
        let segment = words::optional(record.segment.as_deref()).map_err(|flaw| flaw.at("segment"))?;
        let since =
            words::optional(record.since.as_deref()).and_then(|said| said.map(words::since).transpose());
        Ok(CheckedContract {
            origin: origin(self.vault(), "origin/contract", source, reference),
            source: source.to_owned(),
            reference: reference.to_owned(),
            brand: self.brand(record.brand.as_deref())?.id.clone(),
            kind: kind(&record.kind).map_err(|flaw| flaw.at("kind"))?,
            segment: segment.map(str::to_owned),
            since: since.map_err(|flaw| flaw.at("since"))?,
        })
    }

    /// The one that is named, or the installation's first.
    fn brand(&self, said: Option<&str>) -> Result<&Brand, Reason> {
        let wanted = words::optional(said).map_err(|flaw| flaw.at("brand"))?;
        let brands = self.app.brands();
        let found = match wanted {
            Some(id) => brands.iter().find(|brand| brand.id == id),
            None => brands.first(),
        };
        found.ok_or_else(|| Flaw::UnknownBrand.at("brand"))
    }

    fn lines(&self, record: &Record) -> Result<Vec<Findable>, Reason> {
        let mut seen = HashSet::new();
        let line = |(index, said): (usize, &str)| {
            let number = words::identifier(said).map_err(|flaw| flaw.among("lines", index))?;
            let digest = self.vault().digest("line", number.as_str().as_bytes());
            once(&mut seen, digest, "lines", index)?;
            Ok(Findable { digest, text: said.trim().to_owned() })
        };
        record.lines.iter().map(|line| line.number.as_str()).enumerate().map(line).collect()
    }

    /// The login of the letter is nobody's own: it stands for whoever is the holder.
    fn access(
        &self,
        said: Option<&LineAccessRecord>,
        people: &[CheckedPerson],
    ) -> Result<Option<CheckedAccess>, Reason> {
        let Some(said) = said else { return Ok(None) };
        let folded = words::identifier(&said.login).map_err(|flaw| flaw.at("line_access"))?;
        let digest = self.vault().identifier_digest(&folded);
        let own = people.iter().flat_map(|person| &person.identifiers);
        if own.into_iter().any(|own| own.value.digest == digest) {
            return Err(Flaw::Repeated.at("line_access"));
        }
        let password = password(&said.password.hash).map_err(|reason| reason.flaw.at("line_access"))?;
        let both = format!("{}\0{}", folded.as_str(), password.hash);
        let login = Findable { digest, text: said.login.trim().to_owned() };
        Ok(Some(CheckedAccess { login, password, said: self.vault().digest("line access", both.as_bytes()) }))
    }

    fn mailboxes(
        &self,
        said: &[MailboxRecord],
        people: &[PersonRecord],
    ) -> Result<Vec<CheckedMailbox>, Reason> {
        let mut seen = HashSet::new();
        let mailbox = |(index, said): (usize, &MailboxRecord)| {
            let at = |flaw: Flaw| flaw.among("mailboxes", index);
            let address = words::mail(&said.address).map_err(at)?;
            let digest = self.vault().digest("mailbox", address.as_str().as_bytes());
            once(&mut seen, digest, "mailboxes", index)?;
            let owner = words::optional(said.owner.as_deref()).map_err(at)?;
            let owner = owner.map(|reference| {
                let whose = people.iter().position(|person| person.reference.trim() == reference);
                whose.ok_or_else(|| at(Flaw::NobodyHere))
            });
            let address = Findable { digest, text: said.address.trim().to_owned() };
            Ok(CheckedMailbox { address, owner: owner.transpose()? })
        };
        said.iter().enumerate().map(mailbox).collect()
    }

    fn people(&self, source: &str, zone: &str, said: &[PersonRecord]) -> Result<Vec<CheckedPerson>, Reason> {
        let mut seen = HashSet::new();
        let mut people = Vec::with_capacity(said.len());
        for (index, person) in said.iter().enumerate() {
            let person = self.person(source, zone, person).map_err(|reason| reason.of_person(index))?;
            if !seen.insert(person.origin) {
                return Err(Flaw::Repeated.at("ref").of_person(index));
            }
            people.push(person);
        }
        among_themselves(&people)?;
        Ok(people)
    }
}

/// What the people of one line may not have in common.
fn among_themselves(people: &[CheckedPerson]) -> Result<(), Reason> {
    let mut holder = false;
    let mut taken = HashSet::new();
    for (index, person) in people.iter().enumerate() {
        if person.role == Role::Holder && std::mem::replace(&mut holder, true) {
            return Err(Flaw::SecondHolder.at("role").of_person(index));
        }
        for (at, identifier) in person.identifiers.iter().enumerate() {
            once(&mut taken, identifier.value.digest, "identifiers", at)
                .map_err(|reason| reason.of_person(index))?;
        }
    }
    Ok(())
}

/// The key of a repeated import. A source holds no NUL, so no two pairs are written alike.
pub(super) fn origin(vault: &Vault, purpose: &str, source: &str, reference: &str) -> Digest {
    vault.digest(purpose, format!("{source}\0{reference}").as_bytes())
}

fn bounded(count: usize, field: &'static str) -> Result<(), Reason> {
    if count > MOST { Err(Flaw::TooMany(MOST).at(field)) } else { Ok(()) }
}

fn once(seen: &mut HashSet<Digest>, digest: Digest, field: &'static str, index: usize) -> Result<(), Reason> {
    if seen.insert(digest) { Ok(()) } else { Err(Flaw::Repeated.among(field, index)) }
}

fn kind(said: &str) -> Result<ContractKind, Flaw> {
    match said.trim() {
        "internet" => Ok(ContractKind::Internet),
        "mobile" => Ok(ContractKind::Mobile),
        "other" => Ok(ContractKind::Other),
        "" => Err(Flaw::Empty),
        _ => Err(Flaw::NotOneOf("internet, mobile, other")),
    }
}
