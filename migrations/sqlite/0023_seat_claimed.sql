-- When whoever has the seat claimed it. Taking a seat is what everybody waits for, so that entry of the seat's history
-- stands on the seat itself while they have it, and is written out when they leave it. What was taken before this
-- migration has its entry already.
DROP TRIGGER seat_taken;
ALTER TABLE seat DROP COLUMN taken_as;
ALTER TABLE seat ADD COLUMN claimed_at BIGINT;
