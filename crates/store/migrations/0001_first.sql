-- The first schema. One text for SQLite and PostgreSQL: TEXT, BIGINT, BYTEA; instants in milliseconds; states as nullable
-- instants; ids of 16 bytes made by us. `*_sealed` is AES-256-GCM with a key id in front (KE2); `*_digest` is a keyed blind
-- index of 16 bytes. Hot tables carry the account first, or are found by a unique digest.

-- people and contracts (O1) ------------------------------------------------------------------------------------------
CREATE TABLE accounts (
    account_id BYTEA NOT NULL PRIMARY KEY,
    origin_digest BYTEA NOT NULL,          -- digest of (source, ref): the key of a repeated import
    brand TEXT NOT NULL,
    locale TEXT NOT NULL,
    person_sealed BYTEA NOT NULL,          -- JSON of the person's name
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE UNIQUE INDEX accounts_origin ON accounts (origin_digest);

CREATE TABLE identifiers (
    value_digest BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL,
    kind TEXT NOT NULL,                    -- mail | phone | login
    value_sealed BYTEA NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX identifiers_account ON identifiers (account_id);

CREATE TABLE contacts (
    account_id BYTEA NOT NULL,
    contact_id BYTEA NOT NULL,
    kind TEXT NOT NULL,                    -- mail | phone
    value_digest BYTEA NOT NULL,           -- not unique: two people may share an address (O1)
    value_sealed BYTEA NOT NULL,
    verified_at BIGINT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, contact_id)
);
CREATE UNIQUE INDEX contacts_account ON contacts (account_id, value_digest);
CREATE INDEX contacts_value ON contacts (value_digest);

CREATE TABLE contracts (
    contract_id BYTEA NOT NULL PRIMARY KEY,
    origin_digest BYTEA NOT NULL,
    ref_sealed BYTEA NOT NULL,
    brand TEXT NOT NULL,
    kind TEXT NOT NULL,                    -- internet | mobile | other (O5)
    segment TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX contracts_origin ON contracts (origin_digest);

CREATE TABLE memberships (
    account_id BYTEA NOT NULL,
    contract_id BYTEA NOT NULL,
    role TEXT NOT NULL,                    -- holder | member
    since BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, contract_id)
);
CREATE INDEX memberships_contract ON memberships (contract_id);

CREATE TABLE lines (
    contract_id BYTEA NOT NULL,
    line_id BYTEA NOT NULL,
    number_digest BYTEA NOT NULL,
    number_sealed BYTEA NOT NULL,
    PRIMARY KEY (contract_id, line_id)
);
CREATE UNIQUE INDEX lines_number ON lines (contract_id, number_digest);

CREATE TABLE mailboxes (
    contract_id BYTEA NOT NULL,
    mailbox_id BYTEA NOT NULL,
    account_id BYTEA,                      -- whose it is; null while nobody has taken it
    address_digest BYTEA NOT NULL,
    address_sealed BYTEA NOT NULL,
    PRIMARY KEY (contract_id, mailbox_id)
);
CREATE UNIQUE INDEX mailboxes_address ON mailboxes (address_digest);
CREATE INDEX mailboxes_account ON mailboxes (account_id);

-- credentials --------------------------------------------------------------------------------------------------------
CREATE TABLE passwords (
    account_id BYTEA NOT NULL PRIMARY KEY,
    hash_sealed BYTEA NOT NULL,
    scheme TEXT NOT NULL,                  -- algorithm and cost, such as argon2id:19456:2:1; the decoys' mix (NU2)
    origin TEXT NOT NULL,                  -- imported | upgraded | chosen; an import overwrites only `imported`
    set_at BIGINT NOT NULL
);
CREATE INDEX passwords_scheme ON passwords (scheme);

-- Tries at a secret, booked before they are judged. Keys are digests: of an account, of a known device, of one of a fixed
-- number of buckets for identifiers nobody has and for networks. So the table is bounded by what we hold.
CREATE TABLE attempts (
    counter_key BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

-- devices and sessions (O10, O11, SE1-SE10) -----------------------------------------------------------------------------
CREATE TABLE devices (
    device_id BYTEA NOT NULL PRIMARY KEY,  -- one person in one browser; also the selector of its kept cookie
    account_id BYTEA NOT NULL,
    label_sealed BYTEA NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    sign_in_id BYTEA NOT NULL,             -- the sign-in that a kept cookie renews
    methods TEXT NOT NULL,                 -- amr words of that sign-in, separated by spaces
    kept_until BIGINT,
    verifier_hash BYTEA,
    previous_hash BYTEA,
    rotated_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX devices_account ON devices (account_id, last_seen_at);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    session_id BYTEA NOT NULL,
    account_id BYTEA NOT NULL,
    device_id BYTEA NOT NULL,
    sign_in_id BYTEA NOT NULL,
    started_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    methods TEXT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX sessions_account ON sessions (account_id, sign_in_id);
CREATE INDEX sessions_device ON sessions (device_id);
CREATE INDEX sessions_ends ON sessions (ends_at);

-- Which relying parties a sign-in opened: whom to tell when it ends (SE7).
CREATE TABLE opened_clients (
    sign_in_id BYTEA NOT NULL,
    client_id TEXT NOT NULL,
    account_id BYTEA NOT NULL,
    first_at BIGINT NOT NULL,
    PRIMARY KEY (sign_in_id, client_id)
);
CREATE INDEX opened_clients_account ON opened_clients (account_id, first_at);
CREATE INDEX opened_clients_first ON opened_clients (first_at);

-- journeys: the state is an opaque sealed document ------------------------------------------------------------------------
CREATE TABLE journeys (
    journey_id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA,
    kind TEXT NOT NULL,
    state_version BIGINT NOT NULL,         -- of the state's form, for releases that change it
    version BIGINT NOT NULL,               -- moves at each turn: the other tab won if it moved
    body_sealed BYTEA NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX journeys_expiry ON journeys (expires_at);

-- relying parties and what was issued to them ---------------------------------------------------------------------------------
CREATE TABLE clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,                -- JSON of domain::Client
    secret_hash BYTEA,                     -- SHA-256 of a 256-bit secret; a slow hash would add nothing
    changed_at BIGINT NOT NULL,
    removed_at BIGINT
);

CREATE TABLE consents (
    account_id BYTEA NOT NULL,
    client_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, client_id)
);

CREATE TABLE authorization_codes (
    code_hash BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL,
    client_id TEXT NOT NULL,
    sign_in_id BYTEA NOT NULL,
    grant_sealed BYTEA NOT NULL,           -- JSON: redirect_uri, scope, nonce, code_challenge, auth_time, methods
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);

CREATE TABLE access_tokens (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL,
    client_id TEXT NOT NULL,
    sign_in_id BYTEA NOT NULL,
    code_hash BYTEA NOT NULL,
    scope TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX access_tokens_sign_in ON access_tokens (sign_in_id);
CREATE INDEX access_tokens_code ON access_tokens (code_hash);
CREATE INDEX access_tokens_account ON access_tokens (account_id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

-- audit: 64 hash chains (AU1-AU4) ------------------------------------------------------------------------------------------------
CREATE TABLE audit_lanes (
    lane BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    head BYTEA NOT NULL
);

CREATE TABLE audit (
    lane BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act_id BYTEA NOT NULL,                 -- what was written together
    at BIGINT NOT NULL,
    code TEXT NOT NULL,
    account_id BYTEA,
    body TEXT NOT NULL,                    -- JSON of the fact: ids and words, nothing personal
    salt BYTEA,
    personal_sealed BYTEA,                 -- device and network; erased with the salt, and the chain still verifies
    leaf BYTEA NOT NULL,
    head BYTEA NOT NULL,
    PRIMARY KEY (lane, seq)
);
CREATE INDEX audit_account ON audit (account_id, at, seq);

-- outbox: what is to be sent, durable and at least once -----------------------------------------------------------------------------
CREATE TABLE outbox (
    message_id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA,
    channel TEXT NOT NULL,
    body_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    claimed_until BIGINT,
    failed_at BIGINT                       -- given up, with the body deleted
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE failed_at IS NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;

-- imports: how far each file came ----------------------------------------------------------------------------------------------------
CREATE TABLE imports (
    file_digest BYTEA NOT NULL PRIMARY KEY,
    lines_done BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
