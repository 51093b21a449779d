//! A form as sent, in either encoding: its fields in their order, and the files that came with it.

use super::fault::Fault;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

/// A form as sent.
#[derive(Debug, Default)]
pub struct Sent {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    field: String,
    /// Its name on the sender's machine, as they gave it.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// Whether a request's body may carry files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

impl Sent {
    /// A field's value; empty when it was not sent.
    pub fn value(&self, field: &str) -> &str {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Whether a field was sent at all.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == field)
    }

    /// All values of a field that may be sent several times.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let of = self.fields.iter().filter(move |(name, _)| name == field);
        of.map(|(_, value)| value.as_str())
    }

    /// The file of a field, if one was chosen.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        if !is_multipart(request.headers()) {
            let read = Form::<Vec<(String, String)>>::from_request(request, state).await;
            let Form(fields) = read.map_err(|_| Fault::BadRequest)?;
            return Ok(Self {
                fields,
                files: Vec::new(),
            });
        }
        let read = Multipart::from_request(request, state).await;
        let mut parts = read.map_err(|_| Fault::BadRequest)?;
        let mut sent = Self::default();
        while let Some(part) = parts.next_field().await? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                // A file field in which nothing was chosen comes with an empty name.
                Some(name) if name.is_empty() => {}
                Some(name) => {
                    let bytes = part.bytes().await?;
                    sent.files.push(Upload { field, name, bytes });
                }
                None => sent.fields.push((field, part.text().await?)),
            }
        }
        Ok(sent)
    }
}

impl From<MultipartError> for Fault {
    fn from(_: MultipartError) -> Self {
        Self::BadRequest
    }
}
