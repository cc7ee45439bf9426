//! One row of CSV: one person of a contract (RFC 4180, separated by commas, a row on one line). Several values of one
//! column are separated by semicolons. Rows of one contract repeat what is the contract's, and may stand anywhere.

use app::import::{
    ContactRecord, LineAccessRecord, LineRecord, MailboxRecord, PasswordRecord, PersonRecord, Record,
};
use csv_core::{ReadRecordResult, Reader};

/// The columns, in the order of the reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Source,
    ContractRef,
    Brand,
    Kind,
    Segment,
    Since,
    Lines,
    LineLogin,
    LinePasswordHash,
    FreeMailboxes,
    PersonRef,
    Role,
    GivenName,
    FamilyName,
    Locale,
    Identifiers,
    Mailboxes,
    VerifiedContacts,
    Contacts,
    PasswordHash,
    Disabled,
    Born,
}

const COLUMNS: [(&str, Column); 22] = [
    ("source", Column::Source),
    ("contract_ref", Column::ContractRef),
    ("brand", Column::Brand),
    ("kind", Column::Kind),
    ("segment", Column::Segment),
    ("since", Column::Since),
    ("lines", Column::Lines),
    ("line_login", Column::LineLogin),
    ("line_password_hash", Column::LinePasswordHash),
    ("free_mailboxes", Column::FreeMailboxes),
    ("person_ref", Column::PersonRef),
    ("role", Column::Role),
    ("given_name", Column::GivenName),
    ("family_name", Column::FamilyName),
    ("locale", Column::Locale),
    ("identifiers", Column::Identifiers),
    ("mailboxes", Column::Mailboxes),
    ("verified_contacts", Column::VerifiedContacts),
    ("contacts", Column::Contacts),
    ("password_hash", Column::PasswordHash),
    ("disabled", Column::Disabled),
    ("born", Column::Born),
];

/// Without these a row is nobody's.
const NEEDED: [&str; 4] = ["contract_ref", "kind", "person_ref", "role"];

/// The columns of this file, in its own order.
#[derive(Clone, Debug)]
pub struct Header(Vec<Column>);

impl Header {
    /// Reads the first line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fields = fields(text)?;
        let mut columns = Vec::with_capacity(fields.len());
        for field in &fields {
            let name = field.trim();
            let found = COLUMNS.iter().find(|(known, _)| *known == name);
            let (_, column) = found.ok_or_else(|| format!("\"{name}\" is not one of the format's"))?;
            if columns.contains(column) {
                return Err(format!("\"{name}\" is written twice"));
            }
            columns.push(*column);
        }
        match NEEDED.iter().find(|needed| !fields.iter().any(|field| field.trim() == **needed)) {
            Some(missing) => Err(format!("\"{missing}\" is missing")),
            None => Ok(Self(columns)),
        }
    }

    /// Reads a row.
    pub fn record(&self, text: &str) -> Result<Record, String> {
        let fields = fields(text)?;
        if fields.len() != self.0.len() {
            let (is, should) = (fields.len(), self.0.len());
            return Err(format!("the row has {is} values, and the first line names {should} columns"));
        }
        Row { header: self, fields }.record()
    }

    fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }
}

struct Row<'a> {
    header: &'a Header,
    fields: Vec<String>,
}

impl Row<'_> {
    fn record(&self) -> Result<Record, String> {
        let reference = self.text(Column::PersonRef);
        let mailbox = |owner: Option<String>| move |address| MailboxRecord { address, owner: owner.clone() };
        let own = self.values(Column::Mailboxes).map(mailbox(Some(reference)));
        let mailboxes = own.chain(self.values(Column::FreeMailboxes).map(mailbox(None))).collect();
        Ok(Record {
            source: self.optional(Column::Source),
            reference: self.text(Column::ContractRef),
            brand: self.optional(Column::Brand),
            kind: self.text(Column::Kind),
            segment: self.optional(Column::Segment),
            since: self.optional(Column::Since),
            lines: self.values(Column::Lines).map(|number| LineRecord { number }).collect(),
            line_access: self.line_access(),
            mailboxes,
            people: if self.is_of_nobody() { Vec::new() } else { vec![self.person()?] },
        })
    }

    /// Half of a pair is refused with the reason, by the field that is missing.
    fn line_access(&self) -> Option<LineAccessRecord> {
        let (login, hash) = (self.text(Column::LineLogin), self.text(Column::LinePasswordHash));
        let is_said = !(login.trim().is_empty() && hash.trim().is_empty());
        is_said.then_some(LineAccessRecord { login, password: PasswordRecord { hash } })
    }

    fn person(&self) -> Result<PersonRecord, String> {
        Ok(PersonRecord {
            reference: self.text(Column::PersonRef),
            role: self.text(Column::Role),
            given_name: self.text(Column::GivenName),
            family_name: self.text(Column::FamilyName),
            locale: self.optional(Column::Locale),
            identifiers: self.values(Column::Identifiers).collect(),
            contacts: self.contacts(),
            password: self.optional(Column::PasswordHash).map(|hash| PasswordRecord { hash }),
            born: self.optional(Column::Born),
            disabled: self.flag(Column::Disabled)?,
        })
    }

    /// A contract whose people are not known yet has a row without a person.
    fn is_of_nobody(&self) -> bool {
        let of_person = |column: &Column| *column as usize >= Column::PersonRef as usize;
        let mut fields = self.header.0.iter().zip(&self.fields);
        fields.all(|(column, field)| !of_person(column) || field.trim().is_empty())
    }

    /// What stands in neither column is left as it is; see `PersonRecord::contacts`.
    fn contacts(&self) -> Option<Vec<ContactRecord>> {
        if !self.header.has(Column::Contacts) && !self.header.has(Column::VerifiedContacts) {
            return None;
        }
        let contact = |verified: bool| {
            move |value: String| {
                let (mail, phone) =
                    if value.contains('@') { (Some(value), None) } else { (None, Some(value)) };
                ContactRecord { mail, phone, verified }
            }
        };
        let verified = self.values(Column::VerifiedContacts).map(contact(true));
        Some(verified.chain(self.values(Column::Contacts).map(contact(false))).collect())
    }

    fn flag(&self, column: Column) -> Result<bool, String> {
        match self.text(column).trim() {
            "true" => Ok(true),
            "" | "false" => Ok(false),
            _ => Err("disabled: it must be true, false or nothing".into()),
        }
    }

    fn text(&self, column: Column) -> String {
        self.raw(column).to_owned()
    }

    fn optional(&self, column: Column) -> Option<String> {
        Some(self.raw(column)).filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }

    fn values(&self, column: Column) -> impl Iterator<Item = String> {
        self.raw(column).split(';').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    fn raw(&self, column: Column) -> &str {
        let place = self.header.0.iter().position(|known| *known == column);
        place.map_or("", |place| self.fields[place].as_str())
    }
}

