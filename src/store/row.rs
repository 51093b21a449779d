//! From stored words to domain values. A row that the domain does not understand is a named error, never a panic
//! and never silently another value.

use super::db::{Result, StoreError};
use crate::domain::place::PlaceCode;

/// Names a bad value: `bad("trip", id, "state", "opne")`. The value must not be personal data.
pub(crate) fn bad(table: &'static str, id: &str, column: &str, value: &str) -> StoreError {
    StoreError::BadRow {
        table,
        id: id.to_owned(),
        what: format!("{column} is {value:?}"),
    }
}

/// Reads a stored word by `parse`, or names the row that holds it.
pub(crate) fn word<T>(
    table: &'static str,
    id: &str,
    column: &str,
    value: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T> {
    parse(value).ok_or_else(|| bad(table, id, column, value))
}

/// Reads a place code, or names the row that holds it.
pub(crate) fn place(table: &'static str, id: &str, column: &str, value: &str) -> Result<PlaceCode> {
    PlaceCode::parse(value).map_err(|_| bad(table, id, column, value))
}

/// Reads stored JSON, or names the row that holds it; the text itself is not repeated.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    table: &'static str,
    id: &str,
    column: &str,
    text: &str,
) -> Result<T> {
    serde_json::from_str(text).map_err(|e| StoreError::BadRow {
        table,
        id: id.to_owned(),
        what: format!("{column}: {}", category(&e)),
    })
}

/// Writes a value as JSON; our own types always can be.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| StoreError::Refused(format!("not serialisable: {e}")))
}

fn category(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Io => "unreadable",
        serde_json::error::Category::Syntax => "not JSON",
        serde_json::error::Category::Data => "JSON of another shape",
        serde_json::error::Category::Eof => "cut off",
    }
}
