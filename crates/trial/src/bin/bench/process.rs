//! A server in a process of its own, so that its CPU time and memory are its alone. Reads Linux's `/proc`.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Done;
use super::load::wait_for;
use super::stopwatch::Stopwatch;
use super::wire::Wire;

/// Linux counts in hundredths of a second, whatever its own tick is.
pub const TICKS: f64 = 100.0;
const LONGEST_START: Duration = Duration::from_secs(20);

/// Killed when dropped.
pub struct Process {
    child: Child,
    pub port: u16,
    /// From the start of the process to its first answer.
    pub first_answer: Duration,
}

/// Resident memory in MiB.
#[derive(Clone, Copy)]
pub struct Memory {
    pub now: f64,
    pub most: f64,
}

impl Process {
    /// Starts a server and waits until it answers 200 at `path`; what it says goes to the file `log`.
    pub fn start(command: &mut Command, port: u16, path: &str, log: &Path) -> Done<Self> {
        let said =
            File::create(log).map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
        let since = Stopwatch::start();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said).spawn();
        let child = child.map_err(|error| format!("the server cannot be started: {error}"))?;
        let mut process = Self { child, port, first_answer: Duration::ZERO };
        if wait_for(answers(port, path, since)) {
            process.first_answer = since.elapsed();
            return Ok(process);
        }
        let said = fs::read_to_string(log).unwrap_or_default();
        Err(format!("the server did not answer within {LONGEST_START:?}; it said:\n{said}"))
    }

    /// Seconds of CPU that this process used so far.
    pub fn cpu(&self) -> f64 {
        cpu_of(&self.child.id().to_string(), 2)
    }

    pub fn memory(&self) -> Memory {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        Memory { now: kib(&text, "VmRSS:") / 1024.0, most: kib(&text, "VmHWM:") / 1024.0 }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Seconds of CPU that the bench itself used so far.
pub fn own_cpu() -> f64 {
    cpu_of("self", 2)
}

/// The same with all servers that have ended.
pub fn own_cpu_with_children() -> f64 {
    cpu_of("self", 4)
}

/// User and system time are the 14th and 15th fields, those of ended children follow; the second field, a name in
/// brackets, may hold spaces.
fn cpu_of(process: &str, fields: usize) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks = after_name.split(' ').skip(11).take(fields).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

fn kib(status: &str, name: &str) -> f64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
}

async fn answers(port: u16, path: &str, since: Stopwatch) -> bool {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n");
    while since.elapsed() < LONGEST_START {
        if let Ok(mut wire) = Wire::connect(port).await
            && let Ok(answer) = wire.ask(request.as_bytes()).await
            && answer.status == 200
        {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    false
}
