//! When a notice will have gone out: from what is waiting, how fast it has gone of late and its quiet hours.
//!
//! An honest answer moves with reality. What was configured is believed only until something has been seen; what has
//! been seen counts as it is, a pause by the server included.

use super::super::quiet::QuietHours;
use super::super::time::Timestamp;
use std::time::Duration;

/// Beyond this nobody plans.
const HORIZON: Duration = Duration::from_secs(366 * 86_400);

/// What is known about the rest of a notice on one channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rest {
    /// Messages to go before it is done, those of notices that go first included.
    pub waiting: u64,
    /// Messages a second over the last minutes; `None` when it has not gone long enough to tell.
    pub seen: Option<f64>,
    /// Messages a second that are allowed at most; `None` for no limit.
    pub ceiling: Option<u32>,
    /// When it leaves people alone.
    pub quiet: QuietHours,
}

/// When it will have gone out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// About then.
    Finishes(Timestamp),
    /// It waits for its quiet hours to end.
    HeldUntil {
        /// When they end.
        until: Timestamp,
        /// When it will have gone out then, as far as that can be told.
        finishes: Option<Timestamp>,
    },
    /// Nobody can tell: nothing goes out, or it would take more than a year.
    Unknown,
}

impl Forecast {
    /// Of two channels, what holds for both together: the later, and what is unknown of one is of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finishes(a), Self::Finishes(b)) => Self::Finishes(a.max(b)),
            (Self::HeldUntil { until, finishes }, Self::Finishes(b))
            | (Self::Finishes(b), Self::HeldUntil { until, finishes }) => Self::HeldUntil {
                until,
                finishes: finishes.map(|a| a.max(b)),
            },
            (
                Self::HeldUntil { until, finishes },
                Self::HeldUntil {
                    until: other,
                    finishes: b,
                },
            ) => Self::HeldUntil {
                until: until.max(other),
                finishes: finishes.zip(b).map(|(a, b)| a.max(b)),
            },
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
        }
    }
}

/// When the rest of a notice will have gone out, as of `now`.
pub fn forecast(rest: &Rest, now: Timestamp) -> Forecast {
    let finishes = time_needed(rest).and_then(|needed| after_work(needed, rest.quiet, now));
    match (rest.quiet.end(now), finishes) {
        _ if rest.waiting == 0 => Forecast::Finishes(now),
        (Some(until), finishes) => Forecast::HeldUntil { until, finishes },
        (None, Some(at)) => Forecast::Finishes(at),
        (None, None) => Forecast::Unknown,
    }
}

/// How long sending takes, quiet hours aside.
fn time_needed(rest: &Rest) -> Option<Duration> {
    let ceiling = rest.ceiling.map(f64::from);
    let rate = match (rest.seen, ceiling) {
        (Some(seen), Some(ceiling)) => seen.min(ceiling),
        (Some(rate), None) | (None, Some(rate)) => rate,
        (None, None) => return None,
    };
    let seconds = rest.waiting as f64 / rate;
    let possible = rate > 0.0 && seconds <= HORIZON.as_secs_f64();
    possible.then(|| Duration::from_secs_f64(seconds))
}

