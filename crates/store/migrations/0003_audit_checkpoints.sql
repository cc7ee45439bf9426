-- The audit trail proves itself (AU2, AU4): what a leaf says of its personal part outlives that part, so that an entry
-- can be verified after erasure; checkpoints, signed, say where all lanes stood.
ALTER TABLE audit ADD COLUMN personal_hash BYTEA;      -- SHA-256 over salt and personal part; null where there never was one

-- Reading by time or by code, newest first, page by page.
CREATE INDEX audit_at ON audit (at, lane, seq);
CREATE INDEX audit_code ON audit (code, at, lane, seq);

-- What is still to be erased one day, and nothing else.
CREATE INDEX audit_personal ON audit (at) WHERE personal_sealed IS NOT NULL;

CREATE TABLE audit_checkpoints (
    seq BIGINT NOT NULL PRIMARY KEY,       -- from 1; two nodes never write the same one
    at BIGINT NOT NULL,
    jws TEXT NOT NULL                      -- vestibule-checkpoint+jwt: all heads, and the hash of the one before
);
CREATE INDEX audit_checkpoints_at ON audit_checkpoints (at);
