//! The list of people to call, because a notice did not reach them.

use super::world::{Script, World, on_both};
use returnline::channel::SendError;
use returnline::console::follow_up::follow_up;
use returnline::delivery::Pace;
use returnline::domain::delivery::Gone;
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::domain::language::Locale;
use returnline::domain::notice::{Audience, ListReader, Test};
use returnline::sheet;
use returnline::store::notice::ListMatch;

const ID: &str = "520199199003070013";

/// Registers somebody in a chat.
async fn register(world: &World, chat: &str, id: &str, mobile: &str) {
    let mut tx = world.store.write().await.unwrap();
    let name = PersonName::parse("张三").unwrap();
    let id = ResidentId::try_from(id.to_owned()).unwrap();
    let mobile = Mobile::parse(mobile).unwrap();
    let worker = tx
        .upsert_worker(&world.store, &name, &id, &mobile, "synthetic", world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let sql = format!("UPDATE chat SET worker_id = '{worker}' WHERE id = '{chat}'");
    world.execute(sql).await;
    world
        .execute(format!(
            "INSERT INTO registration (id, worker_id, state, origin, mode, health_code, health_observed_at, \
             certificate_sealed, submitted_at, updated_at) SELECT 'r{chat}', id, 'submitted', '361129', 'coach', \
             'green', 0, id_sealed, 0, 0 FROM worker WHERE id = '{worker}'"
        ))
        .await;
}

#[tokio::test]
async fn the_unreached_are_listed_with_their_numbers_and_the_opted_out_are_not() {
    on_both(|world| async move {
        world.people(6).await;
        register(&world, "p000001", ID, "15400000001").await;
        for sql in [
            "UPDATE chat SET contact = 'opted_out' WHERE id = 'p000004'",
            "UPDATE chat SET contact = 'blocked' WHERE id = 'p000005'",
        ] {
            world.execute(sql.into()).await;
        }
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        script.fail("1", [SendError::Gone(Gone::Deactivated)]);
        script.fail("2", [SendError::Rejected("=too odd".into())]);
        script.fail("3", [SendError::Rejected("too odd".into())]);
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 4);
        // Opted out since.
        let since = "UPDATE chat SET contact = 'opted_out' WHERE id = 'p000003'";
        world.execute(since.into()).await;

        let mut tx = world.store.read().await.unwrap();
        let all = tx.unreached(&world.store, &notice, 0, 100).await.unwrap();
        let mut paged = Vec::new();
        let mut after = 0;
        while let Some(one) = tx
            .unreached(&world.store, &notice, after, 1)
            .await
            .unwrap()
            .pop()
        {
            after = one.cursor;
            paged.push(one);
        }
        assert_eq!(paged, all);
        let notice = tx.notice(&notice).await.unwrap().unwrap();
        drop(tx);
        let list = follow_up(&world.store, &notice, Locale::En, "ann", world.now())
            .await
            .unwrap();
        assert_eq!((list.people, list.without_number), (3, 2));
        let book = list.writer.finish().unwrap();
        let mut sheet = sheet::read("f.xlsx", book).unwrap();
        let rows: Vec<_> = sheet
            .rows()
            .map(|row| row.unwrap().cells().join("|"))
            .collect();
        assert!(
            rows[0].contains("Come back") && rows[0].contains(&notice.content_hash.unwrap()),
            "{}",
            rows[0]
        );
        assert!(rows[1].contains("ann"), "{}", rows[1]);
        let mut people: Vec<_> = rows[3..]
            .iter()
            .map(|row| row.rsplit_once('|').unwrap().0)
            .collect();
        people.sort_unstable();
        assert_eq!(people.len(), 3);
        assert_eq!(
            people[0],
            "|Not registered, no number|||Telegram|=too odd|1"
        );
        assert_eq!(
            people[1],
            "|Not registered, no number|||Telegram|has blocked us|0"
        );
        assert!(
            people[2].starts_with("张三|15400000001|")
                && people[2].ends_with("|the account is gone|1"),
            "{}",
            people[2]
        );
    })
    .await;
}

#[tokio::test]
async fn a_person_on_a_list_by_mobile_and_again_by_id_gets_one() {
    on_both(|world| async move {
        world.people(3).await;
        register(&world, "p000001", ID, "15400000001").await;
        let hr = world.staff("hr").await;
        let mut list = ListReader::default();
        let mobile = |text: &str| Some(Ok(Mobile::parse(text).unwrap()));
        let id = || Some(Ok(ResidentId::try_from(ID.to_owned()).unwrap()));
        list.add(2, mobile("15400000001"), None);
        list.add(3, None, id());
        list.add(4, mobile("15400000009"), None);
        let list = list.finish();
        let saved = world.store.save_audience_list(" 名单.xlsx ", &hr, &list, world.now()).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        let kept = tx.audience_list(&saved).await.unwrap().unwrap();
        assert_eq!((kept.name.as_str(), kept.uploaded_by.as_str(), kept.people()), ("名单.xlsx", "hr", 3));
        assert_eq!(tx.audience_lists().await.unwrap(), [kept]);
        let matched = ListMatch {
            reached: 2,
            left_out: 0,
            unknown: 1,
        };
        assert_eq!(tx.list_match(&saved).await.unwrap(), matched);
        let audience = Audience::all_of([Test::List(saved)]);
        assert_eq!(tx.reach(&audience, world.now()).await.unwrap().people, 1);
        let sample = tx.sample(&audience, 10, world.now()).await.unwrap();
        assert_eq!(sample[0].name.as_deref(), Some("张*"));
        assert_eq!(sample[0].origin.unwrap().to_string(), "361129");
        drop(tx);
        let plain = "SELECT COUNT(*) FROM audience_list_entry WHERE hash LIKE '%1540000%' OR hash LIKE '%520199%'";
        assert_eq!(world.count(plain).await, 0, "a number was kept");
        assert_eq!(world.count("SELECT COUNT(*) FROM audit WHERE action = 'audience_list.upload'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_was_never_whole_is_not_shown_and_cleared_away() {
    on_both(|world| async move {
        let hr = world.staff("hr").await;
        let long_ago = world.now().millis() - 2 * 3_600_000;
        world
            .execute(format!(
                "INSERT INTO audience_list (id, name, uploaded_by, uploaded_at, rows_read, duplicates, unreadable) \
                 VALUES ('cut', 'cut', 'hr', {long_ago}, 5000, 0, 0)"
            ))
            .await;
        world
            .execute(
                "INSERT INTO audience_list_entry (list_id, hash, entry) \
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) \
                 SELECT 'cut', CAST(i AS TEXT), i FROM n"
                    .into(),
            )
            .await;
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(tx.audience_lists().await.unwrap(), []);
        drop(tx);
        let empty = ListReader::default().finish();
        world.store.save_audience_list("new", &hr, &empty, world.now()).await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM audience_list_entry").await, 0);
        assert_eq!(world.count("SELECT COUNT(*) FROM audience_list").await, 1);
    })
    .await;
}
