//! Percent escapes of forms and queries, both ways. Knows no parameter names.

use super::Malformed;

/// Undoes `+` and `%XX` (WHATWG URL §5.1). A zero byte is refused: no store keeps it as text.
pub fn decode(part: &[u8]) -> Result<String, Malformed> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = rest.next().and_then(|digit| hex_digit(*digit));
                let low = rest.next().and_then(|digit| hex_digit(*digit));
                high.zip(low).map(|(high, low)| high * 16 + low).ok_or(Malformed::BrokenPercent)?
            }
            other => *other,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| Malformed::BrokenUtf8)?;
    if text.contains('\0') { Err(Malformed::ZeroByte) } else { Ok(text) }
}

/// Writes a value so that it stands whole in a query or form: all but RFC 3986 §2.3's unreserved characters are escaped.
pub fn encode_into(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
