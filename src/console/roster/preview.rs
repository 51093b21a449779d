//! An uploaded list before it counts: looked through row by row, corrected in place, accepted or thrown away.
//!
//! What stands in the file is HR's own; it is shown to HR of that firm and to whoever uploaded it, to nobody else.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::people::Desk;
use super::list::allowed;
use super::preview_draw::{View, body, reading};
use crate::domain::employer::Employer;
use crate::domain::id::{EmployerId, UploadId};
use crate::domain::roster::{EntryCells, EntryRow, RowKind, UploadState};
use crate::locale::label::roster::RosterLabel;
use crate::store::Tx;
use crate::store::roster::{RosterError, Upload};
use axum::extract::{Form, Path, Query};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::time::Duration;

/// Rows on one page.
pub const PAGE: i64 = 50;
/// Longest text taken for a cell, in characters; nothing longer is anybody's name or number.
const MAX_CELL: usize = 200;
/// Without any progress for so long, reading has broken off: the server was stopped.
const BROKEN_AFTER: Duration = Duration::from_secs(300);

/// Which rows, which page, and what was just done.
#[derive(Deserialize)]
pub struct Show {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: Option<i64>,
    #[serde(default)]
    done: String,
}

/// An upload, if it is this person's business.
///
/// # Errors
/// [`Fault::NotFound`] for everybody else.
pub async fn find(
    desk: &Desk,
    tx: &mut Tx,
    employer: String,
    upload: String,
) -> Result<(Employer, Upload), Fault> {
    let employer = allowed(desk, tx, &EmployerId::new(employer)).await?;
    let upload = tx.upload(&UploadId::new(upload), desk.now()).await?;
    let theirs = |upload: &Upload| {
        upload.employer == employer.id
            && (desk.own_employer() == Some(&employer.id) || upload.by == desk.staff.id)
    };
    let upload = upload.filter(theirs).ok_or(Fault::NotFound)?;
    Ok((employer, upload))
}

/// The page of an upload.
pub async fn page(
    desk: Desk,
    Path((employer, upload)): Path<(String, String)>,
    Query(show): Query<Show>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (employer, upload) = find(&desk, &mut tx, employer, upload).await?;
    let title = desk.t(RosterLabel::PreviewTitle {
        file: upload.file.clone(),
    });
    if matches!(upload.state, UploadState::Reading | UploadState::Failed) {
        drop(tx);
        let broken = desk.now().since(upload.touched_at) > BROKEN_AFTER;
        let going_on = upload.state == UploadState::Reading && !broken;
        let shown = reading(&desk, &employer, &upload, going_on);
        let mut response = draw(&desk, Nav::Rosters, title, shown).await?;
        if going_on {
            response
                .headers_mut()
                .insert(REFRESH, HeaderValue::from_static("1"));
        }
        return Ok(response);
    }
    let counts = tx.upload_counts(&upload.id).await?;
    let kind = RowKind::parse(&show.kind);
    let all = kind.map_or(counts.all(), |kind| counts.of(kind));
    let pages = ((all + PAGE - 1) / PAGE).max(1);
    let at = show.page.unwrap_or(1).clamp(1, pages);
    let rows = tx
        .upload_rows(desk.store(), &upload.id, kind, (PAGE, (at - 1) * PAGE))
        .await?;
    drop(tx);
    let view = View {
        employer: &employer,
        upload: &upload,
        counts,
        kind,
        at,
        pages,
        rows: &rows,
        done: &show.done,
    };
    draw(&desk, Nav::Rosters, title, body(&desk, &view)).await
}

/// What is to be done with an upload.
#[derive(Deserialize)]
pub struct Act {
    #[serde(default)]
    step: String,
    #[serde(default)]
    row: i64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    resident_id: String,
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: i64,
}

/// Corrects a row, accepts the people or throws the upload away.
pub async fn act(
    desk: Desk,
    Path((employer, upload)): Path<(String, String)>,
    Form(given): Form<Act>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let (employer, upload) = find(&desk, &mut tx, employer, upload).await?;
    let roster = format!("/console/rosters/{}", employer.id);
    let own = format!("{roster}/uploads/{}", upload.id);
    let (me, now) = (&desk.staff.id, desk.now());
    let address = match given.step.as_str() {
        "fix" => {
            let done = correct(&desk, &mut tx, &upload, &given).await?;
            tx.commit().await?;
            let kind = RowKind::parse(&given.kind).map_or("", RowKind::as_str);
            let (at, row) = (given.page.max(1), given.row);
            format!("{own}?kind={kind}&page={at}&done={done}#r{row}")
        }
        "accept" => match tx.accept_upload(&upload.id, &employer.id, me, now).await {
            Ok(_) => {
                tx.commit().await?;
                desk.wake();
                format!("{own}?done=accepted")
            }
            Err(RosterError::Store(error)) => return Err(error.into()),
            Err(RosterError::Stage(_)) => format!("{own}?done=locked"),
            Err(RosterError::NotReady) => format!("{own}?done=busy"),
        },
        "discard" if upload.state != UploadState::Accepted => {
            tx.discard_upload(&upload.id, me, now).await?;
            tx.commit().await?;
            roster
        }
        _ => return Err(Fault::BadRequest),
    };
    Ok(Redirect::to(&address).into_response())
}

async fn correct(
    desk: &Desk,
    tx: &mut Tx,
    upload: &Upload,
    given: &Act,
) -> Result<&'static str, Fault> {
    let old = tx.upload_row(desk.store(), &upload.id, given.row).await?;
    let old = old.ok_or(Fault::NotFound)?;
    let cell = |text: &str| text.trim().chars().take(MAX_CELL).collect::<String>();
    let row = EntryRow {
        cells: EntryCells {
            name: cell(&given.name),
            resident_id: cell(&given.resident_id),
            mobile: cell(&given.mobile),
            second: false,
        },
        ..old.row
    };
    let today = desk.now().date();
    let fine = row.cells.read(today).is_ok();
    let corrected = tx.correct_row(desk.store(), upload, &row, today).await?;
    Ok(match (corrected, fine) {
        (false, _) => "busy",
        (true, true) => "fixed",
        (true, false) => "wrong",
    })
}
