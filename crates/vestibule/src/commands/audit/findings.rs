//! The sentences of what a verification finds.

use app::audit::verify::{Finding, InCheckpoints, InLane, Source};

use super::told;

pub fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::InLane { lane, what } => in_lane(*lane, what),
        Finding::InCheckpoints { from, what } => in_checkpoints(*from, what),
        Finding::MoreInLane { lane } => {
            format!("Lane {lane}: there is more, counted below and not told one by one.")
        }
        Finding::MoreInCheckpoints { from } => {
            format!("Checkpoints {}: there is more, counted below and not told one by one.", place(*from))
        }
        Finding::StrayLane => "An entry was put into a lane that there is not; lanes are 0 to 63.".to_owned(),
    }
}

fn in_lane(lane: u8, what: &InLane) -> String {
    match what {
        InLane::Changed { seq } => {
            format!("Lane {lane}, entry {seq} was changed: its content does not give its leaf.")
        }
        InLane::PersonalChanged { seq } => format!(
            "Lane {lane}, entry {seq}: its personal part was changed or half removed, or its sealing key is gone."
        ),
        InLane::Unreadable { seq } => {
            format!("Lane {lane}, entry {seq} was overwritten with something that cannot be read.")
        }
        InLane::NoNumber { seq } => {
            format!("Lane {lane}, entry {seq} was put in: numbers begin with 1.")
        }
        InLane::Missing { from, to } => {
            format!("Lane {lane}, {}: removed.", entries(*from, *to))
        }
        InLane::DoesNotFollow { seq } => format!(
            "Lane {lane}, entry {seq} does not follow the one before it: \
             here an entry was removed, put in, exchanged or moved."
        ),
        InLane::CutOff { from, to } => {
            format!("Lane {lane}, {}: cut off its end, where its head still knows them.", entries(*from, *to))
        }
        InLane::HeadDiffers { seq } => {
            format!("Lane {lane}, entry {seq} is the last one, and the lane's head belongs to another.")
        }
        InLane::BeyondHead { head, seq } => format!(
            "Lane {lane}, entry {seq} lies beyond the lane's head, which was set back to {head} or never moved."
        ),
        InLane::NoHead => format!("Lane {lane} lost its head: removed or overwritten."),
        InLane::Rewritten { from, to, checkpoint, at } => format!(
            "Lane {lane}, {}: not what checkpoint {checkpoint} of {} UTC signed; the chain was rewritten.",
            entries(*from, *to),
            told(*at)
        ),
        InLane::CutOffSince { from, to, checkpoint, at } => format!(
            "Lane {lane}, {}: signed by checkpoint {checkpoint} of {} UTC, and cut off since.",
            entries(*from, *to),
            told(*at)
        ),
    }
}

fn entries(from: i64, to: i64) -> String {
    if from == to { format!("entry {from}") } else { format!("entries {from} to {to}") }
}

const fn place(from: Source) -> &'static str {
    match from {
        Source::Store => "in the store",
        Source::File => "in the file",
    }
}

fn in_checkpoints(from: Source, what: &InCheckpoints) -> String {
    let place = place(from);
    match what {
        InCheckpoints::NotSigned { seq } => {
            format!("Checkpoint {seq} {place} was changed, or no key of keys.file signed it.")
        }
        InCheckpoints::Unreadable { line } => format!("Line {line} {place} is no checkpoint."),
        InCheckpoints::Missing { from, to } if from == to => format!("Checkpoint {from} {place}: removed."),
        InCheckpoints::Missing { from, to } => format!("Checkpoints {from} to {to} {place}: removed."),
        InCheckpoints::OutOfOrder { seq } => format!("Checkpoint {seq} {place} is not in its order."),
        InCheckpoints::DoesNotFollow { seq } => {
            format!("Checkpoint {seq} {place} does not follow the one before it: one of them was exchanged.")
        }
        InCheckpoints::GoesBack { seq, lane } => {
            format!("Checkpoint {seq} {place} says less of lane {lane} than the one before it.")
        }
        InCheckpoints::Differs { seq } => {
            format!("From checkpoint {seq} on, store and file hold different ones.")
        }
        InCheckpoints::StoreEndsEarlier { store, file } => format!(
            "The file goes on to checkpoint {file}, and the store ends with {store}: \
             the store was cut, or is an older copy brought back."
        ),
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    #[test]
    fn each_finding_is_one_sentence_that_names_its_place() {
        let at = Timestamp::from_millis(1_795_266_300_000);
        let lane = |what| sentence(&Finding::InLane { lane: 5, what });
        let told = [
            lane(InLane::Changed { seq: 42 }),
            lane(InLane::PersonalChanged { seq: 42 }),
            lane(InLane::Unreadable { seq: 42 }),
            lane(InLane::NoNumber { seq: 42 }),
            lane(InLane::Missing { from: 42, to: 43 }),
            lane(InLane::DoesNotFollow { seq: 42 }),
            lane(InLane::CutOff { from: 42, to: 42 }),
            lane(InLane::HeadDiffers { seq: 42 }),
            lane(InLane::BeyondHead { head: 41, seq: 42 }),
            lane(InLane::Rewritten { from: 42, to: 50, checkpoint: 7, at }),
            lane(InLane::CutOffSince { from: 42, to: 50, checkpoint: 7, at }),
        ];
        for said in &told {
            assert!(said.starts_with("Lane 5, ") && said.contains("42") && said.ends_with('.'), "{said}");
        }
        assert_eq!(told.iter().collect::<std::collections::BTreeSet<_>>().len(), told.len());
        assert!(told[9].contains("checkpoint 7 of 2026-11-21 13:05:00 UTC"), "{}", told[9]);
    }
}
