//! The picture or document of a notice in its form. It is kept as soon as it has been sent, so that a mistake
//! elsewhere in the form does not lose it; a new notice becomes a draft without words by that.

use super::super::fault::Fault;
use super::super::parts::{described_by, field_error};
use super::super::people::Bureau;
use super::super::sent::Sent;
use super::draft::Checked;
use super::refusal;
use crate::domain::id::NoticeId;
use crate::domain::notice::{FileInfo, NoticeFile};
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::NoticeDraft;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// Step that takes the file out.
pub const TAKE_OUT: &str = "unattach";

/// Bytes of a kibibyte and a mebibyte.
const KIBIBYTE: u64 = 1024;
const MEBIBYTE: u64 = 1024 * 1024;

/// What became of the file of a form.
#[derive(Debug, Default)]
pub struct Kept {
    /// The draft, if there is one by now.
    pub id: Option<NoticeId>,
    /// What is wrong with the file.
    pub error: Option<NoticeLabel>,
}

/// Keeps the file that came with a form, or takes the present one out.
///
/// # Errors
/// [`Fault`] of the store.
pub async fn keep(desk: &Bureau, id: Option<NoticeId>, sent: &Sent) -> Result<Kept, Fault> {
    let file = match sent.file("file") {
        Some(upload) => match NoticeFile::recognise(&upload.name, upload.bytes.to_vec()) {
            Ok(file) => file,
            Err(error) => {
                let error = Some(refusal::file(error));
                return Ok(Kept { id, error });
            }
        },
        None => {
            if let Some(id) = id.as_ref().filter(|_| sent.value("step") == TAKE_OUT) {
                let mut tx = desk.write().await?;
                tx.drop_notice_file(id).await?;
                tx.commit().await?;
            }
            return Ok(Kept { id, error: None });
        }
    };
    let me = &desk.staff.id;
    let mut tx = desk.write().await?;
    let id = match id {
        Some(id) => id,
        None => {
            let empty = NoticeDraft::default();
            let id = tx.create_notice(me, &empty, desk.now()).await?;
            tx.audit(me.as_str(), "notice.written", id.as_str(), None, desk.now())
                .await?;
            id
        }
    };
    tx.set_notice_file(&id, &file).await?;
    tx.commit().await?;
    Ok(Kept {
        id: Some(id),
        error: None,
    })
}

/// The field.
pub fn draw(desk: &Bureau, checked: &Checked) -> Markup {
    let error = checked.error("file").map(|label| desk.t(label));
    html! {
        div.field {
            label for="file" { (desk.t(NoticeLabel::FileTitle)) }
            @if let Some(error) = &error { (field_error("file", error)) }
            @if let Some(file) = &checked.file {
                p.row.attached {
                    span { "📎 " (file.name) span.hint.beside { (size(file)) } }
                    button.small type="submit" name="step" value=(TAKE_OUT) { (desk.t(NoticeLabel::FileTakeOut)) }
                }
            }
            div.row {
                input #file type="file" name="file" accept=".jpg,.jpeg,.png,.pdf"
                    aria-describedby=[described_by("file", true, error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")];
                button.small type="submit" name="step" value="attach" { (desk.t(NoticeLabel::Upload)) }
            }
            p.hint #file-hint { (desk.t(NoticeLabel::FileHint)) }
        }
    }
}

/// Size of a file as people write it.
pub fn size(file: &FileInfo) -> String {
    match file.size {
        bytes if bytes < MEBIBYTE => format!("{} KB", bytes.div_ceil(KIBIBYTE)),
        bytes => {
            let tenths = bytes * 10 / MEBIBYTE;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// The file itself, for a look before it is approved.
pub async fn show(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let file = tx.notice_file(&NoticeId::new(id)).await?;
    let file = file.ok_or(Fault::NotFound)?;
    let kind = if file.kind.is_picture() {
        "inline"
    } else {
        "attachment"
    };
    let headers = [
        (CONTENT_TYPE, file.kind.as_str().to_owned()),
        (CONTENT_DISPOSITION, kind.to_owned()),
    ];
    Ok((headers, file.bytes).into_response())
}
