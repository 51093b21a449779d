//! Whom an audience is: what the databases say, held against a reading of the same conditions person by person.

use super::world::{World, on_both};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::health::HealthCode;
use returnline::domain::id::{EmployerId, ListId};
use returnline::domain::language::Locale;
use returnline::domain::notice::{Audience, AudienceStatus, Group, Rule, Test};
use returnline::domain::place::PlaceCode;
use returnline::store::notice::Reach;
use std::collections::BTreeSet;

const PEOPLE: usize = 60;
const AUDIENCES: usize = 150;
const DAY: i64 = 86_400_000;

#[derive(Debug, Clone)]
struct Chat {
    id: String,
    channel: ChannelKind,
    locale: Locale,
    contact: &'static str,
    seen_days_ago: i64,
}

#[derive(Debug, Clone)]
struct Registration {
    origin: &'static str,
    employer: Option<usize>,
    state: &'static str,
    health: HealthCode,
    seated: bool,
    waiting: bool,
}

#[derive(Debug, Clone)]
struct Person {
    chats: Vec<Chat>,
    is_worker: bool,
    registration: Option<Registration>,
    by_mobile: [bool; 2],
    by_id: [bool; 2],
}

const ORIGINS: [&str; 4] = ["520102", "520201", "360281", "500235"];
const DISTRICTS: [&str; 2] = ["330302", "330324"];
const STATES: [&str; 3] = ["submitted", "withdrawn", "rejected"];
const CONTACTS: [&str; 4] = ["open", "opted_out", "blocked", "blocked_opted_out"];

prop_compose! {
    fn chat()(
        channel in prop::sample::select(ChannelKind::ALL),
        locale in prop::sample::select(Locale::ALL),
        contact in prop::sample::select(&CONTACTS[..]),
        is_open in any::<bool>(),
        seen_days_ago in 0..6_i64,
    ) -> Chat {
        let contact = if is_open { "open" } else { contact };
        Chat { id: String::new(), channel, locale, contact, seen_days_ago }
    }
}

prop_compose! {
    fn registration()(
        origin in prop::sample::select(&ORIGINS[..]),
        employer in prop::option::of(0..3_usize),
        state in prop::sample::select(&STATES[..]),
        is_live in any::<bool>(),
        health in prop::sample::select(HealthCode::ALL),
        seated in any::<bool>(),
        waiting in any::<bool>(),
    ) -> Registration {
        let state = if is_live { "submitted" } else { state };
        Registration { origin, employer, state, health, seated, waiting }
    }
}

prop_compose! {
    fn person()(
        chats in prop::collection::vec(chat(), 1..4),
        is_worker in prop::bool::weighted(0.7),
        registration in prop::option::weighted(0.8, registration()),
        by_mobile in any::<[bool; 2]>(),
        by_id in any::<[bool; 2]>(),
    ) -> Person {
        let mut chats = chats;
        if !is_worker {
            chats.truncate(1);
        }
        let registration = registration.filter(|_| is_worker);
        Person { chats, is_worker, registration, by_mobile, by_id }
    }
}

fn some<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    let most = all.len().min(2);
    prop::sample::subsequence(all.to_vec(), 0..=most)
}

fn test() -> impl Strategy<Value = Test> {
    let place = |code: &&str| PlaceCode::parse(code).unwrap();
    let origins: Vec<_> = ["520000", "520100", "360281", "500000"]
        .iter()
        .map(place)
        .collect();
    let districts: Vec<_> = DISTRICTS.iter().chain(&["330300"]).map(place).collect();
    let firms: Vec<_> = (0..4).map(|n| EmployerId::new(format!("e{n}"))).collect();
    prop_oneof![
        some(&origins).prop_map(Test::Origin),
        some(&districts).prop_map(Test::District),
        some(&firms).prop_map(Test::Employer),
        some(AudienceStatus::ALL).prop_map(Test::Status),
        some(HealthCode::ALL).prop_map(Test::Health),
        some(Locale::ALL).prop_map(Test::Language),
        some(ChannelKind::ALL).prop_map(Test::Channel),
        (1..5_u32).prop_map(Test::SeenWithinDays),
        (0..3_u32).prop_map(|n| Test::List(ListId::new(format!("l{n}")))),
    ]
}

fn audience() -> impl Strategy<Value = Audience> {
    let rule = (any::<bool>(), test()).prop_map(|(not, test)| Rule { not, test });
    let group = prop::collection::vec(rule, 0..4).prop_map(|all| Group { all });
    prop::collection::vec(group, 0..4).prop_map(|any| Audience { any })
}

impl Person {
    /// The chats that count: a terminal is none, and nobody is reached at the desk.
    fn reachable(&self) -> impl Iterator<Item = &Chat> {
        self.chats
            .iter()
            .filter(|chat| !matches!(chat.channel, ChannelKind::Terminal | ChannelKind::Desk))
    }

