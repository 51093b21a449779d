//! `POST /chat/photo`: a photo from the phone's camera or album, as `multipart/form-data` with `id` and `file`.

use super::Web;
use super::guard::Visitor;
use super::refusal::Refusal;
use super::say::submit;
use crate::channel::{Photo, Said};
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// Largest body read, in bytes. More than the photo itself may have: a photo that is somewhat too large is read
/// to its end, or the browser would see a broken connection rather than our answer.
pub(super) const MAX_BODY: usize = 2 * Photo::MAX_BYTES + 64 * 1024;

pub(super) async fn photo(
    State(web): State<Arc<Web>>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let visitor = Visitor::of(&web, &headers)?;
    let mut form = form.map_err(|_| Refusal::WrongType("multipart/form-data"))?;
    let (mut id, mut file) = (None, None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("id") => id = Some(text(field).await?),
            Some("file") => file = Some(bytes(field).await?),
            _ => return Err(Refusal::BadRequest("only id and file are expected")),
        }
    }
    let id = id.ok_or(Refusal::BadRequest("no id"))?;
    let file = file.ok_or(Refusal::BadRequest("no file"))?;
    let photo = Photo::recognise(file).ok_or(Refusal::NotAPhoto)?;
    submit(&web, &visitor, &headers, id, Said::Photo(photo), None).await
}

/// Reads a short field.
async fn text(field: Field<'_>) -> Result<String, Refusal> {
    let bytes = bytes(field).await?;
    String::from_utf8(bytes).map_err(|_| Refusal::BadRequest("id is not text"))
}

/// Reads a field, keeping at most the size of a photo.
async fn bytes(mut field: Field<'_>) -> Result<Vec<u8>, Refusal> {
    let mut kept = Vec::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        fits = fits && kept.len() + chunk.len() <= Photo::MAX_BYTES;
        if fits {
            kept.extend_from_slice(&chunk);
        }
    }
    fits.then_some(kept)
        .ok_or(Refusal::TooLarge(Photo::MAX_BYTES))
}

fn broken(error: MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge(Photo::MAX_BYTES),
        _ => Refusal::BadRequest("the form did not arrive whole"),
    }
}
