-- Messages by which somebody may choose a new password (O12, EL1-EL7): one row for each account and address that a message
-- was laid for. A new request replaces what there was, so that at most one is live for an account and purpose; one that served is gone.
CREATE TABLE recoveries (
    account_id BYTEA NOT NULL,
    purpose TEXT NOT NULL,                 -- password
    contact_digest BYTEA NOT NULL,         -- the address that it went to; it must still be the account's (EL2)
    recovery_id BYTEA NOT NULL,            -- the message: shared by all accounts of the address
    token_hash BYTEA NOT NULL,             -- of the link
    code_hash BYTEA NOT NULL,              -- keyed, with the recovery's id: six digits alone would be guessed from a copy
    browser_digest BYTEA NOT NULL,         -- who asked, then who proved: the link alone serves only there (EL1)
    visit_sealed BYTEA NOT NULL,           -- where that browser was going
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,                 -- codes typed alone
    link_tries BIGINT NOT NULL,            -- codes typed by who holds the link: strangers cannot use these up (RL4)
    PRIMARY KEY (account_id, purpose, contact_digest)
);
CREATE INDEX recoveries_token ON recoveries (token_hash, account_id);
CREATE INDEX recoveries_recovery ON recoveries (recovery_id, account_id);
CREATE INDEX recoveries_expiry ON recoveries (expires_at);
