//! The hashes that real tools made: see `fixtures/README.md`.

use std::sync::LazyLock;

/// One hash made by a tool that is not ours.
pub struct RealHash {
    pub tool: String,
    pub scheme: String,
    pub password: String,
    pub hash: String,
}

/// All of `fixtures/real-hashes.jsonl`.
pub static REAL_HASHES: LazyLock<Vec<RealHash>> = LazyLock::new(|| {
    include_str!("../fixtures/real-hashes.jsonl")
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            RealHash {
                tool: text("tool"),
                scheme: text("scheme"),
                password: text("password"),
                hash: text("hash"),
            }
        })
        .collect()
});
