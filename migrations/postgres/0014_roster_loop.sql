-- An employer's roster as a whole. While to_match, somebody on it may have registered before they were declared.
CREATE TABLE roster (
    employer_id TEXT PRIMARY KEY REFERENCES employer (id),
    stage TEXT NOT NULL,
    remarks TEXT,
    changed_by TEXT NOT NULL REFERENCES staff (id),
    changed_at BIGINT NOT NULL,
    to_match BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX roster_to_match ON roster (employer_id) WHERE to_match;

-- People whom HR has declared, registered or not; found by the same keyed hashes as workers.
CREATE TABLE declared (
    id TEXT PRIMARY KEY,
    employer_id TEXT NOT NULL REFERENCES employer (id),
    name TEXT NOT NULL,
    id_hash TEXT NOT NULL,
    id_sealed BYTEA NOT NULL,
    id_mask TEXT NOT NULL,
    mobile_hash TEXT,
    mobile_sealed BYTEA,
    mobile_mask TEXT,
    standing TEXT NOT NULL,
    declared_by TEXT NOT NULL REFERENCES staff (id),
    declared_at BIGINT NOT NULL,
    UNIQUE (employer_id, id_hash)
);
CREATE INDEX declared_person ON declared (id_hash);
CREATE INDEX declared_mobile ON declared (mobile_hash);

-- Uploaded rosters, until they expire. What stood in the file is sealed.
CREATE TABLE roster_upload (
    id TEXT PRIMARY KEY,
    employer_id TEXT NOT NULL REFERENCES employer (id),
    file TEXT NOT NULL,
    uploaded_by TEXT NOT NULL REFERENCES staff (id),
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    rows_done BIGINT NOT NULL DEFAULT 0,
    added BIGINT,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX roster_upload_expiry ON roster_upload (expires_at);

CREATE TABLE roster_upload_row (
    upload_id TEXT NOT NULL REFERENCES roster_upload (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    same_as BIGINT,
    row_sealed BYTEA NOT NULL,
    name TEXT,
    id_hash TEXT,
    id_sealed BYTEA,
    id_mask TEXT,
    mobile_hash TEXT,
    mobile_sealed BYTEA,
    mobile_mask TEXT,
    PRIMARY KEY (upload_id, number)
);
CREATE INDEX roster_upload_row_person ON roster_upload_row (upload_id, id_hash);
CREATE INDEX roster_upload_row_kind ON roster_upload_row (upload_id, kind, number);

-- Until when HR is to answer a claim, and when that had passed without an answer.
ALTER TABLE roster_line ADD COLUMN due_at BIGINT;
ALTER TABLE roster_line ADD COLUMN lapsed_at BIGINT;
CREATE INDEX roster_line_due ON roster_line (due_at) WHERE state = 'claimed' AND lapsed_at IS NULL;
CREATE INDEX roster_line_claimed ON roster_line (employer_id) WHERE state = 'claimed';
