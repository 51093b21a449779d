//! Rosters to take away, as workbooks: the list as it stands, and an uploaded file with remarks at its cells.

use super::super::fault::Fault;
use super::super::people::Desk;
use super::super::show::{full_place, roster_state};
use super::list::allowed;
use super::preview::find;
use super::words;
use crate::domain::id::EmployerId;
use crate::domain::roster::{Field, RosterState, RowKind};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::sheet::{Cell, Column, Head, WriteError, Writer};
use crate::store::roster::{Declared, RosterLine, UploadRow};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows read at once.
const BATCH: i64 = 2_000;

/// A workbook as an answer; its name is ASCII and tells nothing of anybody.
fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, XLSX.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}

/// The roster as it stands: who is on it and where they sit. Numbers are masked; taking it is recorded.
pub async fn download(desk: Desk, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    tx.audit(me, "roster.exported", employer.id.as_str(), None, now)
        .await?;
    tx.commit().await?;
    let mut tx = desk.read().await?;
    let lines = tx.roster(&employer.id).await?;
    let status = tx.roster_status(&employer.id).await?;
    let mut declared = Vec::new();
    loop {
        let seen = i64::try_from(declared.len()).unwrap_or(i64::MAX);
        let (more, _) = tx.declared_waiting(&employer.id, BATCH, seen).await?;
        if more.is_empty() {
            break;
        }
        declared.extend(more);
    }
    drop(tx);
    let stage = status.map_or(RosterLabel::StageNone, |status| {
        super::stage::stage_label(status.stage)
    });
    let notes = [
        desk.t(Label::RosterOf {
            employer: employer.name,
        }),
        desk.t(stage),
        desk.t(Label::At { when: now }),
    ];
    let bytes = list(&desk, &notes, &lines, &declared)?;
    let name = format!("roster-{}.xlsx", now.local().format("%Y%m%d-%H%M"));
    Ok(workbook(&name, bytes))
}

fn list(
    desk: &Desk,
    notes: &[String],
    lines: &[RosterLine],
    declared: &[Declared],
) -> Result<Vec<u8>, WriteError> {
    let heads = [
        Head::new(desk.t(RosterLabel::ColNumber), 8),
        Head::new(desk.t(Label::ColName), 16),
        Head::new(desk.t(Label::ColResidentId), 22),
        Head::new(desk.t(Label::ColMobile), 16),
        Head::new(desk.t(Label::ColOrigin), 28),
        Head::new(desk.t(Label::ColState), 14),
        Head::new(desk.t(Label::ColTripSeat), 14),
        Head::new(desk.t(RosterLabel::ColDeparts), 24),
        Head::new(desk.t(RosterLabel::ColSeat), 10),
    ];
    let mut writer = Writer::new(&notes[0], notes, &heads)?;
    let is_on = |line: &&RosterLine| match line.state {
        RosterState::Claimed | RosterState::Confirmed => true,
        RosterState::Rejected | RosterState::Replaced | RosterState::Erased => false,
    };
    let mut number = 0.0;
    for line in lines.iter().filter(is_on) {
        number += 1.0;
        let state = desk.t(roster_state(line.state).1);
        let origin = line.origin.map(|code| full_place(desk, code));
        let seat = line.seat.as_ref();
        let departs = seat.map(|seat| {
            desk.t(Label::At {
                when: seat.departs_at,
            })
        });
        writer.row(&[
            Cell::Number(number),
            Cell::Text(&line.name),
            Cell::Text(&line.id_mask),
            Cell::Text(&line.mobile_mask),
            Cell::Text(origin.as_deref().unwrap_or_default()),
            Cell::Text(&state),
            Cell::Text(seat.map_or("", |seat| seat.trip.as_str())),
            Cell::Text(departs.as_deref().unwrap_or_default()),
            Cell::Text(seat.map_or("", |seat| seat.label.as_str())),
        ])?;
    }
    let waiting = desk.t(RosterLabel::KindNew);
    for person in declared {
        number += 1.0;
        writer.row(&[
            Cell::Number(number),
            Cell::Text(&person.name),
            Cell::Text(&person.id_mask),
            Cell::Text(person.mobile_mask.as_deref().unwrap_or_default()),
            Cell::Text(""),
            Cell::Text(&waiting),
        ])?;
    }
    writer.finish()
}

/// An uploaded file again, with a remark in each row and the wrong cells coloured: to be mended and uploaded anew.
/// Its headings are those that are always recognised.
pub async fn marked(
    desk: Desk,
    Path((employer, upload)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (_, upload) = find(&desk, &mut tx, employer, upload).await?;
    let heading = |column: Column| column.headings().first().copied().unwrap_or_default();
    let heads = [
        Head::new(heading(Column::Name), 16),
        Head::new(heading(Column::ResidentId), 24),
        Head::new(heading(Column::Mobile), 18),
        Head::new(heading(Column::Remark), 70),
    ];
    let mut writer = Writer::new(&upload.file, &[], &heads)?;
    let mut seen = 0;
    loop {
        let page = (BATCH, seen);
        let rows = tx.upload_rows(desk.store(), &upload.id, None, page).await?;
        if rows.is_empty() {
            break;
        }
        seen += BATCH;
        for row in &rows {
            marked_row(&desk, &mut writer, row)?;
        }
    }
    drop(tx);
    Ok(workbook("roster-marked.xlsx", writer.finish()?))
}

fn marked_row(desk: &Desk, writer: &mut Writer, row: &UploadRow) -> Result<(), WriteError> {
    let faults = row.row.cells.read(desk.now().date()).err();
    let faults = faults.unwrap_or_default();
    let mut remarks: Vec<String> = faults
        .iter()
        .map(|fault| {
            desk.t(RosterLabel::CellFault {
                cell: desk.t(words::field(fault.field)),
                fault: desk.t(words::cell_fault(fault.fault)),
            })
        })
        .collect();
    if let Some(first) = row.same_as {
        remarks.push(desk.t(RosterLabel::SameAs { row: first }));
    }
    if row.kind == RowKind::Listed {
        remarks.push(desk.t(RosterLabel::KindListed));
    }
    let remark = remarks.join("; ");
    let cell = |field: Field| {
        let text = row.row.cells.cell(field);
        match faults.iter().any(|fault| fault.field == field) {
            true => Cell::Marked(text),
            false => Cell::Text(text),
        }
    };
    writer.row(&[
        cell(Field::Name),
        cell(Field::ResidentId),
        cell(Field::Mobile),
        Cell::Text(&remark),
    ])
}
