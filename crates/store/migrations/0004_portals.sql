-- Portals behind forward-auth (O2): which origins there are, and the browsers that each has signed in.
CREATE TABLE portal_origins (
    origin TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL
);
CREATE INDEX portal_origins_client ON portal_origins (client_id);

-- One browser at one portal. It lives as long as some session of its sign-in does: ending the sign-in ends it at once.
CREATE TABLE portal_sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL,
    sign_in_id BYTEA NOT NULL,
    origin TEXT NOT NULL,
    person_sealed BYTEA NOT NULL,          -- what the portal is told: subject, name, mail
    started_at BIGINT NOT NULL
);
CREATE INDEX portal_sessions_started ON portal_sessions (started_at);