    /// The one seen last that does not block us, if there is one; else of those that do.
    fn written_to(&self) -> Option<&Chat> {
        self.reachable().min_by_key(|chat| {
            (
                chat.contact.starts_with("blocked"),
                chat.seen_days_ago,
                &chat.id,
            )
        })
    }

    fn opted_out(&self) -> bool {
        self.reachable()
            .any(|chat| chat.contact.ends_with("opted_out"))
    }

    fn is_in(&self, audience: &Audience, chat: &Chat) -> bool {
        let meets = |group: &Group| {
            group
                .all
                .iter()
                .all(|rule| self.meets(&rule.test, chat) != rule.not)
        };
        audience.any.is_empty() || audience.any.iter().any(meets)
    }

    fn meets(&self, test: &Test, chat: &Chat) -> bool {
        let reg = self.registration.as_ref();
        let firm = reg.and_then(|reg| reg.employer);
        match test {
            Test::Origin(places) => {
                reg.is_some_and(|reg| places.iter().any(|place| lies_in(reg.origin, *place)))
            }
            Test::District(places) => firm.is_some_and(|firm| {
                places
                    .iter()
                    .any(|place| lies_in(DISTRICTS[firm % 2], *place))
            }),
            Test::Employer(firms) => firm.is_some_and(|firm| {
                firms
                    .iter()
                    .any(|asked| asked.as_str() == format!("e{firm}"))
            }),
            Test::Status(all) => all.iter().any(|status| self.has_come(*status)),
            Test::Health(codes) => reg.is_some_and(|reg| codes.contains(&reg.health)),
            Test::Language(all) => all.contains(&chat.locale),
            Test::Channel(all) => all.contains(&chat.channel),
            Test::SeenWithinDays(days) => self
                .reachable()
                .any(|chat| chat.seen_days_ago <= i64::from(*days)),
            Test::List(list) => (0..2).any(|n| {
                let is_on = self.by_mobile[n] || self.by_id[n];
                self.is_worker && is_on && list.as_str() == format!("l{n}")
            }),
        }
    }

    fn has_come(&self, status: AudienceStatus) -> bool {
        let Some(reg) = &self.registration else {
            return matches!(status, AudienceStatus::Anyone | AudienceStatus::Started);
        };
        let is_live = reg.state == "submitted";
        match status {
            AudienceStatus::Anyone => true,
            AudienceStatus::Started => false,
            AudienceStatus::Registered => is_live,
            AudienceStatus::Seated => is_live && reg.seated,
            AudienceStatus::Waiting => is_live && reg.waiting,
            AudienceStatus::Unseated => is_live && !reg.seated && !reg.waiting,
        }
    }
}

fn lies_in(place: &str, whole: PlaceCode) -> bool {
    let whole = whole.to_string();
    let prefix = whole
        .strip_suffix("0000")
        .or_else(|| whole.strip_suffix("00"));
    place.starts_with(prefix.unwrap_or(&whole))
}

async fn settle(world: &World, people: &[Person]) {
    let blob = if world.store.is_embedded() {
        "x'00'"
    } else {
        "'\\x00'::bytea"
    };
    let now = world.now().millis();
    let mut sql = vec![
        "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, requirements, \
         source) VALUES ('t', 't', 'coach', '330302', '', 0, 'open', FALSE, 0, '{}', 'demo')"
            .to_owned(),
        "INSERT INTO vehicle (id, trip_id, ordinal, label, kind) VALUES ('v', 't', 1, '', 'coach40')".to_owned(),
    ];
    for n in 0..3 {
        sql.push(format!(
            "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
             VALUES ('e{n}', 'e{n}', '', '', '{}', TRUE, 'e{n}', 'demo', 0)",
            DISTRICTS[n % 2]
        ));
    }
    for n in 0..2 {
        sql.push(format!(
            "INSERT INTO audience_list (id, name, uploaded_by, uploaded_at, rows_read, duplicates, unreadable, whole) \
             VALUES ('l{n}', '', 'hr', 0, 0, 0, 0, TRUE)"
        ));
    }
    for (n, person) in people.iter().enumerate() {
        if person.is_worker {
            sql.push(format!(
                "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                 source, created_at, updated_at) \
                 VALUES ('w{n:03}', '示例', 'i{n}', {blob}, '', 'm{n}', {blob}, '', 'synthetic', 0, 0)"
            ));
        }
        let worker = if person.is_worker {
            format!("'w{n:03}'")
        } else {
            "NULL".into()
        };
        for chat in &person.chats {
            sql.push(format!(
                "INSERT INTO chat (id, channel, address, locale, worker_id, contact, first_seen_at, last_seen_at) \
                 VALUES ('{0}', '{1}', '{0}', '{2}', {worker}, '{3}', 0, {4})",
                chat.id, chat.channel, chat.locale, chat.contact, now - chat.seen_days_ago * DAY
            ));
        }
        for (list, (mobile, id)) in person.by_mobile.iter().zip(person.by_id).enumerate() {
            for (is_on, hash) in [(*mobile, 'm'), (id, 'i')] {
                if is_on {
                    sql.push(format!(
                        "INSERT INTO audience_list_entry VALUES ('l{list}', '{hash}{n}', {n})"
                    ));
                }
            }
        }
        if let Some(reg) = &person.registration {
            let firm = reg
                .employer
                .map_or("NULL".into(), |firm| format!("'e{firm}'"));
            sql.push(format!(
                "INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
                 health_observed_at, certificate_sealed, submitted_at, updated_at) \
                 VALUES ('r{n}', {worker}, '{}', '{}', {firm}, 'coach', '{}', 0, {blob}, 0, 0)",
                reg.state, reg.origin, reg.health
            ));
            if reg.seated {
                sql.push(format!(
                    "INSERT INTO seat (id, trip_id, vehicle_id, number, label, carriage, row_no, column_no, block_no, \
                     sellable, give_order, state, worker_id, changed_at) \
                     VALUES ('s{n}', 't', 'v', {n}, '', 1, 1, 1, 1, TRUE, {n}, 'reserved', {worker}, 0)"
                ));
            }
            if reg.waiting {
                sql.push(format!(
                    "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
                     VALUES ('q{n}', 't', {worker}, '{}', {n}, 'waiting', 0)",
                    person.chats[0].id
                ));
            }
        }
    }
    for statement in sql {
        world.execute(statement).await;
    }
}

