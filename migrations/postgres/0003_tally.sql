-- What became of a notice's messages, minute by minute (minutes since 1970): for the chart, and for the time it will
-- take. A message that failed and is sent later counts in both minutes.
CREATE TABLE notice_tally (
    notice_id TEXT NOT NULL REFERENCES notice (id),
    channel TEXT NOT NULL,
    minute BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    PRIMARY KEY (notice_id, channel, minute)
);
-- How fast a channel goes, whichever notice it is sending.
CREATE INDEX notice_tally_minute ON notice_tally (minute);