/// The moment at which so much time has passed outside quiet hours.
fn after_work(mut needed: Duration, quiet: QuietHours, now: Timestamp) -> Option<Timestamp> {
    let mut at = now;
    loop {
        if at.since(now) > HORIZON {
            return None;
        }
        if let Some(end) = quiet.end(at) {
            at = end;
        }
        let Some(begins) = quiet.next_begin(at) else {
            return Some(at.plus(needed));
        };
        let until_then = begins.since(at);
        if needed <= until_then {
            return Some(at.plus(needed));
        }
        needed -= until_then;
        at = begins;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};
    use proptest::prelude::*;

    fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
        let date = NaiveDate::from_ymd_opt(2020, 2, day).unwrap();
        Timestamp::shanghai(date, hour, minute).unwrap()
    }

    fn time(minutes: u32) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap()
    }

    fn rest(waiting: u64, seen: Option<f64>) -> Rest {
        Rest {
            waiting,
            seen,
            ceiling: Some(30),
            quiet: QuietHours::new(time(21 * 60), time(7 * 60)),
        }
    }

    #[test]
    fn the_ceiling_is_believed_until_something_is_seen() {
        let now = at(23, 8, 0);
        let hour = 3_600;
        let finishes = |rest: &Rest| forecast(rest, now);
        assert_eq!(
            finishes(&rest(30 * hour, None)),
            Forecast::Finishes(at(23, 9, 0))
        );
        assert_eq!(
            finishes(&rest(30 * hour, Some(20.0))),
            Forecast::Finishes(at(23, 9, 30))
        );
        assert_eq!(
            finishes(&rest(30 * hour, Some(99.0))),
            Forecast::Finishes(at(23, 9, 0))
        );
        assert_eq!(finishes(&rest(0, Some(0.0))), Forecast::Finishes(now));
        assert_eq!(finishes(&rest(1, Some(0.0))), Forecast::Unknown);
        let endless = Rest {
            ceiling: None,
            ..rest(1, None)
        };
        assert_eq!(finishes(&endless), Forecast::Unknown);
    }

    #[test]
    fn a_night_is_jumped_over_and_said_when_it_holds_the_notice() {
        // Two hours' worth: one before nine in the evening, one after seven in the morning.
        let two_hours = rest(2 * 3_600 * 30, None);
        let evening = forecast(&two_hours, at(23, 20, 0));
        assert_eq!(evening, Forecast::Finishes(at(24, 8, 0)));
        let night = Forecast::HeldUntil {
            until: at(24, 7, 0),
            finishes: Some(at(24, 9, 0)),
        };
        assert_eq!(forecast(&two_hours, at(23, 23, 0)), night);
        let stuck = Forecast::HeldUntil {
            until: at(24, 7, 0),
            finishes: None,
        };
        assert_eq!(forecast(&rest(5, Some(0.0)), at(23, 23, 0)), stuck);
    }

    #[test]
    fn of_two_channels_the_later_counts() {
        let (early, late) = (at(23, 8, 0), at(23, 9, 0));
        let held = |finishes| Forecast::HeldUntil {
            until: early,
            finishes,
        };
        let finishes = Forecast::Finishes;
        assert_eq!(finishes(early).and(finishes(late)), finishes(late));
        assert_eq!(finishes(late).and(held(Some(early))), held(Some(late)));
        assert_eq!(held(None).and(finishes(late)), held(None));
        assert_eq!(held(None).and(Forecast::Unknown), Forecast::Unknown);
    }

    proptest! {
        #[test]
        fn it_takes_the_time_it_needs_outside_quiet_hours_and_ends_outside_them(
            waiting in 1_u64..3_000_000,
            seen in prop::option::of(0.5_f64..40.0),
            (from, until) in (0_u32..1_440, 0_u32..1_440),
            start in 0_i64..3 * 1_440,
        ) {
            let quiet = QuietHours::new(time(from), time(until));
            let now = at(23, 0, 0).plus(Duration::from_secs(start.unsigned_abs() * 60));
            let rest = Rest { quiet, ..rest(waiting, seen) };
            let end = match forecast(&rest, now) {
                Forecast::Finishes(end) => end,
                Forecast::HeldUntil { until, finishes } => {
                    prop_assert_eq!(quiet.end(now), Some(until));
                    let Some(end) = finishes else { return Ok(()) };
                    prop_assert!(end > until);
                    end
                }
                Forecast::Unknown => return Ok(()),
            };
            let minute = Duration::from_secs(60);
            // Minute by minute: what is not quiet until the end is the time that sending takes.
            let steps = end.since(now).as_secs().div_ceil(60);
            prop_assume!(steps < 100_000);
            let step = u32::try_from(steps).unwrap_or(u32::MAX);
            let worked = (0..step).filter(|n| quiet.end(now.plus(minute * *n)).is_none()).count();
            let needed = waiting as f64 / seen.map_or(30.0, |seen| seen.min(30.0)) / 60.0;
            prop_assert!((worked as f64 - needed).abs() <= 1.0, "{} worked, {} needed", worked, needed);
            let last = end.minus(Duration::from_millis(1));
            prop_assert_eq!(quiet.end(last.max(now)), None);
        }

        #[test]
        fn more_to_send_never_takes_less_time(waiting in 1_u64..1_000_000, more in 1_u64..1_000_000) {
            let now = at(23, 12, 0);
            let end = |waiting| match forecast(&rest(waiting, None), now) {
                Forecast::Finishes(end) => end,
                other => panic!("{other:?}"),
            };
            prop_assert!(end(waiting) <= end(waiting + more));
        }
    }
}
