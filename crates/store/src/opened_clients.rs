//! Which clients a sign-in opened: whom to tell when it ends (SE7). Tells nobody itself.

use domain::{AccountId, ClientId, DeviceId, SignInId, Timestamp};

use crate::{Batch, Db, Row, Trouble, params};

statements! {
    NOTE = "opened_clients.note",
        "INSERT INTO opened_clients (sign_in_id, client_id, account_id, first_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (sign_in_id, client_id) DO NOTHING";
    OF_SIGN_IN = "opened_clients.of_sign_in",
        "SELECT sign_in_id, client_id FROM opened_clients WHERE sign_in_id = ?1 ORDER BY client_id LIMIT 1000";
    OF_ACCOUNT = "opened_clients.of_account",
        "SELECT sign_in_id, client_id FROM opened_clients WHERE account_id = ?1 ORDER BY first_at DESC LIMIT 1000";
    OF_DEVICE = "opened_clients.of_device",
        "SELECT DISTINCT o.sign_in_id, o.client_id \
         FROM sessions s JOIN opened_clients o ON o.sign_in_id = s.sign_in_id \
         WHERE s.device_id = ?1 ORDER BY o.sign_in_id, o.client_id LIMIT 1000";
    FORGET_SIGN_IN = "opened_clients.forget_sign_in",
        "DELETE FROM opened_clients WHERE sign_in_id = ?1";
}

/// Notes it once, however often the client is opened.
pub fn note(batch: &mut Batch, sign_in: SignInId, client: &ClientId, account: AccountId, now: Timestamp) {
    batch.run(&NOTE, params![sign_in, client, account, now]);
}

/// Once it is settled that they will be told.
pub fn forget_sign_in(batch: &mut Batch, sign_in: SignInId) {
    batch.run(&FORGET_SIGN_IN, params![sign_in]);
}

pub async fn of_sign_in(db: &Db, sign_in: SignInId) -> Result<Vec<ClientId>, Trouble> {
    let rows = db.fetch_many(&OF_SIGN_IN, params![sign_in]).await?;
    rows.iter().map(|row| row.text(1).map(ClientId)).collect()
}

/// Newest first; at most 1000.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<(SignInId, ClientId)>, Trouble> {
    let rows = db.fetch_many(&OF_ACCOUNT, params![account]).await?;
    rows.iter().map(read).collect()
}

/// By all sign-ins that had a session on this device; at most 1000.
pub async fn of_device(db: &Db, device: DeviceId) -> Result<Vec<(SignInId, ClientId)>, Trouble> {
    let rows = db.fetch_many(&OF_DEVICE, params![device]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(SignInId, ClientId), Trouble> {
    Ok((SignInId::from_bytes(row.array(0)?), ClientId(row.text(1)?)))
}
