//! Small facts about the installation itself, by name.

use crate::{Batch, Db, Trouble, params};

statements! {
    GET = "meta.get", "SELECT value FROM meta WHERE name = ?1";
    PUT = "meta.put",
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

pub async fn get(db: &Db, name: &str) -> Result<Option<String>, Trouble> {
    let row = db.fetch_one(&GET, params![name]).await?;
    row.map(|row| row.text(0)).transpose()
}

pub fn put(batch: &mut Batch, name: &str, value: &str) {
    batch.run(&PUT, params![name, value]);
}
