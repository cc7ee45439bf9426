//! The audit proves itself: whatever is done to its tables behind our back is found, and named.

mod bench;
mod checkpoints;
mod erasure;
mod reading;
mod tamper;
