-- People whom a holder added by login (X19): a child, or an adult without a mailbox. The row stays, so that it is known whom a
-- holder may give a code, and how many were added; the code goes once it served, was taken back, or another took its place.
CREATE TABLE starts (
    account_id BYTEA NOT NULL PRIMARY KEY,
    contract_id BYTEA NOT NULL,
    added_by BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    start_id BYTEA,                        -- of the code that waits; null where none does
    code_hash BYTEA,                       -- HMAC under a key outside of the database
    expires_at BIGINT,
    started_at BIGINT                      -- when they chose a password for the first time
);
CREATE INDEX starts_contract ON starts (contract_id, added_at);
