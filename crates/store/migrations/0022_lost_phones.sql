-- What was on a telephone that its owner lost proves nothing until they give it back (C29). It is blocked as well; a block that
-- came with the loss bears the same instant, and goes with it.
ALTER TABLE authenticators ADD COLUMN lost_at BIGINT;
