//! The log as a workbook, read piece by piece, so that memory holds a few thousand lines of it.

use super::super::fault::Fault;
use super::super::notice::workbook;
use super::super::people::Admin;
use super::{Asked, words};
use crate::locale::label::audit::AuditLabel as Say;
use crate::locale::label::table::TableLabel;
use crate::sheet::{Cell, Head, Writer};
use crate::store::audit::{AuditLine, AuditMark};
use axum::extract::Query;
use axum::response::Response;

/// Most lines of a workbook.
pub(super) const MOST: i64 = 100_000;
/// Lines read at once.
const PIECE: i64 = 2_000;

/// The lines that the filter takes, at most [`MOST`]. Taking them is recorded.
pub(super) async fn export(desk: Admin, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    let mut tx = desk.read().await?;
    let (filter, wrong) = asked.filter(&mut tx).await?;
    tx.rollback().await?;
    if wrong.is_any() {
        return Err(Fault::BadRequest);
    }
    let mut tx = desk.write().await?;
    tx.audit(me, "audit.exported", "audit", None, now).await?;
    tx.commit().await?;

    let title = desk.t(Say::Title);
    let made = desk.t(TableLabel::MadeBy {
        title: title.clone(),
        who: desk.staff.name.clone(),
        when: now,
    });
    let mut writer = Writer::new(&title, &[made], &heads(&desk))?;
    let (order, mut mark, mut left) = (asked.order(), None, MOST);
    while left > 0 {
        let mut tx = desk.read().await?;
        let lines = tx
            .audit_lines(&filter, order, mark, left.min(PIECE))
            .await?;
        drop(tx);
        let Some(last) = lines.last() else {
            break;
        };
        mark = Some(AuditMark {
            at: last.at,
            id: last.id,
        });
        left -= PIECE;
        for line in &lines {
            let row = row(&desk, line);
            let cells: Vec<_> = row.iter().map(|cell| Cell::Text(cell)).collect();
            writer.row(&cells)?;
        }
    }
    let name = format!("audit-{}.xlsx", now.local().format("%Y%m%d-%H%M"));
    Ok(workbook(&name, writer.finish()?))
}

fn heads(desk: &Admin) -> [Head; 8] {
    [
        Head::new(desk.t(Say::ColWhen), 20),
        Head::new(desk.t(Say::ColWho), 18),
        Head::new(desk.t(Say::ColAccount), 18),
        Head::new(desk.t(Say::ColAction), 28),
        Head::new(desk.t(Say::ColKey), 22),
        Head::new(desk.t(Say::ColSubject), 36),
        Head::new(desk.t(Say::ColReason), 36),
        Head::new(desk.t(Say::ColFrom), 24),
    ]
}

fn row(desk: &Admin, line: &AuditLine) -> [String; 8] {
    let login = line.account.as_ref().map(|(_, login)| login.clone());
    [
        words::moment(line.at),
        words::actor(desk, line),
        login.unwrap_or_else(|| line.actor.clone()),
        words::action(desk, &line.action),
        line.action.clone(),
        line.subject.clone(),
        line.reason.clone().unwrap_or_default(),
        words::origin(desk, line),
    ]
}
