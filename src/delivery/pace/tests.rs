mod servers;

use super::*;
use crate::clock::{Clock, ManualClock};
use crate::domain::delivery::ChannelKind;
use std::sync::Arc;

fn setting(pace: Pace) -> (Arc<ManualClock>, Pacer) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000_000)));
    let pacer = Pacer::new(pace, clock.clone());
    (clock, pacer)
}

/// Asks once a millisecond for `span` on behalf of ever new chats; how often the answer was yes.
fn admitted(clock: &ManualClock, pacer: &mut Pacer, span: u64) -> usize {
    (0..span)
        .filter(|i| {
            let now = clock.now();
            let yes = pacer.admit(&ChatId::new(format!("{i}")), Lane::Bulk, now);
            if yes.is_ok() {
                pacer.landed(now, now);
            }
            clock.advance(Duration::from_millis(1));
            yes.is_ok()
        })
        .count()
}

#[test]
fn an_account_sends_at_its_rate_and_no_faster() {
    let (clock, mut pacer) = setting(Pace::of(ChannelKind::Telegram));
    let sent = admitted(&clock, &mut pacer, 60_000);
    assert!((1_790..=1_803).contains(&sent), "{sent} in a minute");
}

#[test]
fn a_chat_has_its_burst_and_then_one_a_second_without_costing_the_account() {
    let (clock, mut pacer) = setting(Pace {
        account: Some(Rate::new(30, 30)),
        chat: Some(Rate::new(1, 5)),
    });
    let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
    let burst = (0..20).filter(|_| pacer.admit(&ann, Lane::Reply, clock.now()).is_ok());
    assert_eq!(burst.count(), 5);
    let wait = pacer.admit(&ann, Lane::Reply, clock.now());
    assert_eq!(wait, Err(Wait::Chat(Duration::from_millis(1_020))));
    let others = (0..40).filter(|i| {
        pacer
            .admit(&ChatId::new(i.to_string()), Lane::Reply, clock.now())
            .is_ok()
    });
    assert_eq!(others.count(), 25, "only messages sent cost the account");
    clock.advance(Duration::from_secs(2));
    assert!(
        pacer.admit(&ann, Lane::Reply, clock.now()).is_ok()
            && pacer.admit(&bo, Lane::Reply, clock.now()).is_ok()
    );
}

#[test]
fn a_pause_lasts_exactly_as_long_as_it_says() {
    let (clock, mut pacer) = setting(Pace::UNLIMITED);
    let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
    pacer.pause_chat(&ann, clock.now().plus(Duration::from_secs(7)));
    clock.advance(Duration::from_millis(6_999));
    let wait = pacer.admit(&ann, Lane::Reply, clock.now());
    assert_eq!(wait, Err(Wait::Chat(Duration::from_millis(1))));
    assert!(
        pacer.admit(&bo, Lane::Reply, clock.now()).is_ok(),
        "another chat goes on"
    );
    clock.advance(Duration::from_millis(1));
    assert!(pacer.admit(&ann, Lane::Reply, clock.now()).is_ok());
    pacer.pause_account(clock.now().plus(Duration::from_secs(3)));
    let wait = pacer.admit(&bo, Lane::Reply, clock.now());
    assert_eq!(wait, Err(Wait::Account(Duration::from_secs(3))));
}

#[test]
fn a_chats_own_limit_does_not_slow_the_account() {
    let (clock, mut pacer) = setting(Pace {
        account: Some(Rate::new(30, 3)),
        chat: None,
    });
    for _ in 0..20 {
        clock.advance(Duration::from_secs(2));
        pacer.accepted(clock.now());
        pacer.too_fast(Lane::Reply, clock.now());
    }
    let sent = admitted(&clock, &mut pacer, 1_000);
    assert!((29..=33).contains(&sent), "{sent} in a second");
}

#[test]
fn a_notice_comes_to_who_is_not_being_answered_and_what_follows_it_keeps_its_distance() {
    let (clock, mut pacer) = setting(Pace {
        account: None,
        chat: Some(Rate::new(1, 5)),
    });
    let ann = ChatId::new("ann");
    let mut admit = |lane| pacer.admit(&ann, lane, clock.now());
    assert!(admit(Lane::Reply).is_ok() && admit(Lane::Reply).is_ok());
    let wait = Duration::from_millis(2 * 1_020);
    assert_eq!(admit(Lane::Bulk), Err(Wait::Chat(wait)));
    clock.advance(wait);
    assert!(admit(Lane::Bulk).is_ok());
    let wait = Duration::from_millis(1_020);
    assert_eq!(admit(Lane::Reply), Err(Wait::Chat(wait)));
    clock.advance(wait);
    assert!(admit(Lane::Reply).is_ok());
}
