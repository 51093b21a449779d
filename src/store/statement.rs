//! Statements that are put together at run time, and inserts of many rows.

/// A value of a statement that is put together at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bind {
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
}

impl From<&str> for Bind {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Bind {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

/// A statement that is put together at run time from texts of ours and values of others. Values only ever come in
/// as parameters.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// The text so far.
    pub(super) sql: String,
    /// Its values so far.
    pub(super) binds: Vec<Bind>,
}

impl Statement {
    /// Adds text of ours.
    pub(super) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a value.
    pub(super) fn bind(&mut self, value: impl Into<Bind>) -> &mut Self {
        self.binds.push(value.into());
        let place = format!("${}", self.binds.len());
        self.push(&place)
    }

    /// The text with nameless places, as SQLite wants it for many values: it looks a named one up among all the
    /// others. Values are bound in order, so the numbers say nothing.
    pub(super) fn nameless(&self) -> String {
        let mut parts = self.sql.split('$');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
            text.push(if rest.len() < part.len() { '?' } else { '$' });
            text.push_str(rest);
        }
        text
    }

    /// Adds values, separated by commas.
    pub(super) fn bind_all<T: Into<Bind>>(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for (n, value) in values.into_iter().enumerate() {
            if n > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }
}

/// Runs a [`Statement`] that returns rows: `built_rows!(tx, fetch_all, RowType, statement)`.
macro_rules! built_rows {
    ($tx:expr, $method:ident, $row:ty, $statement:expr) => {{
        let built: $crate::store::statement::Statement = $statement;
        match $tx {
            $crate::store::db::Tx::Sqlite(t) => {
                let sql = built.nameless();
                built_rows!(@run t, sqlx::Sqlite, $method, $row, sql, built)
            }
            $crate::store::db::Tx::Postgres(t) => {
                let sql = built.sql;
                built_rows!(@run t, sqlx::Postgres, $method, $row, sql, built)
            }
        }
    }};
    (@run $t:ident, $db:ty, $method:ident, $row:ty, $sql:ident, $built:ident) => {{
        let mut query = sqlx::query_as::<$db, $row>(sqlx::AssertSqlSafe($sql));
        for value in $built.binds {
            query = match value {
                $crate::store::statement::Bind::Text(text) => query.bind(text),
                $crate::store::statement::Bind::Int(number) => query.bind(number),
            };
        }
        query.$method(&mut **$t).await
    }};
}

/// Runs a [`Statement`] and gives the number of rows it changed: `built_execute!(tx, statement)`.
macro_rules! built_execute {
    ($tx:expr, $statement:expr) => {{
        let built: $crate::store::statement::Statement = $statement;
        match $tx {
            $crate::store::db::Tx::Sqlite(t) => {
                let sql = built.nameless();
                built_execute!(@run t, sqlx::Sqlite, sql, built)
            }
            $crate::store::db::Tx::Postgres(t) => {
                let sql = built.sql;
                built_execute!(@run t, sqlx::Postgres, sql, built)
            }
        }
    }};
    (@run $t:ident, $db:ty, $sql:ident, $built:ident) => {{
        let mut query = sqlx::query::<$db>(sqlx::AssertSqlSafe($sql));
        for value in $built.binds {
            query = match value {
                $crate::store::statement::Bind::Text(text) => query.bind(text),
                $crate::store::statement::Bind::Int(number) => query.bind(number),
            };
        }
        query.execute(&mut **$t).await.map(|done| done.rows_affected())
    }};
}

/// Rows in one statement of [`insert_all`]; with at most 16 columns well below either database's bind limit.
pub(crate) const INSERT_ROWS: usize = 100;

/// Inserts a slice of values with few statements:
/// `insert_all!(tx, "INSERT INTO t (a, b) ", &items, |row, item| row.push_bind(item.a).push_bind(item.b))`.
macro_rules! insert_all {
    ($tx:expr, $head:literal, $items:expr, |$row:ident, $item:pat_param| $push:expr) => {
        match $tx {
            $crate::store::db::Tx::Sqlite(t) =>
                insert_all!(@run t, sqlx::Sqlite, $head, $items, $row, $item, $push),
            $crate::store::db::Tx::Postgres(t) =>
                insert_all!(@run t, sqlx::Postgres, $head, $items, $row, $item, $push),
        }
    };
    (@run $t:ident, $db:ty, $head:literal, $items:expr, $row:ident, $item:pat_param, $push:expr) => {{
        let mut outcome: Result<(), sqlx::Error> = Ok(());
        for chunk in $items.chunks($crate::store::statement::INSERT_ROWS) {
            let mut query = sqlx::QueryBuilder::<$db>::new($head);
            query.push_values(chunk, |mut $row, $item| { $push; });
            outcome = query.build().execute(&mut **$t).await.map(|_| ());
            if outcome.is_err() {
                break;
            }
        }
        outcome
    }};
}
pub(crate) use {built_execute, built_rows, insert_all};
