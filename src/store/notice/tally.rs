//! What became of a notice's messages, minute by minute; how fast it goes; and when it will have gone out.
//!
//! A turn adds its outcomes in the transaction that writes them down, so the chart and the ledger agree.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::{bad, json, word};
use crate::domain::delivery::ChannelKind;
use crate::domain::id::NoticeId;
use crate::domain::notice::{Forecast, NoticeOptions, NoticeState, Rest, forecast};
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// Milliseconds.
const MINUTE: i64 = 60_000;

/// Most stretches of time a chart is made of.
const STRETCHES: i64 = 120;

/// Minutes before the present one that tell how fast a notice goes.
const LATELY: i64 = 5;

/// Messages that found their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Accepted by the channel.
    pub sent: i64,
    /// Given up for a named reason.
    pub failed: i64,
    /// Of which nobody knows, and which are not sent again.
    pub unknown: i64,
}

/// One stretch of a notice's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TallyStretch {
    /// When it begins, on a whole minute.
    pub from: Timestamp,
    /// How long it is, in whole minutes; the same for all of one notice.
    pub span: Duration,
    /// What found its end in it.
    pub tally: Tally,
}

fn minute_of(at: Timestamp) -> i64 {
    at.millis().div_euclid(MINUTE)
}

fn start_of(minute: i64) -> Timestamp {
    Timestamp::from_millis(minute.saturating_mul(MINUTE))
}

impl Tx {
    /// Adds what has just found its end on a channel.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn add_tally(
        &mut self,
        channel: ChannelKind,
        counts: &BTreeMap<NoticeId, Tally>,
        now: Timestamp,
    ) -> Result<()> {
        for (notice, count) in counts {
            execute!(
                self,
                "INSERT INTO notice_tally (notice_id, channel, minute, sent, failed, unknown) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (notice_id, channel, minute) DO UPDATE SET \
                 sent = notice_tally.sent + excluded.sent, failed = notice_tally.failed + excluded.failed, \
                 unknown = notice_tally.unknown + excluded.unknown",
                notice.as_str(),
                channel.as_str(),
                minute_of(now),
                count.sent,
                count.failed,
                count.unknown,
            )?;
        }
        Ok(())
    }

    /// What became of a notice's messages over time, oldest first: by the minute, or where it took long in longer
    /// stretches, at most 120 of them. Stretches in which nothing happened are left out.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn notice_tally(&mut self, notice: &NoticeId) -> Result<Vec<TallyStretch>> {
        let (first, last) = rows!(
            self,
            fetch_one,
            (Option<i64>, Option<i64>),
            "SELECT MIN(minute), MAX(minute) FROM notice_tally WHERE notice_id = $1",
            notice.as_str(),
        )?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Vec::new());
        };
        let width = (last - first + 1 + STRETCHES - 1) / STRETCHES;
        let found = rows!(
            self,
            fetch_all,
            (i64, i64, i64, i64),
            "SELECT (minute - $2) / $3, CAST(SUM(sent) AS BIGINT), CAST(SUM(failed) AS BIGINT), \
             CAST(SUM(unknown) AS BIGINT) FROM notice_tally WHERE notice_id = $1 \
             GROUP BY (minute - $2) / $3 ORDER BY 1",
            notice.as_str(),
            first,
            width,
        )?;
        let span = Duration::from_secs(u64::try_from(width).unwrap_or(1) * 60);
        let stretches = found
            .into_iter()
            .map(|(n, sent, failed, unknown)| TallyStretch {
                from: start_of(first + n * width),
                span,
                tally: Tally {
                    sent,
                    failed,
                    unknown,
                },
            });
        Ok(stretches.collect())
    }

    /// How many messages of notices a second a channel has brought to their end of late; `None` when it has not gone
    /// for long enough to tell: less than half a minute since `since`, when the notice in question began to go.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn notice_rate(
        &mut self,
        channel: ChannelKind,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Option<f64>> {
        let present = minute_of(now);
        let found = rows!(
            self,
            fetch_all,
            (i64, i64),
            "SELECT minute, CAST(SUM(sent + failed + unknown) AS BIGINT) FROM notice_tally \
             WHERE minute >= $1 AND minute <= $2 AND channel = $3 GROUP BY minute ORDER BY minute",
            present - LATELY,
            present,
            channel.as_str(),
        )?;
        Ok(rate(&found, since, now))
    }

    /// When a notice will have gone out, as of `now`: `None` unless it is being sent. `house` are the quiet hours of
    /// who has none of its own, `ceiling` gives the messages a second that a channel is set to.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a notice that cannot be read.
    pub async fn notice_forecast(
        &mut self,
        notice: &NoticeId,
        house: QuietHours,
        ceiling: impl Fn(ChannelKind) -> Option<u32>,
        now: Timestamp,
    ) -> Result<Option<Forecast>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, Option<i64>, bool),
            "SELECT state, options, started_at, fanout_done FROM notice WHERE id = $1",
            notice.as_str(),
        )?;
        let (state, options, started_at, fanned_out) =
            row.ok_or_else(|| bad("notice", notice.as_str(), "id", "unknown"))?;
        if state != NoticeState::Sending.as_str() {
            return Ok(None);
        }
        let options: NoticeOptions = json("notice", notice.as_str(), "options", &options)?;
        let quiet = options.quiet.unwrap_or(house);
        if !fanned_out {
            let counting = Forecast::Unknown;
            let held = |until| Forecast::HeldUntil {
                until,
                finishes: None,
            };
            return Ok(Some(quiet.end(now).map_or(counting, held)));
        }
        let since = started_at.map_or(now, Timestamp::from_millis);
        let mut both = Forecast::Finishes(now);
        for (channel, waiting) in self.waiting_until_done(notice).await? {
            // In quiet hours that nothing goes says nothing.
            let seen = match quiet.end(now) {
                Some(_) => None,
                None => self.notice_rate(channel, since, now).await?,
            };
            let rest = Rest {
                waiting,
                seen,
                ceiling: ceiling(channel),
                quiet,
            };
            both = both.and(forecast(&rest, now));
        }
        Ok(Some(both))
    }

    /// What has to go before a notice is done, on each channel where some of its own has: that, and what waits of the
    /// notices before it. The few under way are left out, so that the index on what is waiting suffices.
    async fn waiting_until_done(
        &mut self,
        notice: &NoticeId,
    ) -> Result<BTreeMap<ChannelKind, u64>> {
        let before = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT n.id FROM notice AS n JOIN notice AS this ON this.id = $1 \
             WHERE n.state = 'sending' AND (n.started_at < this.started_at \
               OR (n.started_at = this.started_at AND n.id < this.id))",
            notice.as_str(),
        )?;
        let mut waiting = self.notice_waiting(notice).await?;
        for (other,) in before {
            for (channel, count) in self.notice_waiting(&NoticeId::new(other)).await? {
                waiting.entry(channel).and_modify(|sum| *sum += count);
            }
        }
        Ok(waiting)
    }

    /// How many of a notice's messages wait on each channel.
    async fn notice_waiting(&mut self, notice: &NoticeId) -> Result<BTreeMap<ChannelKind, u64>> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64),
            "SELECT channel, COUNT(*) FROM outbox \
             WHERE notice_id = $1 AND state = 'queued' AND lane = 'bulk' GROUP BY channel",
            notice.as_str(),
        )?;
        let counted = found.into_iter().map(|(channel, count)| {
            let known = ChannelKind::parse;
            let kind = word("outbox", notice.as_str(), "channel", &channel, known)?;
            Ok((kind, u64::try_from(count).unwrap_or_default()))
        });
        counted.collect()
    }
}

