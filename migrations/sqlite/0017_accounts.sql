-- From where somebody signed in and when they were last there; both shortened, so that they tell devices apart and
-- no more.
ALTER TABLE staff ADD COLUMN seen_at BIGINT;
ALTER TABLE staff_session ADD COLUMN id TEXT;
ALTER TABLE staff_session ADD COLUMN used_at BIGINT;
ALTER TABLE staff_session ADD COLUMN address TEXT;
ALTER TABLE staff_session ADD COLUMN device TEXT;
UPDATE staff_session SET id = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX staff_session_id ON staff_session (id);
CREATE INDEX staff_session_staff ON staff_session (staff_id);
CREATE INDEX sign_in_link_staff ON sign_in_link (staff_id);

-- The second step of signing in. Not confirmed while it is being set up. last_step is the newest step of time whose
-- code was used: none of it or before is taken again.
CREATE TABLE staff_factor (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    secret_sealed BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE recovery_code (
    staff_id TEXT NOT NULL REFERENCES staff (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (staff_id, code_hash)
);

-- Who has taken the first step of signing in and not yet the second. It opens nothing by itself.
CREATE TABLE sign_in_half (
    token_hash TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    by_link BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_half_staff ON sign_in_half (staff_id);

-- Wrong attempts in a row, by the keyed hash of what was tried; whether there is such an account plays no part.
CREATE TABLE sign_in_attempt (
    key_hash TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sign_in_attempt_age ON sign_in_attempt (last_at);

-- The log of what was done: from where, in order of time by each filter, and only ever added to.
ALTER TABLE audit ADD COLUMN origin TEXT;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_action ON audit (action, at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);

-- But for one thing: when somebody is erased, what was written about them by hand goes.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
WHEN NEW.reason IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor
    OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.origin IS NOT OLD.origin BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;
