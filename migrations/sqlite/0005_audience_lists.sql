-- A row of an uploaded list may give two numbers of one person: entry tells which hashes belong together. A list
-- is written in several transactions and is used once it is whole.
ALTER TABLE audience_list_entry ADD COLUMN entry BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audience_list ADD COLUMN whole BOOLEAN NOT NULL DEFAULT FALSE;

-- Whom a notice has not reached, in the order of the list that is made of them.
CREATE INDEX outbox_unreached ON outbox (notice_id, id) WHERE state IN ('failed', 'unknown', 'excluded');

-- Who of a million has opted out in another chat is a look into a small index.
CREATE INDEX chat_opted_out ON chat (worker_id) WHERE contact IN ('opted_out', 'blocked_opted_out');
