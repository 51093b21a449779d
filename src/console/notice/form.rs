//! Writing a notice: three languages, how it goes out, an audience, a look at all of it before it is saved.
//!
//! Only the author edits a draft: somebody else who could both change and approve it would approve their own words.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::people::Bureau;
use super::super::sent::Sent;
use super::builder::Reshape;
use super::draft::{Checked, Draft};
use super::form_draw::{self, Frame};
use super::reach::{Counted, count_people};
use super::{file, lists};
use crate::domain::id::NoticeId;
use crate::domain::notice::{FileInfo, NoticeState};
use crate::locale::label::notice::NoticeLabel;
use crate::store::Tx;
use crate::store::notice::{Notice, NoticeDraft};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

/// What the sender of a form wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Keep it.
    Save,
    /// See how it will look and whom it reaches.
    Check,
    /// Go on writing: look something up, or change the audience's shape.
    Write(Option<Reshape>),
}

impl Step {
    fn of(sent: &Sent) -> Self {
        match sent.value("step") {
            "save" => Self::Save,
            "check" => Self::Check,
            other => Self::Write(Reshape::of(other, sent)),
        }
    }
}

/// An empty form.
pub async fn new(desk: Bureau) -> Result<Response, Fault> {
    open(&desk, None, Draft::blank()).await
}

/// The form of one's own draft.
pub async fn edit(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let notice = own_draft(&desk, &mut tx, &NoticeId::new(id)).await?;
    drop(tx);
    let draft = Draft::of(&notice);
    open(&desk, Some(&notice.id), draft).await
}

/// A form that nobody has sent yet: nothing is wrong with it.
async fn open(desk: &Bureau, id: Option<&NoticeId>, draft: Draft) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let mut checked = draft.check(desk, &mut tx).await?;
    checked.file = attached(&mut tx, id).await?;
    drop(tx);
    checked.errors.clear();
    form_draw::page(desk, &checked, Frame::fresh(id)).await
}

/// The file of a draft.
async fn attached(tx: &mut Tx, id: Option<&NoticeId>) -> Result<Option<FileInfo>, Fault> {
    Ok(match id {
        Some(id) => tx.notice_file_info(id).await?,
        None => None,
    })
}

async fn own_draft(desk: &Bureau, tx: &mut Tx, id: &NoticeId) -> Result<Notice, Fault> {
    let notice = tx.notice(id).await?.ok_or(Fault::NotFound)?;
    if notice.author == desk.staff.id && notice.state == NoticeState::Draft {
        Ok(notice)
    } else {
        Err(Fault::Forbidden)
    }
}

/// Checks or saves a new notice.
pub async fn create(desk: Bureau, sent: Sent) -> Result<Response, Fault> {
    take(&desk, None, &sent).await
}

/// Checks or saves a draft again.
pub async fn revise(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    own_draft(&desk, &mut desk.read().await?, &id).await?;
    take(&desk, Some(id), &sent).await
}

/// How many people the audience of a form holds, and some of them; for the script that keeps this fresh.
pub async fn count(desk: Bureau, sent: Sent) -> Result<Markup, Fault> {
    let mut tx = desk.read().await?;
    let checked = Draft::sent(&sent).check(&desk, &mut tx).await?;
    let counted = counted(&desk, &mut tx, &checked).await?;
    Ok(super::reach::counted(&desk, counted.as_ref()))
}

async fn counted(desk: &Bureau, tx: &mut Tx, checked: &Checked) -> Result<Option<Counted>, Fault> {
    Ok(match checked.audience() {
        Some(audience) => Some(count_people(tx, &audience, desk.now()).await?),
        None => None,
    })
}

async fn take(desk: &Bureau, id: Option<NoticeId>, sent: &Sent) -> Result<Response, Fault> {
    let step = Step::of(sent);
    let file::Kept { id, error } = file::keep(desk, id, sent).await?;
    let mut draft = Draft::sent(sent);
    lists::keep(desk, sent, &mut draft.groups).await?;
    if let Step::Write(Some(change)) = step {
        change.make(&mut draft.groups);
    }
    let mut tx = desk.read().await?;
    let mut checked = draft.check(desk, &mut tx).await?;
    checked.file = attached(&mut tx, id.as_ref()).await?;
    checked
        .errors
        .extend(error.map(|label| ("file".to_owned(), label)));
    if step == Step::Save
        && let Some(content) = checked.content()
    {
        drop(tx);
        let id = save(desk, id, &content).await?;
        let address = format!("/console/notices/{id}?done=saved");
        return Ok(Redirect::to(&address).into_response());
    }
    let counted = counted(desk, &mut tx, &checked).await?;
    drop(tx);
    if step != Step::Save {
        // Looking is allowed at any time: nothing is asked for yet.
        let asks = |label: &NoticeLabel| *label != NoticeLabel::TextNeeded;
        checked.errors.retain(|(_, label)| asks(label));
    }
    let strict = matches!(step, Step::Save | Step::Check);
    let refused = checked.errors.iter().any(|(field, _)| field == "file");
    let wrong = refused || strict && (!checked.errors.is_empty() || counted.is_none());
    let frame = Frame {
        id: id.as_ref(),
        looked: true,
        counted,
        strict,
        wrong,
        previews: strict,
    };
    let drawn = form_draw::page(desk, &checked, frame).await?;
    Ok(match wrong {
        true => (INVALID, drawn).into_response(),
        false => drawn,
    })
}

async fn save(
    desk: &Bureau,
    id: Option<NoticeId>,
    content: &NoticeDraft,
) -> Result<NoticeId, Fault> {
    let me = &desk.staff.id;
    let mut tx = desk.write().await?;
    let (id, action) = match id {
        Some(id) => {
            own_draft(desk, &mut tx, &id).await?;
            tx.revise_draft(&id, content).await?;
            (id, "notice.revised")
        }
        None => (
            tx.create_notice(me, content, desk.now()).await?,
            "notice.written",
        ),
    };
    tx.audit(me.as_str(), action, id.as_str(), None, desk.now())
        .await?;
    tx.commit().await?;
    Ok(id)
}
