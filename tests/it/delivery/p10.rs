//! Domain reference P10: 50,000 rows with 1,200 duplicates and 37 opted out among the unique are 48,763 messages;
//! paused at 20,000 and resumed, the rest follows, and nobody gets two.

use super::world::{Running, World, on_both};
use futures::future::BoxFuture;
use returnline::channel::{Channel, Delivered, Outbound, SendError};
use returnline::clock::SystemClock;
use returnline::delivery::{Delivery, Pace};
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ListId, NoticeId, StaffId};
use returnline::domain::notice::{Audience, NoticeAction, NoticeState, Test};
use returnline::sheet;
use returnline::store::keys::Keys;
use returnline::store::notice::{ListMatch, Progress};
use rust_xlsxwriter::Workbook;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

const ROWS: u32 = 50_000;
const DUPLICATES: u32 = 1_200;
const UNIQUE: u32 = ROWS - DUPLICATES;
const OPTED_OUT: i64 = 37;
const SENT: i64 = UNIQUE as i64 - OPTED_OUT;
const PAUSED_AT: i64 = 20_000;

/// The most that a sender has taken over when a pause comes, and still sends: rows in its hand and calls in flight.
const BATCH: i64 = 1_024 + 64;

/// A server that takes as many messages as it has been allowed, and then lets the next ones wait.
struct Gate {
    allowed: Semaphore,
    taken: Mutex<HashMap<String, u32>>,
}

impl Gate {
    fn new(allowed: usize) -> Arc<Self> {
        Arc::new(Self {
            allowed: Semaphore::new(allowed),
            taken: Mutex::default(),
        })
    }

    async fn take(&self, message: &Outbound) -> Result<Delivered, SendError> {
        self.allowed.acquire().await.unwrap().forget();
        let mut taken = self.taken.lock().unwrap();
        *taken.entry(message.address.clone()).or_default() += 1;
        Ok(Delivered {
            message_ref: format!("m{}", message.id),
        })
    }

    fn reached(&self) -> i64 {
        i64::try_from(self.taken.lock().unwrap().len()).unwrap()
    }

    fn most_for_one(&self) -> u32 {
        self.taken
            .lock()
            .unwrap()
            .values()
            .copied()
            .max()
            .unwrap_or_default()
    }
}

impl Channel for Gate {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Telegram
    }

    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>> {
        Box::pin(self.take(message))
    }
}

fn mobile(person: u32) -> String {
    format!("154000{person:05}")
}

