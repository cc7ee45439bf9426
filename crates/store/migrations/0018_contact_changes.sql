-- A contact address leaves slowly: until `leaves_at` it is told everything, may recover, and may take the change back (EL8).
ALTER TABLE contacts ADD COLUMN added_by BYTEA;        -- the change that brought it
ALTER TABLE contacts ADD COLUMN left_by BYTEA;         -- the change that sends it away
ALTER TABLE contacts ADD COLUMN leaves_at BIGINT;
CREATE INDEX contacts_leaving ON contacts (leaves_at) WHERE leaves_at IS NOT NULL;

-- What a press on « ce n'était pas moi » takes back.
ALTER TABLE alarms ADD COLUMN change_id BYTEA;

-- An address that waits to be confirmed by the code that was sent to it: one for an account.
CREATE TABLE contact_changes (
    account_id BYTEA NOT NULL PRIMARY KEY,
    change_id BYTEA NOT NULL,
    value_sealed BYTEA NOT NULL,
    replaces BYTEA,                        -- the contact that it takes the place of; null where it is one more
    code_hash BYTEA NOT NULL,              -- keyed, with the change's id
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX contact_changes_expiry ON contact_changes (expires_at);

-- How somebody stands with their addresses.
CREATE TABLE contact_standings (
    account_id BYTEA NOT NULL PRIMARY KEY,
    own_since BIGINT,                      -- they changed one here: the next import leaves theirs alone
    postponed_at BIGINT                    -- « Plus tard » to a second way to recover (O12)
);
