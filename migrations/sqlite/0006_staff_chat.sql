-- The chat in which somebody of the staff is a reader themselves: test messages go there.
CREATE TABLE staff_chat (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    chat_id TEXT NOT NULL REFERENCES chat (id),
    linked_at BIGINT NOT NULL
);

CREATE TABLE staff_chat_code (
    code_hash TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    expires_at BIGINT NOT NULL
);
