-- Codes that were sent by text, call or mail (SM1-SM3): one live for each method of an account, bound to its question.
CREATE TABLE sent_codes (
    account_id BYTEA NOT NULL,
    authenticator_id BYTEA NOT NULL,
    code_id BYTEA NOT NULL,                -- the question it was sent for; a newer one makes the older worthless
    code_hash BYTEA NOT NULL,              -- keyed digest over code_id and code
    tries BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, authenticator_id)
);
CREATE INDEX sent_codes_expiry ON sent_codes (expires_at);

-- What went to one number or address within a day, in the order it went; of racing requests, one takes the next place (SM2).
CREATE TABLE sendings (
    to_digest BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (to_digest, seq)
);
CREATE INDEX sendings_at ON sendings (at);

-- What an account, a network, a range of numbers and the whole house may still ask for in a window of the clock (SM2).
CREATE TABLE sending_budgets (
    budget_key BYTEA NOT NULL PRIMARY KEY,  -- keyed digest of what is counted, and the window's number
    used BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sending_budgets_expiry ON sending_budgets (expires_at);

-- Texts and calls by hour and calling code: sent, and used (SM2). A few rows an hour.
CREATE TABLE sending_hours (
    hour BIGINT NOT NULL,                  -- hours since 1970 UTC
    calling_code TEXT NOT NULL,
    sent BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (hour, calling_code)
);
