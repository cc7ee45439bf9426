//! A cold start, an idle server, and the file it is. These have no yardstick: they are what an operator sees.

use std::path::Path;

use super::Done;
use super::house::House;
use super::rounds::median;
use super::table::{Goal, Row};

const STARTS: usize = 7;

pub fn measure(house: &House, binary: &Path) -> Done<Vec<Row>> {
    let (mut first_answers, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = house.open()?;
        first_answers.push(server.first_answer.as_secs_f64() * 1000.0);
        idle.push(server.memory().now);
    }
    let file = std::fs::metadata(binary).map_err(|error| error.to_string())?.len();
    #[expect(clippy::cast_precision_loss, reason = "a file's length")]
    let megabytes = file as f64 / 1e6;
    Ok(vec![
        Row::plain("cold start to the first sign-in page", "ms", median(first_answers), Goal::Most(60.0)),
        Row::plain("memory before the first hash", "MiB", median(idle), Goal::Most(25.0)),
        Row::plain("binary", "MB", megabytes, Goal::Most(40.0)),
    ])
}
