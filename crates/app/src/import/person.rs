//! Judges one person of a record: name, language, identifiers, contacts, password. Asks nothing of the store.

use domain::Timestamp;
use domain::account::PersonName;
use domain::contract::Role;
use proofs::password::PasswordHash;

use super::age::comes_of_age;
use super::check::origin;
use super::checked::{CheckedContact, CheckedIdentifier, CheckedPassword, CheckedPerson, Findable};
use super::reason::{Flaw, Reason};
use super::record::{ContactRecord, PersonRecord};
use super::{Import, words};

/// The most identifiers, and the most contacts, of one person.
const MOST: usize = 20;

impl Import {
    pub(super) fn person(
        &self,
        source: &str,
        zone: &str,
        said: &PersonRecord,
    ) -> Result<CheckedPerson, Reason> {
        let reference = words::text(&said.reference).map_err(|flaw| flaw.at("ref"))?;
        let locale = words::optional(said.locale.as_deref()).and_then(|tag| {
            tag.map(|tag| tag.parse().map_err(|_| Flaw::NotOneOf("fr-FR, fr-CA, en"))).transpose()
        });
        let contacts = said.contacts.as_deref().map(|contacts| self.contacts(contacts)).transpose()?;
        Ok(CheckedPerson {
            origin: origin(self.vault(), "origin/account", source, reference),
            role: role(&said.role).map_err(|flaw| flaw.at("role"))?,
            name: name(said)?,
            locale: locale.map_err(|flaw| flaw.at("locale"))?,
            identifiers: self.identifiers(&said.identifiers)?,
            contacts,
            password: said.password.as_ref().map(|said| password(&said.hash)).transpose()?,
            adult_at: self.adult_at(said.born.as_deref(), zone).map_err(|flaw| flaw.at("born"))?,
            disabled: said.disabled,
        })
    }

    /// X19: the first day of somebody's own rights, while it lies ahead.
    fn adult_at(&self, born: Option<&str>, zone: &str) -> Result<Option<Timestamp>, Flaw> {
        let Some(born) = words::optional(born)? else { return Ok(None) };
        let now = self.app.now();
        let years = self.app.policy().household.of_age_at;
        let day = comes_of_age(born, years, zone, now).ok_or(Flaw::BadDate)?;
        Ok(Some(day).filter(|day| now < *day))
    }

    fn identifiers(&self, said: &[String]) -> Result<Vec<CheckedIdentifier>, Reason> {
        if said.len() > MOST {
            return Err(Flaw::TooMany(MOST).at("identifiers"));
        }
        let mut identifiers: Vec<CheckedIdentifier> = Vec::with_capacity(said.len());
        for (index, said) in said.iter().enumerate() {
            let folded = words::identifier(said).map_err(|flaw| flaw.among("identifiers", index))?;
            let digest = self.vault().identifier_digest(&folded);
            // Two spellings of one identifier are one.
            if identifiers.iter().all(|known| known.value.digest != digest) {
                let value = Findable { digest, text: said.trim().to_owned() };
                identifiers.push(CheckedIdentifier { value, kind: folded.kind().word() });
            }
        }
        Ok(identifiers)
    }

    fn contacts(&self, said: &[ContactRecord]) -> Result<Vec<CheckedContact>, Reason> {
        if said.len() > MOST {
            return Err(Flaw::TooMany(MOST).at("contacts"));
        }
        let mut contacts: Vec<CheckedContact> = Vec::with_capacity(said.len());
        for (index, said) in said.iter().enumerate() {
            let contact = self.contact(said).map_err(|flaw| flaw.among("contacts", index))?;
            match contacts.iter_mut().find(|known| known.value.digest == contact.value.digest) {
                Some(known) => known.verified |= contact.verified,
                None => contacts.push(contact),
            }
        }
        Ok(contacts)
    }

    fn contact(&self, said: &ContactRecord) -> Result<CheckedContact, Flaw> {
        let (kind, folded, text) = match (&said.mail, &said.phone) {
            (Some(mail), None) => ("mail", words::mail(mail)?, mail.trim().to_owned()),
            (None, Some(phone)) => {
                let folded = words::phone(phone)?;
                let international = folded.as_str().to_owned();
                ("phone", folded, international)
            }
            _ => return Err(Flaw::NeitherOrBoth),
        };
        let digest = self.contact_digest(folded.as_str());
        Ok(CheckedContact { value: Findable { digest, text }, kind, verified: said.verified })
    }

    /// Of a folded address or number.
    pub(super) fn contact_digest(&self, folded: &str) -> super::checked::Digest {
        self.vault().digest("contact", folded.as_bytes())
    }
}

/// One of the two names may be missing: not everybody has both.
fn name(said: &PersonRecord) -> Result<PersonName, Reason> {
    let given = words::optional(Some(&said.given_name)).map_err(|flaw| flaw.at("given_name"))?;
    let family = words::optional(Some(&said.family_name)).map_err(|flaw| flaw.at("family_name"))?;
    if given.or(family).is_none() {
        return Err(Flaw::Empty.at("given_name"));
    }
    let owned = |name: Option<&str>| name.unwrap_or_default().to_owned();
    Ok(PersonName { given: owned(given), family: owned(family) })
}

/// PW4: what could not be verified later, or would cost too much, is not let in.
pub(super) fn password(said: &str) -> Result<CheckedPassword, Reason> {
    let text = said.trim();
    if text.is_empty() {
        return Err(Flaw::Empty.at("password"));
    }
    let hash = PasswordHash::parse(text).map_err(|bad| Flaw::UnreadableHash(bad).at("password"))?;
    hash.cost_within_bounds().map_err(|refused| Flaw::HashCost(refused).at("password"))?;
    Ok(CheckedPassword { hash: text.to_owned(), scheme: hash.scheme_label() })
}

fn role(said: &str) -> Result<Role, Flaw> {
    match said.trim() {
        "holder" => Ok(Role::Holder),
        "member" => Ok(Role::Member),
        "" => Err(Flaw::Empty),
        _ => Err(Flaw::NotOneOf("holder, member")),
    }
}
