//! The list of notices.

use super::fault::Fault;
use super::layout::{Nav, page};
use super::parts::{badge, empty};
use super::people::Bureau;
use super::show::{notice_state, when};
use crate::domain::notice::text_for;
use crate::locale::label::Label;
use crate::store::notice::Notice;
use axum::response::Response;
use maud::{Markup, html};

/// Every notice, newest first.
pub async fn list(desk: Bureau) -> Result<Response, Fault> {
    let notices = desk.read().await?.notices().await?;
    let body = html! {
        div.bar-above {
            p.hint { (desk.t(Label::NoticesIntro)) }
            a.button.primary href="/console/notices/new" { (desk.t(Label::NoticeNew)) }
        }
        @if notices.is_empty() {
            (empty(&desk, Label::NoNotices, Label::NoNoticesAdvice))
        } @else {
            (table(&desk, &notices))
        }
    };
    page(&desk, Nav::Notices, desk.t(Label::NavNotices), body).await
}

/// Heading of a notice in the reader's language; its first words where it has none.
pub fn heading(desk: &Bureau, notice: &Notice) -> String {
    let text = text_for(&notice.texts, desk.locale);
    let title = text.map(|t| t.title.trim()).filter(|t| !t.is_empty());
    let words = text.map(|t| t.body.trim().chars().take(30).collect::<String>());
    title
        .map(str::to_owned)
        .or(words)
        .unwrap_or_else(|| desk.t(Label::NoticeUntitled))
}

fn table(desk: &Bureau, notices: &[Notice]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColNotice)) }
                th scope="col" { (desk.t(Label::ColState)) }
                th scope="col" { (desk.t(Label::Author)) }
                th scope="col" { (desk.t(Label::Approver)) }
                th scope="col" { (desk.t(Label::ColWritten)) }
            } }
            tbody {
                @for notice in notices {
                    @let (tone, state) = notice_state(notice.state);
                    tr {
                        th scope="row" { a href={ "/console/notices/" (notice.id) } { (heading(desk, notice)) } }
                        td data-label=(desk.t(Label::ColState)) { (badge(desk, tone, state)) }
                        td data-label=(desk.t(Label::Author)) { (notice.author_name) }
                        td data-label=(desk.t(Label::Approver)) { (notice.approver_name.as_deref().unwrap_or("–")) }
                        td data-label=(desk.t(Label::ColWritten)) { (when(desk, notice.created_at)) }
                    }
                }
            }
        }
    }
}
