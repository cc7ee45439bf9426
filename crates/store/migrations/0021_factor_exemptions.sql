-- X6: one account need not set a second factor up before that day, and why an operator said so.
ALTER TABLE factor_standings ADD COLUMN exempt_until BIGINT;
ALTER TABLE factor_standings ADD COLUMN exempt_reason_sealed BYTEA;

-- Who holds a kind that is about to be switched off.
CREATE INDEX authenticators_kind ON authenticators (kind, account_id);
