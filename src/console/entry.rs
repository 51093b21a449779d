//! The doors: sign-in by login and password, and by a one-time link; then, where the account has one, the second step.
//!
//! A new session always gets a new token, so one that was planted in a browser before signs nobody in. Wrong attempts
//! are counted before they are checked, for known and unknown logins alike.

mod second;

pub use second::{code_form, sign_in_by_code};

use super::Shared;
use super::fault::Fault;
use super::guard::{
    HALF, HALF_COOKIE, INVALID, LINK, SESSION, SESSION_COOKIE, SESSION_LIFE, cookie, fresh_token,
    safe_path,
};
use super::layout::door_page;
use super::parts::{Field, csrf};
use super::people::Visitor;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::Tx;
use crate::store::account::{Attempt, Tried};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;

/// How long the second step may take.
const HALF_LIFE: Duration = Duration::from_secs(10 * 60);

/// Who locks a login, in the audit log.
const HOUSE: &str = "door";

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
    jar: CookieJar,
    Form(given): Form<Credentials>,
) -> Result<Response, Fault> {
    let shared = shared.seen_by(&visitor);
    let login = given.login.trim().to_lowercase();
    let next = safe_path(&given.next);
    let again = |status: StatusCode, error: String| {
        let body = sign_in_form(&visitor, &login, next, Some(error));
        (status, door_page(&visitor, Label::SignIn, body)).into_response()
    };
    if !shared.limits.address(visitor.from.address) {
        let error = visitor.t(Label::SignInTooOften);
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, error));
    }
    let tried = Tried::Password(&login);
    let locks_until = match attempt(&shared, &tried).await? {
        Attempt::Locked { until } => {
            let error = visitor.t(Say::LockedUntil { until });
            return Ok(again(StatusCode::TOO_MANY_REQUESTS, error));
        }
        Attempt::Counted { locks_until } => locks_until,
    };
    let known = shared.store().read().await?.staff_by_login(&login).await?;
    let hash = known.as_ref().and_then(|(_, hash)| hash.clone());
    let right = shared.passwords.verify(given.password, hash).await;
    match known {
        Some((staff, _)) if right => {
            let mut tx = shared.store().write().await?;
            tx.attempt_was_right(shared.store(), &tried).await?;
            let inside = first_step(&shared, &mut tx, &visitor, &staff, jar, false, next).await?;
            tx.commit().await?;
            Ok(inside)
        }
        known => {
            let who = known.map(|(staff, _)| staff);
            let error = wrong(&shared, &visitor, who.as_ref(), locks_until).await?;
            Ok(again(INVALID, error))
        }
    }
}

/// Counts an attempt. A lock that stands is only read, so that whoever keeps trying makes the house write nothing.
pub(super) async fn attempt(shared: &Shared, tried: &Tried<'_>) -> Result<Attempt, Fault> {
    let (store, now) = (shared.store(), shared.now());
    let mut tx = store.read().await?;
    let locked = tx.locked_until(store, tried, now).await?;
    tx.rollback().await?;
    if let Some(until) = locked {
        return Ok(Attempt::Locked { until });
    }
    let mut tx = store.write().await?;
    let attempt = tx.count_attempt(store, tried, now).await?;
    tx.commit().await?;
    Ok(attempt)
}

/// What is said to a wrong attempt. A lock goes into the audit log, known login or not, so that both take as long.
async fn wrong(
    shared: &Shared,
    visitor: &Visitor,
    who: Option<&Staff>,
    locks_until: Option<Timestamp>,
) -> Result<String, Fault> {
    let Some(until) = locks_until else {
        return Ok(visitor.t(Label::SignInWrong));
    };
    let subject = who.map_or("unknown", |staff| staff.id.as_str());
    let mut tx = shared.store().write().await?;
    tx.audit(HOUSE, "sign_in.locked", subject, None, shared.now())
        .await?;
    tx.commit().await?;
    Ok(visitor.t(Say::LockedUntil { until }))
}

