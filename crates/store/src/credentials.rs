//! What a sign-in needs of whoever typed an identifier, in one statement: whose it is and what to check against.
//! Known and unknown identifiers cost the same single question (NU2).

use domain::{AccountId, ContractId, Locale, Timestamp};

use crate::{Db, Row, Trouble, params, words};

statements! {
    FOR_SIGN_IN = "credentials.for_sign_in",
        "SELECT a.account_id, a.brand, a.locale, a.person_sealed, a.disabled_at, p.hash_sealed, p.scheme, \
         p.origin, NULL FROM identifiers i JOIN accounts a ON a.account_id = i.account_id \
         LEFT JOIN passwords p ON p.account_id = i.account_id \
         WHERE i.value_digest = ?1 \
         UNION ALL \
         SELECT a.account_id, a.brand, a.locale, a.person_sealed, a.disabled_at, l.hash_sealed, l.scheme, \
         NULL, l.contract_id FROM line_access l JOIN memberships m ON m.contract_id = l.contract_id \
         AND m.role = 'holder' AND m.ended_at IS NULL JOIN accounts a ON a.account_id = m.account_id \
         WHERE l.login_digest = ?1";
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignInRow {
    pub account: AccountId,
    pub brand: String,
    pub locale: Locale,
    pub person_sealed: Vec<u8>,
    pub disabled_at: Option<Timestamp>,
    /// None for an account that has no password yet.
    pub hash_sealed: Option<Vec<u8>>,
    pub scheme: Option<String>,
    /// `imported`, `upgraded` or `chosen`; none for a line.
    pub origin: Option<String>,
    /// The identifier is the login of this contract's line, and the account its holder's.
    pub line: Option<ContractId>,
}

pub async fn for_sign_in(db: &Db, identifier_digest: &[u8; 16]) -> Result<Option<SignInRow>, Trouble> {
    let row = db.fetch_one(&FOR_SIGN_IN, params![identifier_digest]).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<SignInRow, Trouble> {
    Ok(SignInRow {
        account: AccountId::from_bytes(row.array(0)?),
        brand: row.text(1)?,
        locale: words::locale(row, 2)?,
        person_sealed: row.bytes(3)?,
        disabled_at: row.opt_instant(4)?,
        hash_sealed: row.opt_bytes(5)?,
        scheme: row.opt_text(6)?,
        origin: row.opt_text(7)?,
        line: row.opt_array(8)?.map(ContractId::from_bytes),
    })
}
