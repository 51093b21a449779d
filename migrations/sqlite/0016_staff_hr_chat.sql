-- Whose chat a chat is.
CREATE INDEX staff_chat_chat ON staff_chat (chat_id);

-- When HR was last told in the chat that people wait, up to which claim, and when they last answered there.
CREATE TABLE hr_told (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    told_at BIGINT NOT NULL,
    told_until BIGINT NOT NULL,
    answered_at BIGINT
);

-- Claims that wait, by employer: looked through for new ones again and again.
CREATE INDEX roster_line_waiting ON roster_line (employer_id, created_at) WHERE state = 'claimed';
