//! Time as the product speaks of it: epoch milliseconds, shown in Asia/Shanghai (domain reference §2).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A moment, in milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// Asia/Shanghai: eight hours ahead of UTC, no daylight saving since 1991.
pub fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| unreachable!("eight hours is a valid offset"))
}

impl Timestamp {
    /// From epoch milliseconds.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// Epoch milliseconds.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// A wall-clock moment in Asia/Shanghai; `None` for a date or time that does not exist.
    pub fn shanghai(date: NaiveDate, hour: u32, minute: u32) -> Option<Self> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        let local = date
            .and_time(time)
            .and_local_timezone(shanghai())
            .single()?;
        Some(Self(local.timestamp_millis()))
    }

    /// This moment as a wall clock in Asia/Shanghai shows it; the epoch when out of range.
    pub fn local(self) -> DateTime<FixedOffset> {
        DateTime::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .with_timezone(&shanghai())
    }

    /// The calendar day in Asia/Shanghai.
    pub fn date(self) -> NaiveDate {
        self.local().date_naive()
    }

    /// Later by `span`; stops at the end of representable time.
    pub fn plus(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// This moment less a span; the earliest representable moment when it would be before that.
    pub fn minus(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// Time since `earlier`; zero when `earlier` is in fact later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}
