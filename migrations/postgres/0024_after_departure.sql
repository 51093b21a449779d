-- Who was not aboard when the vehicle left and was there all the same, as the employer signed it: JSON, ids of workers.
-- What was signed before does not tell.
ALTER TABLE arrival ADD COLUMN came TEXT NOT NULL DEFAULT '[]';

-- Records of the doors that somebody has looked at and settled: they are not open any more. Only ever added to.
CREATE TABLE boarding_settled (
    record_id TEXT PRIMARY KEY REFERENCES boarding (id),
    settled_by TEXT NOT NULL REFERENCES staff (id),
    settled_at BIGINT NOT NULL
);
