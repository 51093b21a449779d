-- A vehicle's day: doors open, supplies checked in, gone, there.
ALTER TABLE vehicle ADD COLUMN doors_open_at BIGINT;
ALTER TABLE vehicle ADD COLUMN supplies_at BIGINT;
ALTER TABLE vehicle ADD COLUMN supplies_by TEXT REFERENCES staff (id);
ALTER TABLE vehicle ADD COLUMN departed_at BIGINT;
ALTER TABLE vehicle ADD COLUMN arrived_at BIGINT;

-- Who serves on which vehicle.
CREATE TABLE vehicle_crew (
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    staff_id TEXT NOT NULL REFERENCES staff (id),
    duty TEXT NOT NULL,
    added_by TEXT NOT NULL REFERENCES staff (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (vehicle_id, staff_id)
);
CREATE INDEX vehicle_crew_staff ON vehicle_crew (staff_id);

-- What happened at the doors; only ever added to. The identifier is the device's own, so that what it sends twice
-- is written once. happened_at is the device's time, received_at ours.
CREATE TABLE boarding (
    id TEXT PRIMARY KEY,
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    ticket_id TEXT REFERENCES ticket (id),
    seat_id TEXT REFERENCES seat (id),
    worker_id TEXT REFERENCES worker (id),
    kind TEXT NOT NULL,
    reasons TEXT NOT NULL,
    temperature BIGINT,
    health_code TEXT,
    undoes TEXT REFERENCES boarding (id),
    seat_before TEXT,
    conflicts_with TEXT REFERENCES boarding (id),
    device TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    offline BOOLEAN NOT NULL,
    happened_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX boarding_vehicle ON boarding (vehicle_id, received_at);
CREATE INDEX boarding_seat ON boarding (seat_id);
CREATE UNIQUE INDEX boarding_undone_once ON boarding (undoes) WHERE undoes IS NOT NULL;

-- Temperatures taken on the way.
CREATE TABLE temperature (
    id TEXT PRIMARY KEY,
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    seat_id TEXT NOT NULL REFERENCES seat (id),
    worker_id TEXT NOT NULL REFERENCES worker (id),
    tenths BIGINT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    taken_at BIGINT NOT NULL
);
CREATE INDEX temperature_vehicle ON temperature (vehicle_id, taken_at);

-- An employer's word that its people have arrived, with those who have not.
CREATE TABLE arrival (
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    employer_id TEXT NOT NULL REFERENCES employer (id),
    expected BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    missing TEXT NOT NULL,
    remark TEXT,
    signed_by TEXT NOT NULL REFERENCES staff (id),
    signed_at BIGINT NOT NULL,
    PRIMARY KEY (vehicle_id, employer_id)
);
