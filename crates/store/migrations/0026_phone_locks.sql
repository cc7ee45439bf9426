-- The phone's own lock, a passkey of its device, and since when: it may stand for the password (C28, decision 5).
ALTER TABLE phones ADD COLUMN lock_sealed BYTEA;
ALTER TABLE phones ADD COLUMN locked_at BIGINT;
-- Whether an approval came from behind that lock.
ALTER TABLE vap_challenges ADD COLUMN unlocked BIGINT NOT NULL DEFAULT 0;
