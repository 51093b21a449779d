//! A chat that asks to be recognised as a registered worker: who that is, and a clerk's acceptance.

use super::conversation::{Shown, draw};
use super::find;
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::parts::{Field, csrf};
use crate::console::people::Bureau;
use crate::domain::id::{HelpId, WorkerId};
use crate::domain::identity::PersonName;
use crate::locale::label::Label;
use crate::store::help::InboxItem;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// What a clerk typed into the form, and what is wrong with it.
#[derive(Default)]
pub struct Typed<'a> {
    /// How they checked.
    pub reason: &'a str,
    /// What is wrong.
    pub error: Option<Label>,
}

/// The question and its form; nothing when the conversation is closed or asks for nobody.
pub fn form(desk: &Bureau, item: &InboxItem, typed: &Typed<'_>) -> Markup {
    let Some(claims) = item.claims.as_ref().filter(|_| item.open) else {
        return html! { @if let Some(error) = &typed.error { p.error.box role="alert" { (desk.t(error.clone())) } } };
    };
    let name =
        PersonName::parse(&claims.name).map_or_else(|_| "*".to_owned(), |name| name.masked());
    let asks = Label::ClaimAsks {
        name,
        id: claims.id_mask.clone(),
        mobile: claims.mobile_mask.clone(),
    };
    html! {
        form.card method="post" action={ "/console/inbox/" (item.help) } {
            (csrf(desk))
            h2 { (desk.t(Label::ClaimTitle)) }
            p { strong { (desk.t(asks)) } }
            p { (desk.t(Label::ClaimAdvice)) }
            input type="hidden" name="worker" value=(claims.worker);
            (Field::text("reason", desk.t(Label::ClaimReason)).required().value(typed.reason)
                .hint(desk.t(Label::ClaimReasonHint)).error(typed.error.clone().map(|label| desk.t(label))).draw())
            button type="submit" name="step" value="recognise" { (desk.t(Label::ClaimAccept)) }
        }
    }
}

/// Accepts the chat for the worker that the page showed.
pub async fn accept(
    desk: Bureau,
    id: HelpId,
    worker: &str,
    typed: &str,
) -> Result<Response, Fault> {
    let reason = typed.trim();
    let error = if (2..=200).contains(&reason.chars().count()) {
        let mut tx = desk.write().await?;
        let item = find(&desk, &mut tx, &id).await?;
        let (worker, now) = (WorkerId::new(worker), desk.now());
        let done = tx
            .recognise(&item, &worker, &desk.staff.id, reason, now)
            .await?;
        if done {
            tx.commit().await?;
            desk.wake();
            let here = format!("/console/inbox/{id}?done=recognised");
            return Ok(Redirect::to(&here).into_response());
        }
        tx.rollback().await?;
        Label::ClaimGone
    } else {
        Label::GroundsNeeded
    };
    let typed = Typed {
        reason: typed,
        error: Some(error),
    };
    let shown = Shown {
        typed,
        ..Shown::default()
    };
    let drawn = draw(&desk, &id, &shown).await?;
    Ok((INVALID, drawn).into_response())
}
