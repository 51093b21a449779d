//! The log, on both databases.

use super::accounts_store::{at, with_admins};
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::delivery::ChannelKind;
use returnline::store::audit::{AuditFilter, AuditMark, AuditOrder, Origin};
use returnline::store::{Store, Tx};
use sqlx::AssertSqlSafe;

/// The error of a statement past the store, if any. Ends the transaction on PostgreSQL.
async fn error_of(store: &Store, text: &str) -> Option<String> {
    let mut tx = store.write().await.unwrap();
    let safe = AssertSqlSafe(text);
    let done = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(safe).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::query(safe).execute(&mut **tx).await.map(drop),
    };
    done.err().map(|error| error.to_string())
}

#[tokio::test]
async fn the_log_is_only_ever_added_to() {
    on_both("append only", async |store| {
        let mut tx = store.write().await.unwrap();
        tx.audit("ann", "did", "x", None, at(1)).await.unwrap();
        tx.commit().await.unwrap();
        for text in [
            "UPDATE audit SET actor = 'bob'",
            "UPDATE audit SET reason = 'because'",
            "UPDATE audit SET reason = NULL, at = 7",
            "DELETE FROM audit",
        ] {
            let error = error_of(&store, text).await.unwrap_or_default();
            assert!(error.contains("only ever added to"), "{text}: {error}");
        }
        let other = match store.is_embedded() {
            true => "INSERT OR REPLACE INTO audit (id, at, actor, action, subject) VALUES (1, 0, 'bob', 'x', 'x')",
            false => "TRUNCATE audit",
        };
        assert!(error_of(&store, other).await.is_some(), "{other}");
        let mut tx = store.read().await.unwrap();
        assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM audit WHERE actor = 'ann'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn every_line_says_from_where() {
    on_both("origins", async |store| {
        let address = "192.0.2.7".parse().ok();
        for origin in [
            Origin::House,
            Origin::Console(address),
            Origin::Chat(ChannelKind::Web),
            Origin::CommandLine,
        ] {
            let mut tx = store.seen_from(origin).write().await.unwrap();
            tx.audit("ann", "did", "x", None, at(1)).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.read().await.unwrap();
        let lines = tx
            .audit_lines(&AuditFilter::default(), AuditOrder::Oldest, None, 9)
            .await
            .unwrap();
        let origins: Vec<_> = lines
            .iter()
            .filter_map(|line| line.origin.as_deref())
            .collect();
        assert_eq!(
            origins,
            ["house", "console 192.0.2.7", "chat web", "command line"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page_along_an_index() {
    on_both("pages of the log", async |store| {
        let mut tx = with_admins(&store).await;
        // Several in one moment, so that only moment and identifier together tell them apart.
        let series = match store.is_embedded() {
            true => "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999) SELECT i FROM n",
            false => "SELECT i FROM generate_series(0, 2999) AS n (i)",
        };
        let fill = format!(
            "INSERT INTO audit (at, actor, action, subject) \
             SELECT {} + (i / 7) * 1000, CASE WHEN i % 2 = 0 THEN 'ann' ELSE 'bob' END, 'a' || (i % 5), 's' || (i % 100) \
             FROM ({series}) AS s",
            at(0).millis(),
        );
        sql(&mut tx, &fill).await;
        assert_eq!(tx.audit_actions().await.unwrap(), ["a0", "a1", "a2", "a3", "a4"]);
        for order in [AuditOrder::Newest, AuditOrder::Oldest] {
            let filter = AuditFilter { actor: Some("ann".into()), ..AuditFilter::default() };
            let (mut mark, mut seen) = (None, Vec::new());
            loop {
                let lines = tx.audit_lines(&filter, order, mark, 97).await.unwrap();
                let Some(last) = lines.last() else { break };
                mark = Some(AuditMark { at: last.at, id: last.id });
                seen.extend(lines.iter().map(|line| (line.at, line.id)));
                assert!(lines.iter().all(|line| line.account.as_ref().unwrap().1 == "ann"));
            }
            assert_eq!(seen.len(), 1500);
            let mut sorted = seen.clone();
            sorted.sort_unstable();
            if order == AuditOrder::Newest {
                sorted.reverse();
            }
            assert_eq!(seen, sorted);
        }
        let some = AuditFilter {
            action: Some("a1".into()),
            from: Some(at(10)),
            until: Some(at(20)),
            ..AuditFilter::default()
        };
        assert_eq!(tx.count_audit(&some, 1000).await.unwrap(), 14);
        assert_eq!(tx.count_audit(&AuditFilter::default(), 50).await.unwrap(), 50);
        if store.is_embedded() {
            let plan = "SELECT COUNT(*) FROM pragma_index_list('audit') \
                        WHERE name IN ('audit_at', 'audit_actor', 'audit_action', 'audit_subject')";
            assert_eq!(number(&mut tx, plan).await, 4);
        }
    })
    .await;
}
