//! The page's files, embedded, and the headers that keep it to itself.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_NONE_MATCH, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Nothing but our own files; `blob:` is the ticket's picture, made on the page for saving.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// One file of the page.
#[derive(Debug, Clone, Copy)]
struct File {
    path: &'static str,
    mime: &'static str,
    body: &'static str,
}

macro_rules! file {
    ($path:literal, $mime:expr, $name:literal) => {
        File {
            path: $path,
            mime: $mime,
            body: include_str!(concat!("page/", $name)),
        }
    };
}

const FILES: [File; 13] = [
    file!("/", HTML, "index.html"),
    file!("/chat/app.css", CSS, "app.css"),
    file!("/chat/icon.svg", SVG, "icon.svg"),
    file!("/chat/app.js", JS, "app.js"),
    file!("/chat/composer.js", JS, "composer.js"),
    file!("/chat/dom.js", JS, "dom.js"),
    file!("/chat/letter.js", JS, "letter.js"),
    file!("/chat/outbox.js", JS, "outbox.js"),
    file!("/chat/photo.js", JS, "photo.js"),
    file!("/chat/stream.js", JS, "stream.js"),
    file!("/chat/strings.js", JS, "strings.js"),
    file!("/chat/ticket.js", JS, "ticket.js"),
    file!("/chat/view.js", JS, "view.js"),
];

/// Serves the page and its files.
pub(super) fn routes() -> Router {
    FILES.into_iter().fold(Router::new(), |router, file| {
        let hash = blake3::hash(file.body.as_bytes()).to_hex();
        let etag = format!("\"{}\"", &hash[..16]);
        let serve = move |headers: HeaderMap| {
            let response = serve(file, &etag, &headers);
            async move { response }
        };
        router.route(file.path, get(serve))
    })
}

/// A file, or word that the browser's copy is still good: a phone on a slow line fetches the page once.
fn serve(file: File, etag: &str, headers: &HeaderMap) -> Response {
    let known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|sent| sent.as_bytes() == etag.as_bytes());
    let caching = [(CACHE_CONTROL, "no-cache"), (ETAG, etag)];
    if known {
        (StatusCode::NOT_MODIFIED, caching).into_response()
    } else {
        (caching, [(CONTENT_TYPE, file.mime)], file.body).into_response()
    }
}

/// Marks an answer that belongs to one chat as not to be kept anywhere.
pub(super) async fn never_store(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, value);
    response
}

/// Sets the headers every answer of the web chat carries.
pub(super) async fn protect(mut response: Response) -> Response {
    let own = HeaderName::from_static;
    let policy = HeaderValue::from_static(POLICY);
    // A file has a stricter one of its own.
    response
        .headers_mut()
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (own("cross-origin-resource-policy"), "same-origin"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
