//! Parameters as they come over the wire: a raw query or a form's text, read strictly.
//! Knows no endpoint: each names the parameters that it understands.

mod form;

pub use form::{decode, encode_into};

/// Longest query or form that is read at all, in bytes.
pub const MAX_BYTES: usize = 16 * 1024;
/// Most parameters that one request may carry.
pub const MAX_PAIRS: usize = 64;

/// Text that cannot be read as parameters. Never holds what was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Malformed {
    #[error("the request is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("the request has more than {MAX_PAIRS} parameters")]
    TooManyPairs,
    #[error("a percent sign is not followed by two hexadecimal digits")]
    BrokenPercent,
    #[error("a parameter is not UTF-8 text")]
    BrokenUtf8,
    #[error("a parameter contains a zero byte")]
    ZeroByte,
}

/// The known parameters of one request, each at most once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Params {
    pairs: Vec<(&'static str, String)>,
    repeated: Vec<&'static str>,
}

impl Params {
    /// Reads `application/x-www-form-urlencoded` text (WHATWG URL §5.1), stricter than a browser: broken escapes are refused.
    /// Unknown names are ignored (RFC 6749 §3.1), so a repeated one of them is, too; empty values count as absent.
    pub fn parse(raw: &[u8], known: &'static [&'static str]) -> Result<Self, Malformed> {
        if raw.len() > MAX_BYTES {
            return Err(Malformed::TooLong);
        }
        let mut params = Self { pairs: Vec::new(), repeated: Vec::new() };
        let mut seen = Vec::new();
        for (count, piece) in raw.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()).enumerate() {
            if count == MAX_PAIRS {
                return Err(Malformed::TooManyPairs);
            }
            let middle = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
            let name = decode(&piece[..middle])?;
            let value = decode(piece.get(middle + 1..).unwrap_or_default())?;
            let Some(name) = known.iter().copied().find(|known| *known == name) else { continue };
            if seen.contains(&name) {
                params.repeated.push(name);
            } else {
                seen.push(name);
                params.pairs.push((name, value));
            }
        }
        Ok(params)
    }

    /// The value of a parameter, unless it is absent, empty or repeated: of two values neither can be trusted (OA13).
    pub fn get(&self, name: &str) -> Option<&str> {
        if self.is_repeated(name) {
            return None;
        }
        let (_, value) = self.pairs.iter().find(|(known, _)| *known == name)?;
        (!value.is_empty()).then_some(value)
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    pub fn is_repeated(&self, name: &str) -> bool {
        self.repeated.contains(&name)
    }

    /// The first parameter that came more than once.
    pub fn first_repeated(&self) -> Option<&'static str> {
        self.repeated.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: &[&str] = &["scope", "state"];

    fn read(raw: &str) -> Result<Params, Malformed> {
        Params::parse(raw.as_bytes(), KNOWN)
    }

    #[test]
    fn plus_and_percent_are_read_as_a_form_writes_them() {
        let params = read("scope=openid+profile&state=%C3%A9%2B1").unwrap();
        assert_eq!(params.get("scope"), Some("openid profile"));
        assert_eq!(params.get("state"), Some("é+1"));
    }

    #[test]
    fn an_escaped_name_is_the_same_name() {
        let params = read("st%61te=1&state=2").unwrap();
        assert_eq!(params.first_repeated(), Some("state"));
    }

    #[test]
    fn of_a_repeated_parameter_neither_value_is_believed() {
        for raw in ["state=1&state=2", "state=&state=2", "state=1&state", "state=1&scope=x&state=1"] {
            let params = read(raw).unwrap();
            assert_eq!(params.first_repeated(), Some("state"), "{raw}");
            assert_eq!(params.get("state"), None, "{raw}");
        }
    }

    #[test]
    fn an_unknown_parameter_is_ignored_even_when_repeated() {
        let params = read("resource=a&resource=b&state=1").unwrap();
        assert_eq!(params.first_repeated(), None);
        assert_eq!(params.get("resource"), None);
        assert_eq!(params.get("state"), Some("1"));
    }

    #[test]
    fn an_empty_value_counts_as_absent() {
        let params = read("state=&scope&&").unwrap();
        assert_eq!((params.get("state"), params.get("scope")), (None, None));
    }

    #[test]
    fn broken_text_is_refused_with_its_reason() {
        let refused = [
            ("state=%", Malformed::BrokenPercent),
            ("state=%4", Malformed::BrokenPercent),
            ("state=%zz", Malformed::BrokenPercent),
            ("state=%+1", Malformed::BrokenPercent),
            ("other=%ff", Malformed::BrokenUtf8),
            ("%c3=1", Malformed::BrokenUtf8),
            ("state=a%00b", Malformed::ZeroByte),
        ];
        for (raw, reason) in refused {
            assert_eq!(read(raw), Err(reason), "{raw}");
        }
    }

    #[test]
    fn size_and_number_are_bounded() {
        assert_eq!(read(&"a".repeat(MAX_BYTES + 1)), Err(Malformed::TooLong));
        assert!(read(&"a".repeat(MAX_BYTES)).is_ok());
        assert_eq!(read(&"x=1&".repeat(MAX_PAIRS + 1)), Err(Malformed::TooManyPairs));
        assert!(read(&"x=1&".repeat(MAX_PAIRS)).is_ok());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Params::parse(&raw, KNOWN);
        }

        #[test]
        fn what_is_written_reads_back(value in "[^\0]{1,60}") {
            let mut text = String::from("state=");
            encode_into(&mut text, &value);
            let params = read(&text).unwrap();
            prop_assert_eq!(params.get("state"), Some(value.as_str()));
        }
    }
}
