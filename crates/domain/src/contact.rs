//! Changing a contact address (EL8): what may be asked for, and what is told. Pure: the shell knows the addresses.

use serde::{Deserialize, Serialize};

use crate::ContactId;
use crate::alarm::Told;

/// More addresses than this are no help, only more mailboxes to break into.
pub const MOST_ADDRESSES: usize = 4;

/// What somebody would do with their addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Add,
    Replace(ContactId),
    Remove(ContactId),
}

/// Why it cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// It is one of theirs already.
    Known,
    TooMany,
    /// Nothing would be left to write to.
    Last,
    /// The one that it concerns is not theirs, or leaves already.
    Gone,
}

impl Change {
    /// What every address is told afterwards.
    pub const fn told(self) -> Told {
        match self {
            Self::Add => Told::ContactAdded,
            Self::Replace(_) => Told::ContactReplaced,
            Self::Remove(_) => Told::ContactRemoved,
        }
    }
}

/// Whether these addresses, which stay for now, may change so. `is_known`: the new one is among them.
pub fn may_change(staying: &[ContactId], change: Change, is_known: bool) -> Result<(), Unfit> {
    match change {
        Change::Replace(id) | Change::Remove(id) if !staying.contains(&id) => Err(Unfit::Gone),
        Change::Remove(_) if staying.len() == 1 => Err(Unfit::Last),
        Change::Add | Change::Replace(_) if is_known => Err(Unfit::Known),
        Change::Add if staying.len() >= MOST_ADDRESSES => Err(Unfit::TooMany),
        _ => Ok(()),
    }
}

/// Whether a folded text is an address that can be written to: one @, a name, and a domain with a dot; nothing that could
/// become part of a header (FE8).
pub fn is_mailbox(folded: &str) -> bool {
    let Some((name, domain)) = folded.split_once('@') else { return false };
    let in_name = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    (1..=64).contains(&name.len())
        && name.split('.').all(|part| !part.is_empty())
        && name.chars().all(in_name)
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> ContactId {
        ContactId::from_bytes([number; 16])
    }

    #[test]
    fn only_what_can_be_written_to_is_an_address() {
        for good in
            ["a@b.example", "jeanne.martin+lumen@mail.lumen.example", "élodie@courriel.québec.example"]
        {
            assert!(is_mailbox(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b",
            "a@@b.example",
            "a@b@c.example",
            "a b@c.example",
            "a@b..example",
            "a@-b.example",
            ".a@b.example",
            "a.@b.example",
            "a,b@c.example",
            "<a@b.example>",
            "a@b.example\r\nBcc: c",
            "\"a\"@b.example",
            "a(b)@c.example",
        ] {
            assert!(!is_mailbox(bad), "FE8: {bad:?}");
        }
    }

    #[test]
    fn somebody_can_always_be_written_to_and_nobody_has_many_mailboxes() {
        let [one, two] = [id(1), id(2)];
        assert_eq!(may_change(&[], Change::Add, false), Ok(()));
        assert_eq!(may_change(&[one], Change::Add, true), Err(Unfit::Known));
        assert_eq!(may_change(&[one], Change::Remove(one), false), Err(Unfit::Last));
        assert_eq!(may_change(&[one, two], Change::Remove(one), false), Ok(()));
        assert_eq!(may_change(&[one], Change::Replace(one), false), Ok(()));
        assert_eq!(may_change(&[one], Change::Replace(two), false), Err(Unfit::Gone));
        assert_eq!(may_change(&[one], Change::Remove(two), false), Err(Unfit::Gone));
        let many = [id(1), id(2), id(3), id(4)];
        assert_eq!(may_change(&many, Change::Add, false), Err(Unfit::TooMany));
        assert_eq!(may_change(&many, Change::Replace(id(4)), false), Ok(()));
    }
}
