//! When a vehicle is its crew's business.

use super::super::time::Timestamp;
use chrono::Days;
use std::time::Duration;

/// How long somebody counts as under way on a vehicle that has not arrived: the longest drive there is, with rests.
pub const LONGEST_JOURNEY: Duration = Duration::from_secs(36 * 3600);

/// Where a moment lies in a vehicle's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    /// Before it; the crew sees the vehicle from then on.
    Early(Timestamp),
    /// Within it; the crew sees the vehicle until then.
    On(Timestamp),
    /// After it.
    Over,
}

/// Where `now` lies in the day of a vehicle. It begins with the day before departure, on which crews drive out to the
/// first stop, and ends with the day of arrival in Asia/Shanghai or, where none is noted, [`LONGEST_JOURNEY`] after
/// departure. Outside it the crew sees nobody's name: personal data is shown for as long as the work needs it
/// (domain reference §3).
pub fn watch(departs_at: Timestamp, arrived_at: Option<Timestamp>, now: Timestamp) -> Watch {
    let midnight = |date: Option<chrono::NaiveDate>, otherwise: Timestamp| {
        date.and_then(|date| Timestamp::shanghai(date, 0, 0))
            .unwrap_or(otherwise)
    };
    let eve = departs_at.date().checked_sub_days(Days::new(1));
    let from = midnight(eve, departs_at);
    let until = match arrived_at {
        Some(at) => midnight(at.date().checked_add_days(Days::new(1)), at),
        None => departs_at.plus(LONGEST_JOURNEY),
    };
    if now < from {
        Watch::Early(from)
    } else if now < until {
        Watch::On(until)
    } else {
        Watch::Over
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

    #[test]
    fn a_vehicles_day_is_from_the_eve_to_the_end_of_the_day_of_arrival() {
        let departure = at(24, 13, 0);
        let eve = at(23, 0, 0);
        assert_eq!(watch(departure, None, at(22, 23, 59)), Watch::Early(eve));
        let late = at(26, 1, 0);
        assert_eq!(watch(departure, None, eve), Watch::On(late));
        assert_eq!(watch(departure, None, at(26, 0, 59)), Watch::On(late));
        assert_eq!(watch(departure, None, late), Watch::Over);
        let there = Some(at(24, 22, 0));
        assert_eq!(
            watch(departure, there, at(24, 23, 59)),
            Watch::On(at(25, 0, 0))
        );
        assert_eq!(watch(departure, there, at(25, 0, 0)), Watch::Over);
    }
}