/// Messages a second, from how many found their end in which minute: over the minutes since the first of them in
/// which something went, which counts only from `since` on; where there are enough, without that first one, of which
/// only a part may have been used.
fn rate(minutes: &[(i64, i64)], since: Timestamp, now: Timestamp) -> Option<f64> {
    let going = match minutes {
        [_, rest @ ..] if rest.len() >= 2 => rest,
        all => all,
    };
    let from = match going.first() {
        Some((minute, _)) => start_of(*minute).max(since),
        // Nothing of late, though it should have been going.
        None => since.max(now.minus(Duration::from_millis(LATELY.unsigned_abs() * 60_000))),
    };
    let time = now.since(from);
    let settled: i64 = going.iter().map(|(_, n)| n).sum();
    let long_enough = time >= Duration::from_secs(30);
    long_enough.then(|| settled as f64 / time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn the_rate_is_what_went_in_the_time_it_took() {
        let close = |rate: Option<f64>, expected: f64| {
            assert!((rate.unwrap() - expected).abs() < 0.01, "{rate:?}");
        };
        // Begun 20 s into the first minute.
        close(rate(&[(0, 1_200)], at(20), at(60)), 30.0);
        assert_eq!(rate(&[(0, 300)], at(20), at(30)), None);
        close(rate(&[(0, 100), (1, 900)], at(20), at(90)), 1_000.0 / 70.0);
        // The first minute may have been used in part: by who resumed in it, say.
        close(rate(&[(5, 1), (6, 1_200), (7, 600)], at(0), at(450)), 20.0);
        // A server that went silent: it sinks, and is nothing in the end.
        close(rate(&[(5, 1), (6, 1_200), (7, 600)], at(0), at(540)), 10.0);
        close(rate(&[], at(0), at(900)), 0.0);
        assert_eq!(rate(&[], at(890), at(900)), None);
    }
}
