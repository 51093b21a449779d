//! The list of notices.

use super::super::fault::Fault;
use super::super::layout::{Nav, page};
use super::super::parts::{badge, empty};
use super::super::people::Bureau;
use super::super::show::{notice_state, when};
use super::super::table::{Key, Table, View, choice, export};
use crate::domain::notice::{NoticeState, text_for};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::sheet::{Cell, Head};
use crate::store::Tx;
use crate::store::notice::{Notice, Progress, Reach};
use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

const ADDRESS: &str = "/console/notices";

/// What is asked of the list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    state: String,
}

/// A notice with its figures.
struct Row {
    notice: Notice,
    /// Whom it would reach; only before it starts.
    reach: Option<Reach>,
    progress: Progress,
}

/// Every notice: unless asked otherwise those under way first, then those that wait for somebody, then the rest; among
/// them the newest first.
pub async fn list(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let any = tx.count_notices().await? > 0;
    let mut found = found(&desk, &mut tx, &asked).await?;
    let columns = columns(&desk, &asked);
    let total = found.len();
    let shown = columns.rows(total);
    found.truncate(shown.end);
    let rows = with_figures(&desk, &mut tx, found.split_off(shown.start)).await?;
    tx.rollback().await?;
    let body = html! {
        div.bar-above {
            p.hint { (desk.t(NoticeLabel::NoticesIntro)) }
            a.button.primary href="/console/notices/new" { (desk.t(NoticeLabel::NoticeNew)) }
        }
        @if any { (tools(&desk, &asked, &columns)) }
        @if rows.is_empty() {
            (empty(&desk, NoticeLabel::NoNotices, NoticeLabel::NoNoticesAdvice))
        } @else {
            table.stack.tight.card {
                (columns.head())
                tbody { @for row in &rows { (self::row(&desk, row)) } }
            }
            (columns.foot(total))
        }
    };
    page(&desk, Nav::Notices, desk.t(Label::NavNotices), body).await
}

async fn found(desk: &Bureau, tx: &mut Tx, asked: &Asked) -> Result<Vec<Notice>, Fault> {
    let wanted = NoticeState::parse(&asked.state);
    let words = asked.view.words().to_lowercase();
    let mut notices = tx.notices().await?;
    notices.retain(|one| {
        wanted.is_none_or(|wanted| wanted == one.state)
            && (words.is_empty() || heading(desk, one).to_lowercase().contains(&words))
    });
    // The newest first, where the order says no more.
    notices.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
    columns(desk, asked)
        .order()
        .sort(&mut notices, |one, key| match key {
            "notice" => Key::from(heading(desk, one).as_str()),
            "when" => Key::from(happened(one).1.millis()),
            "author" => Key::from(one.author_name.as_str()),
            _ => Key::from(turn(one.state)),
        });
    Ok(notices)
}

/// Under way, waiting for somebody, over.
fn turn(state: NoticeState) -> i64 {
    match state {
        NoticeState::Sending | NoticeState::Paused => 0,
        NoticeState::Draft | NoticeState::Approved | NoticeState::Scheduled => 1,
        NoticeState::Done | NoticeState::Cancelled => 2,
    }
}

async fn with_figures(desk: &Bureau, tx: &mut Tx, notices: Vec<Notice>) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::with_capacity(notices.len());
    for notice in notices {
        let waits = turn(notice.state) == 1;
        let reach = match waits {
            true => Some(tx.reach(&notice.audience, desk.now()).await?),
            false => None,
        };
        let progress = tx.progress(&notice.id).await?;
        rows.push(Row {
            notice,
            reach,
            progress,
        });
    }
    Ok(rows)
}

fn columns<'a>(desk: &'a Bureau, asked: &'a Asked) -> Table<'a> {
    Table::new(desk, ADDRESS, &asked.view, ("state", false))
        .filter("state", &asked.state)
        .sorted("notice", NoticeLabel::ColNotice)
        .sorted("state", Label::ColState)
        .plain(NoticeLabel::OutcomeAll)
        .plain(NoticeLabel::OutcomeSent)
        .plain(NoticeLabel::OutcomeFailed)
        .sorted("when", NoticeLabel::ColWhen)
        .sorted("author", NoticeLabel::Author)
}

