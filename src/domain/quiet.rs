//! Quiet hours: when a worker's telephone is left alone by notices, and HR's by questions about who waits. Replies and
//! messages about the own trip come at any hour.

use super::time::Timestamp;
use chrono::{Days, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// The hours of each day, in Asia/Shanghai, in which no notice goes out; they may pass midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    from: NaiveTime,
    until: NaiveTime,
}

impl QuietHours {
    /// None at all.
    pub const NONE: Self = Self::new(NaiveTime::MIN, NaiveTime::MIN);

    /// From the first time of day to the second, which is no longer quiet; none when they are the same. Seconds do
    /// not count.
    pub const fn new(from: NaiveTime, until: NaiveTime) -> Self {
        Self { from, until }
    }

    /// When they begin and when they are over.
    pub const fn times(self) -> (NaiveTime, NaiveTime) {
        (self.from, self.until)
    }

    /// When they end, if `now` lies in them.
    pub fn end(self, now: Timestamp) -> Option<Timestamp> {
        let time = now.local().time();
        let (after, before) = (time >= self.from, time < self.until);
        let quiet = match self.from <= self.until {
            true => after && before,
            false => after || before,
        };
        let day = match before {
            true => now.date(),
            false => now.date().checked_add_days(Days::new(1))?,
        };
        let end = Timestamp::shanghai(day, self.until.hour(), self.until.minute())?;
        quiet.then_some(end)
    }

    /// When they begin next, at `now` or later; `None` when there are none.
    pub fn next_begin(self, now: Timestamp) -> Option<Timestamp> {
        if self.from == self.until {
            return None;
        }
        let begin = |day| Timestamp::shanghai(day, self.from.hour(), self.from.minute());
        let today = begin(now.date())?;
        match today >= now {
            true => Some(today),
            false => begin(now.date().checked_add_days(Days::new(1))?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
        let date = NaiveDate::from_ymd_opt(2020, 2, day).unwrap();
        Timestamp::shanghai(date, hour, minute).unwrap()
    }

    fn hours(from: u32, until: u32) -> QuietHours {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        QuietHours::new(time(from), time(until))
    }

    #[test]
    fn a_night_passes_midnight() {
        let night = hours(21, 7);
        assert_eq!(night.end(at(23, 20, 59)), None);
        assert_eq!(night.end(at(23, 21, 0)), Some(at(24, 7, 0)));
        assert_eq!(night.end(at(24, 0, 0)), Some(at(24, 7, 0)));
        assert_eq!(night.end(at(24, 6, 59)), Some(at(24, 7, 0)));
        assert_eq!(night.end(at(24, 7, 0)), None);
    }

    #[test]
    fn a_rest_at_noon_lies_within_a_day_and_none_is_none() {
        let noon = hours(12, 14);
        assert_eq!(noon.end(at(23, 11, 59)), None);
        assert_eq!(noon.end(at(23, 13, 0)), Some(at(23, 14, 0)));
        assert_eq!(noon.end(at(23, 14, 0)), None);
        assert_eq!(QuietHours::NONE.end(at(23, 0, 0)), None);
        assert_eq!(hours(9, 9).end(at(23, 9, 0)), None);
    }

    #[test]
    fn they_begin_today_or_tomorrow() {
        let night = hours(21, 7);
        assert_eq!(night.next_begin(at(23, 20, 0)), Some(at(23, 21, 0)));
        assert_eq!(night.next_begin(at(23, 21, 0)), Some(at(23, 21, 0)));
        assert_eq!(night.next_begin(at(23, 21, 1)), Some(at(24, 21, 0)));
        assert_eq!(QuietHours::NONE.next_begin(at(23, 0, 0)), None);
    }
}
