-- Who uses texts and calls is told once that they end (SM6). The index holds only those who were not told yet.
ALTER TABLE authenticators ADD COLUMN told_of_end_at BIGINT;
CREATE INDEX authenticators_untold ON authenticators (account_id)
    WHERE kind IN ('sms', 'voice') AND ended_at IS NULL AND told_of_end_at IS NULL;
