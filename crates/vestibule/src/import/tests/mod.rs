//! Files in, rows out: both formats, bad lines, interruptions, hashes that real tools made.

mod bad_lines;
mod bench;
mod going_on;
mod real_hashes;
mod rows;
mod same_rows;
