-- The desk: find anybody, see their whole story, act on their behalf, share the inbox.

-- A name from its first to its fourth character on, by which any part of a name of up to four characters is found
-- through an index. Longer names are few and are looked through.
ALTER TABLE worker ADD COLUMN name_1 TEXT GENERATED ALWAYS AS (lower(name)) VIRTUAL;
ALTER TABLE worker ADD COLUMN name_2 TEXT GENERATED ALWAYS AS (substr(lower(name), 2)) VIRTUAL;
ALTER TABLE worker ADD COLUMN name_3 TEXT GENERATED ALWAYS AS (substr(lower(name), 3)) VIRTUAL;
ALTER TABLE worker ADD COLUMN name_4 TEXT GENERATED ALWAYS AS (substr(lower(name), 4)) VIRTUAL;
CREATE INDEX worker_name_1 ON worker (name_1);
CREATE INDEX worker_name_2 ON worker (name_2) WHERE length(name) > 1;
CREATE INDEX worker_name_3 ON worker (name_3) WHERE length(name) > 2;
CREATE INDEX worker_name_4 ON worker (name_4) WHERE length(name) > 3;
CREATE INDEX worker_long_name ON worker (name_1) WHERE length(name) > 4;

-- What a worker's story is gathered from.
CREATE INDEX seat_event_worker ON seat_event (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX boarding_worker ON boarding (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX waitlist_worker ON waitlist (worker_id);
CREATE INDEX ticket_worker ON ticket (worker_id);
CREATE INDEX help_chat ON help (chat_id);
CREATE INDEX outbox_undelivered ON outbox (chat_id, id) WHERE state IN ('failed', 'unknown', 'excluded');
-- The first identifier of an entry's subject.
ALTER TABLE audit ADD COLUMN about TEXT GENERATED ALWAYS AS (substr(subject, 1, instr(subject || ' ', ' ') - 1)) VIRTUAL;
CREATE INDEX audit_about ON audit (about);

-- Who of the staff entered it on the worker's behalf; none where the worker did so themselves.
ALTER TABLE inbound ADD COLUMN by_staff TEXT REFERENCES staff (id);
ALTER TABLE consent ADD COLUMN by_staff TEXT REFERENCES staff (id);
ALTER TABLE registration ADD COLUMN by_staff TEXT REFERENCES staff (id);

-- Who of the staff looks after a conversation.
ALTER TABLE help ADD COLUMN assigned_to TEXT REFERENCES staff (id);
ALTER TABLE help ADD COLUMN assigned_at BIGINT;

-- Answers that are given often.
CREATE TABLE canned_answer (
    id TEXT PRIMARY KEY,
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES staff (id),
    changed_at BIGINT NOT NULL,
    UNIQUE (locale, title)
);
