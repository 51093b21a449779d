//! HR in the chat: told who waits, and not too often; answers that go the console's way.

use super::Phone;
use crate::kit::databases::{number, on_both, sql, texts};
use returnline::channel::Said;
use returnline::domain::delivery::{Button, Content};
use returnline::domain::id::StaffId;
use returnline::domain::roster::Decision;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::hr_chat::{ASK_AGAIN, TELL_EVERY};
use std::time::Duration;

const CODE: &str = "ABCDEFGHIJKLMNOP";

/// HR's phone, bound to the account; three workers of the firm as lines of nobody yet.
async fn hr_phone(store: &Store) -> (Phone, StaffId) {
    load_demo(store).await.unwrap();
    let mut tx = store.write().await.unwrap();
    // Only those made here wait.
    sql(&mut tx, "UPDATE roster_line SET state = 'confirmed'").await;
    let (hr, _) = tx.staff_by_login("hr").await.unwrap().unwrap();
    tx.make_staff_chat_code(store, &hr.id, CODE, DEMO_START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut phone = Phone::new(store, "hr").await;
    phone
        .do_(Said::Start {
            payload: Some(format!("s_{CODE}")),
        })
        .await;
    (phone, hr.id)
}

/// A worker says that they work there.
async fn claims(phone: &Phone, id: &str, name: &str) {
    let at = DEMO_START.millis() + i64::try_from(elapsed(phone).as_millis()).unwrap();
    let mut tx = phone.store.write().await.unwrap();
    sql(
        &mut tx,
        &format!(
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                source, created_at, updated_at) \
             SELECT '{id}', '{name}', 'h{id}', id_sealed, '520199********0013', 'm{id}', mobile_sealed, \
                '154****0001', 'test', {at}, {at} FROM worker ORDER BY id LIMIT 1"
        ),
    )
    .await;
    sql(
        &mut tx,
        &format!(
            "INSERT INTO roster_line (id, employer_id, worker_id, state, created_at) \
             SELECT 'l{id}', employer_id, '{id}', 'claimed', {at} FROM staff WHERE login = 'hr'"
        ),
    )
    .await;
    tx.commit().await.unwrap();
}

fn elapsed(phone: &Phone) -> Duration {
    use returnline::clock::Clock;
    phone.clock.now().since(DEMO_START)
}

/// Everything said to a chat so far: title and text, with its buttons.
async fn shown(phone: &Phone) -> Vec<(String, Vec<Button>)> {
    let mut tx = phone.store.read().await.unwrap();
    let text = format!(
        "SELECT content FROM outbox WHERE address = '{}' AND content IS NOT NULL ORDER BY id",
        phone.address
    );
    let contents = texts(&mut tx, &text).await;
    tx.rollback().await.unwrap();
    let said = |content: &String| {
        let content: Content = serde_json::from_str(content).unwrap();
        let title = content.title.unwrap_or_default();
        (format!("{title}\n{}", content.body), content.choices)
    };
    contents.iter().map(said).collect()
}

async fn told(phone: &Phone) -> usize {
    // Once to queue the news, once for the dialogue.
    phone.runner.tick_once().await.unwrap();
    phone.runner.tick_once().await.unwrap();
    let all = shown(phone).await;
    let waits = all
        .iter()
        .filter(|(text, _)| text.contains("wait for you") || text.contains("waits for you"));
    waits.count()
}

async fn press(phone: &mut Phone, at: usize) {
    let all = shown(phone).await;
    let payload = all.last().unwrap().1[at].payload.clone();
    phone.do_(Said::Button(payload)).await;
}

async fn last(phone: &Phone) -> String {
    shown(phone).await.last().unwrap().0.clone()
}

