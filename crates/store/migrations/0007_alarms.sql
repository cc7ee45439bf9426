-- « Ce n’était pas moi »: one link for each notice, whichever addresses it went to. Pressed once; kept until it expires, so
-- that who comes back is told what was done.
CREATE TABLE alarms (
    alarm_id BYTEA NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL,
    account_id BYTEA NOT NULL,
    told TEXT NOT NULL,                    -- which notice, as domain::alarm::Told has it
    device_id BYTEA,                       -- what ends; null: every device of the account
    place_sealed BYTEA NOT NULL,           -- device and network of the act
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX alarms_token ON alarms (token_hash);
CREATE INDEX alarms_expiry ON alarms (expires_at);