/// Whom the reading finds: the chats written to, and the figures.
fn expected(people: &[Person], audience: &Audience) -> (BTreeSet<String>, Reach) {
    let (mut chats, mut reach) = (BTreeSet::new(), Reach::default());
    for person in people {
        let Some(chat) = person
            .written_to()
            .filter(|chat| person.is_in(audience, chat))
        else {
            continue;
        };
        match (person.opted_out(), chat.contact) {
            (true, _) => reach.opted_out += 1,
            (false, "blocked") => reach.blocked += 1,
            (false, _) => {
                reach.people += 1;
                chats.insert(chat.id.clone());
            }
        }
    }
    (chats, reach)
}

#[tokio::test]
async fn any_audience_is_whom_its_conditions_say() {
    on_both(|world| async move {
        world.staff("hr").await;
        let mut runner = TestRunner::deterministic();
        let mut draw = prop::collection::vec(person(), PEOPLE)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        for (n, person) in draw.iter_mut().enumerate() {
            for (k, chat) in person.chats.iter_mut().enumerate() {
                chat.id = format!("c{n:03}{k}");
            }
        }
        settle(&world, &draw).await;
        let mut seen = BTreeSet::new();
        for _ in 0..AUDIENCES {
            let audience = audience().new_tree(&mut runner).unwrap().current();
            let (chats, reach) = expected(&draw, &audience);
            let mut tx = world.store.read().await.unwrap();
            assert_eq!(
                tx.reach(&audience, world.now()).await.unwrap(),
                reach,
                "{audience:?}"
            );
            let sample = tx.sample(&audience, 1_000, world.now()).await.unwrap();
            let sample: BTreeSet<_> = sample
                .into_iter()
                .map(|one| one.chat.as_str().to_owned())
                .collect();
            assert_eq!(sample, chats, "{audience:?}");
            seen.insert(reach.people);
        }
        assert!(seen.len() > 15, "the audiences hardly differ: {seen:?}");
        fan_out_agrees(&world, &draw, &mut runner).await;
    })
    .await;
}

/// A fan-out, which looks at people a span at a time, finds the same ones.
async fn fan_out_agrees(world: &World, people: &[Person], runner: &mut TestRunner) {
    world.staff("ann").await;
    world.staff("bo").await;
    for n in 0..30 {
        let audience = audience().new_tree(runner).unwrap().current();
        let (_, reach) = expected(people, &audience);
        let json = serde_json::to_string(&audience).unwrap();
        let id = format!("n{n}");
        let now = world.now().millis();
        world
            .execute(format!(
                "INSERT INTO notice (id, state, author_id, audience, created_at, started_at) \
                 VALUES ('{id}', 'sending', 'ann', '{json}', 0, {now})"
            ))
            .await;
        let notice = returnline::domain::id::NoticeId::new(id.as_str());
        let mut tx = world.store.write().await.unwrap();
        while !tx
            .fan_out_batch(&notice, 7, world.now())
            .await
            .unwrap()
            .done
        {}
        tx.commit().await.unwrap();
        let progress = world.progress(&notice).await;
        let found = (progress.queued, progress.excluded);
        assert_eq!(
            found,
            (reach.people, reach.opted_out + reach.blocked),
            "{audience:?}"
        );
    }
}
