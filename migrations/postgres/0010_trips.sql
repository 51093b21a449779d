-- What a trip's draft needs to be edited again, and what each stop says of its own.
ALTER TABLE trip ADD COLUMN crew_seats BIGINT NOT NULL DEFAULT 0;
-- Grows with every change, so that two people do not overwrite each other.
ALTER TABLE trip ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE trip ADD COLUMN cancelled_because TEXT;

-- Where and when people meet at this stop; none where it is as the trip says.
ALTER TABLE trip_stop ADD COLUMN meeting_point TEXT;
ALTER TABLE trip_stop ADD COLUMN departs_at BIGINT;
