//! The own account: language, password, sign-out.

use super::Shared;
use super::accounts::{Tab, own_tabs};
use super::boarding;
use super::entry::attempt;
use super::fault::Fault;
use super::guard::{INVALID, LANGUAGE_COOKIE, SESSION_COOKIE, cookie, safe_path};
use super::layout::{Nav, page};
use super::own_chat;
use super::parts::{Field, csrf, done_note};
use super::password::{MAX_CHARS, MIN_CHARS};
use super::people::{Anyone, Desk, Visitor};
use super::show::ago;
use crate::domain::language::Locale;
use crate::domain::staff::Role;
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel;
use crate::store::account::{Attempt, Tried};
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;

/// How long after using a one-time link a new password may be set without the old one.
const RESET_WINDOW: Duration = Duration::from_secs(15 * 60);

/// A language wished for.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    locale: String,
    #[serde(default)]
    back: String,
}

/// Switches the language, for the account where there is one.
pub async fn language(
    State(shared): State<Shared>,
    visitor: Visitor,
    jar: CookieJar,
    Form(wish): Form<Wish>,
) -> Result<Response, Fault> {
    let locale = Locale::parse(&wish.locale).ok_or(Fault::BadRequest)?;
    if let Some(member) = &visitor.member {
        let mut tx = shared.store().write().await?;
        tx.set_staff_locale(&member.staff.id, locale).await?;
        tx.commit().await?;
    }
    let mut cookie = cookie(&shared, LANGUAGE_COOKIE, locale.as_str().to_owned());
    cookie.make_permanent();
    Ok((jar.add(cookie), Redirect::to(safe_path(&wish.back))).into_response())
}

/// Ends the session.
pub async fn sign_out(
    State(shared): State<Shared>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<Response, Fault> {
    if let Some(member) = &visitor.member {
        let mut tx = shared.store().write().await?;
        tx.close_session(&member.session).await?;
        tx.commit().await?;
    }
    let gone = Cookie::build(SESSION_COOKIE).path("/console");
    Ok((jar.remove(gone), Redirect::to("/console/sign-in")).into_response())
}

/// What was done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// A change of password.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    current: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

#[derive(Default)]
struct Errors {
    current: Option<String>,
    new: Option<Label>,
    again: Option<Label>,
}

/// The page on which one sets one's password.
pub async fn password_form(desk: Anyone, Query(done): Query<Done>) -> Result<Response, Fault> {
    let asks = stored_hash(&desk).await?.is_some();
    let body = html! {
        (own_tabs(&desk, Tab::Password))
        @if done.done == "password" { (done_note(&desk, Label::PasswordSet)) }
        @if let Some(note) = own_chat::done(&desk, &done.done) { (note) }
        (change_form(&desk, asks, &Errors::default()))
        (own_chat::section(&desk).await?)
        @if desk.staff.role == Role::Crew { (boarding::files(&desk)) }
    };
    page(&desk, Nav::Account, desk.t(Label::PasswordTitle), body).await
}

/// Sets the password and ends every other session of the account.
pub async fn set_password(
    State(shared): State<Shared>,
    desk: Anyone,
    Form(change): Form<Change>,
) -> Result<Response, Fault> {
    let hash = stored_hash(&desk).await?;
    let asks = hash.is_some();
    let mut errors = Errors::default();
    match change.new.chars().count() {
        0..MIN_CHARS => {
            errors.new = Some(Label::PasswordTooShort {
                least: MIN_CHARS as i64,
            });
        }
        MIN_CHARS..=MAX_CHARS => {}
        _ => {
            errors.new = Some(Label::PasswordTooLong {
                most: MAX_CHARS as i64,
            });
        }
    }
    if errors.new.is_none() && change.new != change.again {
        errors.again = Some(Label::PasswordDiffers);
    }
    if asks {
        errors.current = check_password(&desk, change.current, hash).await?;
    }
    if errors.current.is_some() || errors.new.is_some() || errors.again.is_some() {
        let body = html! { (own_tabs(&desk, Tab::Password)) (change_form(&desk, asks, &errors)) };
        let drawn = page(&desk, Nav::Account, desk.t(Label::PasswordTitle), body).await?;
        return Ok((INVALID, drawn).into_response());
    }
    store_password(&shared, &desk, change.new).await?;
    Ok(Redirect::to("/console/password?done=password").into_response())
}

async fn store_password(shared: &Shared, desk: &Desk, new: String) -> Result<(), Fault> {
    let hash = shared.passwords.hash(new).await.map_err(|error| {
        tracing::error!(error, "console: a password could not be hashed");
        Fault::Internal
    })?;
    let me = desk.staff.id.as_str();
    let mut tx = desk.write().await?;
    tx.set_password_hash(&desk.staff.id, &hash, Some(&desk.session))
        .await?;
    tx.audit(me, "password_set", me, None, desk.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Checks the own password, counted as at the door; gives what is wrong with it.
pub(super) async fn check_password(
    desk: &Desk,
    given: String,
    hash: Option<String>,
) -> Result<Option<String>, Fault> {
    let tried = Tried::Password(&desk.staff.login);
    match attempt(desk.shared(), &tried).await? {
        Attempt::Locked { until } => {
            return Ok(Some(desk.t(AccountLabel::LockedUntil { until })));
        }
        Attempt::Counted { .. } => {}
    }
    if !desk.shared().passwords.verify(given, hash).await {
        return Ok(Some(desk.t(Label::PasswordWrong)));
    }
    let mut tx = desk.write().await?;
    tx.attempt_was_right(desk.store(), &tried).await?;
    tx.commit().await?;
    Ok(None)
}

/// The present password's hash, where it must be given: not when there is none, nor just after a one-time link,
/// which is how a forgotten password is replaced.
async fn stored_hash(desk: &Desk) -> Result<Option<String>, Fault> {
    let mut tx = desk.read().await?;
    let since = ago(desk.now(), RESET_WINDOW);
    if tx.used_link_since(&desk.staff.id, since).await? {
        return Ok(None);
    }
    let found = tx.staff_by_login(&desk.staff.login).await?;
    Ok(found.and_then(|(_, hash)| hash))
}

fn change_form(desk: &Desk, asks: bool, errors: &Errors) -> Markup {
    let error = |label: &Option<Label>| label.clone().map(|label| desk.t(label));
    let current = errors.current.clone();
    let rule = desk.t(Label::PasswordRule {
        least: MIN_CHARS as i64,
    });
    html! {
        form.narrow.card method="post" action="/console/password" {
            (csrf(desk))
            @if asks {
                (Field::text("current", desk.t(Label::PasswordCurrent)).kind("password")
                    .autocomplete("current-password").required().error(current).draw())
            }
            (Field::text("new", desk.t(Label::PasswordNew)).kind("password").hint(rule)
                .autocomplete("new-password").required().error(error(&errors.new)).draw())
            (Field::text("again", desk.t(Label::PasswordAgain)).kind("password")
                .autocomplete("new-password").required().error(error(&errors.again)).draw())
            button.primary type="submit" { (desk.t(Label::PasswordSave)) }
        }
    }
}
