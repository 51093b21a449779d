-- Why a boarding was taken back.
ALTER TABLE boarding ADD COLUMN why TEXT;
