-- Plans of trips: counts of people, never who they are. The three texts are JSON.
CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    author_id TEXT NOT NULL REFERENCES staff (id),
    district TEXT,
    state TEXT NOT NULL,
    terms TEXT NOT NULL,
    request TEXT NOT NULL,
    proposal TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX plan_newest ON plan (created_at);

-- Trips that were entered from a plan.
CREATE TABLE plan_trip (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    trip_id TEXT NOT NULL REFERENCES trip (id),
    PRIMARY KEY (plan_id, trip_id)
);
