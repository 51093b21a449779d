//! The doors: sign-in by login and password, and by a one-time link.
//!
//! A new session always gets a new token, so one that was planted in a browser before signs nobody in.

use super::Shared;
use super::fault::Fault;
use super::guard::{
    INVALID, LINK, SESSION, SESSION_COOKIE, SESSION_LIFE, cookie, fresh_token, safe_path,
};
use super::layout::door_page;
use super::parts::{Field, csrf};
use super::people::Visitor;
use crate::domain::staff::Staff;
use crate::locale::label::Label;
use crate::store::Tx;
use axum::extract::{ConnectInfo, Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;
use std::net::SocketAddr;

type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What is typed at the door.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The sign-in page.
pub async fn form(visitor: Visitor, Query(next): Query<Next>) -> Response {
    if visitor.member.is_some() {
        return Redirect::to(safe_path(&next.next)).into_response();
    }
    let body = sign_in_form(&visitor, "", safe_path(&next.next), None);
    door_page(&visitor, Label::SignIn, body).into_response()
}

/// Checks login and password. The answer to a wrong password and to an unknown login is the same, and takes as
/// long.
pub async fn sign_in(
    State(shared): State<Shared>,
    visitor: Visitor,
    peer: Peer,
    jar: CookieJar,
    Form(given): Form<Credentials>,
) -> Result<Response, Fault> {
    let login = given.login.trim().to_lowercase();
    let again = |status: StatusCode, error: Label| {
        let body = sign_in_form(&visitor, &login, safe_path(&given.next), Some(error));
        (status, door_page(&visitor, Label::SignIn, body)).into_response()
    };
    if !shared.limits.address(address(peer)) || !shared.limits.login(&login) {
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, Label::SignInTooOften));
    }
    let known = shared.store().read().await?.staff_by_login(&login).await?;
    let hash = known.as_ref().and_then(|(_, hash)| hash.clone());
    let right = shared.passwords.verify(given.password, hash).await;
    match known {
        Some((staff, _)) if right => {
            let mut tx = shared.store().write().await?;
            let jar = begin(&shared, &mut tx, &visitor, &staff, jar).await?;
            tx.audit(
                staff.id.as_str(),
                "signed_in",
                staff.id.as_str(),
                None,
                shared.now(),
            )
            .await?;
            tx.commit().await?;
            Ok((jar, Redirect::to(safe_path(&given.next))).into_response())
        }
        Some(_) | None => Ok(again(INVALID, Label::SignInWrong)),
    }
}

/// The page behind a one-time link: a button. Opening the link uses nothing up, so that programs which look into
/// links in messages do not burn it.
pub async fn door(
    State(shared): State<Shared>,
    visitor: Visitor,
    peer: Peer,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if !shared.limits.address(address(peer)) {
        return Ok(spent(&visitor));
    }
    let hash = shared.store().keys().hash(LINK, &token);
    let mut tx = shared.store().read().await?;
    if !tx.sign_in_link_works(&hash, shared.now()).await? {
        return Ok(spent(&visitor));
    }
    let body = html! {
        p { (visitor.t(Label::EnterIntro)) }
        form method="post" action=(format!("/console/enter/{token}")) {
            (csrf(&visitor))
            button.primary.wide type="submit" { (visitor.t(Label::EnterButton)) }
        }
        p.hint { (visitor.t(Label::EnterOnce)) }
    };
    Ok(door_page(&visitor, Label::SignIn, body).into_response())
}

/// Uses the link up and signs in.
pub async fn use_link(
    State(shared): State<Shared>,
    visitor: Visitor,
    peer: Peer,
    jar: CookieJar,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if !shared.limits.address(address(peer)) {
        return Ok(spent(&visitor));
    }
    let hash = shared.store().keys().hash(LINK, &token);
    let mut tx = shared.store().write().await?;
    let Some(staff) = tx.use_sign_in_link(&hash, shared.now()).await? else {
        return Ok(spent(&visitor));
    };
    let jar = begin(&shared, &mut tx, &visitor, &staff, jar).await?;
    tx.audit(
        staff.id.as_str(),
        "signed_in_by_link",
        staff.id.as_str(),
        None,
        shared.now(),
    )
    .await?;
    tx.commit().await?;
    Ok((jar, Redirect::to("/console")).into_response())
}

fn spent(visitor: &Visitor) -> Response {
    let body = html! {
        p { (visitor.t(Label::EnterSpent)) }
        p { a.button href="/console/sign-in" { (visitor.t(Label::EnterToSignIn)) } }
    };
    (
        StatusCode::GONE,
        door_page(visitor, Label::EnterSpentTitle, body),
    )
        .into_response()
}

/// Opens a session under a new token and ends the one the browser had.
async fn begin(
    shared: &Shared,
    tx: &mut Tx,
    visitor: &Visitor,
    staff: &Staff,
    jar: CookieJar,
) -> Result<CookieJar, Fault> {
    if let Some(member) = &visitor.member {
        tx.close_session(&member.session).await?;
    }
    let token = fresh_token();
    let hash = shared.store().keys().hash(SESSION, &token);
    let now = shared.now();
    tx.open_session(
        &staff.id,
        &hash,
        &fresh_token(),
        now,
        now.plus(SESSION_LIFE),
    )
    .await?;
    Ok(jar.add(cookie(shared, SESSION_COOKIE, token)))
}

fn address(peer: Peer) -> Option<SocketAddr> {
    peer.map(|Extension(ConnectInfo(address))| address)
}

fn sign_in_form(visitor: &Visitor, login: &str, next: &str, error: Option<Label>) -> Markup {
    html! {
        form method="post" action="/console/sign-in" {
            (csrf(visitor))
            input type="hidden" name="next" value=(next);
            @if let Some(error) = error {
                p.error.box role="alert" { (visitor.t(error)) }
            }
            (Field::text("login", visitor.t(Label::Login)).value(login).autocomplete("username").required().draw())
            (Field::text("password", visitor.t(Label::Password)).kind("password")
                .autocomplete("current-password").required().draw())
            button.primary.wide type="submit" { (visitor.t(Label::SignIn)) }
        }
        p.hint { (visitor.t(Label::SignInHelp)) }
    }
}
