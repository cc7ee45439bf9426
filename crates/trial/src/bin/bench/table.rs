//! The table of figures, for people and as JSON. It does not know how they were found.

use serde_json::{Value, json};

/// What a figure is measured by.
#[derive(Clone, Copy)]
pub enum Goal {
    /// The ratio is at least this.
    Ratio(f64),
    /// The ratio is 1, give or take this.
    Near(f64),
    /// Our own figure is at most this.
    Most(f64),
    /// None: a figure to know.
    Open,
}

pub struct Row {
    pub what: String,
    pub unit: &'static str,
    pub ours: f64,
    pub yardstick: Option<f64>,
    pub ratio: Option<f64>,
    /// The same by seconds of the server's CPU, which a busy machine disturbs less.
    pub by_cpu: Option<f64>,
    pub goal: Goal,
}

impl Row {
    /// A figure that is measured by itself.
    pub fn plain(what: &str, unit: &'static str, ours: f64, goal: Goal) -> Self {
        Self { what: what.to_owned(), unit, ours, yardstick: None, ratio: None, by_cpu: None, goal }
    }

    fn met(&self) -> &'static str {
        match self.goal {
            Goal::Open => "-",
            Goal::Most(most) => word(self.ours <= most),
            Goal::Near(width) => word(self.ratio.is_some_and(|ratio| (ratio - 1.0).abs() <= width)),
            Goal::Ratio(least) => {
                let by_time = self.ratio.is_some_and(|ratio| ratio >= least);
                if by_time && self.by_cpu.is_some_and(|ratio| ratio < least) {
                    return "by time, not by CPU";
                }
                word(by_time)
            }
        }
    }

    fn goal(&self) -> String {
        match self.goal {
            Goal::Open => "-".to_owned(),
            Goal::Ratio(least) => format!(">= {}", percent(least)),
            Goal::Near(width) => format!("100 % +- {:.0}", width * 100.0),
            Goal::Most(most) => format!("<= {most:.0} {}", self.unit),
        }
    }

    fn cells(&self) -> [String; 7] {
        let or_none = |value: Option<f64>, show: &dyn Fn(f64) -> String| value.map_or("-".to_owned(), show);
        [
            self.what.clone(),
            amount(self.ours, self.unit),
            or_none(self.yardstick, &|value| amount(value, self.unit)),
            or_none(self.ratio, &percent),
            or_none(self.by_cpu, &percent),
            self.goal(),
            self.met().to_owned(),
        ]
    }

    fn json(&self) -> Value {
        json!({
            "what": self.what, "unit": self.unit, "ours": self.ours, "yardstick": self.yardstick,
            "ratio": self.ratio, "ratio_by_cpu": self.by_cpu, "goal": self.goal(), "met": self.met(),
        })
    }
}

const HEADS: [&str; 7] = ["what", "ours", "yardstick", "ratio", "by CPU", "goal", "met"];

#[derive(Default)]
pub struct Table {
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
}

impl Table {
    /// Aligned columns, words to the left and numbers to the right.
    pub fn text(&self) -> String {
        let mut lines = vec![HEADS.map(str::to_owned)];
        lines.extend(self.rows.iter().map(Row::cells));
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
        let mut text = String::new();
        for line in &lines {
            for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
                let gap = " ".repeat(width - cell.chars().count());
                let is_number = (1..=4).contains(&at);
                let pieces = if is_number { [&gap, cell, "  "] } else { [cell, &gap, "  "] };
                text.extend(pieces);
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }

    pub fn json(&self, machine: &str) -> Value {
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        json!({ "machine": machine, "rows": rows, "notes": self.notes })
    }
}

fn word(is_met: bool) -> &'static str {
    if is_met { "yes" } else { "NO" }
}

fn percent(ratio: f64) -> String {
    format!("{:.0} %", ratio * 100.0)
}

fn amount(value: f64, unit: &str) -> String {
    if value < 1000.0 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ratio: f64, by_cpu: f64) -> Row {
        let (ratio, by_cpu) = (Some(ratio), Some(by_cpu));
        Row { ratio, by_cpu, ..Row::plain("x", "/s", 1.0, Goal::Ratio(0.6)) }
    }

    #[test]
    fn a_goal_is_met_only_by_both_measures() {
        assert_eq!(row(0.7, 0.61).met(), "yes");
        assert_eq!(row(0.7, 0.5).met(), "by time, not by CPU");
        assert_eq!(row(0.5, 0.7).met(), "NO");
        assert_eq!(Row::plain("x", "MiB", 26.0, Goal::Most(25.0)).met(), "NO");
    }

    #[test]
    fn columns_stand_under_their_heads() {
        let table = Table { rows: vec![row(0.7, 0.61)], notes: Vec::new() };
        let text = table.text();
        let at = |line: usize, word: &str| text.lines().nth(line).and_then(|line| line.find(word));
        assert_eq!(at(0, "goal"), at(1, ">= 60 %"));
    }
}
