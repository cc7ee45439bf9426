-- The line's original login and password, printed on the contract letter: they stand for the holder until a login and a
-- password of their own are chosen (O7).
CREATE TABLE line_access (
    contract_id BYTEA NOT NULL PRIMARY KEY,
    login_digest BYTEA NOT NULL,           -- of the folded login, as identifiers have it
    login_sealed BYTEA NOT NULL,
    hash_sealed BYTEA NOT NULL,
    scheme TEXT NOT NULL,                  -- for the decoys' mix (NU2)
    set_at BIGINT NOT NULL,
    said_digest BYTEA NOT NULL,            -- of what the import said: saying it again changes nothing
    chosen_by BYTEA                        -- the holder who chose: for them, these serve for choosing only
);
CREATE UNIQUE INDEX line_access_login ON line_access (login_digest);
CREATE INDEX line_access_scheme ON line_access (scheme);

-- What somebody was shown of the screen to choose, and what they said.
CREATE TABLE personalisations (
    account_id BYTEA NOT NULL PRIMARY KEY,
    first_shown_at BIGINT,
    postponed_at BIGINT,
    postponed_until BIGINT,
    weak_at BIGINT,                        -- when the own password was last found too weak (X11)
    chosen_at BIGINT
);
