//! What passkeys need beside their rows in `authenticators`: the name of each account on devices, and which challenges were
//! answered. Judges nothing.

use domain::{AccountId, Timestamp};

use crate::{Batch, Db, Trouble, params};

statements! {
    HANDLE = "passkeys.handle",
        "SELECT user_handle FROM passkey_users WHERE account_id = ?1";
    /// The first one that was drawn stays.
    NAME = "passkeys.name",
        "INSERT INTO passkey_users (account_id, user_handle) VALUES (?1, ?2) ON CONFLICT (account_id) DO NOTHING";
    /// PK1: of all who show one answer, on every node, one is the first.
    SPEND = "passkeys.spend",
        "INSERT INTO spent_challenges (challenge_digest, expires_at) VALUES (?1, ?2) \
         ON CONFLICT (challenge_digest) DO NOTHING";
}

/// Bytes of a name on devices (WebAuthn §14.6.1 advises as many, by chance).
pub const HANDLE_BYTES: usize = 64;

/// The name of an account on devices; `None` where nobody began a passkey.
pub async fn handle(db: &Db, account: AccountId) -> Result<Option<Vec<u8>>, Trouble> {
    let row = db.fetch_one(&HANDLE, params![account]).await?;
    row.map(|row| row.bytes(0)).transpose()
}

/// Keeps this name, unless the account has one.
pub fn name(batch: &mut Batch, account: AccountId, handle: [u8; HANDLE_BYTES]) {
    batch.run(&NAME, params![account, handle.to_vec()]);
}

/// Loss `challenge_spent`: it was answered before.
pub fn spend(batch: &mut Batch, challenge_digest: &[u8; 32], expires_at: Timestamp) {
    batch.expect_one(&SPEND, params![challenge_digest, expires_at], "challenge_spent");
}
