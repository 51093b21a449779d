//! Writing and editing a draft.

use super::act::Given;
use super::fields::Fields;
use super::form_draw::{View, draw};
use super::page::{At, show};
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

/// The form of a draft. What is none any more is shown as it is.
pub async fn edit(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let was = find(&desk, id).await?;
    if was.state != TripState::Draft {
        let given = Given::refused(TripLabel::NoDraft);
        let drawn = show(&desk, &was.id, &At::default(), &given).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let fields = Fields::of(&desk, &was.draft);
    draw(&desk, &View::of(&was, was.version, &fields)).await
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
    found.filter(own).ok_or(Fault::NotFound)
}

async fn take(desk: &Bureau, was: Option<Drafted>, fields: Fields) -> Result<Response, Fault> {
    let shown = fields.get("version").parse().unwrap_or(0);
    let view = match &was {
        Some(was) => View::of(was, shown, &fields),
        None => View::new(&fields),
    };
    if was
        .as_ref()
        .is_some_and(|was| was.state != TripState::Draft)
    {
        // Opened or cancelled while somebody was typing: they keep what they typed.
        let refusal = Some(TripLabel::Changed);
        return refuse(desk, View { refusal, ..view }).await;
    }
    match read(desk, &fields) {
        Err(wrong) => refuse(desk, View { wrong, ..view }).await,
        Ok(draft) if fields.get("step") == "save" => save(desk, was.as_ref(), view, draft).await,
        Ok(draft) => check(desk, was.as_ref(), view, &draft).await,
    }
}

/// Looks through a draft as saving would, and keeps nothing.
async fn check(
    desk: &Bureau,
    was: Option<&Drafted>,
    view: View<'_>,
    draft: &TripDraft,
) -> Result<Response, Fault> {
    let own = was.is_some_and(|was| was.draft.code == draft.code);
    if !own && !draft.code.is_empty() {
        let mut tx = desk.read().await?;
        let taken = tx.trip_code_taken(&draft.code).await?;
        drop(tx);
        if taken {
            return refuse(desk, code_taken(view)).await;
        }
    }
    let view = View {
        checked: true,
        faults: draft.ready(desk.now()),
        ..view
    };
    draw(desk, &view).await
}

async fn save(
    desk: &Bureau,
    was: Option<&Drafted>,
    view: View<'_>,
    draft: TripDraft,
) -> Result<Response, Fault> {
    let shown = view.editing.as_ref().map_or(0, |(_, version)| *version);
    let mut tx = desk.write().await?;
    let error = match keep(desk, &mut tx, was.map(|was| (&was.id, shown)), draft).await {
        Ok(id) => {
            tx.commit().await?;
            let address = format!("/console/trips/{id}?done=saved");
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => error,
    };
    tx.rollback().await?;
    let view = match error {
        DraftError::NoTrip => return Err(Fault::NotFound),
        DraftError::Store(error) => return Err(error.into()),
        DraftError::Changed => View {
            refusal: Some(TripLabel::Changed),
            // Now that they are told, saving again is meant.
            editing: was.map(|was| (was.id.to_string(), was.version)),
            ..view
        },
        DraftError::CodeTaken => code_taken(view),
        DraftError::NotReady(faults) => View { faults, ..view },
    };
    refuse(desk, view).await
}

fn code_taken(view: View<'_>) -> View<'_> {
    let mut wrong = Wrong::default();
    wrong.errors.insert("code".into(), TripLabel::CodeTaken);
    View { wrong, ..view }
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
