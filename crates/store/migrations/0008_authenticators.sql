-- What proves somebody beside the password (E1-E9, EN1-EN8, TO1-TO5, PK1-PK5). What is being set up lies apart, so that it
-- cannot count at a sign-in (EN4).
CREATE TABLE authenticators (
    account_id BYTEA NOT NULL,
    authenticator_id BYTEA NOT NULL,
    kind TEXT NOT NULL,                    -- passkey | push | totp | sms | voice | card | mail_code
    label_sealed BYTEA NOT NULL,           -- as the customer named it
    secret_sealed BYTEA NOT NULL,          -- what its codes or signatures are judged with; its form is the kind's
    handle_digest BYTEA,                   -- by which it is found from outside, unique over all accounts (PK3)
    counter BIGINT NOT NULL,               -- the last TOTP step taken, the last signature counter seen: only moves on (TO1)
    failures BIGINT NOT NULL,              -- in a row (TO3)
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (account_id, authenticator_id)
);
CREATE UNIQUE INDEX authenticators_handle ON authenticators (handle_digest);

-- One of each kind at a time: a new code on the screen makes the one before worthless (EN3).
CREATE TABLE enrolments (
    account_id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    enrolment_id BYTEA NOT NULL,
    sign_in_id BYTEA NOT NULL,             -- the sign-in that may see and confirm it
    secret_sealed BYTEA NOT NULL,
    tries BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind)
);
CREATE INDEX enrolments_expiry ON enrolments (expires_at);

-- Who must enrol, who was asked, who postponed (E1).
CREATE TABLE factor_standings (
    account_id BYTEA NOT NULL PRIMARY KEY,
    required_why TEXT,
    required_at BIGINT,
    first_asked_at BIGINT,
    postponed_at BIGINT
);

ALTER TABLE devices ADD COLUMN factor_at BIGINT;  -- when a second factor was last proven on this device
CREATE INDEX journeys_account ON journeys (account_id, kind);
