//! The part of CBOR that authenticators write (RFC 8949; CTAP 2.2 §8: definite lengths). Bounded in depth and in the number of
//! members, so that what a stranger sends costs no more than its length. Knows no meaning.

/// More than this is nested by nobody who makes passkeys.
const DEPTH: u8 = 6;
/// Members of one list or map.
const MOST: u64 = 64;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Map(Vec<(Self, Self)>),
    /// Lists, truth values and numbers that nobody here asks for.
    Other,
}

impl<'a> Value<'a> {
    pub fn get(&self, key: &Self) -> Option<&Self> {
        let Self::Map(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub fn int(&self, key: i64) -> Option<i64> {
        match self.get(&Value::Int(key))? {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }

    pub fn bytes(&self, key: i64) -> Option<&'a [u8]> {
        self.get(&Value::Int(key))?.as_bytes()
    }

    pub const fn as_bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// The first value, and what follows it. `None` where it is cut short, too deep, too wide, or says one key twice.
pub fn read(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    value(bytes, DEPTH)
}

/// The one value that these bytes are.
pub fn whole(bytes: &[u8]) -> Option<Value<'_>> {
    let (value, rest) = read(bytes)?;
    rest.is_empty().then_some(value)
}

fn value(bytes: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let (argument, rest) = argument(first & 0x1f, rest)?;
    let deeper = || depth.checked_sub(1);
    match first >> 5 {
        0 => Some((Value::Int(i64::try_from(argument).ok()?), rest)),
        1 => Some((Value::Int(-1 - i64::try_from(argument).ok()?), rest)),
        2 => {
            let (bytes, rest) = take(rest, argument)?;
            Some((Value::Bytes(bytes), rest))
        }
        3 => {
            let (text, rest) = take(rest, argument)?;
            Some((Value::Text(std::str::from_utf8(text).ok()?), rest))
        }
        4 => list(argument, rest, deeper()?),
        5 => map(argument, rest, deeper()?),
        6 => value(rest, deeper()?),
        // False, true, null, and floating numbers: their argument was all there is.
        _ => Some((Value::Other, rest)),
    }
}

fn list(length: u64, mut rest: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    if length > MOST {
        return None;
    }
    for _ in 0..length {
        (_, rest) = value(rest, depth)?;
    }
    Some((Value::Other, rest))
}

fn map(length: u64, mut rest: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    if length > MOST {
        return None;
    }
    let mut members: Vec<(Value<'_>, Value<'_>)> = Vec::new();
    for _ in 0..length {
        let (name, after) = value(rest, depth)?;
        let (member, after) = value(after, depth)?;
        if members.iter().any(|(known, _)| *known == name) {
            return None;
        }
        members.push((name, member));
        rest = after;
    }
    Some((Value::Map(members), rest))
}

/// The number that follows a first byte; lengths that are told later do not occur.
fn argument(info: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let width = match info {
        0..=23 => return Some((u64::from(info), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (bytes, rest) = rest.split_at_checked(width)?;
    Some((bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)), rest))
}

fn take(bytes: &[u8], length: u64) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(usize::try_from(length).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authenticators_write_is_read() {
        // {1: 2, 3: -7, -1: h'0102', "a": [true, 1.5], "b": tag 1 (2)}, then one byte more.
        let bytes = [
            0xa5, 1, 2, 3, 0x26, 0x20, 0x42, 1, 2, 0x61, b'a', 0x82, 0xf5, 0xf9, 0x3e, 0, 0x61, b'b', 0xc1,
            2, 9,
        ];
        let (map, rest) = read(&bytes).unwrap();
        assert_eq!((map.int(1), map.int(3), map.bytes(-1)), (Some(2), Some(-7), Some([1, 2].as_slice())));
        assert_eq!(map.get(&Value::Text("b")), Some(&Value::Int(2)));
        assert_eq!(rest, [9]);
        assert_eq!(whole(&bytes), None);
        assert_eq!(whole(&[0x19, 0x01, 0x00]), Some(Value::Int(256)));
    }

    #[test]
    fn what_is_cut_short_too_deep_too_wide_or_said_twice_is_not_read() {
        for bad in [
            &[][..],
            &[0x42, 1],
            &[0x5f, 0x41, 1, 0xff],
            &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xa2, 1, 2, 1, 3],
            &[0x61, 0xff],
            &[0x9a, 0xff, 0xff, 0xff, 0xff],
            &[0x81; 64],
            &[0xc1; 64],
            &[0xbb, 0, 0, 0, 0, 0, 0, 1, 0],
        ] {
            assert_eq!(read(bad), None, "{bad:02x?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _read = read(&bytes);
        }
    }
}
