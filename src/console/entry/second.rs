//! The second step: a code of the authenticator app, or a recovery code.

use super::super::Shared;
use super::super::fault::Fault;
use super::super::guard::{HALF, HALF_COOKIE, INVALID, safe_path};
use super::super::layout::door_page;
use super::super::parts::{Field, csrf};
use super::super::people::Visitor;
use super::{Next, attempt, begin, wrong};
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::{Attempt, CodeOutcome, Half, Tried};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use maud::{Markup, html};
use serde::Deserialize;

/// What is typed at the second step.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Who has taken the first step in this browser, and the hash of the token that says so.
async fn half(shared: &Shared, jar: &CookieJar) -> Result<Option<(Half, String)>, Fault> {
    let Some(token) = jar.get(HALF_COOKIE) else {
        return Ok(None);
    };
    let hash = shared.store().keys().hash(HALF, token.value());
    let mut tx = shared.store().read().await?;
    let half = tx.half(&hash, shared.now()).await?;
    Ok(half.map(|half| (half, hash)))
}

/// Asks for the code.
pub async fn code_form(
    State(shared): State<Shared>,
    visitor: Visitor,
    jar: CookieJar,
    Query(next): Query<Next>,
) -> Result<Response, Fault> {
    let next = safe_path(&next.next);
    if visitor.member.is_some() {
        return Ok(Redirect::to(next).into_response());
    }
    match half(&shared, &jar).await? {
        None => Ok(Redirect::to("/console/sign-in").into_response()),
        Some(_) => {
            let body = form(&visitor, next, None);
            Ok(door_page(&visitor, Say::SecondStep, body).into_response())
        }
    }
}

/// Checks the code and signs in.
pub async fn sign_in_by_code(
    State(shared): State<Shared>,
    visitor: Visitor,
    jar: CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let shared = shared.seen_by(&visitor);
    let next = safe_path(&typed.next);
    let again = |status: StatusCode, error: String| {
        let body = form(&visitor, next, Some(error));
        (status, door_page(&visitor, Say::SecondStep, body)).into_response()
    };
    if !shared.limits.address(visitor.from.address) {
        let error = visitor.t(Label::SignInTooOften);
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, error));
    }
    let Some((Half { staff, by_link }, hash)) = half(&shared, &jar).await? else {
        return Ok(Redirect::to("/console/sign-in").into_response());
    };
    let tried = Tried::Code(staff.id.as_str());
    let locks_until = match attempt(&shared, &tried).await? {
        Attempt::Locked { until } => {
            let error = visitor.t(Say::LockedUntil { until });
            return Ok(again(StatusCode::TOO_MANY_REQUESTS, error));
        }
        Attempt::Counted { locks_until } => locks_until,
    };
    let store = shared.store();
    let (real_now, now) = (shared.console.real_clock.now(), shared.now());
    let mut tx = store.write().await?;
    let outcome = tx
        .use_code(store, &staff.id, &typed.code, real_now, now)
        .await?;
    match outcome {
        CodeOutcome::Right | CodeOutcome::Recovered => {
            if !tx.close_half(&hash).await? {
                return Ok(Redirect::to("/console/sign-in").into_response());
            }
            tx.attempt_was_right(store, &tried).await?;
            let jar = begin(&shared, &mut tx, &visitor, &staff, jar, by_link).await?;
            tx.commit().await?;
            let jar = jar.remove(Cookie::build(HALF_COOKIE).path("/console"));
            Ok((jar, Redirect::to(next)).into_response())
        }
        CodeOutcome::Wrong => {
            tx.rollback().await?;
            let error = match locks_until {
                None => visitor.t(Say::CodeWrong),
                Some(_) => wrong(&shared, &visitor, Some(&staff), locks_until).await?,
            };
            Ok(again(INVALID, error))
        }
    }
}

fn form(visitor: &Visitor, next: &str, error: Option<String>) -> Markup {
    html! {
        p { (visitor.t(Say::SecondStepAsk)) }
        form method="post" action="/console/sign-in/code" {
            (csrf(visitor))
            input type="hidden" name="next" value=(next);
            (Field::text("code", visitor.t(Say::Code)).autocomplete("one-time-code").required()
                .hint(visitor.t(Say::CodeHint)).error(error).draw())
            button.primary.wide type="submit" { (visitor.t(Label::SignIn)) }
        }
        p { a href="/console/sign-in" { (visitor.t(Say::StartOver)) } }
    }
}
