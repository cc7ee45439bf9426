-- Phones that carry our own authenticator (E5, X3): how one is brought to an account, what it is asked.
CREATE TABLE vap_enrolments (
    account_id BYTEA NOT NULL,
    enrolment_id BYTEA NOT NULL,
    secret_hash BYTEA NOT NULL,
    code_digest BYTEA NOT NULL,            -- of the code that is typed; one live code opens one enrolment
    shown_sealed BYTEA,                    -- link and code, for a page that is opened again; gone once claimed
    claim_hash BYTEA,                      -- once claimed: whoever claimed may register
    nonce TEXT,
    confirm TEXT NOT NULL,                 -- auto, number (E6)
    phone_id BYTEA,
    browser_digest BYTEA NOT NULL,         -- the browser that shows it (EN3)
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, enrolment_id)
);
CREATE UNIQUE INDEX vap_enrolments_id ON vap_enrolments (enrolment_id);
CREATE UNIQUE INDEX vap_enrolments_code ON vap_enrolments (code_digest);
CREATE INDEX vap_enrolments_changed ON vap_enrolments (changed_at);
CREATE INDEX vap_enrolments_expires ON vap_enrolments (expires_at);

CREATE TABLE phones (
    account_id BYTEA NOT NULL,
    phone_id BYTEA NOT NULL,
    device_id BYTEA NOT NULL,
    kid TEXT NOT NULL,                     -- RFC 7638 thumbprint; a key serves one account once
    public_key BYTEA NOT NULL,             -- the point, uncompressed
    about_sealed BYTEA NOT NULL,           -- what the phone says of itself
    label_sealed BYTEA NOT NULL,           -- as its owner calls it
    totp_sealed BYTEA,
    push_sealed BYTEA,
    push_state TEXT NOT NULL,              -- absent, live, dead
    state TEXT NOT NULL,                   -- pending, active, suspended, revoked
    registered_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, phone_id)
);
CREATE UNIQUE INDEX phones_id ON phones (phone_id);
CREATE UNIQUE INDEX phones_kid ON phones (kid);

CREATE TABLE vap_challenges (
    account_id BYTEA NOT NULL,
    challenge_id BYTEA NOT NULL,
    phone_id BYTEA NOT NULL,
    client TEXT NOT NULL,                  -- one pending for an account and a client (PU3)
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    text_sealed BYTEA NOT NULL,            -- the signed text as it was sent
    hash BYTEA NOT NULL,
    number_mode TEXT NOT NULL,
    number_sealed BYTEA NOT NULL,          -- the page shows it again after a reload
    tries_left BIGINT NOT NULL,
    browser_digest BYTEA NOT NULL,         -- the browser that waits
    answer_sealed BYTEA,                   -- the phone's signed text
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, challenge_id)
);
CREATE UNIQUE INDEX vap_challenges_id ON vap_challenges (challenge_id);
CREATE INDEX vap_challenges_changed ON vap_challenges (changed_at);
CREATE INDEX vap_challenges_expires ON vap_challenges (expires_at);

-- Who asks a phone, or offers a place to one, steps forward here first: of parallel ones, one wins.
CREATE TABLE vap_rounds (
    account_id BYTEA NOT NULL PRIMARY KEY,
    round BIGINT NOT NULL
);

-- Ids of proofs that changed something, until they could not serve again anyway.
CREATE TABLE vap_proofs (
    phone_id BYTEA NOT NULL,
    proof_digest BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (phone_id, proof_digest)
);
CREATE INDEX vap_proofs_expires ON vap_proofs (expires_at);
