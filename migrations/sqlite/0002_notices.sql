-- How a notice goes out, and when it starts by itself.
ALTER TABLE notice ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE notice ADD COLUMN send_at BIGINT;
CREATE INDEX notice_scheduled ON notice (send_at) WHERE state = 'scheduled';

-- The picture or document that goes with a notice.
CREATE TABLE notice_file (
    notice_id TEXT PRIMARY KEY REFERENCES notice (id),
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    bytes BLOB NOT NULL
);

-- Uploaded lists of people, by keyed hash of their mobile or resident ID; the numbers themselves are not kept.
CREATE TABLE audience_list (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    uploaded_by TEXT NOT NULL REFERENCES staff (id),
    uploaded_at BIGINT NOT NULL,
    rows_read BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    unreadable BIGINT NOT NULL
);

CREATE TABLE audience_list_entry (
    list_id TEXT NOT NULL REFERENCES audience_list (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (list_id, hash)
) WITHOUT ROWID;
