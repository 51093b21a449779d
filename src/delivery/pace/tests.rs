use super::*;
use crate::clock::{Clock, ManualClock};
use std::collections::VecDeque;

fn setting(pace: Pace) -> (Arc<ManualClock>, Pacer) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000_000)));
    let pacer = Pacer::new(pace, clock.clone());
    (clock, pacer)
}

/// Asks once a millisecond for `span` on behalf of ever new chats; how often the answer was yes.
fn admitted(clock: &ManualClock, pacer: &mut Pacer, span: u64) -> usize {
    (0..span)
        .filter(|i| {
            let yes = pacer.admit(&ChatId::new(format!("{i}")), clock.now());
            clock.advance(Duration::from_millis(1));
            yes.is_ok()
        })
        .count()
}

#[test]
fn an_account_sends_at_its_rate_and_no_faster() {
    let (clock, mut pacer) = setting(Pace::of(ChannelKind::Telegram));
    let sent = admitted(&clock, &mut pacer, 60_000);
    assert!((1_800..=1_803).contains(&sent), "{sent} in a minute");
}

#[test]
fn a_chat_has_its_burst_and_then_one_a_second_without_costing_the_account() {
    let (clock, mut pacer) = setting(Pace {
        account: Some(Rate::new(30, 30)),
        chat: Some(Rate::new(1, 5)),
    });
    let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
    let burst = (0..20).filter(|_| pacer.admit(&ann, clock.now()).is_ok());
    assert_eq!(burst.count(), 5);
    let wait = pacer.admit(&ann, clock.now());
    assert_eq!(wait, Err(Wait::Chat(Duration::from_secs(1))));
    let others = (0..40).filter(|i| {
        pacer
            .admit(&ChatId::new(i.to_string()), clock.now())
            .is_ok()
    });
    assert_eq!(others.count(), 25, "only messages sent cost the account");
    clock.advance(Duration::from_secs(1));
    assert!(pacer.admit(&ann, clock.now()).is_ok() && pacer.admit(&bo, clock.now()).is_ok());
}

#[test]
fn a_pause_lasts_exactly_as_long_as_it_says() {
    let (clock, mut pacer) = setting(Pace::UNLIMITED);
    let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
    pacer.pause_chat(&ann, clock.now().plus(Duration::from_secs(7)));
    clock.advance(Duration::from_millis(6_999));
    let wait = pacer.admit(&ann, clock.now());
    assert_eq!(wait, Err(Wait::Chat(Duration::from_millis(1))));
    assert!(
        pacer.admit(&bo, clock.now()).is_ok(),
        "another chat goes on"
    );
    clock.advance(Duration::from_millis(1));
    assert!(pacer.admit(&ann, clock.now()).is_ok());
    pacer.pause_account(clock.now().plus(Duration::from_secs(3)));
    let wait = pacer.admit(&bo, clock.now());
    assert_eq!(wait, Err(Wait::Account(Duration::from_secs(3))));
}

/// A server that accepts so many messages within any one second, and names a pause of a second otherwise.
struct Server {
    limit: usize,
    recent: VecDeque<Timestamp>,
    accepted: usize,
    refused: usize,
}

impl Server {
    fn allowing(limit: usize) -> Self {
        Self {
            limit,
            recent: VecDeque::new(),
            accepted: 0,
            refused: 0,
        }
    }

    fn takes(&mut self, now: Timestamp) -> bool {
        while self
            .recent
            .front()
            .is_some_and(|at| now.since(*at) >= Duration::from_secs(1))
        {
            self.recent.pop_front();
        }
        let takes = self.recent.len() < self.limit;
        if takes {
            self.recent.push_back(now);
            self.accepted += 1;
        } else {
            self.refused += 1;
        }
        takes
    }

    /// A blast that lasts for so many seconds; how many messages were accepted and refused meanwhile.
    fn blast(&mut self, clock: &ManualClock, pacer: &mut Pacer, seconds: u64) -> (usize, usize) {
        let before = (self.accepted, self.refused);
        for _ in 0..seconds * 1_000 {
            let now = clock.now();
            if pacer.admit(&ChatId::new(""), now).is_ok() {
                if self.takes(now) {
                    pacer.accepted(now);
                } else {
                    pacer.too_fast(Lane::Bulk, now);
                    pacer.pause_account(now.plus(Duration::from_secs(1)));
                }
            }
            clock.advance(Duration::from_millis(1));
        }
        (self.accepted - before.0, self.refused - before.1)
    }
}

fn account_only(per_second: u32) -> Pace {
    Pace {
        account: Some(Rate::new(per_second, 3)),
        chat: None,
    }
}

#[test]
fn a_server_slower_than_it_says_is_followed_within_seconds() {
    for limit in [5, 12, 20, 27] {
        let (clock, mut pacer) = setting(account_only(30));
        let mut server = Server::allowing(limit);
        server.blast(&clock, &mut pacer, 5);
        let (sent, refused) = server.blast(&clock, &mut pacer, 600);
        let share = sent as f64 / (limit * 600) as f64;
        assert!(share >= 0.9, "{share} of {limit}/s");
        assert!(refused * 100 < sent, "{refused} refused, {sent} sent");
    }
}

#[test]
fn a_server_at_twenty_refuses_fewer_than_one_in_a_hundred_from_the_first_second_on() {
    let (clock, mut pacer) = setting(account_only(30));
    let mut server = Server::allowing(20);
    let (sent, refused) = server.blast(&clock, &mut pacer, 30);
    assert!(refused * 100 < sent, "{refused} refused, {sent} sent");
    assert!(sent >= 18 * 28, "{sent} in half a minute");
}

#[test]
fn the_full_rate_comes_back_when_the_server_allows_it() {
    let (clock, mut pacer) = setting(account_only(30));
    let mut server = Server::allowing(20);
    server.blast(&clock, &mut pacer, 20);
    server.limit = 1_000;
    let (_, refused) = server.blast(&clock, &mut pacer, 60);
    let (sent, _) = server.blast(&clock, &mut pacer, 10);
    assert!((300..=303).contains(&sent), "{sent} in ten seconds");
    assert_eq!(refused, 0);
}

#[test]
fn a_chats_own_limit_does_not_slow_the_account() {
    let (clock, mut pacer) = setting(account_only(30));
    for _ in 0..20 {
        clock.advance(Duration::from_secs(2));
        pacer.accepted(clock.now());
        pacer.too_fast(Lane::Reply, clock.now());
    }
    let sent = admitted(&clock, &mut pacer, 1_000);
    assert!((30..=33).contains(&sent), "{sent} in a second");
}