#[tokio::test]
async fn hr_is_told_once_until_it_answers_and_every_half_hour_at_most() {
    on_both("hr told", async |store| {
        let (mut phone, _) = hr_phone(&store).await;
        assert_eq!(told(&phone).await, 0);
        claims(&phone, "w1", "张一").await;
        claims(&phone, "w2", "张二").await;
        assert_eq!(told(&phone).await, 0, "they may be declared");
        phone.clock.advance(Duration::from_secs(11));
        assert_eq!(told(&phone).await, 1);
        assert!(last(&phone).await.contains("2 people wait for you"));
        claims(&phone, "w3", "张三").await;
        phone.clock.advance(TELL_EVERY * 2);
        assert_eq!(told(&phone).await, 1, "not answered yet");
        press(&mut phone, 0).await;
        claims(&phone, "w4", "张四").await;
        phone.clock.advance(Duration::from_secs(11));
        assert_eq!(
            told(&phone).await,
            2,
            "answered, and half an hour has passed"
        );
        press(&mut phone, 0).await;
        claims(&phone, "w5", "张五").await;
        phone.clock.advance(TELL_EVERY - Duration::from_secs(60));
        assert_eq!(told(&phone).await, 2, "half an hour has not passed");
        phone.clock.advance(Duration::from_secs(60));
        assert_eq!(told(&phone).await, 3);
        phone.clock.advance(Duration::from_secs(1));
        claims(&phone, "w6", "张六").await;
        phone.clock.advance(ASK_AGAIN);
        assert_eq!(told(&phone).await, 4, "a day without an answer");
    })
    .await;
}

#[tokio::test]
async fn hr_is_not_woken_at_night() {
    on_both("hr at night", async |store| {
        let (mut phone, _) = hr_phone(&store).await;
        phone.quiet_at_night();
        // The demo begins at eight in the morning.
        phone.clock.advance(Duration::from_secs(13 * 3600));
        claims(&phone, "w1", "张一").await;
        phone.clock.advance(Duration::from_secs(11));
        assert_eq!(told(&phone).await, 0, "nine in the evening");
        phone.clock.advance(Duration::from_secs(10 * 3600 - 60));
        assert_eq!(told(&phone).await, 0, "a minute before seven");
        phone.clock.advance(Duration::from_secs(60));
        assert_eq!(told(&phone).await, 1, "seven");
    })
    .await;
}

