//! What a phone did without a connection, sent afterwards: each record under an identifier of its own, so that sending
//! it again changes nothing. Every record is a transaction; one that fails leaves the others.

use super::super::fault::Fault;
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::{Post, post};
use super::check::{as_json, device, plain_id, shown};
use super::state::load;
use crate::domain::boarding::{Refusal, Temperature, UndoReason};
use crate::domain::health::HealthCode;
use crate::domain::id::SeatId;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::boarding::{Attempt, Reading, Undo};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// Records taken at once; a phone sends the rest next.
const MOST: usize = 200;
/// How far back a device's clock is believed.
const OLDEST: Duration = Duration::from_secs(48 * 3600);

/// A record as a phone keeps it.
#[derive(Debug, Deserialize)]
struct Kept {
    id: String,
    /// The device's time, corrected by what the server said last, in epoch milliseconds.
    at: i64,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum What {
    /// Let somebody aboard.
    Board {
        code: String,
        temperature: Option<Temperature>,
        colour: Option<String>,
    },
    /// Turned somebody away.
    Refuse {
        code: String,
        temperature: Option<Temperature>,
        colour: Option<String>,
        reasons: Vec<String>,
    },
    /// Took a boarding back.
    Undo { record: String, why: String },
    /// Took a temperature on the way.
    Temperature {
        seat: String,
        temperature: Temperature,
    },
}

/// Takes the records, says what became of each, and how things stand now.
pub async fn sync(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    drop(tx);
    let records: Vec<Value> =
        serde_json::from_str(sent.value("records")).map_err(|_| Fault::BadRequest)?;
    let device = device(&crew, &sent);
    let mut results = Vec::new();
    for record in records.into_iter().take(MOST) {
        let id = record["id"].as_str().unwrap_or_default().to_owned();
        results.push(match serde_json::from_value::<Kept>(record) {
            Ok(kept) => take(&crew, &post, &device, kept).await?,
            Err(_) => json!({ "id": id, "error": "unreadable" }),
        });
    }
    let state = load(&crew, &vehicle).await?;
    Ok(Json(json!({ "results": results, "state": state })).into_response())
}

async fn take(crew: &Crew, post: &Post, device: &str, kept: Kept) -> Result<Value, Fault> {
    let now = crew.now();
    let unreadable = |id: &str| Ok(json!({ "id": id, "error": "unreadable" }));
    let Some(id) = plain_id(&kept.id) else {
        return unreadable(&kept.id);
    };
    let happened_at =
        Timestamp::from_millis(kept.at.clamp(now.minus(OLDEST).millis(), now.millis()));
    let mut tx = crew.write().await?;
    let attempt = |code: &str, temperature, colour: Option<&str>| Attempt {
        id: id.clone(),
        vehicle: post.door.vehicle.clone(),
        shown: shown(code),
        temperature,
        code_seen: colour.and_then(HealthCode::parse),
        device: device.to_owned(),
        staff: crew.staff.id.clone(),
        happened_at,
        offline: true,
    };
    let done = match kept.what {
        What::Board {
            code,
            temperature,
            colour,
        } => {
            let attempt = attempt(&code, temperature, colour.as_deref());
            let answer = tx.board(crew.store(), &attempt, now).await;
            answer.map(|answer| as_json(&id, &answer))
        }
        What::Refuse {
            code,
            temperature,
            colour,
            reasons,
        } => {
            let attempt = attempt(&code, temperature, colour.as_deref());
            let reasons = reasons
                .iter()
                .filter_map(|word| Refusal::parse(word))
                .collect();
            let answer = tx.turned_away(crew.store(), &attempt, reasons, now).await;
            answer.map(|answer| as_json(&id, &answer))
        }
        What::Undo { record, why } => {
            let Some(why) = UndoReason::parse(&why) else {
                return unreadable(&id);
            };
            let undo = Undo {
                id: id.clone(),
                record,
                vehicle: post.door.vehicle.clone(),
                why,
                device: device.to_owned(),
                staff: crew.staff.id.clone(),
                happened_at,
                offline: true,
            };
            let undone = tx.undo_boarding(&undo, now).await;
            undone.map(|undone| json!({ "id": id, "undone": undone }))
        }
        What::Temperature { seat, temperature } => {
            let reading = Reading {
                id: id.clone(),
                vehicle: post.door.vehicle.clone(),
                seat: SeatId::new(seat),
                temperature,
                staff: crew.staff.id.clone(),
                taken_at: happened_at,
            };
            let noted = tx.note_temperature(&reading).await;
            noted.map(|noted| json!({ "id": id, "noted": noted }))
        }
    };
    match done {
        Ok(done) => {
            tx.commit().await?;
            Ok(done)
        }
        Err(StoreError::Refused(_)) => Ok(json!({ "id": id, "error": "refused" })),
        Err(other) => Err(other.into()),
    }
}
