-- Households that change (O1, X2, X19): a contract handed over, people who leave, children who come of age.

-- What was changed here stays when the old system's export comes again.
ALTER TABLE memberships ADD COLUMN changed_at BIGINT;

-- People under age, until they have their own rights. Only the day they come of age is kept, not the date of birth.
CREATE TABLE minors (
    account_id BYTEA NOT NULL PRIMARY KEY,
    adult_at BIGINT,                       -- null: marked as a minor, and nobody said until when
    added_at BIGINT NOT NULL,
    told_at BIGINT                         -- when they were told that they are of age
);
CREATE INDEX minors_adult ON minors (adult_at) WHERE told_at IS NULL;

-- One proposal at a time for a contract; accepted, declined and withdrawn ones are gone.
CREATE TABLE handovers (
    contract_id BYTEA NOT NULL PRIMARY KEY,
    handover_id BYTEA NOT NULL,
    from_account BYTEA NOT NULL,
    to_account BYTEA NOT NULL,
    proposed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX handovers_to ON handovers (to_account);
CREATE INDEX handovers_expiry ON handovers (expires_at);

CREATE INDEX mailboxes_contract ON mailboxes (contract_id);
