//! Erasure: nothing of the person is left, everything they had goes back, and what is left still adds up.

use super::dump::{everything, places};
use super::life::{live_a_full_life, own_values};
use super::{CERTIFICATE, ID, MOBILE, NAME, Town};
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::id::TripId;
use returnline::store::Store;
use returnline::store::privacy::{EraseError, ErasedBy};

async fn count(store: &Store, text: &str) -> i64 {
    let mut tx = store.read().await.unwrap();
    let found = number(&mut tx, text).await;
    tx.rollback().await.unwrap();
    found
}

async fn nothing_is_left(town: &Town) {
    let cells = everything(&town.store).await;
    for value in own_values(&town.store) {
        assert_eq!(places(&cells, &value), Vec::<String>::new(), "{value}");
    }
}

#[tokio::test]
async fn nothing_of_an_erased_person_can_be_read_in_any_column() {
    on_both("erased", async |store| {
        let town = Town::new(&store).await;
        let before = count(&store, TAKEN).await;
        let worker = live_a_full_life(&town).await;
        assert_eq!(count(&store, TAKEN).await, before + 1);
        let cells = everything(&store).await;
        for value in own_values(&store) {
            assert!(!places(&cells, &value).is_empty(), "{value} is known before");
        }
        assert!(places(&cells, NAME).len() >= 5, "{:?}", places(&cells, NAME));

        town.say("a", &["/privacy", "3", "1"]).await;
        nothing_is_left(&town).await;
        assert_eq!(count(&store, TAKEN).await, before, "the seat is free again");
        for (text, expected) in [
            ("SELECT COUNT(*) FROM ticket WHERE worker_id = '{w}' AND revoked_at IS NULL", 0),
            ("SELECT COUNT(*) FROM ticket WHERE worker_id = '{w}'", 1),
            ("SELECT COUNT(*) FROM registration WHERE worker_id = '{w}' AND state = 'erased' AND origin = '430000'", 1),
            ("SELECT COUNT(*) FROM roster_line WHERE worker_id = '{w}' AND state = 'erased'", 1),
            ("SELECT COUNT(*) FROM chat WHERE worker_id = '{w}'", 0),
            ("SELECT COUNT(*) FROM temperature WHERE worker_id = '{w}'", 0),
            ("SELECT COUNT(*) FROM boarding WHERE worker_id = '{w}'", 1),
            ("SELECT COUNT(*) FROM audit WHERE subject = '{w}' AND action = 'worker.erased' AND actor = 'self'", 1),
            ("SELECT COUNT(*) FROM erasure WHERE subject = '{w}' AND by_whom = 'self'", 1),
            ("SELECT COUNT(*) FROM outbox WHERE content IS NOT NULL AND chat_id IN (SELECT id FROM chat WHERE address IN ('a', 'b'))", 1),
        ] {
            let text = text.replace("{w}", worker.as_str());
            assert_eq!(count(&store, &text).await, expected, "{text}");
        }
        let mut tx = store.read().await.unwrap();
        let (proofs, all) = tx.erasures(10, 0).await.unwrap();
        assert_eq!((proofs.len(), all), (1, 1));
        let counts = proofs[0].counts;
        assert_eq!((counts.chats, counts.seats, counts.tickets, counts.lines), (2, 1, 1, 1));
        assert_eq!((counts.photos, counts.health, counts.listed), (1, 2, 1));
        assert!(counts.messages > 40, "{counts:?}");
        tx.rollback().await.unwrap();
        // All that stands in the chat is the word that it is done; the other chat is empty.
        let shown = town.shown("a").await;
        assert!(shown.len() == 1 && shown[0].contains("Erased"), "{shown:?}");
        assert!(town.shown("b").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_notice_that_has_no_place_in_the_transcript_yet_goes_with_the_rest() {
    on_both("unplaced", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        let mut tx = store.write().await.unwrap();
        for statement in [
            "INSERT INTO staff (id, login, name, role, locale, created_at) VALUES ('n', 'n', 'n', 'clerk', 'en', 0)",
            "INSERT INTO notice (id, state, author_id, audience, created_at, options) VALUES ('n', 'done', 'n', '{}', 0, '{}')",
            "INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n', 'zh-Hans', '', '{name|老乡}：返程')",
            "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at, \
             settled_at, unplaced) SELECT id, channel, address, 'bulk', 'n', id, 'sent', 1, 1, 1, TRUE FROM chat \
             WHERE address = 'a'",
        ] {
            assert_eq!(sql(&mut tx, statement).await, 1, "{statement}");
        }
        tx.commit().await.unwrap();
        let before = town.shown("a").await;
        assert!(before.last().unwrap().contains("返程"), "{before:?}");
        let placed = "SELECT COUNT(*) FROM outbox WHERE notice_id = 'n' AND seq IS NOT NULL AND NOT unplaced";
        assert_eq!(count(&store, placed).await, 0);
        town.say("a", &["/privacy", "3"]).await;
        let after = town.shown("a").await;
        assert_eq!(after[..before.len()], before, "it stays where it was shown");
        assert_eq!(count(&store, placed).await, 1);
        let late = "UPDATE outbox SET seq = NULL, unplaced = TRUE WHERE notice_id = 'n'";
        let mut tx = store.write().await.unwrap();
        assert_eq!(sql(&mut tx, late).await, 1);
        tx.commit().await.unwrap();
        town.say("a", &["1"]).await;
        let shown = town.shown("a").await;
        assert!(shown.len() == 1 && shown[0].contains("Erased"), "{shown:?}");
        assert_eq!(count(&store, "SELECT COUNT(*) FROM outbox WHERE unplaced").await, 0);
    })
    .await;
}

/// Seats that are somebody's.
const TAKEN: &str = "SELECT COUNT(*) FROM seat WHERE state <> 'free'";

#[tokio::test]
async fn an_erased_person_registers_anew_and_hears_no_notices() {
    on_both("anew", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        let first = town.worker().await.unwrap();
        town.say("a", &["/privacy", "3", "1"]).await;
        let contact = "SELECT COUNT(*) FROM chat WHERE address = 'a' AND contact = 'opted_out'";
        assert_eq!(count(&store, contact).await, 1);
        assert_eq!(town.worker().await, None);
        // The language is known; the first consent is asked for again.
        town.say(
            "a",
            &[
                "hello",
                "1",
                "1",
                "1",
                "green",
                CERTIFICATE,
                "2020-03-01",
                "永州",
            ],
        )
        .await;
        town.say("a", &["德赛", "1", NAME, ID, MOBILE, "coach", "1", "yes"])
            .await;
        let second = town.worker().await.unwrap();
        assert_ne!(first, second);
        let mut tx = store.read().await.unwrap();
        assert!(tx.active_seat(&second).await.unwrap().is_some());
        assert!(tx.active_seat(&first).await.unwrap().is_none());
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_only_typed_is_erased_too() {
    on_both("typed", async |store| {
        let town = Town::new(&store).await;
        town.say(
            "a",
            &[
                "hi",
                "3",
                "1",
                "1",
                "1",
                "green",
                CERTIFICATE,
                "2020-03-01",
                "永州",
            ],
        )
        .await;
        town.say(
            "a",
            &["德赛", "1", NAME, ID, "0", "near the blue house", "end"],
        )
        .await;
        town.say("a", &["privacy", "3", "1"]).await;
        nothing_is_left(&town).await;
        let proof =
            "SELECT COUNT(*) FROM erasure e JOIN chat c ON c.id = e.subject WHERE c.address = 'a'";
        assert_eq!(count(&store, proof).await, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_erased_while_their_trip_boards_or_runs() {
    on_both("travelling", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        let worker = town.worker().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let seat = tx.active_seat(&worker).await.unwrap().unwrap();
        let trip: TripId = seat.trip.id;
        let set = |what: &str| format!("UPDATE vehicle SET {what} WHERE trip_id = '{trip}'");
        sql(&mut tx, &set("doors_open_at = 1")).await;
        tx.commit().await.unwrap();
        town.say("a", &["/privacy", "3", "1"]).await;
        assert_eq!(
            town.worker().await.as_ref(),
            Some(&worker),
            "the doors are open"
        );
        let shown = town.shown("a").await;
        assert!(
            shown
                .iter()
                .any(|text| text.contains("is boarding or on its way")),
            "{shown:?}"
        );

        let mut tx = store.write().await.unwrap();
        sql(
            &mut tx,
            &format!(
                "UPDATE seat SET state = 'boarded' WHERE id = '{}'",
                seat.seat
            ),
        )
        .await;
        sql(&mut tx, &set("departed_at = 2")).await;
        sql(
            &mut tx,
            &format!("UPDATE trip SET state = 'departed' WHERE id = '{trip}'"),
        )
        .await;
        let admin = {
            let found = tx.staff_by_login("admin").await.unwrap();
            found.unwrap().0.id
        };
        let by = ErasedBy::Staff(&admin, "asked for by telephone");
        let refused = tx.erase_worker(&store, &worker, by, town.now()).await;
        assert!(matches!(refused, Err(EraseError::Travelling { code }) if code == seat.trip.code));
        let short = ErasedBy::Staff(&admin, " x ");
        let refused = tx.erase_worker(&store, &worker, short, town.now()).await;
        assert!(matches!(refused, Err(EraseError::Reason)));
        // There: now it may be, and the seat still counts as one that was taken.
        sql(&mut tx, &set("arrived_at = 3")).await;
        sql(
            &mut tx,
            &format!("UPDATE trip SET state = 'arrived' WHERE id = '{trip}'"),
        )
        .await;
        tx.erase_worker(&store, &worker, by, town.now())
            .await
            .unwrap();
        let again = tx.erase_worker(&store, &worker, by, town.now()).await;
        assert!(matches!(again, Err(EraseError::Unknown)));
        let aboard = format!(
            "SELECT COUNT(*) FROM seat WHERE id = '{}' AND state = 'boarded'",
            seat.seat
        );
        assert_eq!(number(&mut tx, &aboard).await, 1);
        tx.commit().await.unwrap();
        nothing_is_left(&town).await;
    })
    .await;
}

#[tokio::test]
async fn a_seat_that_an_erased_person_leaves_is_offered_on() {
    on_both("offered on", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        let worker = town.worker().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let seat = tx.active_seat(&worker).await.unwrap().unwrap();
        // Nothing else is free there, and somebody of the demo waits.
        sql(
            &mut tx,
            &format!(
                "UPDATE seat SET sellable = FALSE WHERE trip_id = '{}' AND state = 'free'",
                seat.trip.id
            ),
        )
        .await;
        let other = format!(
            "SELECT COUNT(*) FROM waitlist WHERE trip_id = '{}' AND state = 'offered'",
            seat.trip.id
        );
        assert_eq!(number(&mut tx, &other).await, 0);
        tx.commit().await.unwrap();
        town.say(
            "c",
            &[
                "hi",
                "3",
                "1",
                "1",
                "1",
                "green",
                "C-9912",
                "2020-03-01",
                "永州",
                "德赛",
                "1",
            ],
        )
        .await;
        town.say(
            "c",
            &[
                "赵小",
                "520199198001010012",
                "15400009002",
                "coach",
                "1",
                "yes",
            ],
        )
        .await;
        town.say("a", &["/privacy", "3", "1"]).await;
        assert_eq!(count(&store, &other).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_employers_own_declaration_stays_with_the_employer_and_matches_nobody() {
    on_both("declared", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        let worker = town.worker().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let text = format!(
            "INSERT INTO declared (id, employer_id, name, id_hash, id_sealed, id_mask, standing, declared_by, declared_at) \
             SELECT 'd1', r.employer_id, w.name, w.id_hash, w.id_sealed, w.id_mask, 'declared', \
             (SELECT id FROM staff WHERE login = 'hr'), 0 FROM worker w JOIN registration r ON r.worker_id = w.id \
             WHERE w.id = '{worker}'"
        );
        assert_eq!(sql(&mut tx, &text).await, 1);
        tx.commit().await.unwrap();
        town.say("a", &["/privacy"]).await;
        let shown = town.shown("a").await.join("\n");
        assert!(shown.contains("has put you on its own staff list"), "{shown}");
        town.say("a", &["3", "1"]).await;
        let cells = everything(&store).await;
        assert_eq!(places(&cells, ID), ["declared.id_sealed"]);
        let mut names = places(&cells, NAME);
        // By which it is looked up; SQLite works it out when asked.
        names.retain(|place| place != "declared.name_1");
        assert_eq!(names, ["declared.name"]);
        let matched = "SELECT COUNT(*) FROM declared d JOIN worker w ON w.id_hash = d.id_hash WHERE d.id = 'd1'";
        assert_eq!(count(&store, matched).await, 0);
    })
    .await;
}
