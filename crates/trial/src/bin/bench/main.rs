//! `cargo xtask bench`: one table of figures, each a ratio to a yardstick of the same run, taken by turns in short
//! rounds. Traffic stays on this machine. A busy machine makes every figure smaller and few ratios.
#![expect(clippy::print_stdout, reason = "a command speaks to the person who typed it")]

mod commits;
mod customer;
mod decoys;
mod flood;
mod growth;
mod hello;
mod house;
mod light;
mod load;
mod machine;
mod mail_sink;
mod passkeys;
mod phones;
mod portal;
mod process;
mod raw_argon2;
mod rounds;
mod sign_in;
mod start;
mod stopwatch;
mod table;
mod waiting;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use customer::Customer;
use house::House;
use rounds::Pace;
use table::Table;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A result whose error is a sentence for the person who typed the command.
pub type Done<T> = Result<T, String>;

/// Of every crowd but the flood.
pub const CONNECTIONS: usize = 64;
const CUSTOMERS: usize = 2000;
/// Accounts of a small installation, which a large one is compared with.
const FEW: usize = 10_000;

/// Measures the server as ratios against yardsticks of the same run.
#[derive(Parser)]
struct Line {
    /// Fewer and shorter rounds: less than a minute, and noisier
    #[arg(long)]
    quick: bool,
    /// Write the figures to a file too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Run only this part; may be given several times: start, sign-in, passkeys, waiting, light, flood, decoys, commits, growth
    #[arg(long, value_name = "PART")]
    only: Vec<String>,
    /// The many accounts of `growth`, which are compared with ten thousand; it runs only where asked for
    #[arg(long, value_name = "ACCOUNTS", default_value_t = 1_000_000)]
    many: usize,
    /// The server's binary; by default the one beside this
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Be the yardstick on this port
    #[arg(long, hide = true)]
    hello: Option<u16>,
}

fn main() -> ExitCode {
    let line = Line::parse();
    let done = match line.hello {
        Some(port) => hello::serve(port),
        None => run(&line),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("bench: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(line: &Line) -> Done<()> {
    let (machine, took, busy) = (machine::line(), stopwatch::Stopwatch::start(), machine::Busy::now());
    let mut table = Table::default();
    Bench::prepare(line)?.measure(&mut table)?;
    table.notes.push(format!(
        "The load and the yardsticks share the cores with the server. The bench took {:.0} s, and others took {:.0} % \
         of the machine meanwhile: the more, the less a ratio by time says; by CPU it still does.",
        took.seconds(),
        busy.by_others() * 100.0
    ));
    println!("\n{machine}\n\n{}", table.text());
    for note in &table.notes {
        println!("* {note}");
    }
    if let Some(file) = &line.json {
        let text = format!("{:#}\n", table.json(&machine));
        std::fs::write(file, text)
            .map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    }
    Ok(())
}

struct Bench<'a> {
    line: &'a Line,
    binary: PathBuf,
    mail: u16,
    house: House,
    customers: Vec<Customer>,
}

impl<'a> Bench<'a> {
    fn prepare(line: &'a Line) -> Done<Self> {
        let beside = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("vestibule");
        let binary = line.binary.clone().unwrap_or(beside);
        let mail = mail_sink::start()?;
        let house = House::build(&binary, mail)?;
        let customers: Vec<Customer> = (0..CUSTOMERS).map(Customer::new).collect();
        let hash = growth::hash();
        let pairs: Vec<_> = customers.iter().map(|one| (one.identifier.clone(), hash.clone())).collect();
        house.admit(&pairs)?;
        Ok(Self { line, binary, mail, house, customers })
    }

    /// Each part with a server freshly started, so that none inherits another's memory.
    fn measure(&self, table: &mut Table) -> Done<()> {
        let hello = hello::start(self.house.folder())?;
        if self.wants("sign-in") {
            let rows = sign_in::measure(&self.house.open()?, &self.customers, self.pace(9, 1000))?;
            table.rows.extend(rows);
        }
        if self.wants("passkeys") {
            let house = House::build(&self.binary, self.mail)?;
            let devices = passkeys::admit(&house)?;
            table.rows.push(passkeys::measure(&house.open()?, devices, self.pace(7, 1000))?);
        }
        if self.wants("waiting") {
            let house = House::build(&self.binary, self.mail)?;
            waiting::admit(&house)?;
            let tries = if self.line.quick { 5 } else { 25 };
            table.rows.extend(waiting::measure(&house, &house.open()?, tries)?);
        }
        if self.wants("light") {
            let server = self.house.open()?;
            table.rows.extend(light::measure(&server, &hello, &self.customers, self.pace(7, 500))?);
        }
        if self.wants("flood") {
            let lasts = self.pace(1, 10_000).slice;
            let (rows, note) = flood::measure(&self.house.open()?, &hello, &self.customers, lasts)?;
            table.rows.extend(rows);
            table.notes.push(note);
        }
        if self.wants("decoys") {
            let tries = if self.line.quick { 40 } else { 200 };
            let house = House::build(&self.binary, self.mail)?;
            decoys::admit(&house, tries)?;
            let (row, note) = decoys::measure(&house.open()?, tries)?;
            table.rows.push(row);
            table.notes.push(note);
        }
        if self.wants("commits") {
            table.rows.push(commits::measure(self.pace(5, 400))?);
        }
        if self.wants("start") {
            table.rows.extend(start::measure(&self.house, &self.binary)?);
        }
        // Minutes of writing: only for who asks.
        if !self.line.only.is_empty() && self.wants("growth") {
            let houses = [House::build(&self.binary, self.mail)?, House::build(&self.binary, self.mail)?];
            let sizes = [FEW, self.line.many.max(FEW)];
            let (rows, note) = growth::measure(houses, sizes, &growth::hash(), self.pace(7, 1000))?;
            table.rows.extend(rows);
            table.notes.push(note);
        }
        Ok(())
    }

    /// Tells what goes on, for these are long minutes.
    fn wants(&self, part: &str) -> bool {
        let only = &self.line.only;
        let is_wanted = only.is_empty() || only.iter().any(|name| name == part);
        if is_wanted {
            eprintln!("bench: {part} …");
        }
        is_wanted
    }

    /// So many rounds of so many milliseconds; fewer and shorter when in a hurry.
    fn pace(&self, rounds: usize, millis: u64) -> Pace {
        let (rounds, millis) = if self.line.quick { (rounds.min(3), millis / 2) } else { (rounds, millis) };
        Pace { rounds, slice: Duration::from_millis(millis) }
    }
}
