//! People of a notice who cannot be reached where they were: what the ledger says, whom the next notice leaves out,
//! and how they come back.

use super::world::{Script, World, on_both};
use returnline::channel::{Inbound, Said, SendError};
use returnline::delivery::Pace;
use returnline::domain::delivery::{ChannelKind, Gone};
use returnline::domain::id::StaffId;
use returnline::domain::notice::{Audience, NoticeAction, NoticeState};
use returnline::runner::Runner;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How many a notice to everyone would reach now, and how many it would leave out as blocked.
async fn reach(world: &World) -> (i64, i64) {
    let mut tx = world.store.read().await.unwrap();
    let reach = tx.reach(&Audience::default(), world.now()).await.unwrap();
    (reach.people, reach.blocked)
}

async fn writes(world: &World, address: &str) {
    let runner = Runner::new(
        world.store.clone(),
        world.clock.clone(),
        Arc::new(Notify::new()),
    );
    let inbound = Inbound {
        channel: ChannelKind::Telegram,
        address: address.to_owned(),
        update_id: "1".to_owned(),
        said: Said::Text("在吗".to_owned()),
        locale_hint: None,
        on_message: None,
    };
    runner.apply(&inbound).await.unwrap();
}

#[tokio::test]
async fn who_is_gone_is_left_out_until_they_write_again_and_who_moved_is_followed() {
    on_both(|world| async move {
        world.people(5).await;
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        for (address, error) in [
            ("1", SendError::Gone(Gone::Blocked)),
            ("2", SendError::Gone(Gone::Deactivated)),
            ("3", SendError::Gone(Gone::NotFound)),
            ("4", SendError::Migrated { to: "-100".into() }),
        ] {
            script.fail(address, [error]);
        }
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 6, "one of them twice");
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
        for (address, reason) in [("1", "blocked"), ("2", "deactivated"), ("3", "chat not found")] {
            let failed = format!(
                "SELECT COUNT(*) FROM outbox AS o JOIN chat AS c ON c.id = o.chat_id WHERE o.address = '{address}' \
                 AND o.state = 'failed' AND o.error = '{reason}' AND c.contact = 'blocked'"
            );
            assert_eq!(world.count(&failed).await, 1, "{reason}");
        }
        assert_eq!((script.to("-100").len(), script.to("5").len()), (1, 1));
        assert_eq!(reach(&world).await, (2, 3));

        writes(&world, "1").await;
        // They say from where they write, so the chat is known under its new address.
        writes(&world, "-100").await;
        assert_eq!(world.count("SELECT COUNT(*) FROM chat").await, 5);
        assert_eq!(reach(&world).await, (3, 2));
        let calls = script.calls();
        world.act(&notice, NoticeAction::Retry, &StaffId::new("bo")).await;
        world.clock.advance(Duration::from_secs(1));
        delivery.step().await.unwrap();
        let letters = |address: &str| script.to(address).iter().filter(|body| *body == "回来吧").count();
        assert_eq!((letters("1"), letters("2"), letters("3")), (1, 0, 0));
        assert_eq!(letters("-100"), 1, "no second one");
        assert_eq!(script.calls(), calls + 3, "the letter, and an answer to each of the two");
        let progress = world.progress(&notice).await;
        assert_eq!((progress.sent, progress.failed, progress.audience), (3, 2, 5));
    })
    .await;
}
