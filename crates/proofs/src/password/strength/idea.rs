//! A password for whoever has no idea: four short French words, easy to say and to remember. Chance is handed in.

/// More than a thousand short, common words without accents; ours.
const WORDS: &str = include_str!("words.txt");
/// Four of them are one of four thousand billion.
const COUNT: usize = 4;

pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.split_ascii_whitespace()
}

/// Four words drawn by these sixteen bytes of chance, with spaces between them.
pub fn propose(chance: [u8; 16]) -> String {
    let words: Vec<&str> = words().collect();
    let (lots, _) = chance.as_chunks::<4>();
    let drawn = lots.iter().take(COUNT).map(|lot| {
        // 2^32 is so much more than the list is long that no word is likelier than another by more than a millionth.
        words[u32::from_be_bytes(*lot) as usize % words.len()]
    });
    drawn.collect::<Vec<_>>().join(" ")
}
