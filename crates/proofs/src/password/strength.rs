//! Whether a password that somebody chooses is a good one, and if not, why (PW1-PW3). No rule of composition: length, lists
//! that attackers use, the words of the house and of the person, and how many guesses it would take.
//! Knows no account: the words are handed in, as chance is for a proposal.

mod common;
mod folded;
mod guesses;
mod idea;
mod own_words;

pub use idea::propose;

use domain::password::{PasswordPolicy, Weakness};
use own_words::OwnWords;

use super::ours::normalised;

/// Words that say little when they stand in a password: the company's, and the person's own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    pub company: Vec<String>,
    pub person: Vec<String>,
}

/// The first reason why the password is not good enough; `None` for a good one. Takes up to some milliseconds: run it on
/// a worker.
pub fn weakness(password: &str, context: &Context, policy: &PasswordPolicy) -> Option<Weakness> {
    let password = normalised(password);
    if password.is_empty() {
        return Some(Weakness::Empty);
    }
    if password.chars().count() < size(policy.least_characters) {
        return Some(Weakness::TooShort { least: policy.least_characters });
    }
    if password.len() > size(policy.most_bytes) {
        return Some(Weakness::TooLong { most: policy.most_bytes });
    }
    let (company, person) = (OwnWords::of_company(&context.company), OwnWords::of_person(&context.person));
    if company.make_up(&password) {
        return Some(Weakness::NamesCompany);
    }
    if person.make_up(&password) {
        return Some(Weakness::NamesYou);
    }
    if common::is_common(&password) {
        return Some(Weakness::Common);
    }
    let mut known: Vec<&str> = company.iter().chain(person.iter()).collect();
    common::words().chain(idea::words()).for_each(|word| known.push(word));
    (guesses::log10(&password, &known) < f64::from(policy.least_guesses_log10)).then_some(Weakness::Guessable)
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
