//! The invitation of an employer: links that open the chat with the employer already chosen.

use super::find;
use crate::console::fault::Fault;
use crate::console::parts::csrf;
use crate::console::people::{Bureau, Desk};
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::locale::label::employer::EmployerLabel;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The links, the poster, and for the bureau the way to make the links anew.
pub fn section(desk: &Desk, employer: &Employer) -> Markup {
    let chat = &desk.console().chat;
    let web = chat.employer_web(&employer.link_code);
    let telegram = chat.employer_telegram(&employer.link_code);
    let base = format!("/console/employers/{}", employer.id);
    html! {
        section.card #invitation {
            h2 { (desk.t(EmployerLabel::Invitation)) }
            p.hint { (desk.t(EmployerLabel::InvitationAdvice)) }
            dl.links {
                div { dt { (desk.t(EmployerLabel::LinkWeb)) } dd { a.mono href=(web) rel="noreferrer" { (web) } } }
                @if let Some(telegram) = &telegram {
                    div { dt { "Telegram" } dd { a.mono href=(telegram) rel="noreferrer" { (telegram) } } }
                }
            }
            div.row {
                a.button.primary href={ (base) "/poster" } { (desk.t(EmployerLabel::Poster)) }
                a.button download href={ (base) "/qr/web.svg" } { (desk.t(EmployerLabel::QrWeb)) }
                @if telegram.is_some() {
                    a.button download href={ (base) "/qr/telegram.svg" } { (desk.t(EmployerLabel::QrTelegram)) }
                }
            }
            @if desk.is_bureau() {
                details {
                    summary { (desk.t(EmployerLabel::LinkRenew)) }
                    form method="post" action={ (base) "/link" } {
                        (csrf(desk))
                        input type="hidden" name="code" value=(employer.link_code);
                        p { (desk.t(EmployerLabel::LinkRenewAdvice)) }
                        button.danger type="submit" { (desk.t(EmployerLabel::LinkRenew)) }
                    }
                }
            }
        }
    }
}

/// The link that the page showed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Shown {
    code: String,
}

/// Makes the links anew; those on posters already printed then invite nobody.
pub async fn renew(
    desk: Bureau,
    Path(id): Path<String>,
    Form(shown): Form<Shown>,
) -> Result<Response, Fault> {
    let id = EmployerId::new(id);
    let mut tx = desk.write().await?;
    find(&desk, &mut tx, &id).await?;
    let renewed = tx
        .renew_employer_link(&id, &shown.code, &desk.staff.id, desk.now())
        .await?;
    tx.commit().await?;
    // Somebody was quicker: the link on the page has been replaced already.
    let done = if renewed.is_some() {
        "link"
    } else {
        "link-old"
    };
    Ok(Redirect::to(&format!("/console/employers/{id}?done={done}")).into_response())
}
