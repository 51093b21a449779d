-- A seat's history is written by the database as it is taken, not by a statement of its own: taking a seat is what
-- everybody waits for. The column says how it was taken last: 'held' for a claim, 'offered' for an offer.
ALTER TABLE seat ADD COLUMN taken_as TEXT;

CREATE FUNCTION note_taken_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at)
    VALUES (NEW.id, NEW.trip_id, NEW.worker_id, NEW.taken_as, NEW.changed_at);
    RETURN NULL;
END
$$;

CREATE TRIGGER seat_taken AFTER UPDATE OF taken_as ON seat FOR EACH ROW EXECUTE FUNCTION note_taken_seat();
