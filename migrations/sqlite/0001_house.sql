-- Times are epoch milliseconds, money is fen, identifiers and states are text; *_sealed is encrypted.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- People who sign in ------------------------------------------------------------------------------------

CREATE TABLE employer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    district TEXT NOT NULL,
    zone TEXT,
    listed BOOLEAN NOT NULL,
    listed_from BIGINT,
    listed_until BIGINT,
    link_code TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    employer_id TEXT REFERENCES employer (id),
    district TEXT,
    password_hash TEXT,
    locale TEXT NOT NULL,
    disabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff_session (
    token_hash TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE sign_in_link (
    token_hash TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- What was done, by whom; only ever added to.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT
);

-- Workers and their chats -------------------------------------------------------------------------------

CREATE TABLE worker (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    id_hash TEXT NOT NULL UNIQUE,
    id_sealed BLOB NOT NULL,
    id_mask TEXT NOT NULL,
    mobile_hash TEXT NOT NULL,
    mobile_sealed BLOB NOT NULL,
    mobile_mask TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX worker_mobile ON worker (mobile_hash);

CREATE TABLE chat (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    locale TEXT NOT NULL,
    worker_id TEXT REFERENCES worker (id),
    session_sealed BLOB,
    session_version BIGINT NOT NULL DEFAULT 0,
    last_seq BIGINT NOT NULL DEFAULT 0,
    prompt_ref TEXT,
    contact TEXT NOT NULL DEFAULT 'open',
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    UNIQUE (channel, address)
);
CREATE INDEX chat_worker ON chat (worker_id);
-- The person behind a chat: what a notice's fan-out walks along.
CREATE INDEX chat_person ON chat ((COALESCE(worker_id, id)));

-- One row for each update applied: a replay finds its row and changes nothing.
CREATE TABLE inbound (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    update_id TEXT NOT NULL,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    seq BIGINT,
    echo TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel, address, update_id)
);
CREATE INDEX inbound_chat ON inbound (chat_id, seq);

-- News for a chat that has not been through its dialogue yet, and timers that are due later.
CREATE TABLE chat_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    due_at BIGINT NOT NULL,
    event TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX chat_event_due ON chat_event (due_at);

CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    update_id TEXT NOT NULL,
    payload_sealed BLOB NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    given BOOLEAN NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX consent_chat ON consent (chat_id, kind);

CREATE TABLE attachment (
    id TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    mime TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE registration (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL UNIQUE REFERENCES worker (id),
    chat_id TEXT REFERENCES chat (id),
    state TEXT NOT NULL,
    origin TEXT NOT NULL,
    employer_id TEXT REFERENCES employer (id),
    mode TEXT NOT NULL,
    health_code TEXT NOT NULL,
    health_observed_at BIGINT NOT NULL,
    certificate_sealed BLOB NOT NULL,
    certificate_until TEXT,
    submitted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX registration_employer ON registration (employer_id);
CREATE INDEX registration_origin ON registration (origin);

CREATE TABLE roster_line (
    id TEXT PRIMARY KEY,
    employer_id TEXT NOT NULL REFERENCES employer (id),
    worker_id TEXT NOT NULL REFERENCES worker (id),
    state TEXT NOT NULL,
    reason TEXT,
    decided_by TEXT REFERENCES staff (id),
    decided_at BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (employer_id, worker_id)
);
CREATE INDEX roster_line_worker ON roster_line (worker_id);

-- Trips and seats ---------------------------------------------------------------------------------------

CREATE TABLE trip (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    mode TEXT NOT NULL,
    district TEXT NOT NULL,
    meeting_point TEXT NOT NULL,
    departs_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    spaced BOOLEAN NOT NULL,
    fare_fen BIGINT NOT NULL,
    requirements TEXT NOT NULL,
    source TEXT NOT NULL,
    last_place BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX trip_departs ON trip (state, departs_at);

CREATE TABLE trip_stop (
    trip_id TEXT NOT NULL REFERENCES trip (id),
    ordinal BIGINT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (trip_id, ordinal)
);

CREATE TABLE vehicle (
    id TEXT PRIMARY KEY,
    trip_id TEXT NOT NULL REFERENCES trip (id),
    ordinal BIGINT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (trip_id, ordinal)
);

CREATE TABLE seat (
    id TEXT PRIMARY KEY,
    trip_id TEXT NOT NULL REFERENCES trip (id),
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    number BIGINT NOT NULL,
    label TEXT NOT NULL,
    carriage BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    column_no BIGINT NOT NULL,
    block_no BIGINT NOT NULL,
    sellable BOOLEAN NOT NULL,
    give_order BIGINT NOT NULL,
    state TEXT NOT NULL,
    worker_id TEXT REFERENCES worker (id),
    held_until BIGINT,
    changed_at BIGINT NOT NULL,
    UNIQUE (vehicle_id, number)
);
-- Invariant 3: one active seat a worker, across trips.
CREATE UNIQUE INDEX seat_one_active ON seat (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX seat_to_give ON seat (trip_id, give_order) WHERE state = 'free' AND sellable;
CREATE INDEX seat_trip ON seat (trip_id, vehicle_id, number);
CREATE INDEX seat_holds ON seat (held_until) WHERE state = 'held';
CREATE INDEX seat_kept ON seat (trip_id) WHERE state IN ('reserved', 'confirmed');

-- What happened to seats; only ever added to.
CREATE TABLE seat_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id TEXT NOT NULL REFERENCES seat (id),
    trip_id TEXT NOT NULL,
    worker_id TEXT,
    what TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE waitlist (
    id TEXT PRIMARY KEY,
    trip_id TEXT NOT NULL REFERENCES trip (id),
    worker_id TEXT NOT NULL REFERENCES worker (id),
    chat_id TEXT NOT NULL REFERENCES chat (id),
    place BIGINT NOT NULL,
    state TEXT NOT NULL,
    seat_id TEXT REFERENCES seat (id),
    offer_until BIGINT,
    joined_at BIGINT NOT NULL,
    UNIQUE (trip_id, place)
);
CREATE UNIQUE INDEX waitlist_once ON waitlist (worker_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waitlist_line ON waitlist (trip_id, place) WHERE state = 'waiting';
CREATE INDEX waitlist_live ON waitlist (trip_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waitlist_offers ON waitlist (offer_until) WHERE state = 'offered';

-- Wishes that nothing runs for: what the bureau plans its next trips from.
CREATE TABLE demand (
    worker_id TEXT PRIMARY KEY REFERENCES worker (id),
    origin TEXT NOT NULL,
    employer_id TEXT REFERENCES employer (id),
    mode TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    seat_id TEXT NOT NULL REFERENCES seat (id),
    trip_id TEXT NOT NULL REFERENCES trip (id),
    worker_id TEXT NOT NULL REFERENCES worker (id),
    payload TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    issued_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX ticket_one_valid ON ticket (worker_id) WHERE revoked_at IS NULL;

-- Messages ----------------------------------------------------------------------------------------------

CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    paused_reason TEXT,
    author_id TEXT NOT NULL REFERENCES staff (id),
    approver_id TEXT REFERENCES staff (id),
    audience TEXT NOT NULL,
    content_hash TEXT,
    created_at BIGINT NOT NULL,
    approved_at BIGINT,
    started_at BIGINT,
    finished_at BIGINT,
    fanout_after TEXT,
    fanout_done BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE notice_text (
    notice_id TEXT NOT NULL REFERENCES notice (id),
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (notice_id, locale)
);

-- How often in a row a channel's server has refused a notice's text, and why; gone once it takes one.
CREATE TABLE notice_refusal (
    notice_id TEXT NOT NULL REFERENCES notice (id),
    channel TEXT NOT NULL,
    reason TEXT NOT NULL,
    in_a_row BIGINT NOT NULL,
    PRIMARY KEY (notice_id, channel)
);

-- Outbox and ledger in one: a row is a message to a recipient and its outcome. Never deleted on success.
-- attempts: claims so far, the fence against an old attempt; failures: those that ended undelivered;
-- doubtful: those of which nobody knows whether they arrived.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    lane TEXT NOT NULL,
    content TEXT,
    notice_id TEXT REFERENCES notice (id),
    person TEXT,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    doubtful BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    lease_until BIGINT,
    edit_ref TEXT,
    message_ref TEXT,
    seq BIGINT,
    error TEXT,
    created_at BIGINT NOT NULL,
    settled_at BIGINT
);
-- Invariant 8: at most one delivery per notice and person.
CREATE UNIQUE INDEX outbox_notice_person ON outbox (notice_id, person) WHERE notice_id IS NOT NULL;
CREATE INDEX outbox_replies ON outbox (channel, due_at, id) WHERE state = 'queued' AND lane = 'reply';
CREATE INDEX outbox_bulk ON outbox (notice_id, channel, due_at, id) WHERE state = 'queued' AND lane = 'bulk';
CREATE INDEX outbox_under_way ON outbox (lease_until) WHERE state = 'sending';
-- Keeps the replies of one chat in order.
CREATE INDEX outbox_chat_line ON outbox (chat_id, id) WHERE lane = 'reply' AND state IN ('queued', 'sending');
CREATE INDEX outbox_shown ON outbox (chat_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX outbox_notice ON outbox (notice_id, state) WHERE notice_id IS NOT NULL;
CREATE INDEX outbox_doubtful ON outbox (notice_id) WHERE doubtful > 0;

CREATE TABLE help (
    id TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL REFERENCES chat (id),
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by TEXT,
    claims_worker TEXT REFERENCES worker (id)
);
CREATE UNIQUE INDEX help_one_open ON help (chat_id) WHERE state = 'open';

CREATE TABLE help_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    help_id TEXT NOT NULL REFERENCES help (id),
    author TEXT REFERENCES staff (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX help_message_help ON help_message (help_id, id);

-- Who may act for a shared thing when several replicas run; the fence grows with each new holder.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence BIGINT NOT NULL,
    until BIGINT NOT NULL
);
