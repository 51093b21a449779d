-- A trip that has opened is told to those whose wish is recorded and whom it picks up, a few at a time: the last worker
-- looked at, empty before the first, NULL once all were.
ALTER TABLE trip ADD COLUMN wish_cursor TEXT;
CREATE INDEX trip_wishes ON trip (id) WHERE wish_cursor IS NOT NULL;
