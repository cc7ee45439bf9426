-- Passkeys are authenticators; what they need besides (PK1, PK2).

-- The name under which devices keep the passkeys of one account: drawn by chance, says nothing, never changes.
CREATE TABLE passkey_users (
    account_id BYTEA NOT NULL PRIMARY KEY,
    user_handle BYTEA NOT NULL
);
CREATE UNIQUE INDEX passkey_users_handle ON passkey_users (user_handle);

-- Challenges that were answered rightly. Those that wait for an answer are written nowhere: a stranger grows no store.
CREATE TABLE spent_challenges (
    challenge_digest BYTEA NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL             -- after this the challenge is refused for its age
);
CREATE INDEX spent_challenges_expiry ON spent_challenges (expires_at);