fn tools(desk: &Bureau, asked: &Asked, columns: &Table<'_>) -> Markup {
    let states: Vec<_> = NoticeState::ALL
        .iter()
        .map(|state| (state.as_str().to_owned(), desk.t(notice_state(*state).1)))
        .collect();
    let fields = choice(
        desk,
        "state",
        desk.t(Label::ColState),
        &asked.state,
        &states,
    );
    let search = Some(desk.t(NoticeLabel::ColNotice));
    columns.tools(search, &fields, Some("/console/notices.xlsx"))
}

/// The same as a workbook.
pub async fn as_workbook(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let found = found(&desk, &mut tx, &asked).await?;
    let rows = with_figures(&desk, &mut tx, found).await?;
    tx.rollback().await?;
    let heads = [
        Head::new(desk.t(NoticeLabel::ColNotice), 40),
        Head::new(desk.t(Label::ColState), 16),
        Head::new(desk.t(NoticeLabel::OutcomeAll), 12),
        Head::new(desk.t(NoticeLabel::OutcomeSent), 12),
        Head::new(desk.t(NoticeLabel::OutcomeFailed), 12),
        Head::new(desk.t(NoticeLabel::ColWhen), 22),
        Head::new(desk.t(NoticeLabel::Author), 18),
    ];
    let texts: Vec<[String; 3]> = rows
        .iter()
        .map(|row| {
            let when = happened(&row.notice).1;
            [
                heading(&desk, &row.notice),
                desk.t(notice_state(row.notice.state).1),
                desk.t(Label::At { when }),
            ]
        })
        .collect();
    let cells = rows
        .iter()
        .zip(&texts)
        .map(|(row, [heading, state, when])| {
            let number = |n: i64| Cell::Number(n as f64);
            vec![
                Cell::Text(heading),
                Cell::Text(state),
                number(audience(row)),
                number(row.progress.sent),
                number(row.progress.failed),
                Cell::Text(when),
                Cell::Text(&row.notice.author_name),
            ]
        });
    let title = desk.t(Label::NavNotices);
    export(&desk, ("notices", &title), &heads, cells)
}

/// Heading of a notice in the reader's language; its first words where it has none.
pub fn heading(desk: &Bureau, notice: &Notice) -> String {
    let text = text_for(&notice.texts, desk.locale);
    let title = text.map(|t| t.title.trim()).filter(|t| !t.is_empty());
    let words = text.map(|t| t.body.trim().chars().take(30).collect::<String>());
    title
        .map(str::to_owned)
        .or(words)
        .unwrap_or_else(|| desk.t(NoticeLabel::NoticeUntitled))
}

fn audience(row: &Row) -> i64 {
    row.reach
        .map_or(row.progress.audience, |reach| reach.people)
}

fn row(desk: &Bureau, row: &Row) -> Markup {
    let notice = &row.notice;
    let (tone, state) = notice_state(notice.state);
    let started = notice.started_at.is_some();
    let audience = audience(row);
    html! {
        tr {
            th scope="row" { a href={ "/console/notices/" (notice.id) } { (heading(desk, notice)) } }
            td data-label=(desk.t(Label::ColState)) { (badge(desk, tone, state)) }
            td.number data-label=(desk.t(NoticeLabel::OutcomeAll)) { (audience) }
            td.number data-label=(desk.t(NoticeLabel::OutcomeSent)) { @if started { (row.progress.sent) } @else { "–" } }
            td.number data-label=(desk.t(NoticeLabel::OutcomeFailed)) { @if started { (row.progress.failed) } @else { "–" } }
            td data-label=(desk.t(NoticeLabel::ColWhen)) { (moment(desk, notice)) }
            td data-label=(desk.t(NoticeLabel::Author)) { (notice.author_name) }
        }
    }
}

/// The moment that matters most of a notice, and what happens or happened then.
fn happened(notice: &Notice) -> (NoticeLabel, Timestamp) {
    let (label, at) = match (notice.state, notice.started_at, notice.finished_at) {
        (NoticeState::Scheduled, _, _) => (NoticeLabel::Starts, notice.send_at),
        (_, _, Some(at)) => (NoticeLabel::Finished, Some(at)),
        (_, Some(at), None) => (NoticeLabel::Started, Some(at)),
        (_, None, None) => (NoticeLabel::ColWritten, None),
    };
    (label, at.unwrap_or(notice.created_at))
}

fn moment(desk: &Bureau, notice: &Notice) -> Markup {
    let (label, at) = happened(notice);
    html! {
        (when(desk, at))
        span.hint { (desk.t(label)) }
    }
}