#[tokio::test]
async fn hr_is_not_told_where_it_cannot_answer() {
    on_both("hr not told", async |store| {
        let (phone, hr) = hr_phone(&store).await;
        claims(&phone, "w1", "张一").await;
        phone.clock.advance(Duration::from_secs(11));
        let mut tx = store.write().await.unwrap();
        sql(
            &mut tx,
            "INSERT INTO roster (employer_id, stage, changed_by, changed_at) \
             SELECT employer_id, 'locked', id, 0 FROM staff WHERE login = 'hr'",
        )
        .await;
        tx.commit().await.unwrap();
        assert_eq!(told(&phone).await, 0, "the roster is locked");
        let mut tx = store.write().await.unwrap();
        sql(&mut tx, "UPDATE roster SET stage = 'declared'").await;
        sql(
            &mut tx,
            "UPDATE staff SET disabled = TRUE WHERE login = 'hr'",
        )
        .await;
        tx.commit().await.unwrap();
        assert_eq!(told(&phone).await, 0, "the account is disabled");
        let mut tx = store.write().await.unwrap();
        sql(&mut tx, "UPDATE staff SET disabled = FALSE").await;
        tx.commit().await.unwrap();
        assert_eq!(told(&phone).await, 1);
        // Two replicas: the second finds it told.
        let mut tx = store.write().await.unwrap();
        sql(&mut tx, "DELETE FROM hr_told").await;
        let due = tx.hr_to_tell(10, DEMO_START.plus(ASK_AGAIN)).await.unwrap();
        assert_eq!(due[0].staff, hr);
        assert!(
            tx.tell_hr(&due[0], DEMO_START.plus(ASK_AGAIN))
                .await
                .unwrap()
        );
        assert!(
            !tx.tell_hr(&due[0], DEMO_START.plus(ASK_AGAIN))
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn hr_answers_by_buttons_and_a_decided_claim_stays_decided() {
    on_both("hr answers", async |store| {
        let (mut phone, hr) = hr_phone(&store).await;
        for (id, name) in [("w1", "张一"), ("w2", "张二"), ("w3", "张三")] {
            claims(&phone, id, name).await;
        }
        phone.clock.advance(Duration::from_secs(11));
        assert_eq!(told(&phone).await, 1);
        press(&mut phone, 0).await;
        let text = last(&phone).await;
        assert!(text.contains("张一") && text.contains("520199********0013"), "{text}");
        let first = shown(&phone).await.last().unwrap().1.clone();
        press(&mut phone, 0).await;
        let text = last(&phone).await;
        assert!(text.contains("张一 is confirmed") && text.contains("张二"), "{text}");
        // The console is quicker with the second.
        let line = returnline::domain::id::RosterLineId::new("lw2");
        let mut tx = store.write().await.unwrap();
        tx.decide_roster_line(&line, &Decision::Confirm, &hr, DEMO_START)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        press(&mut phone, 1).await;
        let text = last(&phone).await;
        assert!(text.contains("张二 has been confirmed already"), "{text}");
        // The first one's buttons stand above still.
        phone.do_(Said::Button(first[1].payload.clone())).await;
        let text = last(&phone).await;
        assert!(text.contains("张一 has been confirmed already"), "{text}");
        // Of the third HR says why, masked where it names a number.
        press(&mut phone, 1).await;
        assert!(last(&phone).await.contains("Why is 张三"));
        phone.say("ask 15400009001").await;
        let mut tx = store.read().await.unwrap();
        let decided = "SELECT COUNT(*) FROM roster_line l JOIN audit a ON a.subject = l.id \
                       WHERE l.id = 'lw3' AND l.state = 'rejected' AND l.reason = 'ask 154****9001' \
                       AND a.action = 'roster.rejected' AND a.actor = l.decided_by";
        assert_eq!(number(&mut tx, decided).await, 1);
        tx.rollback().await.unwrap();
        assert!(last(&phone).await.contains("Nobody waits"));
    })
    .await;
}

#[tokio::test]
async fn hr_buttons_do_nothing_for_others_or_on_a_locked_roster() {
    on_both("hr refused", async |store| {
        let (mut phone, _) = hr_phone(&store).await;
        claims(&phone, "w1", "张一").await;
        let mut stranger = Phone::new(&store, "stranger").await;
        stranger.say("hi").await;
        stranger.do_(Said::Button("0.hryes:lw1".into())).await;
        stranger.do_(Said::Button("0.hrno:lw1".into())).await;
        // Another firm's line is not HR's either.
        let mut tx = store.write().await.unwrap();
        sql(
            &mut tx,
            "INSERT INTO roster_line (id, employer_id, worker_id, state, created_at) \
             SELECT 'other', e.id, 'w1', 'claimed', 0 FROM employer e WHERE e.name = '飞鹏五金'",
        )
        .await;
        sql(
            &mut tx,
            "INSERT INTO roster (employer_id, stage, changed_by, changed_at) \
             SELECT employer_id, 'locked', id, 0 FROM staff WHERE login = 'hr'",
        )
        .await;
        tx.commit().await.unwrap();
        phone.do_(Said::Button("0.hryes:other".into())).await;
        assert!(last(&phone).await.contains("no longer waits"));
        phone.do_(Said::Button("0.hryes:lw1".into())).await;
        assert!(last(&phone).await.contains("locked"));
        let mut tx = store.read().await.unwrap();
        let waiting =
            "SELECT COUNT(*) FROM roster_line WHERE id IN ('lw1', 'other') AND state = 'claimed'";
        assert_eq!(number(&mut tx, waiting).await, 2);
        tx.rollback().await.unwrap();
    })
    .await;
}