/// The list as a firm sends it: numbers as numbers and as text, the duplicates spread and spelt otherwise.
fn uploaded() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "2020年返岗员工").unwrap();
    sheet.write_string(1, 1, "手机号码").unwrap();
    for row in 0..ROWS {
        let (at, person) = (row + 2, row % UNIQUE);
        sheet.write_string(at, 0, "示例").unwrap();
        match row < UNIQUE && row % 3 == 0 {
            true => sheet
                .write_number(at, 1, f64::from(person) + 15_400_000_000.0)
                .unwrap(),
            false => sheet
                .write_string(at, 1, format!("+86 {}", mobile(person)))
                .unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

/// Everybody on the list has registered and has a chat; the first hundred have two; five hundred are on no list.
async fn register(world: &World) {
    let keys = Keys::from_root(&[7; 32]);
    let blob = if world.store.is_embedded() {
        "x'00'"
    } else {
        "'\\x00'::bytea"
    };
    let people: Vec<u32> = (0..UNIQUE + 500).collect();
    for some in people.chunks(1_000) {
        let rows: Vec<_> = some
            .iter()
            .map(|n| {
                let hash = keys.hash("worker.mobile", &mobile(*n));
                format!("('w{n:05}', '示例', 'h{n}', {blob}, '', '{hash}', {blob}, '', 'synthetic', 0, 0)")
            })
            .collect();
        world
            .execute(format!(
                "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                 source, created_at, updated_at) VALUES {}",
                rows.join(", ")
            ))
            .await;
    }
    for (prefix, only) in [("c", ""), ("d", "WHERE id <= 'w00099'")] {
        world
            .execute(format!(
                "INSERT INTO chat (id, channel, address, locale, worker_id, contact, first_seen_at, last_seen_at) \
                 SELECT '{prefix}' || id, 'telegram', '{prefix}' || id, 'zh-Hans', id, \
                 CASE WHEN id < 'w{OPTED_OUT:05}' THEN 'opted_out' ELSE 'open' END, 0, 0 FROM worker {only}"
            ))
            .await;
    }
}

async fn upload(world: &World) -> ListId {
    let list = sheet::people(&mut sheet::read("p10.xlsx", uploaded()).unwrap()).unwrap();
    assert_eq!(
        (list.rows_read, list.duplicates),
        (ROWS as usize, DUPLICATES as usize)
    );
    assert!(list.unreadable.is_empty(), "{:?}", list.unreadable[0]);
    let hr = world.staff("hr").await;
    let id = world
        .store
        .save_audience_list("p10.xlsx", &hr, &list, world.now())
        .await
        .unwrap();
    let mut tx = world.store.read().await.unwrap();
    let matched = tx.list_match(&id).await.unwrap();
    let expected = ListMatch {
        reached: SENT,
        left_out: OPTED_OUT,
        unknown: 0,
    };
    assert_eq!(matched, expected);
    id
}

/// Looks at the figures until they satisfy; at every look they must add up, and none may go back.
async fn look_until(
    world: &World,
    notice: &NoticeId,
    what: &str,
    done: impl Fn(&Progress) -> bool,
) -> Progress {
    let end = Instant::now() + Duration::from_secs(900);
    let mut before = Progress::default();
    loop {
        let now = world.progress(notice).await;
        let waiting = now.queued + now.sending;
        assert_eq!(
            now.audience,
            now.sent + now.failed + now.unknown + waiting + now.excluded
        );
        assert!(
            now.audience >= before.audience && now.sent >= before.sent,
            "{before:?}, then {now:?}"
        );
        assert!(now.audience <= i64::from(UNIQUE), "{now:?}");
        if done(&now) {
            return now;
        }
        assert!(Instant::now() < end, "waited in vain for {what}: {now:?}");
        before = now;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn until<Fut: Future<Output = bool>>(what: &str, done: impl Fn() -> Fut) {
    let end = Instant::now() + Duration::from_secs(900);
    while !done().await {
        assert!(Instant::now() < end, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p10_fifty_thousand_rows_are_48_763_messages_through_a_pause_and_none_twice() {
    on_both(|world| async move {
        register(&world).await;
        let list = upload(&world).await;
        let audience = Audience::all_of([Test::List(list)]);
        let mut tx = world.store.read().await.unwrap();
        let reach = tx.reach(&audience, world.now()).await.unwrap();
        drop(tx);
        assert_eq!((reach.people, reach.opted_out, reach.blocked), (SENT, OPTED_OUT, 0));

        let notice = world.notice(&audience).await;
        let gate = Gate::new(usize::try_from(PAUSED_AT).unwrap());
        let channels: Vec<Arc<dyn Channel>> = vec![gate.clone()];
        let clock = Arc::new(SystemClock);
        let delivery = Delivery::paced(world.store.clone(), clock, channels, |_| Pace::UNLIMITED);
        let running = Running::start(delivery);
        until("20,000", async || gate.reached() == PAUSED_AT).await;
        let bo = StaffId::new("bo");
        assert_eq!(world.act(&notice, NoticeAction::Pause, &bo).await, NoticeState::Paused);
        gate.allowed.add_permits(UNIQUE as usize);
        let paused = look_until(&world, &notice, "calls in flight", |now| now.sending == 0).await;
        assert!((PAUSED_AT..=PAUSED_AT + BATCH).contains(&paused.sent), "{paused:?}");
        tokio::time::sleep(Duration::from_millis(600)).await;
        assert_eq!(gate.reached(), paused.sent, "it went on while it was paused");

        assert_eq!(world.act(&notice, NoticeAction::Resume, &bo).await, NoticeState::Sending);
        running.wake.notify_one();
        until("the end", async || world.notice_state(&notice).await == NoticeState::Done).await;
        let end = look_until(&world, &notice, "the end", |_| true).await;
        running.stop().await;
        assert_eq!((end.audience, end.sent, end.excluded), (i64::from(UNIQUE), SENT, OPTED_OUT));
        assert_eq!((end.failed, end.unknown, end.doubtful), (0, 0, 0));
        assert_eq!((gate.reached(), gate.most_for_one()), (SENT, 1));
        let people = "SELECT COUNT(DISTINCT c.worker_id) FROM outbox AS o JOIN chat AS c ON c.id = o.chat_id \
                      WHERE o.state = 'sent'";
        assert_eq!(world.count(people).await, SENT, "a person with two chats got two");
    })
    .await;
}
