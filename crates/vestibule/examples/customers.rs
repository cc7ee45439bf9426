//! Writes a file of customers that do not exist, always the same: `cargo run --release -p vestibule --example customers --
//! 1000000 > customers.jsonl` makes a million people, to measure an import with. Their hashes have the form of old
//! systems' and no password.

use std::io::{BufWriter, Write, stdout};

const GIVEN: [&str; 12] = [
    "Jeanne",
    "Paul",
    "Léa",
    "Hugo",
    "Zoé",
    "Amélie",
    "Karim",
    "Noémie",
    "Thérèse",
    "Yann",
    "Inès",
    "François",
];
const FAMILY: [&str; 10] =
    ["Martin", "Lefèvre", "Nguyen", "Benali", "Le Goff", "Dupont", "Müller", "Tremblay", "Ferrand", "Rossi"];
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";

/// SplitMix64: the same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap_or(0)]
    }

    fn text(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(BASE64[usize::try_from(self.below(64)).unwrap_or(0)])).collect()
    }

    /// Mostly bcrypt, as it is in the field.
    fn hash(&mut self) -> String {
        match self.below(10) {
            0..=5 => format!("$2y$10${}.{}.", self.text(21), self.text(30)),
            6 | 7 => format!("$6${}${}.", self.text(16), self.text(85)),
            _ => format!("$P$B{}{}.", self.text(8), self.text(21)),
        }
    }
}

fn main() -> std::io::Result<()> {
    let wanted: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let mut chance = Chance(42);
    let mut out = BufWriter::with_capacity(1 << 20, stdout().lock());
    let (mut people, mut contract) = (0, 0);
    while people < wanted {
        contract += 1;
        let size = (1 + chance.below(3)).min(wanted - people);
        writeln!(out, "{}", household(&mut chance, contract, people, size))?;
        people += size;
    }
    out.flush()
}

fn household(chance: &mut Chance, contract: u64, first: u64, size: u64) -> String {
    let family = chance.one_of(&FAMILY);
    let people: Vec<_> = (0..size).map(|place| person(chance, first + place, family, place == 0)).collect();
    let mailbox = format!(r#"{{"address":"p{first}@lumen.example","owner":"P{first}"}}"#);
    let (year, month) = (2001 + chance.below(24), 1 + chance.below(12));
    format!(
        r#"{{"ref":"C{contract}","kind":"internet","segment":"fibre","since":"{year}-{month:02}-01","lines":[{{"number":"+33199{contract:06}"}}],"mailboxes":[{mailbox}],"people":[{}]}}"#,
        people.join(",")
    )
}

fn person(chance: &mut Chance, number: u64, family: &str, is_holder: bool) -> String {
    let (role, given, hash) =
        (if is_holder { "holder" } else { "member" }, chance.one_of(&GIVEN), chance.hash());
    format!(
        r#"{{"ref":"P{number}","role":"{role}","given_name":"{given}","family_name":"{family}","identifiers":["p{number}@lumen.example"],"contacts":[{{"mail":"p{number}@courrier.example","verified":true}}],"password":{{"hash":"{hash}"}}}}"#
    )
}
