//! Why a line is refused: where in it, and what is wrong there. Never repeats a value of the line, which is personal.

use std::fmt;

use proofs::password::{CostRefused, Unreadable};
use thiserror::Error;

/// A refused line's reason; its `Display` is for the operator's terminal.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{place}: {flaw}")]
pub struct Reason {
    pub place: Place,
    pub flaw: Flaw,
}

/// A field as the documented format names it, and which of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Counted from 0; `None` where the flaw is the contract's.
    pub person: Option<usize>,
    pub field: &'static str,
    /// Counted from 0, in a list.
    pub index: Option<usize>,
}

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Flaw {
    #[error("nothing is written there")]
    Empty,
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    #[error("there are more than {0}")]
    TooMany(usize),
    #[error("it holds a control character")]
    ControlCharacter,
    #[error("it must be one of {0}")]
    NotOneOf(&'static str),
    #[error("it may hold letters of ASCII, digits, dots, dashes and underscores only")]
    BadSource,
    #[error("no brand of this installation has this name")]
    UnknownBrand,
    #[error("it is neither a day such as 2019-03-01 nor an instant such as 2019-03-01T09:30:00Z")]
    BadDate,
    #[error("it is not a mail address")]
    BadMail,
    #[error("it is not a phone number, or its country cannot be told: write it with + and the country code")]
    BadPhone,
    #[error("it holds a space in the middle")]
    Spaced,
    #[error("it must hold either mail or phone")]
    NeitherOrBoth,
    #[error("it says the same as another of this line")]
    Repeated,
    #[error("a contract has one holder")]
    SecondHolder,
    #[error("nobody of this line has this ref")]
    NobodyHere,
    #[error("it is already another person's identifier")]
    IdentifierTaken,
    #[error("it is already on another contract")]
    MailboxTaken,
    #[error("{0}")]
    UnreadableHash(Unreadable),
    #[error("{0}")]
    HashCost(CostRefused),
    #[error("somebody else kept changing the same rows; import the file again")]
    Contended,
}

impl Flaw {
    /// At a field of the contract.
    pub(super) fn at(self, field: &'static str) -> Reason {
        Reason { place: Place { person: None, field, index: None }, flaw: self }
    }

    /// At one of a list.
    pub(super) fn among(self, field: &'static str, index: usize) -> Reason {
        Reason { place: Place { person: None, field, index: Some(index) }, flaw: self }
    }
}

impl Reason {
    /// The same, said of the person at this index.
    pub(super) fn of_person(mut self, index: usize) -> Self {
        self.place.person = Some(index);
        self
    }
}

/// `person 2, identifiers 1`, counted as people count.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(person) = self.person {
            write!(f, "person {}, ", person + 1)?;
        }
        f.write_str(self.field)?;
        self.index.map_or(Ok(()), |index| write!(f, " {}", index + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_where_and_what_counted_as_people_count() {
        let reason = Flaw::IdentifierTaken.among("identifiers", 0).of_person(1);
        let said = "person 2, identifiers 1: it is already another person's identifier";
        assert_eq!(reason.to_string(), said);
        assert_eq!(Flaw::TooLong(200).at("ref").to_string(), "ref: it is longer than 200 characters");
    }
}
