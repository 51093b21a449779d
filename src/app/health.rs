//! `/healthz`: whether this process can do its work.

use crate::store::{Store, StoreError};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::get};
use serde::Serialize;
use std::time::{Duration, Instant};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What `/healthz` answers.
#[derive(Debug, Serialize)]
struct Health {
    /// `ok` or `unavailable`.
    status: &'static str,
    /// Whether the database answers.
    database: &'static str,
    /// Messages that wait to be sent, in each lane; absent while the database does not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    backlog: Option<Backlog>,
    /// Seconds since the start.
    uptime_seconds: u64,
    /// Version of this program.
    version: &'static str,
}

#[derive(Debug, Serialize)]
struct Backlog {
    reply: i64,
    bulk: i64,
}

#[derive(Debug, Clone)]
struct Probe {
    store: Store,
    since: Instant,
}

/// The route `/healthz`.
pub fn router(store: Store) -> Router {
    let since = Instant::now();
    Router::new()
        .route("/healthz", get(healthz))
        .with_state(Probe { store, since })
}

async fn healthz(State(probe): State<Probe>) -> Response {
    let asked = tokio::time::timeout(PATIENCE, backlog(&probe.store)).await;
    let backlog = match asked {
        Ok(Ok(backlog)) => Some(backlog),
        Ok(Err(error)) => {
            tracing::warn!(%error, "health: the database does not answer");
            None
        }
        Err(_) => {
            tracing::warn!("health: the database does not answer in time");
            None
        }
    };
    let (code, status, database) = match backlog {
        Some(_) => (StatusCode::OK, "ok", "reachable"),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "unreachable",
        ),
    };
    let health = Health {
        status,
        database,
        backlog,
        uptime_seconds: probe.since.elapsed().as_secs(),
        version: env!("CARGO_PKG_VERSION"),
    };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

async fn backlog(store: &Store) -> Result<Backlog, StoreError> {
    let mut tx = store.read().await?;
    let pending = tx.pending().await?;
    tx.rollback().await?;
    Ok(Backlog {
        reply: pending.reply,
        bulk: pending.bulk,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;

    #[tokio::test]
    async fn a_closed_database_is_503() {
        let keys = Keys::from_root(&[7; 32]);
        let store = Store::open("sqlite::memory:", keys).await.unwrap();
        let probe = Probe {
            store: store.clone(),
            since: Instant::now(),
        };
        assert_eq!(healthz(State(probe.clone())).await.status(), StatusCode::OK);
        store.close().await;
        assert_eq!(
            healthz(State(probe)).await.status(),
            StatusCode::SERVICE_UNAVAILABLE
        );
    }
}
