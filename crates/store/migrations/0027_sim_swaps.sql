-- Numbers whose SIM card had changed a moment before a code was to go there (SM5): when that was first met for an account, and
-- whether its owner was told. A row serves for the days of the policy.
CREATE TABLE sim_swaps (
    account_id BYTEA NOT NULL,
    to_digest BYTEA NOT NULL,              -- keyed digest of the number
    met_at BIGINT NOT NULL,
    told_at BIGINT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, to_digest)
);
CREATE INDEX sim_swaps_expiry ON sim_swaps (expires_at);

-- What a recovery leaves (RE6): when it was, and of a session since when the factor stood that it proved.
ALTER TABLE accounts ADD COLUMN recovered_at BIGINT;
ALTER TABLE sessions ADD COLUMN factor_since BIGINT;
