//! A notice as it stands, sent to one's own chat to look at.

use super::super::fault::Fault;
use super::super::parts::csrf;
use super::super::people::Bureau;
use super::actions::Said;
use super::page;
use crate::domain::id::NoticeId;
use crate::domain::notice::NoticeState;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::locale::notice::samples;
use crate::store::Tx;
use crate::store::notice::Notice;
use crate::store::staff_chat::{StaffChat, TestError};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// Whether there is still a reason to look at it.
const fn is_offered(state: NoticeState) -> bool {
    match state {
        NoticeState::Draft | NoticeState::Approved | NoticeState::Scheduled => true,
        NoticeState::Sending | NoticeState::Paused | NoticeState::Done | NoticeState::Cancelled => {
            false
        }
    }
}

/// The own chat, where a test of this notice is offered.
pub async fn own_chat(
    desk: &Bureau,
    tx: &mut Tx,
    notice: &Notice,
) -> Result<Option<Option<StaffChat>>, Fault> {
    if !is_offered(notice.state) {
        return Ok(None);
    }
    Ok(Some(tx.staff_chat(&desk.staff.id).await?))
}

/// The button, or how to get a chat of one's own first.
pub fn offer(desk: &Bureau, notice: &Notice, own: Option<&StaffChat>) -> Markup {
    html! {
        @match own {
            Some(_) => {
                form.row method="post" action={ "/console/notices/" (notice.id) "/test" } {
                    (csrf(desk))
                    button type="submit" { (desk.t(NoticeLabel::ActTest)) }
                    span.hint { (desk.t(NoticeLabel::TestAdvice)) }
                }
            }
            None => {
                p.hint {
                    (desk.t(NoticeLabel::TestNoChat)) " "
                    a href="/console/password" { (desk.t(Label::OwnChatBind)) }
                }
            }
        }
    }
}

/// Sends it.
pub async fn send(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let mut tx = desk.write().await?;
    let notice = tx.notice(&id).await?.ok_or(Fault::NotFound)?;
    if !is_offered(notice.state) {
        return Err(Fault::BadRequest);
    }
    let samples = samples(&id, &tx.notice_message(&id).await?);
    let sent = tx
        .send_notice_test(&id, &samples, &desk.staff.id, desk.now())
        .await;
    match sent {
        Ok(_) => {
            tx.commit().await?;
            desk.wake();
            Ok(Redirect::to(&format!("/console/notices/{id}?done=tested")).into_response())
        }
        Err(TestError::NoChat | TestError::Nothing) => {
            tx.rollback().await?;
            let note = html! { p.error.box role="alert" { (desk.t(NoticeLabel::TestNoChat)) } };
            let said = Said {
                note: Some(note),
                ..Said::default()
            };
            page::draw(&desk, &id, said).await
        }
        Err(TestError::Store(error)) => Err(error.into()),
    }
}
