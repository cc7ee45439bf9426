//! Rounds: what is measured and its yardstick take short turns, so that a noisy neighbour disturbs both alike.

use std::time::Duration;

/// How long, and how often.
#[derive(Clone, Copy)]
pub struct Pace {
    pub rounds: usize,
    pub slice: Duration,
}

/// What one contender did, round by round.
#[derive(Clone, Default)]
pub struct Speed {
    per_second: Vec<f64>,
    served: f64,
    cpu: f64,
}

impl Speed {
    /// Notes one round: how many were served in how many seconds, with how many seconds of CPU.
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    pub fn note(&mut self, served: usize, seconds: f64, cpu: f64) {
        self.per_second.push(served as f64 / seconds);
        self.served += served as f64;
        self.cpu += cpu;
    }

    /// The median round.
    pub fn per_second(&self) -> f64 {
        median(self.per_second.clone())
    }

    /// Over all rounds together, because the system counts CPU in coarse ticks.
    pub fn per_cpu_second(&self) -> f64 {
        self.served / self.cpu
    }

    /// The median of the rounds' own ratios.
    pub fn ratio_to(&self, yardstick: &Self) -> f64 {
        median(
            self.per_second.iter().zip(&yardstick.per_second).map(|(ours, theirs)| ours / theirs).collect(),
        )
    }

    pub fn cpu_ratio_to(&self, yardstick: &Self) -> f64 {
        self.per_cpu_second() / yardstick.per_cpu_second()
    }
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_round_moves_no_ratio() {
        let (mut ours, mut yardstick) = (Speed::default(), Speed::default());
        for (mine, theirs) in [(60, 100), (6, 100), (61, 100)] {
            ours.note(mine, 1.0, 1.0);
            yardstick.note(theirs, 1.0, 1.0);
        }
        assert!((ours.ratio_to(&yardstick) - 0.6).abs() < 1e-9);
        assert!((median(vec![4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < 1e-9);
    }
}
