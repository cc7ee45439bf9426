//! One line about the machine: figures of different machines are not compared, but people do.

use std::fs;

use super::load::cores;
use super::process::{TICKS, own_cpu_with_children};

pub fn line() -> String {
    let cpu = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    let kib: u64 = memory.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    let cores = cores();
    let (gib, kernel) = (kib / 1024 / 1024, kernel.trim());
    format!("{cpu}, {cores} cores, {gib} GiB, Linux {kernel}; load before the bench {load}")
}

/// What the machine's cores had done at an instant, in seconds.
pub struct Busy {
    everybody: f64,
    nobody: f64,
    ourselves: f64,
}

impl Busy {
    pub fn now() -> Self {
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let fields = text.lines().next().unwrap_or_default().split_whitespace().skip(1).take(8);
        let ticks: Vec<f64> = fields.filter_map(|field| field.parse::<f64>().ok()).collect();
        let nobody: f64 = ticks.iter().skip(3).take(2).sum::<f64>() / TICKS;
        let all: f64 = ticks.iter().sum::<f64>() / TICKS;
        Self { everybody: all - nobody, nobody, ourselves: own_cpu_with_children() }
    }

    /// The share of all cores since then that neither the bench nor its servers used.
    pub fn by_others(&self) -> f64 {
        let now = Self::now();
        let others = (now.everybody - self.everybody) - (now.ourselves - self.ourselves);
        let all = (now.everybody - self.everybody) + (now.nobody - self.nobody);
        (others / all).max(0.0)
    }
}

/// How many files and connections this process may hold open.
pub fn open_files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap_or_default();
    line.split_whitespace().next().and_then(|soft| soft.parse().ok()).unwrap_or(usize::MAX)
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
