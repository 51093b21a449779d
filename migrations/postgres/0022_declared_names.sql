-- People who are declared and not registered are found at the desk by how their names begin.
ALTER TABLE declared ADD COLUMN name_1 TEXT COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE "C")) STORED;
CREATE INDEX declared_name ON declared (name_1);