/// The page behind a one-time link: a button. Opening the link uses nothing up, so that programs which look into
/// links in messages do not burn it.
pub async fn door(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if !shared.limits.address(visitor.from.address) {
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
    jar: CookieJar,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if !shared.limits.address(visitor.from.address) {
        return Ok(spent(&visitor));
    }
    let shared = shared.seen_by(&visitor);
    let hash = shared.store().keys().hash(LINK, &token);
    let mut tx = shared.store().write().await?;
    let Some(staff) = tx.use_sign_in_link(&hash, shared.now()).await? else {
        return Ok(spent(&visitor));
    };
    let inside = first_step(&shared, &mut tx, &visitor, &staff, jar, true, "/console").await?;
    tx.commit().await?;
    Ok(inside)
}

/// After the first step: signs in, or asks for the second where the account has one. Commit before answering.
async fn first_step(
    shared: &Shared,
    tx: &mut Tx,
    visitor: &Visitor,
    staff: &Staff,
    jar: CookieJar,
    by_link: bool,
    next: &str,
) -> Result<Response, Fault> {
    if tx.factor(&staff.id).await?.is_none() {
        let jar = begin(shared, tx, visitor, staff, jar, by_link).await?;
        return Ok((jar, Redirect::to(next)).into_response());
    }
    let token = fresh_token();
    let hash = shared.store().keys().hash(HALF, &token);
    let (now, until) = (shared.now(), shared.now().plus(HALF_LIFE));
    tx.open_half(&staff.id, &hash, by_link, now, until).await?;
    let jar = jar.add(cookie(shared, HALF_COOKIE, token));
    let address = match next {
        "/console" => "/console/sign-in/code".to_owned(),
        next => format!("/console/sign-in/code?next={next}"),
    };
    Ok((jar, Redirect::to(&address)).into_response())
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

/// Opens a session under a new token and ends the one the browser had. Audited.
async fn begin(
    shared: &Shared,
    tx: &mut Tx,
    visitor: &Visitor,
    staff: &Staff,
    jar: CookieJar,
    by_link: bool,
) -> Result<CookieJar, Fault> {
    if let Some(member) = &visitor.member {
        tx.close_session(&member.session).await?;
    }
    let token = fresh_token();
    let hash = shared.store().keys().hash(SESSION, &token);
    let (csrf, now) = (fresh_token(), shared.now());
    let until = now.plus(SESSION_LIFE);
    tx.open_session(&staff.id, &hash, &csrf, now, until).await?;
    let (address, device) = (visitor.from.short_address(), &visitor.from.device);
    tx.note_session(&hash, address.as_deref(), device.as_deref(), now)
        .await?;
    let action = if by_link {
        "signed_in_by_link"
    } else {
        "signed_in"
    };
    let me = staff.id.as_str();
    tx.audit(me, action, me, None, now).await?;
    let mut kept = cookie(shared, SESSION_COOKIE, token);
    if staff.role == Role::Crew {
        // A phone ends its browser when it pleases, and at a door with no connection nobody can sign in again.
        kept.set_max_age(SESSION_LIFE.try_into().ok());
    }
    Ok(jar.add(kept))
}

fn sign_in_form(visitor: &Visitor, login: &str, next: &str, error: Option<String>) -> Markup {
    html! {
        form method="post" action="/console/sign-in" {
            (csrf(visitor))
            input type="hidden" name="next" value=(next);
            @if let Some(error) = error {
                p.error.box role="alert" { (error) }
            }
            (Field::text("login", visitor.t(Label::Login)).value(login).autocomplete("username").required().draw())
            (Field::text("password", visitor.t(Label::Password)).kind("password")
                .autocomplete("current-password").required().draw())
            button.primary.wide type="submit" { (visitor.t(Label::SignIn)) }
        }
        p.hint { (visitor.t(Label::SignInHelp)) }
    }
}
