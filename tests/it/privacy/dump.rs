//! Every value of every column of every table, as whoever has the database and the key could read it.

use returnline::store::{Store, Tx};
use sqlx::AssertSqlSafe;

/// What may be sealed, by its context.
const SEALED: [&str; 8] = [
    "worker.id",
    "worker.mobile",
    "registration.certificate",
    "chat.session",
    "attachment.bytes",
    "dead_letter.payload",
    "download.bytes",
    "roster_upload_row.row",
];

/// A value, with where it stands; sealed ones opened.
pub struct Cell {
    pub place: String,
    pub text: String,
}

/// Reads everything.
pub async fn everything(store: &Store) -> Vec<Cell> {
    let mut tx = store.read().await.unwrap();
    let mut cells = Vec::new();
    for (table, column) in columns(&mut tx).await {
        for bytes in values(&mut tx, &table, &column).await {
            let opened = SEALED
                .iter()
                .find_map(|context| store.keys().open(context, &bytes));
            cells.push(Cell {
                place: format!("{table}.{column}"),
                text: String::from_utf8_lossy(&opened.unwrap_or(bytes)).into_owned(),
            });
        }
    }
    tx.rollback().await.unwrap();
    assert!(cells.len() > 1_000, "the demo alone has more");
    cells
}

/// Where a text stands, each place once.
pub fn places(cells: &[Cell], text: &str) -> Vec<String> {
    let mut found: Vec<_> = cells
        .iter()
        .filter(|cell| cell.text.contains(text))
        .map(|cell| cell.place.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

async fn columns(tx: &mut Tx) -> Vec<(String, String)> {
    match tx {
        Tx::Sqlite(tx) => sqlx::query_as(
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
        )
        .fetch_all(&mut **tx)
        .await,
        Tx::Postgres(tx) => sqlx::query_as(
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .fetch_all(&mut **tx)
        .await,
    }
    .unwrap()
}

async fn values(tx: &mut Tx, table: &str, column: &str) -> Vec<Vec<u8>> {
    let found: Vec<(Vec<u8>,)> = match tx {
        Tx::Sqlite(tx) => {
            let sql = format!("SELECT CAST(\"{column}\" AS BLOB) FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut **tx).await
        }
        Tx::Postgres(tx) => {
            let kind = "SELECT data_type::text FROM information_schema.columns WHERE table_name = $1 AND column_name = $2";
            let (kind,): (String,) = sqlx::query_as(kind)
                .bind(table)
                .bind(column)
                .fetch_one(&mut **tx)
                .await
                .unwrap();
            let value = match kind.as_str() {
                "bytea" => format!("\"{column}\""),
                _ => format!("convert_to(\"{column}\"::text, 'UTF8')"),
            };
            let sql = format!("SELECT {value} FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut **tx).await
        }
    }
    .unwrap();
    found.into_iter().map(|(bytes,)| bytes).collect()
}
