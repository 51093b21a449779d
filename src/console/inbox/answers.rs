//! Answers given often: an administrator keeps the list, for each language.

use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::{Field, csrf, done_note, empty, field_error};
use crate::console::people::Bureau;
use crate::console::show::language;
use crate::domain::id::CannedId;
use crate::domain::language::Locale;
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::store::desk::{Canned, CannedError, MAX_CANNED_TEXT, MAX_CANNED_TITLE};
use axum::extract::{Form, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was just done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Given {
    step: String,
    /// Which answer; empty for a new one.
    id: String,
    locale: String,
    title: String,
    text: String,
}

/// A form that was refused: what was sent, and what is wrong with title or text.
struct Refused<'a> {
    given: &'a Given,
    title: Option<L>,
    text: Option<L>,
}

fn admin(desk: &Bureau) -> Result<(), Fault> {
    match desk.is_admin() {
        true => Ok(()),
        false => Err(Fault::Forbidden),
    }
}

/// The list.
pub async fn page(desk: Bureau, Query(done): Query<Done>) -> Result<Response, Fault> {
    admin(&desk)?;
    let done = match done.done.as_str() {
        "saved" => Some(L::CannedSaved),
        "dropped" => Some(L::CannedDropped),
        _ => None,
    };
    draw(&desk, done, None).await
}

/// Keeps an answer or drops one.
pub async fn act(desk: Bureau, Form(given): Form<Given>) -> Result<Response, Fault> {
    admin(&desk)?;
    let id = (!given.id.is_empty()).then(|| CannedId::new(given.id.clone()));
    let (by, now) = (&desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    match (given.step.as_str(), id) {
        ("drop", Some(id)) => {
            if tx.drop_canned(&id, by, now).await? {
                tx.commit().await?;
            }
            Ok(Redirect::to("/console/answers?done=dropped").into_response())
        }
        ("keep", id) => {
            let locale = Locale::parse(&given.locale).ok_or(Fault::BadRequest)?;
            let what = (locale, given.title.as_str(), given.text.as_str());
            let error = match tx.keep_canned(id.as_ref(), what, by, now).await {
                Ok(_) => {
                    tx.commit().await?;
                    return Ok(Redirect::to("/console/answers?done=saved").into_response());
                }
                Err(error) => error,
            };
            tx.rollback().await?;
            let (title, text) = match error {
                CannedError::Title => (Some(too_long(MAX_CANNED_TITLE)), None),
                CannedError::Taken => (Some(L::CannedTaken), None),
                CannedError::Text => {
                    let most = MAX_CANNED_TEXT;
                    (None, Some(L::CannedBadText { most }))
                }
                CannedError::Unknown => return Err(Fault::NotFound),
                CannedError::Store(error) => return Err(error.into()),
            };
            let refused = Refused {
                given: &given,
                title,
                text,
            };
            let drawn = draw(&desk, None, Some(&refused)).await?;
            Ok((INVALID, drawn).into_response())
        }
        (_, _) => Err(Fault::BadRequest),
    }
}

const fn too_long(most: usize) -> L {
    L::CannedBadTitle { most }
}

async fn draw(
    desk: &Bureau,
    done: Option<L>,
    refused: Option<&Refused<'_>>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let all = tx.canned_answers().await?;
    drop(tx);
    let body = html! {
        p { a href="/console/inbox" { "← " (desk.t(Label::NavInbox)) } }
        p { (desk.t(L::CannedAdvice)) }
        @if let Some(done) = done { (done_note(desk, done)) }
        @if all.is_empty() { (empty(desk, L::CannedEmpty, L::CannedEmptyAdvice)) }
        @for locale in Locale::ALL {
            @let theirs: Vec<&Canned> = all.iter().filter(|one| one.locale == *locale).collect();
            @if !theirs.is_empty() {
                section {
                    h2 { (desk.t(language(*locale))) }
                    @for one in theirs { (form(desk, Some(one), refused)) }
                }
            }
        }
        section { h2 { (desk.t(L::CannedNew)) } (form(desk, None, refused)) }
    };
    draw_page(desk, Nav::Inbox, desk.t(L::CannedTitle), body).await
}

/// The form of one answer, or of a new one.
fn form(desk: &Bureau, one: Option<&Canned>, refused: Option<&Refused<'_>>) -> Markup {
    let id = one.map_or("", |one| one.id.as_str());
    let refused = refused.filter(|refused| refused.given.id == id);
    let given = refused.map(|refused| refused.given);
    let title = given.map_or(one.map_or("", |one| &one.title), |given| &given.title);
    let text = given.map_or(one.map_or("", |one| &one.text), |given| &given.text);
    let kept = one.map_or(desk.locale, |one| one.locale);
    let chosen = given.and_then(|given| Locale::parse(&given.locale));
    let locale = chosen.unwrap_or(kept);
    let wrong = |label: Option<&L>| label.map(|label| desk.t(label.clone()));
    let title_error = wrong(refused.and_then(|refused| refused.title.as_ref()));
    let text_error = wrong(refused.and_then(|refused| refused.text.as_ref()));
    let (title_id, text_id) = (format!("title-{id}"), format!("text-{id}"));
    let fields = html! {
        form.stage method="post" action="/console/answers" {
            (csrf(desk))
            input type="hidden" name="id" value=(id);
            div.field {
                label for={ "locale-" (id) } { (desk.t(L::CannedLocale)) }
                select id={ "locale-" (id) } name="locale" {
                    @for one in Locale::ALL {
                        option value=(one) selected[*one == locale] { (desk.t(language(*one))) }
                    }
                }
            }
            (Field::text("title", desk.t(L::CannedName)).id(&title_id).value(title).required().error(title_error).draw())
            div.field {
                label for=(text_id) { (desk.t(L::CannedText)) }
                @if let Some(error) = &text_error { (field_error(&text_id, error)) }
                textarea id=(text_id) name="text" rows="4" required data-limit=(MAX_CANNED_TEXT)
                    aria-invalid=[text_error.is_some().then_some("true")] { (text) }
            }
            div.row {
                button.primary type="submit" name="step" value="keep" { (desk.t(L::CannedSave)) }
                @if one.is_some() {
                    button.danger type="submit" name="step" value="drop" formnovalidate { (desk.t(L::CannedDrop)) }
                }
            }
        }
    };
    html! {
        @match one {
            Some(one) => details.card open[refused.is_some()] { summary { (one.title) } (fields) },
            None => div.card { (fields) },
        }
    }
}
