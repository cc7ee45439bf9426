//! `vestibule audit list`: one sentence for each event, newest first, a page at a time.

use std::str::FromStr;

use app::audit::{Event, Trail};
use clap::Args;
use domain::{Identifier, Timestamp};
use store::trail::{Mark, Of};

use super::since::Since;
use super::{facts, told};
use crate::commands::console::say;
use crate::commands::{ConfigFile, Failure};
use crate::config::chain;

/// Events read at once.
const PAGE: u32 = 200;

#[derive(Args)]
pub struct Options {
    /// Only what concerns the person who signs in with this
    #[arg(long, value_name = "LOGIN", conflicts_with = "code")]
    pub account_login: Option<String>,
    /// Only facts of this code, such as F-101
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// Nothing older: "7 days", 2026-11-21 or 2026-11-21T13:00:00Z
    #[arg(long, value_name = "WHEN")]
    pub since: Option<Since>,
    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub limit: u32,
    /// Go on where another list ended
    #[arg(long, value_name = "MARK")]
    pub before: Option<Before>,
    #[command(flatten)]
    pub file: ConfigFile,
}

/// A mark as text: `1795266300000.12.57`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Before(Mark);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a mark is what the end of another list says")]
pub struct NotAMark;

impl FromStr for Before {
    type Err = NotAMark;

    fn from_str(text: &str) -> Result<Self, NotAMark> {
        let read = || {
            let mut parts = text.splitn(3, '.');
            let at = Timestamp::from_millis(parts.next()?.parse().ok()?);
            Some(Mark { at, lane: parts.next()?.parse().ok()?, seq: parts.next()?.parse().ok()? })
        };
        read().map(Self).ok_or(NotAMark)
    }
}

pub async fn run(options: &Options) -> Result<(), Failure> {
    listed(options, &mut say).await
}

/// Says each event, and how to go on.
pub async fn listed(options: &Options, say: &mut (dyn FnMut(&str) + Send)) -> Result<(), Failure> {
    let (_, setup) = super::open(&options.file).await?;
    let (vault, _) = setup.keys.into_parts();
    let trail = Trail { db: &setup.db, vault: &vault };
    let of = asked(options, &trail).await?;
    let since = options.since.map_or(Timestamp::from_millis(0), |since| since.instant(setup.clock.now()));
    let (mut before, mut left) = (options.before.map_or(Mark::NEWEST, |before| before.0), options.limit);
    while left > 0 {
        let wanted = left.min(PAGE);
        let page = trail.page(&of, since, before, wanted).await.map_err(|trouble| cannot(&trouble))?;
        for event in &page {
            say(&line(event));
        }
        let read = u32::try_from(page.len()).unwrap_or(wanted);
        before = page.last().map_or(before, |last| last.mark);
        if read < wanted {
            return Ok(());
        }
        left -= read;
    }
    let Mark { at, lane, seq } = before;
    say(&format!("There may be more: the same command with --before {}.{lane}.{seq}", at.millis()));
    Ok(())
}

async fn asked(options: &Options, trail: &Trail<'_>) -> Result<Of, Failure> {
    let Some(login) = &options.account_login else {
        return Ok(options.code.clone().map_or(Of::All, Of::Code));
    };
    let nobody = || Failure::trouble("Nobody signs in with that.");
    let login = Identifier::parse(login).map_err(|_| nobody())?;
    let account = trail.account_of(&login).await.map_err(|trouble| cannot(&trouble))?;
    account.map(Of::Account).ok_or_else(nobody)
}

fn cannot(trouble: &app::Trouble) -> Failure {
    Failure::trouble(format!("The audit cannot be read: {}.", chain(trouble)))
}

/// « 2026-11-21 13:05:00  F-101  account 0192…  Signed in on a new device. Firefox · Windows, 203.0.113.0/24 »
fn line(event: &Event) -> String {
    let whose = event.account.map_or_else(|| "no account".to_owned(), |id| format!("account {id}"));
    let places: Vec<&str> =
        [&event.device, &event.network].into_iter().filter_map(Option::as_deref).collect();
    let sentence = facts::sentence(event.fact.as_ref(), &event.body);
    let place = if places.is_empty() { String::new() } else { format!(" {}", places.join(", ")) };
    format!("{}  {}  {whose}  {sentence}{place}", told(event.at), event.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let mark = Mark { at: Timestamp::from_millis(1_795_266_300_000), lane: 12, seq: 57 };
        assert_eq!("1795266300000.12.57".parse(), Ok(Before(mark)));
        for text in ["", "1.2", "1.2.x", "1.999.3", "a.b.c"] {
            assert_eq!(text.parse::<Before>(), Err(NotAMark), "{text}");
        }
    }
}
