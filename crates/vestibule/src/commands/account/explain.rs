//! `vestibule account explain`: the decision about one account, with its reason, in words.

use app::factors;
use app::personalise::{Explanation, explain};
use clap::Args;
use domain::factor::Fate;
use domain::personalise::{Decision, NotConcerned, Personalised, ProvedBy, Why};
use domain::{Identifier, Timestamp};

use crate::commands::console::{ask, say};
use crate::commands::day::shown as day;
use crate::commands::{ConfigFile, Failure};
use crate::config::chain;
use crate::server::plan;

#[derive(Args)]
pub struct Options {
    /// What the person signs in with, or the login of their line; asked for where it is absent
    #[arg(value_name = "IDENTIFIER")]
    pub identifier: Option<String>,
    #[command(flatten)]
    pub file: ConfigFile,
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    explained(options, &mut say).await
}

/// Says one sentence for each way of signing in, and since when the screen was shown. Writes nothing anywhere.
pub async fn explained(options: &Options, say: &mut (dyn FnMut(&str) + Send)) -> Result<(), Failure> {
    let nobody = || Failure::trouble("Nobody signs in with that.");
    let config = options.file.read()?;
    let typed = options.identifier.clone().unwrap_or_else(|| ask("Identifier:"));
    let identifier = Identifier::parse(&typed).map_err(|_| nobody())?;
    let setup = plan::setup(&config).await.map_err(Failure::misunderstood)?;
    let (now, policy) = (setup.clock.now(), setup.policy.personalise);
    let (vault, _) = setup.keys.into_parts();
    let said = explain((&setup.db, &vault), &identifier, now, &policy).await;
    let Explanation { by_line, by_own_password, first_shown_at } =
        said.map_err(|trouble| cannot(&trouble))?.ok_or_else(nobody)?;
    for (by, decision) in [(ProvedBy::Line, by_line), (ProvedBy::OwnPassword, by_own_password)] {
        say(&format!("{}, {}", proof(by), sentence(decision)));
    }
    say(&first_shown_at.map_or_else(
        || "The screen was never shown to them.".to_owned(),
        |at| format!("The screen was first shown to them on {}.", day(at)),
    ));
    let factor = factors::explain((&setup.db, &vault), &identifier, now, &setup.policy.factors).await;
    for line in of_factor(&factor.map_err(|trouble| cannot(&trouble))?.ok_or_else(nobody)?, now) {
        say(&line);
    }
    Ok(())
}

/// What would be asked for beside the password, what they hold, and the exception made for them.
fn of_factor(said: &factors::Explanation, now: Timestamp) -> Vec<String> {
    let fate = match said.fate {
        Fate::Protected => "a method they hold is asked for beside the password",
        Fate::PasswordOnly => "the password alone is enough",
        Fate::Asked => "they are asked to set a method up, and may put it off",
        Fate::Stopped => "they must set a method up before they go on",
        Fate::Bared => "every method they hold is off, so that only the password is asked for",
    };
    let mut lines = vec![format!("Two-step verification: {fate}.")];
    if !said.holds.is_empty() {
        let held: Vec<&str> = said.holds.iter().map(|kind| kind.word()).collect();
        lines.push(format!("They hold: {}.", held.join(", ")));
    }
    if let Some((why, from)) = said.standing.required {
        lines.push(format!("An operator asked it of them on {} ({}).", day(from), why.word()));
    }
    if let (Some(until), Some(reason)) = (said.standing.exempt_until, &said.reason) {
        let verb = if until > now { "are let off" } else { "were let off" };
        lines.push(format!("They {verb} until {}: {reason}", day(until)));
    }
    lines
}

fn cannot(trouble: &app::Trouble) -> Failure {
    Failure::trouble(format!("The account cannot be read: {}.", chain(trouble)))
}

const fn proof(by: ProvedBy) -> &'static str {
    match by {
        ProvedBy::OwnPassword => "With a password of their own",
        ProvedBy::Line => "With the line's password",
    }
}

fn sentence(decision: Decision) -> String {
    match decision {
        Decision::NotConcerned(reason) => format!("nothing is shown, {}.", not_concerned(reason)),
        Decision::Personalised(Personalised::SeveralMailboxes) => {
            "nothing is shown, for the contract has several mailboxes (O8). The line's password only serves for choosing anew."
                .to_owned()
        }
        Decision::Personalised(Personalised::OwnPassword) => {
            "nothing is shown, for there is a password of their own. The line's only serves for choosing anew.".to_owned()
        }
        Decision::Due(due) => {
            let why = match due.why {
                Why::LinePassword => "the line's password is still in use (O7)",
                Why::WeakPassword => "the old password is too weak (X11)",
            };
            let later = match (due.postponed, due.days_left) {
                (true, days) => format!("was put off at this visit, {days} days are left"),
                (false, 0) => "is shown, and cannot be put off any more".to_owned(),
                (false, days) => format!("is shown, and can be put off for {days} days"),
            };
            format!("the screen {later}, for {why}. The last day is {}.", day(due.last_day))
        }
    }
}

fn not_concerned(reason: NotConcerned) -> String {
    match reason {
        NotConcerned::NoContract => "for they are on no contract".to_owned(),
        NotConcerned::NoInternetContract => "for only internet customers are concerned (O5)".to_owned(),
        NotConcerned::NoStart => "for no day is set for their brand and segment".to_owned(),
        NotConcerned::BeforeStart { from } => format!("for their day is {}", day(from)),
        NotConcerned::NotTheHolder => "for the line stands for its holder only".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::personalise::Due;

    use super::*;

    #[test]
    fn every_decision_is_a_sentence_with_its_reason() {
        let at = Timestamp::from_millis(1_795_266_300_000);
        let due = Due { why: Why::LinePassword, days_left: 3, last_day: at, postponed: false };
        let said = sentence(Decision::Due(due));
        assert!(said.contains("3 days") && said.contains("O7") && said.contains("2026-11-21"), "{said}");
        let last = sentence(Decision::Due(Due { days_left: 0, ..due }));
        assert!(last.contains("cannot be put off"), "{last}");
        let before = sentence(Decision::NotConcerned(NotConcerned::BeforeStart { from: at }));
        assert!(before.contains("2026-11-21"), "{before}");
    }
}