/// The values of one line.
fn fields(text: &str) -> Result<Vec<String>, String> {
    let line = [text.as_bytes(), b"\n"].concat();
    // Each value ends with a comma or the line, so neither can overflow.
    let (mut output, mut ends) = (vec![0; line.len()], vec![0; text.matches(',').count() + 1]);
    let (result, _, _, count) = Reader::new().read_record(&line, &mut output, &mut ends);
    if result != ReadRecordResult::Record {
        return Err("a quotation mark is opened and not closed on this line".into());
    }
    let mut start = 0;
    let field = |end: &usize| {
        let field = String::from_utf8(output[start..*end].to_vec());
        start = *end;
        field.map_err(|_| "a value is not UTF-8".into())
    };
    ends[..count].iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Header, fields};

    const HEADER: &str = "contract_ref,kind,person_ref,role,given_name,mailboxes,free_mailboxes,contacts,verified_contacts,disabled";

    fn header() -> Header {
        Header::parse(HEADER).unwrap()
    }

    #[test]
    fn values_may_be_quoted_and_hold_commas_and_quotes() {
        assert_eq!(
            fields(r#"a,"b, c","d ""e""",,"#),
            Ok(["a", "b, c", "d \"e\"", "", ""].map(str::to_owned).to_vec())
        );
        assert!(fields(r#"a,"b"#).is_err());
    }

    #[test]
    fn the_columns_stand_in_the_order_of_the_reference() {
        for (place, (_, column)) in COLUMNS.iter().enumerate() {
            assert_eq!(*column as usize, place);
        }
    }

    #[test]
    fn a_row_is_a_person_of_a_contract() {
        let record = header()
            .record(r#"c1,internet,p1,holder,"Zoé","zoe@x.example; z@x.example",libre@x.example,0639980001,z@y.example,"#)
            .unwrap_or_default();
        let owners: Vec<_> = record.mailboxes.iter().map(|mailbox| mailbox.owner.as_deref()).collect();
        assert_eq!(owners, [Some("p1"), Some("p1"), None]);
        let contacts = record.people[0].contacts.as_deref().unwrap_or_default();
        assert_eq!((contacts[0].mail.as_deref(), contacts[0].verified), (Some("z@y.example"), true));
        assert_eq!((contacts[1].phone.as_deref(), contacts[1].verified), (Some("0639980001"), false));
        assert_eq!((record.people[0].given_name.as_str(), record.people[0].disabled), ("Zoé", false));
    }

    #[test]
    fn a_row_without_a_person_is_a_contract_alone() {
        let record = header().record("c1,internet,,,,,libre@x.example,,,").unwrap_or_default();
        assert_eq!((record.people.len(), record.mailboxes.len()), (0, 1));
    }

    #[test]
    fn a_header_with_an_unknown_a_doubled_or_a_missing_column_is_refused() {
        assert_eq!(
            Header::parse("contract_ref,naissance").err().as_deref(),
            Some("\"naissance\" is not one of the format's")
        );
        assert_eq!(Header::parse("kind,kind").err().as_deref(), Some("\"kind\" is written twice"));
        assert_eq!(
            Header::parse("contract_ref,kind,person_ref").err().as_deref(),
            Some("\"role\" is missing")
        );
    }

    #[test]
    fn a_row_that_does_not_fit_its_header_is_refused() {
        let refusal = |text: &str| header().record(text).err().unwrap_or_default();
        assert_eq!(refusal("c1,internet"), "the row has 2 values, and the first line names 10 columns");
        assert_eq!(refusal("c1,internet,p,holder,Z,,,,,oui"), "disabled: it must be true, false or nothing");
    }
}
