//! `GET /chat/file/{seq}`: the picture or document that came with a bubble of this very chat.
//!
//! Nobody else can ask for it: the chat is the cookie's, and the position is one within it. A browser keeps the file
//! but asks whether it is still the one.

use super::Web;
use super::cookie::ChatToken;
use super::refusal::Refusal;
use crate::channel::{Fetched, FileToSend};
use crate::domain::delivery::ChannelKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_NONE_MATCH,
};
use axum::http::{HeaderName as Name, StatusCode};
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use std::sync::Arc;

const CACHING: (HeaderName, &str) = (CACHE_CONTROL, "private, no-cache");

pub(super) async fn file(
    State(web): State<Arc<Web>>,
    seq: Result<Path<i64>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Path(seq) = seq.map_err(|_| Refusal::BadRequest("the position must be a whole number"))?;
    let address = ChatToken::sent(&headers).ok_or(Refusal::NoChat)?.address();
    web.limits.chat(&address)?;
    let has = headers.get(IF_NONE_MATCH).and_then(|tag| tag.to_str().ok());
    let has = has.map(|tag| tag.trim_matches('"').to_owned());
    let fetched = web
        .intake
        .file(ChannelKind::Web, &address, seq, has.clone());
    match fetched.await.map_err(|_| Refusal::Closing)? {
        Fetched::None => Err(Refusal::NoFile),
        Fetched::Same => {
            let tag = format!("\"{}\"", has.unwrap_or_default());
            Ok((StatusCode::NOT_MODIFIED, [CACHING], [(ETAG, tag)]).into_response())
        }
        Fetched::File(sent) => Ok(serve(&sent)),
    }
}

fn serve(sent: &FileToSend) -> Response {
    let file = &sent.file;
    let headers = [
        (CONTENT_TYPE, file.kind.as_str().to_owned()),
        (ETAG, format!("\"{}\"", sent.hash)),
        (
            CONTENT_DISPOSITION,
            disposition(file.kind.is_picture(), &file.name),
        ),
    ];
    let mut response = ([CACHING], headers, file.bytes.clone()).into_response();
    // Should a browser open it in a window of its own after all, it can do nothing there.
    let sandbox = HeaderValue::from_static("default-src 'none'; sandbox");
    let policy = Name::from_static("content-security-policy");
    response.headers_mut().insert(policy, sandbox);
    response
}

/// Shown in its place, or kept under its name (RFC 6266).
fn disposition(is_picture: bool, name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                encoded.push(byte.into())
            }
            // Writing to a String cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    let kind = if is_picture { "inline" } else { "attachment" };
    format!("{kind}; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition(false, "信 a\"\r\n;.pdf"),
            "attachment; filename*=UTF-8''%E4%BF%A1%20a%22%0D%0A%3B.pdf"
        );
        assert!(disposition(true, "x.png").starts_with("inline; "));
    }
}
