-- Which edit of an employer is the latest: somebody who edits an older one is told so.
ALTER TABLE employer ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE employer ADD COLUMN changed_at BIGINT;

-- Whom to call at an employer. The number is sealed; its hash finds it, its mask is shown.
CREATE TABLE employer_contact (
    id TEXT PRIMARY KEY,
    employer_id TEXT NOT NULL REFERENCES employer (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    phone_sealed BYTEA NOT NULL,
    phone_mask TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (employer_id, phone_hash)
);

-- One employer, three helpers: one for each duty, and nobody twice.
CREATE TABLE employer_helper (
    employer_id TEXT NOT NULL REFERENCES employer (id),
    duty TEXT NOT NULL,
    name TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    phone_sealed BYTEA NOT NULL,
    phone_mask TEXT NOT NULL,
    PRIMARY KEY (employer_id, duty),
    UNIQUE (employer_id, phone_hash)
);
