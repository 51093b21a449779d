//! What every request passes: session, CSRF token, roles, security headers.
//!
//! The check of forms sits here and not in the handlers, so none can forget it: a POST without the right token
//! never reaches one.

use super::Shared;
use super::came_from::CameFrom;
use super::fault::{Fault, Stale, Undrawn};
use super::layout;
use super::people::{Member, Visitor};
use super::sent::is_multipart;
use crate::domain::language::Locale;
use crate::locale::negotiate;
use crate::store::Tx;
use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;
use std::net::SocketAddr;
use std::time::Duration;

/// Cookie of a signed-in person: a random token.
pub const SESSION_COOKIE: &str = "returnline_desk";
/// Cookie of somebody who still has to take the second step: a random token, which opens nothing.
pub const HALF_COOKIE: &str = "returnline_half";
/// Cookie of a visitor who has not signed in: what their forms' tokens hang on.
const VISIT_COOKIE: &str = "returnline_visit";
/// Cookie of a visitor's language.
pub const LANGUAGE_COOKIE: &str = "returnline_lang";

/// How long a session lasts.
pub const SESSION_LIFE: Duration = Duration::from_secs(12 * 3600);
/// Largest form taken, in bytes: three notice texts, percent-encoded, with room to spare.
const MAX_FORM: usize = 256 * 1024;
/// Largest form with files taken, in bytes; only from people who have signed in.
const MAX_FILES: usize = 24 * 1024 * 1024;

/// Hash context of session tokens.
pub const SESSION: &str = "console.session";
/// Hash context of tokens of half-done sign-ins.
pub const HALF: &str = "console.half";
/// Hash context of sign-in links.
pub const LINK: &str = "console.link";
const CSRF: &str = "console.csrf";

/// Only our own files, no inline code or style, no frames around us.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The layer around every page.
pub async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let visit = jar
        .get(VISIT_COOKIE)
        .map(|cookie| cookie.value().to_owned());
    let path = request.uri().path().to_owned();
    let token = visit.clone().unwrap_or_else(fresh_token);
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip());
    let from = shared.console.proxies.came_from(peer, request.headers());
    let found = recognise(&shared, request.headers(), &path, &jar, &token, from).await;
    let visitor = match found {
        Ok(visitor) => visitor,
        Err(fault) => return harden(&path, fault.into_response()),
    };
    let response = match admit(&visitor, request).await {
        Ok(mut request) => {
            request.extensions_mut().insert(visitor.clone());
            next.run(request).await
        }
        Err(refusal) => refusal,
    };
    let response = draw(&visitor, response);
    let response = match (visit, &visitor.member) {
        (None, None) => {
            let cookie = cookie(&shared, VISIT_COOKIE, token);
            (CookieJar::new().add(cookie), response).into_response()
        }
        _ => response,
    };
    harden(&path, response)
}

/// Finds the session and the language.
async fn recognise(
    shared: &Shared,
    headers: &HeaderMap,
    path: &str,
    jar: &CookieJar,
    visit: &str,
    from: CameFrom,
) -> Result<Visitor, Fault> {
    let keys = shared.store().keys();
    let mut found = None;
    if let Some(cookie) = jar.get(SESSION_COOKIE) {
        let session = keys.hash(SESSION, cookie.value());
        let mut tx = shared.store().read().await?;
        found = tx
            .session(&session, shared.now())
            .await?
            .map(|(staff, csrf)| (Member { staff, session }, csrf));
        note_use(shared, tx, found.as_ref().map(|(member, _)| member)).await?;
    }
    let chosen = jar
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| Locale::parse(cookie.value()));
    let path = path.to_owned();
    Ok(match found {
        Some((member, csrf)) => Visitor {
            locale: member.staff.locale,
            csrf,
            path,
            from,
            member: Some(member),
        },
        None => Visitor {
            locale: chosen.unwrap_or_else(|| spoken(headers)),
            csrf: keys.hash(CSRF, visit),
            path,
            from,
            member: None,
        },
    })
}

