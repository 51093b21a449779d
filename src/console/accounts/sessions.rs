//! Where somebody is signed in, and ending it.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Tone, badge, csrf, done_note};
use super::super::people::{Admin, Anyone, Desk};
use super::super::sent::Sent;
use super::super::show::when;
use super::words::{Tab, own_tabs};
use crate::domain::id::StaffId;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::SessionLine;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was done before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// The own sessions.
pub async fn own(desk: Anyone, Query(done): Query<Done>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let sessions = tx
        .sessions_of(&desk.staff.id, &desk.session, desk.now())
        .await?;
    drop(tx);
    let others = sessions.iter().any(|one| !one.here);
    let body = html! {
        (own_tabs(&desk, Tab::Sessions))
        @if done.done == "end" { (done_note(&desk, Say::DoneEnded)) }
        p.hint { (desk.t(Say::SessionsAdvice)) }
        (table(&desk, "/console/sessions", &sessions))
        @if others { (end_all(&desk, "/console/sessions", Say::EndOthers)) }
    };
    draw(&desk, Nav::Account, desk.t(Say::SessionsTitle), body).await
}

/// Ends one of the own sessions, or all others. The one that asks is ended by signing out.
pub async fn act(desk: Anyone, sent: Sent) -> Result<Response, Fault> {
    if sent.value("step") != "end" {
        return Err(Fault::BadRequest);
    }
    let (me, now) = (&desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    match sent.value("session") {
        "" => drop(tx.end_sessions(me, Some(&desk.session), me, now).await?),
        session => {
            let all = tx.sessions_of(me, &desk.session, now).await?;
            if all.iter().any(|one| one.here && one.id == session) {
                return Err(Fault::BadRequest);
            }
            tx.end_session(me, session, me, now).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/console/sessions?done=end").into_response())
}

/// Somebody else's sessions, on the page of their account.
pub fn theirs(desk: &Admin, id: &StaffId, sessions: &[SessionLine]) -> Markup {
    let address = format!("/console/accounts/{id}");
    html! {
        section {
            h2 { (desk.t(Say::SessionsTheirs)) }
            @if sessions.is_empty() {
                p.hint { (desk.t(Say::NoSessions)) }
            } @else {
                (table(desk, &address, sessions))
                (end_all(desk, &address, Say::EndAll))
            }
        }
    }
}

fn end_all(desk: &Desk, address: &str, label: Say) -> Markup {
    html! {
        form method="post" action=(address) {
            (csrf(desk))
            button.danger type="submit" name="step" value="end" { (desk.t(label)) }
        }
    }
}

fn table(desk: &Desk, address: &str, sessions: &[SessionLine]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Say::ColDevice)) }
                th scope="col" { (desk.t(Say::ColFrom)) }
                th scope="col" { (desk.t(Say::ColSince)) }
                th scope="col" { (desk.t(Say::ColUsed)) }
                th scope="col" { span.unseen { (desk.t(Say::EndOne)) } }
            } }
            tbody { @for one in sessions { (row(desk, address, one)) } }
        }
    }
}

fn row(desk: &Desk, address: &str, one: &SessionLine) -> Markup {
    let unknown = || desk.t(Say::DeviceUnknown);
    let device = one.device.clone().unwrap_or_else(unknown);
    let whole = Say::EndOneOf {
        device: device.clone(),
    };
    html! {
        tr {
            th scope="row" { (device) @if one.here { " " (badge(desk, Tone::Good, Say::SessionHere)) } }
            td data-label=(desk.t(Say::ColFrom)) { (one.address.clone().unwrap_or_else(unknown)) }
            td data-label=(desk.t(Say::ColSince)) { (when(desk, one.since)) }
            td data-label=(desk.t(Say::ColUsed)) { (when(desk, one.used_at)) }
            td.actions {
                @if !one.here {
                    form method="post" action=(address) {
                        (csrf(desk))
                        input type="hidden" name="session" value=(one.id);
                        button.small type="submit" name="step" value="end" aria-label=(desk.t(whole)) {
                            (desk.t(Say::EndOne))
                        }
                    }
                }
            }
        }
    }
}
