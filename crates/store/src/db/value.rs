//! The four kinds of value that both engines hold alike. Knows no engine.

use std::fmt;

use domain::{
    AccountId, ActId, AlarmId, AuthenticatorId, ChangeId, ClientId, CodeSetId, ContactId, ContractId,
    DeviceId, EnrolmentId, HandoverId, JourneyId, LineId, MailboxId, MessageId, RecoveryId, SentCodeId,
    SessionId, SignInId, StartId, Timestamp, VapChallengeId,
};

/// One parameter or one column: `BIGINT`, `TEXT`, `BYTEA` or nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Shows the kind and the size, never the content: parameters are hashes, sealed bodies, digests.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Int(_) => f.write_str("Int"),
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
        }
    }
}

macro_rules! from {
    ($($source:ty => |$it:ident| $value:expr),+ $(,)?) => {$(
        impl From<$source> for Value {
            fn from($it: $source) -> Self {
                $value
            }
        }
    )+};
}

from! {
    i64 => |it| Self::Int(it),
    i32 => |it| Self::Int(it.into()),
    u32 => |it| Self::Int(it.into()),
    u16 => |it| Self::Int(it.into()),
    u8 => |it| Self::Int(it.into()),
    Timestamp => |it| Self::Int(it.millis()),
    &str => |it| Self::Text(it.to_owned()),
    String => |it| Self::Text(it),
    &String => |it| Self::Text(it.clone()),
    &ClientId => |it| Self::Text(it.0.clone()),
    &[u8] => |it| Self::Bytes(it.to_vec()),
    Vec<u8> => |it| Self::Bytes(it),
    &Vec<u8> => |it| Self::Bytes(it.clone()),
}

macro_rules! from_ids {
    ($($id:ty),+ $(,)?) => { from! { $($id => |it| Self::Bytes(it.bytes().to_vec())),+ } };
}

from_ids!(
    AccountId,
    ActId,
    AuthenticatorId,
    ContactId,
    ContractId,
    DeviceId,
    EnrolmentId,
    JourneyId,
    LineId,
    MailboxId,
    MessageId,
    HandoverId,
    RecoveryId,
    SentCodeId,
    SessionId,
    SignInId,
    AlarmId,
    VapChallengeId,
    ChangeId,
    CodeSetId,
    StartId
);

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The parameters of a statement, in the order of their numbers: `params![account, now, None::<i64>]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::db::Value::from($value)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_option_is_null_and_a_present_one_is_its_value() {
        assert_eq!(params![None::<i64>, Some("a")], [Value::Null, Value::Text("a".into())]);
    }

    #[test]
    fn a_debug_print_shows_no_content() {
        let shown = format!("{:?}", params!["marie@example.fr", 4242, *b"secret"]);
        assert_eq!(shown, "[Text(16 bytes), Int, Bytes(6)]");
    }
}