/// Notes now and then that a session is in use, for its owner to see.
async fn note_use(shared: &Shared, mut tx: Tx, member: Option<&Member>) -> Result<(), Fault> {
    let Some(member) = member else {
        return Ok(());
    };
    let (session, now) = (&member.session, shared.now());
    let old = tx.session_use_is_old(session, now).await?;
    tx.rollback().await?;
    if old {
        let mut tx = shared.store().write().await?;
        tx.note_session_use(session, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The first language the browser asks for.
fn spoken(headers: &HeaderMap) -> Locale {
    let value = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok());
    let first = value.and_then(|list| list.split([',', ';']).next());
    negotiate(first.map(str::trim).filter(|tag| !tag.is_empty()))
}

/// Pages that are open to everybody.
fn is_open(path: &str) -> bool {
    matches!(
        path,
        "/console/sign-in" | "/console/sign-in/code" | "/console/language"
    ) || path.starts_with("/console/enter/")
}

/// Lets a request through, or answers it: strangers are shown the door, a form must carry its token.
async fn admit(visitor: &Visitor, request: Request) -> Result<Request, Response> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if visitor.member.is_none() && !is_open(&visitor.path) {
        let door = if reads && visitor.path != "/console" {
            format!("/console/sign-in?next={}", visitor.path)
        } else {
            "/console/sign-in".to_owned()
        };
        return Err(Redirect::to(&door).into_response());
    }
    if reads {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let files = visitor.member.is_some() && is_multipart(&parts.headers);
    let Ok(bytes) = to_bytes(body, if files { MAX_FILES } else { MAX_FORM }).await else {
        return Err(Fault::TooLarge.into_response());
    };
    let mut copy = Request::new(Body::from(bytes.clone()));
    *copy.method_mut() = Method::POST;
    *copy.headers_mut() = parts.headers.clone();
    let given = token(copy).await.unwrap_or_default();
    if !same(&given, &visitor.csrf) {
        return Err(Fault::StaleForm.into_response());
    }
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // It has been measured here.
    DefaultBodyLimit::disable().apply(&mut request);
    Ok(request)
}

/// The token that a form carries; its first field, so no file is read on the way to it.
async fn token(mut request: Request) -> Option<String> {
    DefaultBodyLimit::disable().apply(&mut request);
    if !is_multipart(request.headers()) {
        let form = Form::<Token>::from_request(request, &()).await;
        return form.ok().map(|Form(token)| token.csrf);
    }
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    let first = parts.next_field().await.ok()??;
    match first.name() {
        Some("csrf") => first.text().await.ok(),
        Some(_) | None => None,
    }
}

#[derive(Deserialize)]
struct Token {
    csrf: String,
}

/// Compares in constant time: hashes of BLAKE3 do.
fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// Draws the page of a refusal, keeping its status.
fn draw(visitor: &Visitor, response: Response) -> Response {
    let status = response.status();
    let has_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let undrawn = response.extensions().get::<Undrawn>().is_some();
    let fault = if response.extensions().get::<Stale>().is_some() {
        Some(Fault::StaleForm)
    } else {
        Fault::of_status(status)
    };
    match fault {
        Some(fault) if undrawn || !has_page => {
            (status, layout::fault(visitor, &fault)).into_response()
        }
        Some(_) | None => response,
    }
}

/// Puts the security headers on an answer.
fn harden(path: &str, mut response: Response) -> Response {
    // At the coach door tickets are read by the camera.
    let permissions = if path.starts_with("/console/boarding") {
        "camera=(self), geolocation=(), microphone=()"
    } else {
        "camera=(), geolocation=(), microphone=()"
    };
    let fixed: [(HeaderName, &str); 7] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("permissions-policy"), permissions),
    ];
    for (name, value) in fixed {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A random token of 256 bits, as 64 hexadecimal digits.
pub fn fresh_token() -> String {
    let bytes: [u8; 32] = rand::random();
    data_encoding::HEXLOWER.encode(&bytes)
}

/// One of our cookies; it goes with the browser, as nobody should stay signed in on a shared machine.
pub fn cookie(shared: &Shared, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/console")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(shared.console.secure_cookies)
        .build()
}

/// A path within the console to come back to; anything else leads to the first page.
pub fn safe_path(path: &str) -> &str {
    let within = path == "/console" || path.starts_with("/console/");
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-_?=&%.".contains(&b));
    if within && plain && !path.contains("//") && !path.contains("..") {
        path
    } else {
        "/console"
    }
}

/// The status of a page whose form has errors.
pub const INVALID: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_within_the_console_are_come_back_to() {
        for path in ["/console", "/console/trips?page=2", "/console/inbox/0192ab"] {
            assert_eq!(safe_path(path), path);
        }
        for path in [
            "",
            "//evil.example",
            "/console//evil.example",
            "https://evil.example",
            "/consoles",
            "/console/../x",
            "/console/\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(safe_path(path), "/console", "{path}");
        }
    }
}
