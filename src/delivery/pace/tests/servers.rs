//! The pacer against servers that enforce a limit, on a clock that stands still; calls take time on their way.

use super::*;
use proptest::prelude::*;
use std::collections::VecDeque;

const SECOND: Duration = Duration::from_secs(1);

/// How a server counts.
#[derive(Debug, Clone, Copy)]
enum Count {
    /// So many within any one second.
    Window,
    /// A bucket of so many that is filled again at so many a second.
    Bucket,
}

struct Server {
    count: Count,
    limit: usize,
    recent: VecDeque<Timestamp>,
    tokens: f64,
    filled: Timestamp,
}

impl Server {
    fn takes(&mut self, now: Timestamp) -> bool {
        match self.count {
            Count::Window => {
                self.recent.retain(|at| now.since(*at) < SECOND);
                let takes = self.recent.len() < self.limit;
                if takes {
                    self.recent.push_back(now);
                }
                takes
            }
            Count::Bucket => {
                let limit = self.limit as f64;
                let filled = self.tokens + now.since(self.filled).as_secs_f64() * limit;
                self.tokens = filled.min(limit);
                self.filled = now;
                let takes = self.tokens >= 1.0;
                self.tokens -= f64::from(u8::from(takes));
                takes
            }
        }
    }
}

/// A call on its way: there, or back with the answer.
struct Call {
    left: Timestamp,
    at: Timestamp,
    back: Duration,
    taken: Option<bool>,
}

/// A blast, the way it takes, and how it goes.
struct Blast {
    clock: Arc<ManualClock>,
    pacer: Pacer,
    server: Server,
    calls: Vec<Call>,
    /// Milliseconds there, back, and until the sender next looks; each message takes the next of them.
    ways: Vec<(u64, u64, u64)>,
    sent: usize,
    next_look: Timestamp,
    accepted: usize,
    refused: usize,
}

impl Blast {
    fn new(count: Count, limit: usize, ways: Vec<(u64, u64, u64)>) -> Self {
        let account = Some(Rate::new(30, 3));
        let (clock, pacer) = setting(Pace {
            account,
            chat: None,
        });
        let now = clock.now();
        let server = Server {
            count,
            limit,
            recent: VecDeque::new(),
            tokens: limit as f64,
            filled: now,
        };
        Self {
            clock,
            pacer,
            server,
            calls: Vec::new(),
            ways,
            sent: 0,
            next_look: now,
            accepted: 0,
            refused: 0,
        }
    }

    /// Goes on for so many seconds; how many messages were accepted and refused meanwhile.
    fn run(&mut self, seconds: u64) -> (usize, usize) {
        let before = (self.accepted, self.refused);
        for _ in 0..seconds * 1_000 {
            let now = self.clock.now();
            self.travel(now);
            if now >= self.next_look {
                self.send(now);
            }
            self.clock.advance(Duration::from_millis(1));
        }
        (self.accepted - before.0, self.refused - before.1)
    }

    fn travel(&mut self, now: Timestamp) {
        let (due, mut rest): (Vec<_>, Vec<_>) =
            self.calls.drain(..).partition(|call| call.at <= now);
        for mut call in due {
            match call.taken {
                None => {
                    call.taken = Some(self.server.takes(now));
                    call.at = now.plus(call.back);
                    rest.push(call);
                }
                Some(taken) => self.landed(call.left, taken, now),
            }
        }
        self.calls = rest;
    }

    fn landed(&mut self, left: Timestamp, taken: bool, now: Timestamp) {
        self.pacer.landed(left, now);
        if taken {
            self.accepted += 1;
            self.pacer.accepted(now);
        } else {
            self.refused += 1;
            self.pacer.too_fast(Lane::Bulk, now);
            self.pacer.pause_account(now.plus(SECOND));
        }
    }

    fn send(&mut self, now: Timestamp) {
        while self.pacer.admit(&ChatId::new(""), Lane::Bulk, now).is_ok() {
            let (there, back, late) = self.ways[self.sent % self.ways.len()];
            self.sent += 1;
            self.calls.push(Call {
                left: now,
                at: now.plus(Duration::from_millis(there)),
                back: Duration::from_millis(back),
                taken: None,
            });
            self.next_look = now.plus(Duration::from_millis(late));
        }
    }
}

/// A server in the same house.
fn near() -> Vec<(u64, u64, u64)> {
    vec![(1, 1, 1), (1, 2, 3), (2, 1, 2), (3, 1, 1), (1, 1, 7)]
}

#[test]
fn the_allowed_rate_is_used_almost_wholly_and_never_passed() {
    for count in [Count::Window, Count::Bucket] {
        for ways in [near(), vec![(60, 50, 1), (55, 52, 2), (63, 50, 1)]] {
            let mut blast = Blast::new(count, 30, ways);
            let (sent, refused) = blast.run(60);
            let share = sent as f64 / (60.0 * 30.0);
            assert_eq!(refused, 0, "{count:?}");
            assert!(share >= 0.97, "{share} of the allowed rate, {count:?}");
        }
    }
}

#[test]
fn a_server_slower_than_it_says_is_followed_within_seconds() {
    for (count, first) in [(Count::Window, 5), (Count::Bucket, 30)] {
        for limit in [5, 12, 20, 27] {
            let mut blast = Blast::new(count, limit, near());
            blast.run(first);
            let (sent, refused) = blast.run(600);
            let share = sent as f64 / (limit * 600) as f64;
            assert!(share >= 0.9, "{share} of {limit}/s, {count:?}");
            let said = format!("{refused} refused, {sent} sent of {limit}/s, {count:?}");
            assert!(refused * 100 < sent, "{said}");
        }
    }
}

#[test]
fn a_server_at_twenty_refuses_fewer_than_one_in_a_hundred_from_the_first_second_on() {
    for count in [Count::Window, Count::Bucket] {
        let mut blast = Blast::new(count, 20, near());
        let (sent, refused) = blast.run(30);
        assert!(
            refused * 100 < sent,
            "{refused} refused, {sent} sent, {count:?}"
        );
        let (sent, _) = blast.run(20);
        assert!(sent >= 18 * 20, "{sent} in twenty seconds, {count:?}");
    }
}

#[test]
fn the_full_rate_comes_back_when_the_server_allows_it() {
    let mut blast = Blast::new(Count::Window, 20, near());
    blast.run(20);
    blast.server.limit = 1_000;
    let (_, refused) = blast.run(60);
    let (sent, _) = blast.run(10);
    assert!((291..=303).contains(&sent), "{sent} in ten seconds");
    assert_eq!(refused, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// However calls dawdle, there and back, and however late the sender looks.
    #[test]
    fn no_dawdling_makes_us_too_fast(
        (there, back) in (0_u64..120, 0_u64..120),
        jitter in prop::collection::vec((0_u64..80, 0_u64..80, 0_u64..40), 40..400),
        bucket in any::<bool>(),
    ) {
        let ways = jitter.into_iter().map(|(t, b, late)| (there + t, back + b, late)).collect();
        let count = if bucket { Count::Bucket } else { Count::Window };
        let mut blast = Blast::new(count, 30, ways);
        let (sent, refused) = blast.run(60);
        prop_assert_eq!(refused, 0);
        prop_assert!(sent >= 60 * 20, "{} sent", sent);
    }
}
