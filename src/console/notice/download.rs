//! Figures to take away, as a workbook.

use super::super::fault::Fault;
use super::super::follow_up::{FollowUpError, follow_up};
use super::super::people::Bureau;
use super::list::heading;
use super::report::Report;
use super::words;
use crate::domain::delivery::DeliveryState;
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::sheet::{Cell, Head, WriteError, Writer};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook as an answer; its name is ASCII and tells nothing of anybody.
pub fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, XLSX.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        tracing::error!(%error, "console: a workbook could not be written");
        Self::Internal
    }
}

/// The report of a notice that has begun: outcomes by reason, and their sum.
pub async fn report(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let mut tx = desk.read().await?;
    let report = Report::load(&mut tx, desk.console(), &id, desk.now()).await?;
    let report = report.ok_or(Fault::NotFound)?;
    let began = report.notice.started_at.ok_or(Fault::NotFound)?;
    let audience = words::audience(&desk, &mut tx, &report.notice.audience).await?;
    drop(tx);
    let notes = notes(&desk, &report, &audience);
    let name = format!("notice-report-{}.xlsx", began.local().format("%Y%m%d-%H%M"));
    Ok(workbook(&name, table(&desk, &report, &notes)?))
}

/// The people whom a notice has not reached, with their numbers in full, to be called; taking it is recorded.
pub async fn people_to_call(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    if !may_call(&desk) {
        return Err(Fault::Forbidden);
    }
    let id = NoticeId::new(id);
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    let mut tx = desk.write().await?;
    let notice = tx.notice(&id).await?.ok_or(Fault::NotFound)?;
    let began = notice.started_at.ok_or(Fault::NotFound)?;
    let subject = format!("notice:{id}");
    tx.audit(me, "notice.followup_exported", &subject, None, now)
        .await?;
    tx.commit().await?;
    let list = follow_up(desk.store(), &notice, desk.locale, &desk.staff.name, now).await?;
    let packed = tokio::task::spawn_blocking(|| list.writer.finish()).await;
    let bytes = packed.map_err(|error| {
        tracing::error!(%error, "console: packing a workbook broke off");
        Fault::Internal
    })??;
    let name = format!(
        "people-to-call-{}.xlsx",
        began.local().format("%Y%m%d-%H%M")
    );
    Ok(workbook(&name, bytes))
}

/// Whether this person may see everybody's numbers: not who looks after one district only.
pub fn may_call(desk: &Bureau) -> bool {
    desk.district().is_none()
}

impl From<FollowUpError> for Fault {
    fn from(error: FollowUpError) -> Self {
        match error {
            FollowUpError::Store(error) => error.into(),
            FollowUpError::Write(error) => error.into(),
        }
    }
}

/// What stands above the table: what it is about, and as of when.
fn notes(desk: &Bureau, report: &Report, audience: &[Vec<String>]) -> Vec<String> {
    let notice = &report.notice;
    let pair = |name: NoticeLabel, value: String| {
        let name = desk.t(name);
        desk.t(Label::Pair { name, value })
    };
    let moment = |when: Timestamp| desk.t(Label::At { when });
    let groups: Vec<_> = audience.iter().map(|group| group.join(" · ")).collect();
    let whom = match groups.is_empty() {
        true => desk.t(NoticeLabel::GroupEveryone),
        false => groups.join(&format!(" {} ", desk.t(NoticeLabel::Or))),
    };
    let mut notes = vec![
        heading(desk, notice),
        pair(NoticeLabel::AudienceTitle, whom),
        pair(NoticeLabel::Author, notice.author_name.clone()),
    ];
    let approver = notice.approver_name.clone();
    notes.extend(approver.map(|name| pair(NoticeLabel::Approver, name)));
    let hash = notice.content_hash.clone();
    notes.extend(hash.map(|hash| pair(NoticeLabel::ContentHash, hash)));
    for (label, at) in [
        (NoticeLabel::Started, notice.started_at),
        (NoticeLabel::Finished, notice.finished_at),
        (NoticeLabel::ReceiptAsOf, Some(desk.now())),
    ] {
        notes.extend(at.map(|at| pair(label, moment(at))));
    }
    notes
}

fn table(desk: &Bureau, report: &Report, notes: &[String]) -> Result<Vec<u8>, WriteError> {
    let heads = [
        Head::new(desk.t(NoticeLabel::Outcomes), 28),
        Head::new(desk.t(NoticeLabel::Reasons), 60),
        Head::new(desk.t(NoticeLabel::ColPeople), 12),
    ];
    let mut writer = Writer::new(&desk.t(NoticeLabel::Outcomes), notes, &heads)?;
    for row in &report.outcomes {
        let state = desk.t(words::outcome(row.state));
        let reason = row.reason.as_deref();
        let reason = reason.map(|reason| words::reason(desk, reason));
        let reason = match (reason, row.state) {
            (Some(reason), _) => reason,
            (None, DeliveryState::Sending) => desk.t(NoticeLabel::UnderWay),
            (
                None,
                DeliveryState::Queued
                | DeliveryState::Sent
                | DeliveryState::Failed
                | DeliveryState::Unknown
                | DeliveryState::Excluded,
            ) => String::new(),
        };
        writer.row(&[Cell::Text(&state), Cell::Text(&reason), number(row.people)])?;
    }
    let all = desk.t(NoticeLabel::OutcomeAll);
    writer.row(&[
        Cell::Text(&all),
        Cell::Text(""),
        number(report.progress.audience),
    ])?;
    writer.finish()
}

/// A count; exact up to 2^53.
fn number(count: i64) -> Cell<'static> {
    Cell::Number(count as f64)
}
