-- An authenticator that was guessed at too often proves nothing any more, and the account stays protected by it (TO3).
ALTER TABLE authenticators ADD COLUMN blocked_at BIGINT;
