-- A notice's people are counted by the indexes on what waits, what is under way and whom it has not reached; what is
-- left of its audience was sent. An index on every state would change twice with every message.
DROP INDEX outbox_notice;

-- Whether a person has opted out in any chat is a look into a small index.
DROP INDEX chat_opted_out;
CREATE INDEX chat_opted_out ON chat ((COALESCE(worker_id, id))) WHERE contact IN ('opted_out', 'blocked_opted_out');

-- Whom it has not reached, counted by reason.
CREATE INDEX outbox_reasons ON outbox (notice_id, state, error) WHERE state IN ('failed', 'unknown', 'excluded');

-- A notice's message has no place in its chat's transcript before something else is said there: otherwise each of them
-- would write its chat as well.
ALTER TABLE outbox ADD COLUMN unplaced BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX outbox_unplaced ON outbox (chat_id) WHERE unplaced;
