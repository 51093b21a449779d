//! Accounts, second steps and attempts, on both databases.

use crate::kit::databases::{number, on_both};
use returnline::domain::id::StaffId;
use returnline::domain::language::Locale;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::time::Timestamp;
use returnline::store::account::{
    AccountError, AccountFilter, AccountSort, AccountState, Attempt, CodeOutcome, RECOVERY_CODES,
    STEP_SECONDS, Standing, Tried, code_at,
};
use returnline::store::audit::{AuditFilter, AuditOrder};
use returnline::store::{Store, Tx};

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000_000_000 + second * 1000)
}

fn staff(login: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::new(login),
        login: login.into(),
        name: format!("Name of {login}"),
        role,
        employer: None,
        district: None,
        locale: Locale::En,
    }
}

pub async fn with_admins(store: &Store) -> Tx {
    let mut tx = store.write().await.unwrap();
    for login in ["ann", "bob"] {
        let one = staff(login, Role::Admin);
        tx.insert_staff(&one, Some("hash"), at(0)).await.unwrap();
    }
    tx
}

#[tokio::test]
async fn an_account_is_invited_changed_shut_and_opened_and_all_of_it_is_in_the_log() {
    on_both("accounts", async |store| {
        let mut tx = with_admins(&store).await;
        let (ann, clerk) = (StaffId::new("ann"), staff("cleo", Role::Clerk));
        tx.invite(&clerk, &ann, at(1)).await.unwrap();
        let again = tx
            .invite(
                &Staff {
                    id: StaffId::new("x"),
                    ..clerk.clone()
                },
                &ann,
                at(1),
            )
            .await;
        assert!(matches!(again, Err(AccountError::LoginTaken)));
        let account = tx.account(&clerk.id).await.unwrap().unwrap();
        assert_eq!(
            (account.state, account.has_password),
            (AccountState::New, false)
        );
        tx.open_session(&clerk.id, "s", "c", at(2), at(99))
            .await
            .unwrap();
        tx.note_session("s", Some("192.0.2.*"), Some("Firefox"), at(2))
            .await
            .unwrap();
        let account = tx.account(&clerk.id).await.unwrap().unwrap();
        assert_eq!(
            (account.state, account.seen_at),
            (AccountState::Active, Some(at(2)))
        );

        let bound = Standing {
            role: Role::Clerk,
            employer: None,
            district: "330302".parse().ok(),
        };
        tx.set_standing(&clerk.id, &bound, &ann, at(3))
            .await
            .unwrap();
        assert_eq!(
            tx.session("s", at(3)).await.unwrap(),
            None,
            "signed out with the old rights"
        );
        tx.open_session(&clerk.id, "s", "c", at(3), at(99))
            .await
            .unwrap();
        tx.set_standing(&clerk.id, &bound, &ann, at(4))
            .await
            .unwrap();
        assert!(
            tx.session("s", at(4)).await.unwrap().is_some(),
            "nothing changed"
        );

        tx.make_sign_in_link(&clerk.id, "link", at(99))
            .await
            .unwrap();
        tx.disable_account(&clerk.id, &ann, at(5)).await.unwrap();
        assert_eq!(tx.session("s", at(5)).await.unwrap(), None);
        assert!(!tx.sign_in_link_works("link", at(5)).await.unwrap());
        let reset = tx
            .reset_account(&clerk.id, "new", at(99), &ann, at(5))
            .await;
        assert!(matches!(reset, Err(AccountError::IsDisabled)));
        tx.enable_account(&clerk.id, &ann, at(6)).await.unwrap();
        assert!(
            !tx.sign_in_link_works("link", at(6)).await.unwrap(),
            "the link stays dead"
        );
        tx.set_password_hash(&clerk.id, "hash", None).await.unwrap();
        tx.reset_account(&clerk.id, "new", at(99), &ann, at(7))
            .await
            .unwrap();
        assert!(!tx.account(&clerk.id).await.unwrap().unwrap().has_password);
        assert!(tx.sign_in_link_works("new", at(8)).await.unwrap());
        let did = AuditFilter {
            subject: Some("cleo".into()),
            ..AuditFilter::default()
        };
        let lines = tx
            .audit_lines(&did, AuditOrder::Oldest, None, 99)
            .await
            .unwrap();
        let actions: Vec<_> = lines.iter().map(|line| line.action.as_str()).collect();
        assert_eq!(
            actions,
            [
                "account.invited",
                "account.changed",
                "account.disabled",
                "account.enabled",
                "account.reset"
            ]
        );
        assert_eq!(lines[1].reason.as_deref(), Some("clerk 330302"));
    })
    .await;
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged_by_the_database() {
    on_both("account lists", async |store| {
        let mut tx = with_admins(&store).await;
        for login in ["c_1", "cx1", "d%"] {
            tx.invite(&staff(login, Role::Crew), &StaffId::new("ann"), at(5))
                .await
                .unwrap();
        }
        let logins = async |tx: &mut Tx, filter: &AccountFilter, sort, down, offset| {
            let found = tx.accounts(filter, sort, down, 2, offset).await.unwrap();
            found
                .into_iter()
                .map(|one| one.staff.login)
                .collect::<Vec<_>>()
        };
        let all = AccountFilter::default();
        assert_eq!(
            logins(&mut tx, &all, AccountSort::Login, true, 0).await,
            ["d%", "cx1"]
        );
        assert_eq!(
            logins(&mut tx, &all, AccountSort::Role, false, 4).await,
            ["d%"]
        );
        let words = |words: &str| AccountFilter {
            words: words.into(),
            ..AccountFilter::default()
        };
        assert_eq!(
            logins(&mut tx, &words("C_"), AccountSort::Login, false, 0).await,
            ["c_1"]
        );
        assert_eq!(
            logins(&mut tx, &words("%"), AccountSort::Login, false, 0).await,
            ["d%"]
        );
        let new = AccountFilter {
            state: Some(AccountState::New),
            role: Some(Role::Crew),
            ..words("1")
        };
        assert_eq!(tx.count_accounts(&new).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_administrators_who_shut_each_other_out_at_once_leave_one() {
    on_both("last administrator", async |store| {
        with_admins(&store).await.commit().await.unwrap();
        let shut = async |whom: &str, by: &str| {
            let mut tx = store.write().await.unwrap();
            let done = tx
                .disable_account(&StaffId::new(whom), &StaffId::new(by), at(1))
                .await;
            match done {
                Ok(()) => tx.commit().await.map(|()| true).unwrap(),
                Err(AccountError::LastAdmin) => false,
                Err(other) => panic!("{other}"),
            }
        };
        let (one, other) = tokio::join!(shut("ann", "bob"), shut("bob", "ann"));
        assert!(one != other, "{one} {other}");
        let mut tx = store.write().await.unwrap();
        let left = "SELECT COUNT(*) FROM staff WHERE role = 'admin' AND NOT disabled";
        assert_eq!(number(&mut tx, left).await, 1);
        let own = tx
            .disable_account(&StaffId::new("ann"), &StaffId::new("ann"), at(1))
            .await;
        assert!(matches!(own, Err(AccountError::Oneself)));
    })
    .await;
}

fn step_of(now: Timestamp) -> i64 {
    now.millis() / (STEP_SECONDS * 1000)
}

/// Sets a second step up; its secret and its recovery codes.
async fn factor(
    store: &Store,
    tx: &mut Tx,
    id: &StaffId,
    now: Timestamp,
) -> (Vec<u8>, Vec<String>) {
    assert!(tx.begin_factor(store, id, now).await.unwrap());
    let begun = tx.factor_begun(store, id, now).await.unwrap().unwrap();
    let secret = data_encoding::BASE32_NOPAD
        .decode(begun.secret.as_bytes())
        .unwrap();
    let code = code_at(&secret, step_of(now)).unwrap();
    let codes = tx.confirm_factor(store, id, &code, now, now).await.unwrap();
    (secret, codes.expect("the code was right"))
}

#[tokio::test]
async fn a_code_is_taken_once_within_a_step_of_now_and_a_recovery_code_once() {
    on_both("second step", async |store| {
        let mut tx = with_admins(&store).await;
        let ann = StaffId::new("ann");
        let (secret, codes) = factor(&store, &mut tx, &ann, at(0)).await;
        assert_eq!(codes.len(), RECOVERY_CODES);
        let raw = "SELECT COUNT(*) FROM staff_factor WHERE LENGTH(secret_sealed) > 40";
        assert_eq!(number(&mut tx, raw).await, 1, "the secret is sealed");
        let now = at(300);
        let step = step_of(now);
        for (off, expected) in [
            (-2, CodeOutcome::Wrong),
            (2, CodeOutcome::Wrong),
            (0, CodeOutcome::Right),
            (0, CodeOutcome::Wrong),
            (-1, CodeOutcome::Wrong),
            (1, CodeOutcome::Right),
            (1, CodeOutcome::Wrong),
        ] {
            let code = code_at(&secret, step + off).unwrap();
            let found = tx.use_code(&store, &ann, &code, now, now).await.unwrap();
            assert_eq!(found, expected, "{off}");
        }
        let typed = codes[3].to_lowercase().replace('-', " ");
        for expected in [CodeOutcome::Recovered, CodeOutcome::Wrong] {
            let found = tx.use_code(&store, &ann, &typed, now, now).await.unwrap();
            assert_eq!(found, expected);
        }
        let bob = StaffId::new("bob");
        let other = tx
            .use_code(&store, &bob, &codes[4], now, now)
            .await
            .unwrap();
        assert_eq!(other, CodeOutcome::Wrong, "codes are each account's own");
        assert_eq!(
            tx.factor(&ann).await.unwrap().unwrap().codes_left,
            RECOVERY_CODES as i64 - 1
        );
        assert!(
            !tx.begin_factor(&store, &ann, now).await.unwrap(),
            "it is in use"
        );
        tx.renew_recovery_codes(&store, &ann, now).await.unwrap();
        let old = tx
            .use_code(&store, &ann, &codes[5], now, now)
            .await
            .unwrap();
        assert_eq!(old, CodeOutcome::Wrong);
        tx.reset_account(&ann, "link", at(999), &bob, now)
            .await
            .unwrap();
        assert_eq!(tx.factor(&ann).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn wrong_attempts_are_counted_in_the_database_for_every_process() {
    on_both("attempts", async |store| {
        let tried = Tried::Password("ann");
        let count = async |second| {
            let mut tx = store.write().await.unwrap();
            let attempt = tx.count_attempt(&store, &tried, at(second)).await.unwrap();
            tx.commit().await.unwrap();
            attempt
        };
        for second in 0..4 {
            assert_eq!(count(second).await, Attempt::Counted { locks_until: None });
        }
        let until = at(64);
        assert_eq!(
            count(4).await,
            Attempt::Counted {
                locks_until: Some(until)
            }
        );
        assert_eq!(count(63).await, Attempt::Locked { until });
        let mut tx = store.read().await.unwrap();
        assert_eq!(
            tx.locked_until(&store, &tried, at(63)).await.unwrap(),
            Some(until)
        );
        assert_eq!(
            tx.locked_until(&store, &Tried::Code("ann"), at(63))
                .await
                .unwrap(),
            None
        );
        drop(tx);
        // The next wrong one locks twice as long.
        assert_eq!(
            count(64).await,
            Attempt::Counted {
                locks_until: Some(at(64 + 120))
            }
        );
        let mut tx = store.write().await.unwrap();
        tx.attempt_was_right(&store, &tried).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(70).await, Attempt::Counted { locks_until: None });
        let day = 24 * 3600;
        for second in 71..74 {
            count(second).await;
        }
        assert_eq!(
            count(75 + day).await,
            Attempt::Counted { locks_until: None },
            "a day later it is forgotten"
        );
        // A hundred at once are a hundred.
        let all = futures::future::join_all((0..20).map(|_| count(90 + day))).await;
        let counted = all
            .iter()
            .filter(|one| matches!(one, Attempt::Counted { .. }));
        assert_eq!(counted.count(), 4);
    })
    .await;
}
