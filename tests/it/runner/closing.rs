//! Closing the house: what is under way is finished, what waits stays with its channel.

use super::Phone;
use crate::kit::databases::on_both;
use returnline::channel::{Intake, Receipt, Said};
use returnline::domain::delivery::ChannelKind;
use returnline::store::demo::load_demo;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn runner_leaves_what_waits_with_its_channel_when_it_closes() {
    on_both("closing", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.say("hi").await;
        let (intake, requests) = Intake::new(64);
        let closing = CancellationToken::new();
        let serving = tokio::spawn(Arc::clone(&phone.runner).serve(requests, closing.clone()));

        // The first update waits for its chat, which somebody else holds; the others wait for the first.
        let mut holder = store.write().await.unwrap();
        let chat = holder.chat_at(ChannelKind::Telegram, "1").await.unwrap();
        holder.lock_chat(&store, &chat.unwrap()).await.unwrap();
        let mut receipts = Vec::new();
        for update in 10..20 {
            let inbound = phone.inbound(update, Said::Text("3".into()));
            receipts.push(intake.enqueue(inbound).await.unwrap());
        }
        // Served in the order of asking: with the answer, all of them are in their lane.
        let history = intake.history(ChannelKind::Telegram, "1", 0, 1).await;
        assert_eq!(history.unwrap().len(), 1);
        closing.cancel();
        holder.rollback().await.unwrap();
        serving.await.unwrap();

        let mut applied = 0;
        for receipt in receipts {
            applied += u32::from(receipt.await == Ok(Receipt::Applied));
        }
        assert_eq!(applied, 1);
        for update in 10..20 {
            let again = phone.inbound(update, Said::Text("3".into()));
            let expected = match update {
                10 => Receipt::Duplicate,
                _ => Receipt::Applied,
            };
            assert_eq!(phone.runner.apply(&again).await.unwrap(), expected);
        }
    })
    .await;
}
