-- A worker whose data are erased: the row stays for the ids that refer to it, with nothing in it.
ALTER TABLE worker ADD COLUMN erased_at BIGINT;

-- Proof of an erasure: of whom (an id that no longer leads to anybody), when, by whom ('self' or an account), why,
-- and how many things of each kind went (JSON).
CREATE TABLE erasure (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_whom TEXT NOT NULL,
    reason TEXT,
    counts TEXT NOT NULL
);
CREATE INDEX erasure_newest ON erasure (at);

-- What a retention sweep removed: how many of a kind, and the moment of the oldest that is still kept.
CREATE TABLE retention_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    removed BIGINT NOT NULL,
    oldest_kept BIGINT
);
CREATE INDEX retention_run_newest ON retention_run (at);

-- What a worker has asked to be given of their own data: sealed, for their own chat only, and gone soon.
CREATE TABLE download (
    id TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    content_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX download_chat ON download (chat_id);
CREATE INDEX download_expiry ON download (expires_at);

-- When a chat that never registered last had its answers about health removed.
ALTER TABLE chat ADD COLUMN health_gone_at BIGINT;

-- What the sweep looks for.
CREATE INDEX registration_health ON registration (health_observed_at) WHERE health_observed_at > 0;
CREATE INDEX chat_unregistered ON chat (last_seen_at) WHERE worker_id IS NULL AND session_sealed IS NOT NULL;
CREATE INDEX attachment_chat ON attachment (chat_id);
CREATE INDEX temperature_worker ON temperature (worker_id);
CREATE INDEX boarding_health ON boarding (vehicle_id) WHERE temperature IS NOT NULL OR health_code IS NOT NULL OR reasons <> '' OR why IS NOT NULL;
CREATE INDEX outbox_said ON outbox (chat_id) WHERE content IS NOT NULL;
CREATE INDEX help_claims ON help (claims_worker) WHERE claims_worker IS NOT NULL;
CREATE INDEX dead_letter_address ON dead_letter (address);
CREATE INDEX chat_event_chat ON chat_event (chat_id);
