//! Writing and editing a draft.

use super::fields::Fields;
use super::form_draw::{View, draw};
use super::read::{Wrong, read};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::people::Bureau;
use crate::domain::id::TripId;
use crate::domain::trip::{TripDraft, TripFault, TripState};
use crate::locale::label::trip::TripLabel;
use crate::store::Tx;
use crate::store::trip::{DraftError, Drafted};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;

type Sent = Form<BTreeMap<String, String>>;

/// An empty form.
pub async fn new(desk: Bureau) -> Result<Response, Fault> {
    let fields = Fields::first(desk.district(), desk.now());
    draw(&desk, &View::new(&fields)).await
}

/// The form of a draft.
pub async fn edit(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let was = find(&desk, id).await?;
    let fields = Fields::of(&desk, &was.draft);
    draw(&desk, &View::of(&was, &fields)).await
}

/// Keeps a new draft, or shows what is wrong.
pub async fn create(desk: Bureau, Form(sent): Sent) -> Result<Response, Fault> {
    take(&desk, None, Fields(sent)).await
}

/// Keeps a changed draft, or shows what is wrong.
pub async fn change(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Sent,
) -> Result<Response, Fault> {
    let was = find(&desk, id).await?;
    take(&desk, Some(was), Fields(sent)).await
}

async fn find(desk: &Bureau, id: String) -> Result<Drafted, Fault> {
    let mut tx = desk.read().await?;
    let found = tx.drafted_trip(&TripId::new(id)).await?;
    let own = |trip: &Drafted| desk.looks_after(Some(trip.draft.district));
    let found = found.filter(own).ok_or(Fault::NotFound)?;
    match found.state {
        TripState::Draft => Ok(found),
        TripState::Open
        | TripState::Boarding
        | TripState::Departed
        | TripState::Arrived
        | TripState::Cancelled => Err(Fault::Forbidden),
    }
}

async fn take(desk: &Bureau, was: Option<Drafted>, fields: Fields) -> Result<Response, Fault> {
    let base = match &was {
        Some(was) => View::of(was, &fields),
        None => View::new(&fields),
    };
    let draft = match read(desk, &fields) {
        Ok(draft) => draft,
        Err(wrong) => return refuse(desk, View { wrong, ..base }).await,
    };
    if fields.get("step") != "save" {
        let faults = draft.ready(desk.now());
        let view = View {
            checked: true,
            faults,
            ..base
        };
        return draw(desk, &view).await;
    }
    let version = fields.get("version").parse().unwrap_or(0);
    let mut tx = desk.write().await?;
    let kept = keep(
        desk,
        &mut tx,
        was.as_ref().map(|was| (&was.id, version)),
        draft,
    )
    .await;
    match kept {
        Ok(id) => {
            tx.commit().await?;
            Ok(Redirect::to(&format!("/console/trips/{id}?done=saved")).into_response())
        }
        Err(DraftError::NoTrip) => Err(Fault::NotFound),
        Err(DraftError::Store(error)) => Err(error.into()),
        Err(DraftError::Changed) => {
            tx.rollback().await?;
            let refusal = Some(TripLabel::Changed);
            refuse(desk, View { refusal, ..base }).await
        }
        Err(DraftError::CodeTaken) => {
            tx.rollback().await?;
            let mut wrong = Wrong::default();
            wrong.errors.insert("code".into(), TripLabel::CodeTaken);
            refuse(desk, View { wrong, ..base }).await
        }
        Err(DraftError::NotReady(faults)) => {
            tx.rollback().await?;
            refuse(desk, View { faults, ..base }).await
        }
    }
}

/// Writes a draft, with a code of its own where none was given.
pub async fn keep(
    desk: &Bureau,
    tx: &mut Tx,
    was: Option<(&TripId, i64)>,
    mut draft: TripDraft,
) -> Result<TripId, DraftError> {
    if draft.code.is_empty() {
        let stop = draft
            .stops
            .first()
            .ok_or_else(|| DraftError::NotReady(vec![TripFault::NoStop]))?;
        let day = stop.departs_at.date();
        draft.code = tx.free_trip_code(stop.place, day).await?;
    }
    let (me, now) = (&desk.staff.id, desk.now());
    match was {
        Some((id, version)) => {
            tx.change_trip_draft(id, version, &draft, me, now).await?;
            Ok(id.clone())
        }
        None => {
            let source = format!("console {}", desk.staff.login);
            tx.create_trip_draft(&draft, &source, me, now).await
        }
    }
}

async fn refuse(desk: &Bureau, view: View<'_>) -> Result<Response, Fault> {
    let drawn = draw(desk, &view).await?;
    Ok((INVALID, drawn).into_response())
}
