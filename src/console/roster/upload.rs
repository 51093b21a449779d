//! Uploading a staff list. The file is read in the background, two at a time; its page shows how far it has come.

use super::super::Shared;
use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page};
use super::super::parts::{csrf, described_by, field_error};
use super::super::people::Desk;
use super::super::sent::Sent;
use super::list::allowed;
use super::words;
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::domain::roster::{RosterStage, UploadState};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::sheet::{self, MAX_BYTES, MAX_ROWS, RosterRead, SheetError};
use crate::store::roster::{Refused, Upload, UploadOutcome};
use crate::store::{Result, StoreError};
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use tokio::sync::Semaphore;

/// Files that are read at the same time: each may take 100 MB.
static READING: Semaphore = Semaphore::const_new(2);

/// The form.
pub async fn form(desk: Desk, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let status = tx.roster_status(&employer.id).await?;
    drop(tx);
    let locked = status.is_some_and(|status| status.stage == RosterStage::Locked);
    draw(
        &desk,
        &employer,
        locked.then_some(RosterLabel::RosterIsLocked),
    )
    .await
}

async fn draw(
    desk: &Desk,
    employer: &Employer,
    error: Option<RosterLabel>,
) -> Result<Response, Fault> {
    let back = format!("/console/rosters/{}", employer.id);
    let hint = RosterLabel::UploadHint {
        megabytes: MAX_BYTES >> 20,
        rows: MAX_ROWS,
    };
    let body = html! {
        p { a href=(back) { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        form.card method="post" enctype="multipart/form-data" action={ (back) "/upload" } {
            (csrf(desk))
            p { (desk.t(RosterLabel::UploadAdvice)) }
            div.field {
                label for="file" { (desk.t(RosterLabel::UploadFile)) }
                @if let Some(error) = &error { (field_error("file", &desk.t(error.clone()))) }
                input #file type="file" name="file" accept=".xlsx,.csv,.txt" required
                    aria-describedby=[described_by("file", true, error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")];
                p.hint #file-hint { (desk.t(hint)) }
            }
            div.row {
                button.primary type="submit" { (desk.t(RosterLabel::UploadButton)) }
                a.button href=(back) { (desk.t(Label::Back)) }
            }
        }
    };
    page(desk, Nav::Rosters, desk.t(RosterLabel::UploadTitle), body).await
}

/// Takes a file, notes it and sets about reading it.
pub async fn send(desk: Desk, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let status = tx.roster_status(&employer.id).await?;
    let locked = status.is_some_and(|status| status.stage == RosterStage::Locked);
    let error = match sent.file("file") {
        Some(_) if locked => Some(RosterLabel::RosterIsLocked),
        Some(file) if file.bytes.len() > MAX_BYTES => Some(RosterLabel::SheetTooLarge),
        Some(_) => None,
        None => Some(RosterLabel::UploadMissing),
    };
    let (Some(file), None) = (sent.file("file"), &error) else {
        tx.rollback().await?;
        let drawn = draw(&desk, &employer, error).await?;
        return Ok((INVALID, drawn).into_response());
    };
    let name = sheet::file_name(&file.name);
    let upload = tx
        .begin_upload(&employer.id, &name, &desk.staff.id, desk.now())
        .await?;
    tx.commit().await?;
    let address = format!("/console/rosters/{}/uploads/{}", employer.id, upload.id);
    tokio::spawn(read_in(desk.shared().clone(), upload, file.bytes.clone()));
    Ok(Redirect::to(&address).into_response())
}

/// Reads a file to its end, whatever becomes of it.
async fn read_in(shared: Shared, upload: Upload, bytes: Bytes) {
    let Ok(_turn) = READING.acquire().await else {
        return;
    };
    if let Err(error) = read(&shared, &upload, bytes).await {
        tracing::error!(%error, upload = %upload.id, "console: a roster could not be read in");
        let refused = Refused {
            reason: "broke".to_owned(),
            place: String::new(),
        };
        if let Err(error) = fail(&shared, &upload, refused).await {
            tracing::error!(%error, upload = %upload.id, "console: nor could that be noted");
        }
    }
}

async fn read(shared: &Shared, upload: &Upload, bytes: Bytes) -> Result<()> {
    let name = upload.file.clone();
    let table = tokio::task::spawn_blocking(move || table(&name, bytes));
    let table = table.await;
    let table = table.map_err(|_| StoreError::Refused("reading the file broke off".into()))?;
    let table = match table {
        Ok(table) => table,
        Err(error) => return fail(shared, upload, words::refused(&error)).await,
    };
    let outcome = UploadOutcome {
        refused: None,
        title: table.title,
        others: table.others,
        passed_over: table.passed_over,
        rows: table.rows.len(),
    };
    let today = shared.now().date();
    let now = || shared.now();
    shared
        .store()
        .fill_upload(upload, &table.rows, &outcome, today, now)
        .await
}

fn table(name: &str, bytes: Bytes) -> Result<RosterRead, SheetError> {
    let mut table = sheet::read(name, bytes.to_vec())?;
    sheet::roster(&mut table)
}

async fn fail(shared: &Shared, upload: &Upload, refused: Refused) -> Result<()> {
    let outcome = UploadOutcome {
        refused: Some(refused),
        ..UploadOutcome::default()
    };
    let mut tx = shared.store().write().await?;
    tx.end_reading(&upload.id, UploadState::Failed, &outcome, shared.now())
        .await?;
    tx.commit().await
}
