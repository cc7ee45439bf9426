use std::collections::BTreeSet;

use domain::password::{PasswordPolicy, Weakness};
use proptest::prelude::*;

use super::{Context, common, idea, propose, weakness};

fn told(password: &str) -> Option<Weakness> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let context = Context {
        company: words(&["lumen", "Lumen", "Espace Client Lumen", "Lumen customer area"]),
        person: words(&["Éloïse", "Le Goff", "eloise.legoff@lumen.example", "elgoff42"]),
    };
    weakness(password, &context, &PasswordPolicy::default())
}

#[test]
fn four_ordinary_words_a_long_sentence_and_what_a_manager_makes_are_good() {
    for good in [
        "cerise moulin tapis orage",
        "soleil levant 42",
        "mes chaussettes sèchent mal en hiver",
        "vq8#Tr2!mZp9L",
        "correct horse battery staple",
        "Le train de 7h12 est en retard",
        "🦊🌲🚲🎻🧀🚢🪁🥝🧦🗿🛶🐙",
    ] {
        assert_eq!(told(good), None, "{good}");
    }
}

#[test]
fn length_is_counted_in_characters_and_bounded_in_bytes() {
    assert_eq!(told(""), Some(Weakness::Empty));
    assert_eq!(told("vq8#Tr2!mZp"), Some(Weakness::TooShort { least: 12 }));
    assert_eq!(told("éàùçêîôûëïü"), Some(Weakness::TooShort { least: 12 }), "eleven, whatever their bytes");
    let long: String = (0..300_u32).map(|n| char::from_u32(0x61 + n * 7 % 26).unwrap_or('a')).collect();
    assert_eq!(told(&long[..256]), None);
    assert_eq!(told(&long[..257]), Some(Weakness::TooLong { most: 256 }));
}

#[test]
fn an_accent_typed_as_two_signs_counts_once() {
    let twice = "e\u{301}".repeat(11);
    assert_eq!(told(&twice), Some(Weakness::TooShort { least: 12 }), "NFKC comes first (PW1)");
}

#[test]
fn what_everybody_chooses_is_refused_however_it_is_dressed() {
    for common in [
        "motdepasse123",
        "M0tDeP@sse!!",
        "MotDePasse2026!",
        "azertyuiop12",
        "AZERTYUIOP1!",
        "P@ssw0rd1234",
        "qwertyuiop123",
        "bonjour123456",
        "jetaimejetaime",
        "123456789azerty",
        "Marseille13013!",
        "doudou doudou",
    ] {
        let told = told(common);
        assert!(matches!(told, Some(Weakness::Common | Weakness::Guessable)), "{common}: {told:?}");
    }
    assert_eq!(told("motdepasse123"), Some(Weakness::Common));
}

#[test]
fn the_words_of_the_house_are_told_as_such() {
    for password in
        ["espaceclient2026", "Espace-Client-2026!", "LumenLumenLumen", "lumen customer", "3sp4cecli3nt!!"]
    {
        assert_eq!(told(password), Some(Weakness::NamesCompany), "{password}");
    }
}

#[test]
fn the_persons_own_words_are_told_as_such() {
    for password in
        ["eloise.legoff", "Éloïse Le Goff", "ELOISE-LEGOFF-1980", "elgoff42elgoff42", "legoffeloise!"]
    {
        assert_eq!(told(password), Some(Weakness::NamesYou), "{password}");
    }
    assert_eq!(told("Éloïse aime les trains de nuit"), None, "one's own name among other words is no harm");
}

#[test]
fn rows_repeats_and_dates_are_guessable() {
    for password in
        ["aaaaaaaaaaaaaaaa", "abcdabcdabcdabcd", "31121999 31121999", "0102030405060708", "wxcvbnwxcvbnwx"]
    {
        let told = told(password);
        assert!(matches!(told, Some(Weakness::Guessable | Weakness::Common)), "{password}: {told:?}");
    }
}

#[test]
fn a_hard_part_counts_at_either_end_of_a_long_password() {
    let row = "a".repeat(80);
    assert_eq!(told(&row), Some(Weakness::Guessable));
    assert_eq!(told(&format!("{row} cerise moulin tapis orage")), None);
    assert_eq!(told(&format!("cerise moulin tapis orage {row}")), None);
}

#[test]
fn signs_that_stand_for_letters_are_read_as_these_however_many_there_are() {
    assert!(told("4@8({[<3691!|17$5+2%x").is_none());
    assert!(told("({[<!|({[<!|").is_some(), "the same signs again");
}

#[test]
fn a_proposal_is_four_words_and_passes_its_own_judge() {
    for seed in 0..60_u8 {
        let mut chance = [seed; 16];
        (0..16_u8)
            .for_each(|at| chance[usize::from(at)] = seed.wrapping_mul(37).wrapping_add(at.wrapping_mul(91)));
        let idea = propose(chance);
        assert_eq!(idea.split(' ').count(), 4, "{idea}");
        assert_eq!(told(&idea), None, "{idea}");
    }
    assert_ne!(propose([1; 16]), propose([2; 16]));
}

#[test]
fn the_lists_are_long_clean_and_without_doubles() {
    let words: Vec<&str> = idea::words().collect();
    assert!(words.len() >= 1_024, "{}", words.len());
    assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
    for word in words.iter().copied().chain(common::words()) {
        assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
    }
    assert!(words.iter().all(|word| (3..=8).contains(&word.len())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_that_can_be_typed_makes_it_fall(password in "\\PC{0,120}") {
        let _ = told(&password);
    }
}
