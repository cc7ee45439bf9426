//! Pieces for the tests: hexadecimal text, and a key as COSE writes it.

pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().map(|letter| letter.to_digit(16).expect("hexadecimal")).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("a byte")).collect()
}

pub fn p256_cose(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20], x, &[0x22, 0x58, 0x20], y].concat()
}
