-- Priority in line, by worker: who stands before others, and why somebody of the staff said so.
CREATE TABLE line_class (
    worker_id TEXT PRIMARY KEY REFERENCES worker (id),
    class TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL REFERENCES staff (id),
    set_at BIGINT NOT NULL
);

-- People who travel together: all of them or none.
CREATE TABLE party (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    size BIGINT NOT NULL,
    leader_id TEXT NOT NULL REFERENCES worker (id),
    created_at BIGINT NOT NULL
);
CREATE TABLE party_member (
    worker_id TEXT PRIMARY KEY REFERENCES worker (id),
    party_id TEXT NOT NULL REFERENCES party (id),
    chat_id TEXT NOT NULL REFERENCES chat (id),
    joined_at BIGINT NOT NULL
);
CREATE INDEX party_member_party ON party_member (party_id, joined_at);

-- turn: the order of the line, class before place. told_ahead: how many stood in front when the worker last heard.
-- passed: why the last free seat went past them. party_id: the place is a whole party's.
ALTER TABLE waitlist ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE waitlist ADD COLUMN told_ahead BIGINT;
ALTER TABLE waitlist ADD COLUMN passed TEXT;
ALTER TABLE waitlist ADD COLUMN party_id TEXT REFERENCES party (id);
-- Class "ordinary" is rank 3, and a rank weighs 2^40 places.
UPDATE waitlist SET turn = 3298534883328 + place;
DROP INDEX waitlist_line;
CREATE INDEX waitlist_line ON waitlist (trip_id, turn) WHERE state = 'waiting';
CREATE INDEX waitlist_kept ON waitlist (seat_id) WHERE state = 'offered';

-- How fast a line moves.
CREATE INDEX seat_event_trip ON seat_event (trip_id, what, at);

-- A departure that was moved: when, from when; and who has been told of which departure.
ALTER TABLE trip ADD COLUMN moved_at BIGINT;
ALTER TABLE trip ADD COLUMN moved_from BIGINT;
ALTER TABLE trip ADD COLUMN moved_because TEXT;
CREATE INDEX trip_moved ON trip (id) WHERE moved_from IS NOT NULL;
CREATE TABLE trip_told (
    trip_id TEXT NOT NULL REFERENCES trip (id),
    worker_id TEXT NOT NULL REFERENCES worker (id),
    moved_at BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (trip_id, worker_id, moved_at)
);

-- A requirement that an administrator has waived for one worker on one trip.
CREATE TABLE waiver (
    worker_id TEXT NOT NULL REFERENCES worker (id),
    trip_id TEXT NOT NULL REFERENCES trip (id),
    requirement TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_staff TEXT NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (worker_id, trip_id, requirement)
);

-- Seats kept for a place in line besides the one it names: a party's.
CREATE TABLE offer_seat (
    waitlist_id TEXT NOT NULL REFERENCES waitlist (id),
    seat_id TEXT NOT NULL REFERENCES seat (id),
    PRIMARY KEY (waitlist_id, seat_id)
);
