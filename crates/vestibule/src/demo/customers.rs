//! Brings the sample customers in, through the import that operators use. Once for each data folder: what people
//! change in the demo stays changed.

use app::App;
use aws_lc_rs::digest;

use super::factors;
use super::folder::{Folder, write_whole};
use super::trouble::DemoTrouble;
use crate::import::{self, Ending, Order, Teller};

pub const CUSTOMERS: &str = include_str!("../../demo-data/customers.jsonl");
const FILE: &str = "customers.jsonl";
/// Says which customers are in the store already.
const DONE: &str = "customers.imported";

/// How many people came in; none when an earlier start brought them.
pub async fn bring_in(app: &App, folder: &Folder) -> Result<u64, DemoTrouble> {
    let these = format!("{:?}\n", digest::digest(&digest::SHA256, CUSTOMERS.as_bytes()));
    if std::fs::read_to_string(folder.file(DONE)).is_ok_and(|done| done == these) {
        return Ok(0);
    }
    write_whole(&folder.file(FILE), CUSTOMERS)?;
    let order = Order::new(folder.file(FILE));
    let report = import::run(&order, app, Teller::on_terminal(), std::future::pending()).await;
    let report = report.map_err(|trouble| DemoTrouble::Customers(crate::config::chain(&trouble)))?;
    if report.ending != Ending::EveryLine {
        return Err(DemoTrouble::Customers("the lines above were refused".to_owned()));
    }
    factors::ask(app).await?;
    write_whole(&folder.file(DONE), &these)?;
    Ok(report.tally.people.added)
}
