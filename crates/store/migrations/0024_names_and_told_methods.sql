-- What somebody calls a device of theirs, beside the label that its browser gives at each sign-in (O11).
ALTER TABLE devices ADD COLUMN name_sealed BYTEA;
-- The method of two-step verification that a notice told of: « ce n'était pas moi » ends it (X10).
ALTER TABLE alarms ADD COLUMN method_id BYTEA;
