-- Printed codes (EN6): one set for an account; a new set takes the place of the old one, codes and all.
CREATE TABLE recovery_sets (
    account_id BYTEA NOT NULL PRIMARY KEY,
    set_id BYTEA NOT NULL,                 -- moves with each new set: a form serves once
    made_at BIGINT NOT NULL,
    kept_at BIGINT,                        -- the customer said that they lie in a safe place
    chose_at BIGINT                        -- the password of today was chosen by one of them: none stands for the factor too (RE5)
);
CREATE TABLE recovery_codes (
    account_id BYTEA NOT NULL,
    code_hash BYTEA NOT NULL,              -- keyed, with the account: a copy of the database opens nothing
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);
