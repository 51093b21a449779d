//! Employers as the bureau keeps them: names, edits, links, people, helpers.

use crate::kit::databases::{number, on_both, sql};
use returnline::domain::employer::{EmployerDraft, HelperDuty, Listing, Phone};
use returnline::domain::id::{EmployerId, StaffId};
use returnline::store::Store;
use returnline::store::demo::{DEMO_START as NOW, load_demo};
use returnline::store::employer::{EmployerError, NewHelper, PeopleError};

fn draft(name: &str) -> EmployerDraft {
    EmployerDraft {
        name: name.into(),
        district: "330304".parse().unwrap(),
        zone: None,
        listing: Listing::No,
    }
}

fn phone(last: u32) -> Phone {
    Phone::parse(&format!("1540000{last:04}")).unwrap()
}

async fn clerk(store: &Store) -> StaffId {
    load_demo(store).await.unwrap();
    let mut tx = store.read().await.unwrap();
    tx.staff_by_login("clerk").await.unwrap().unwrap().0.id
}

async fn entered(store: &Store, clerk: &StaffId) -> EmployerId {
    let mut tx = store.write().await.unwrap();
    let id = tx
        .create_employer(&draft("示例（温州）鞋业"), "test", clerk, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn audited(store: &Store, action: &str) -> i64 {
    let mut tx = store.read().await.unwrap();
    let text = format!("SELECT COUNT(*) FROM audit WHERE action = 'employer.{action}'");
    number(&mut tx, &text).await
}

#[tokio::test]
async fn an_employer_has_a_name_of_its_own_and_is_found_by_its_new_reading() {
    on_both("employer names", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let mut tx = store.write().await.unwrap();
        for name in ["德赛集团", "示例(温州) 鞋业"] {
            let twice = tx.create_employer(&draft(name), "test", &clerk, NOW).await;
            assert!(matches!(twice, Err(EmployerError::NameTaken(_))), "{name}");
        }
        let clash = tx
            .change_employer(&id, 0, &draft("飞鹏五金"), &clerk, NOW)
            .await;
        assert!(matches!(clash, Err(EmployerError::NameTaken(name)) if name == "飞鹏五金"));
        // Its own name with other marks is no clash.
        tx.change_employer(&id, 0, &draft("示例(温州)鞋业"), &clerk, NOW)
            .await
            .unwrap();
        tx.change_employer(&id, 1, &draft("乐清示例电器"), &clerk, NOW)
            .await
            .unwrap();
        let found = tx.search_employers("yqsl").await.unwrap().unwrap();
        assert_eq!(found.first(), Some(&id));
        assert_eq!(tx.search_employers(" ").await.unwrap(), None);
        tx.commit().await.unwrap();
        assert_eq!(audited(&store, "created").await, 1);
        assert_eq!(audited(&store, "changed").await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_edits_is_told() {
    on_both("employer edits", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let listed = EmployerDraft {
            listing: Listing::through(None, "2020-03-31".parse().ok()).unwrap(),
            ..draft("示例（温州）鞋业")
        };
        let mut tx = store.write().await.unwrap();
        tx.change_employer(&id, 0, &listed, &clerk, NOW)
            .await
            .unwrap();
        let late = tx
            .change_employer(&id, 0, &draft("示例（温州）鞋业"), &clerk, NOW)
            .await;
        assert!(matches!(late, Err(EmployerError::Changed)));
        // The same once more is no edit.
        tx.change_employer(&id, 1, &listed, &clerk, NOW)
            .await
            .unwrap();
        let now = tx.employer_edit(&id).await.unwrap().unwrap();
        assert_eq!((now.version, now.employer.listing), (1, listed.listing));
        let gone = EmployerId::new("no");
        let none = tx.change_employer(&gone, 0, &listed, &clerk, NOW).await;
        assert!(matches!(none, Err(EmployerError::NoEmployer)));
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let told = "SELECT COUNT(*) FROM audit WHERE action = 'employer.changed' AND reason LIKE 'listing no → %2020-03-31'";
        assert_eq!(number(&mut tx, told).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_link_revokes_the_old_one() {
    on_both("employer link", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let mut tx = store.write().await.unwrap();
        let old = tx.employer(&id).await.unwrap().unwrap().link_code;
        let new = tx
            .renew_employer_link(&id, &old, &clerk, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_ne!(new, old);
        assert!(new.len() <= 62 && new.bytes().all(|b| b.is_ascii_alphanumeric()));
        assert_eq!(tx.employer_by_link(&old).await.unwrap(), None);
        assert_eq!(tx.employer_by_link(&new).await.unwrap().unwrap().id, id);
        // Whoever still sees the old one does not replace the new.
        let late = tx
            .renew_employer_link(&id, &old, &clerk, NOW)
            .await
            .unwrap();
        assert_eq!(late, None);
        assert_eq!(tx.employer(&id).await.unwrap().unwrap().link_code, new);
        tx.commit().await.unwrap();
        assert_eq!(audited(&store, "link_renewed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_a_contact_is_sealed_and_shown_masked() {
    on_both("contacts", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let mut tx = store.write().await.unwrap();
        let what = ("林芳", "人事", &phone(1));
        let contact = tx.add_contact(&store, &id, what, &clerk, NOW).await.unwrap();
        let twice = tx.add_contact(&store, &id, ("王丽", "门卫", &phone(1)), &clerk, NOW).await;
        assert!(matches!(twice, Err(PeopleError::PhoneTaken)));
        let other = tx.add_contact(&store, &id, ("王丽", "门卫", &phone(2)), &clerk, NOW).await.unwrap();
        let clash = tx
            .change_contact(&store, (&id, &other), ("王丽", "门卫", Some(&phone(1))), &clerk, NOW)
            .await;
        assert!(matches!(clash, Err(PeopleError::PhoneTaken)));
        tx.change_contact(&store, (&id, &contact), ("林芳", "人事经理", None), &clerk, NOW)
            .await
            .unwrap();
        let known = tx.contacts(&id).await.unwrap();
        assert_eq!(
            (known[0].role.as_str(), known[0].phone_mask.as_str()),
            ("人事经理", "154****0001")
        );
        let whole = tx.reveal_contact(&store, (&id, &contact), &clerk, NOW).await.unwrap();
        assert_eq!(whole, phone(1));
        // Of another employer it does not exist.
        let elsewhere = EmployerId::new("no");
        let none = tx.reveal_contact(&store, (&elsewhere, &contact), &clerk, NOW).await;
        assert!(matches!(none, Err(PeopleError::Nobody)));
        let summary = tx.employer_summary(&id).await.unwrap().unwrap();
        assert_eq!(summary.contact.unwrap().2, "154****0001");
        tx.remove_contact(&id, &contact, &clerk, NOW).await.unwrap();
        let gone = tx.remove_contact(&id, &contact, &clerk, NOW).await;
        assert!(matches!(gone, Err(PeopleError::Nobody)));
        tx.commit().await.unwrap();
        assert_eq!(audited(&store, "contact_revealed").await, 1);
        let mut tx = store.write().await.unwrap();
        let open = "SELECT COUNT(*) FROM employer_contact WHERE phone_mask LIKE '%15400000002%' OR phone_hash LIKE '%15400000002%'";
        assert_eq!(number(&mut tx, open).await, 0);
        sql(
            &mut tx,
            "UPDATE employer_contact SET phone_sealed = (SELECT id_sealed FROM worker LIMIT 1)",
        )
        .await;
        let broken = tx.reveal_contact(&store, (&id, &other), &clerk, NOW).await;
        assert!(matches!(broken, Err(PeopleError::Store(_))));
    })
    .await;
}

/// P19: one for each duty; the same person twice refused.
#[tokio::test]
async fn an_employer_has_three_helpers_and_nobody_twice() {
    on_both("helpers", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let helper = |duty, name: &str, last: u32| NewHelper {
            duty,
            name: name.into(),
            phone: (last > 0).then(|| phone(last)),
        };
        use HelperDuty::{CountyOfficer, GridMember, TownshipLeader};
        let three = vec![
            helper(CountyOfficer, "王甲", 1),
            helper(TownshipLeader, "李乙", 2),
            helper(GridMember, "张丙", 3),
        ];
        let mut tx = store.write().await.unwrap();
        assert!(
            tx.set_helpers(&store, &id, &three, &clerk, NOW)
                .await
                .unwrap()
        );
        for (twice, duty) in [
            (helper(GridMember, "王甲", 4), GridMember),
            (helper(GridMember, "赵丁", 2), GridMember),
        ] {
            let mut helpers = three.clone();
            helpers[2] = twice;
            let refused = tx.set_helpers(&store, &id, &helpers, &clerk, NOW).await;
            assert!(matches!(refused, Err(PeopleError::Twice(found)) if found == duty));
        }
        let mut helpers = three.clone();
        helpers[0] = helper(CountyOfficer, "孙戊", 0);
        let refused = tx.set_helpers(&store, &id, &helpers, &clerk, NOW).await;
        assert!(
            matches!(refused, Err(PeopleError::NoPhone(CountyOfficer))),
            "another person has another number"
        );
        // A number not given stays; what is the same is no change.
        helpers = vec![
            helper(CountyOfficer, "王甲", 0),
            three[1].clone(),
            three[2].clone(),
        ];
        assert!(
            !tx.set_helpers(&store, &id, &helpers, &clerk, NOW)
                .await
                .unwrap()
        );
        // Two change places; one goes.
        helpers = vec![
            helper(CountyOfficer, "李乙", 2),
            helper(TownshipLeader, "王甲", 1),
        ];
        assert!(
            tx.set_helpers(&store, &id, &helpers, &clerk, NOW)
                .await
                .unwrap()
        );
        let known = tx.helpers(&id).await.unwrap();
        let names: Vec<_> = known
            .iter()
            .map(|one| (one.duty, one.name.as_str()))
            .collect();
        assert_eq!(names, [(CountyOfficer, "李乙"), (TownshipLeader, "王甲")]);
        assert_eq!(tx.all_helpers().await.unwrap()[&id], known);
        let whole = tx
            .reveal_helper(&store, (&id, CountyOfficer), &clerk, NOW)
            .await;
        assert_eq!(whole.unwrap(), phone(2));
        tx.commit().await.unwrap();
        assert_eq!(audited(&store, "helpers_set").await, 2);
        assert_eq!(audited(&store, "helper_revealed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_an_employer_has_is_counted() {
    on_both("employer counts", async |store| {
        let clerk = clerk(&store).await;
        let id = entered(&store, &clerk).await;
        let mut tx = store.read().await.unwrap();
        let all = tx.employer_summaries(None).await.unwrap();
        let sum = |what: fn(&returnline::store::employer::EmployerSummary) -> i64| {
            all.iter().map(what).sum::<i64>()
        };
        for (text, total) in [
            ("SELECT COUNT(*) FROM registration WHERE employer_id IS NOT NULL", sum(|one| one.registered)),
            ("SELECT COUNT(*) FROM roster_line WHERE state = 'confirmed'", sum(|one| one.confirmed)),
            ("SELECT COUNT(*) FROM roster_line WHERE state = 'claimed'", sum(|one| one.waiting)),
            ("SELECT COUNT(*) FROM seat WHERE worker_id IS NOT NULL AND state IN ('reserved', 'confirmed', 'boarded')", sum(|one| one.seats)),
        ] {
            let count = number(&mut tx, text).await;
            assert!(count > 0, "{text}");
            assert_eq!(total, count, "{text}");
        }
        let own = all.iter().find(|one| one.employer.id == id).unwrap();
        assert_eq!((own.registered, own.seats), (0, 0));
        let ouhai = tx.employer_summaries("330304".parse().ok()).await.unwrap();
        assert!(ouhai.len() < all.len() && ouhai.iter().any(|one| one.employer.id == id));
    })
    .await;
}
