//! One account, for administrators: its rights, its sessions, and what is done when a password, a telephone or a
//! colleague is gone.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page as draw};
use super::super::links::{FreshLink, unlock};
use super::super::parts::{csrf, done_note};
use super::super::people::Admin;
use super::super::sent::Sent;
use super::super::show::{role, when};
use super::draw_link;
use super::sessions;
use super::standing::{Typed, Wrong};
use super::words::{on_off, state_badge, works_for};
use crate::domain::id::StaffId;
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::Tx;
use crate::store::account::{Account, AccountError, AccountState, SessionLine, Tried};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was done before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// What is said at the top, and what was typed.
#[derive(Default)]
struct Told {
    done: Option<Say>,
    error: Option<Say>,
    link: Option<FreshLink>,
    standing: Option<(Typed, Wrong)>,
}

/// Everything on the page.
struct View {
    account: Account,
    sessions: Vec<SessionLine>,
    locked_until: Option<Timestamp>,
}

impl View {
    async fn load(desk: &Admin, tx: &mut Tx, id: &StaffId) -> Result<Self, Fault> {
        let account = tx.account(id).await?.ok_or(Fault::NotFound)?;
        let (store, now) = (desk.store(), desk.now());
        let password = tx
            .locked_until(store, &Tried::Password(&account.staff.login), now)
            .await?;
        let code = tx
            .locked_until(store, &Tried::Code(id.as_str()), now)
            .await?;
        Ok(Self {
            sessions: tx.sessions_of(id, &desk.session, now).await?,
            locked_until: password.max(code),
            account,
        })
    }
}

/// The page.
pub async fn page(
    desk: Admin,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let done = match done.done.as_str() {
        "standing" => Some(Say::StandingSaved),
        "disable" => Some(Say::DoneDisabled),
        "enable" => Some(Say::DoneEnabled),
        "unlock" => Some(Say::DoneUnlocked),
        "end" => Some(Say::DoneEnded),
        _ => None,
    };
    let told = Told {
        done,
        ..Told::default()
    };
    show(&desk, &StaffId::new(id), told).await
}

async fn show(desk: &Admin, id: &StaffId, told: Told) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let view = View::load(desk, &mut tx, id).await?;
    drop(tx);
    let account = &view.account;
    let own = account.staff.id == desk.staff.id;
    let body = html! {
        p { a href="/console/accounts" { "← " (desk.t(Label::NavAccounts)) } }
        @if let Some(done) = told.done { (done_note(desk, done)) }
        @if let Some(error) = told.error { p.error.box role="alert" { (desk.t(error)) } }
        @if let Some(link) = &told.link { (draw_link(desk, link, &account.staff.name)) }
        (facts(desk, &view))
        @if own {
            p.note { (desk.t(Say::OwnNote)) }
        } @else {
            div.halves {
                (standing_form(desk, account, told.standing))
                (acts(desk, account))
            }
            (sessions::theirs(desk, &account.staff.id, &view.sessions))
        }
    };
    draw(desk, Nav::Accounts, account.staff.name.clone(), body).await
}

fn facts(desk: &Admin, view: &View) -> Markup {
    let account = &view.account;
    let staff = &account.staff;
    let works_for = works_for(desk, account);
    let password = match account.has_password {
        true => Say::PasswordThere,
        false => Say::PasswordNone,
    };
    html! {
        section.card.facts {
            dl.numbers.four {
                div { dt.hint { (desk.t(Label::Login)) } dd { (staff.login) } }
                div { dt.hint { (desk.t(Say::ColRole)) } dd { (desk.t(role(staff.role))) } }
                @if !works_for.is_empty() { div { dt.hint { (desk.t(Say::ColFor)) } dd { (works_for) } } }
                div { dt.hint { (desk.t(Say::ColState)) } dd { (state_badge(desk, account.state)) } }
                div { dt.hint { (desk.t(Say::FactPassword)) } dd { (desk.t(password)) } }
                div { dt.hint { (desk.t(Say::ColSecond)) } dd { (desk.t(on_off(account.has_factor))) } }
                div { dt.hint { (desk.t(Say::ColMade)) } dd { (when(desk, account.made_at)) } }
                div { dt.hint { (desk.t(Say::ColSeen)) } dd {
                    @match account.seen_at { Some(at) => (when(desk, at)), None => (desk.t(Say::Never)) }
                } }
            }
            @if let Some(until) = view.locked_until {
                form.row method="post" {
                    (csrf(desk))
                    p.error { (desk.t(Say::LockedNote { until })) }
                    button.small type="submit" name="step" value="unlock" { (desk.t(Say::UnlockButton)) }
                }
            }
            p.row {
                a href={ "/console/audit?actor=" (staff.id) } { (desk.t(Say::DidLink)) }
                a href={ "/console/audit?subject=" (staff.id) } { (desk.t(Say::DoneToLink)) }
            }
        }
    }
}

fn standing_form(desk: &Admin, account: &Account, typed: Option<(Typed, Wrong)>) -> Markup {
    let (typed, wrong) = typed.unwrap_or_else(|| (Typed::of(account), Wrong::default()));
    html! {
        form.card method="post" {
            (csrf(desk))
            h2 { (desk.t(Say::StandingTitle)) }
            p.hint { (desk.t(Say::StandingAdvice)) }
            (typed.draw(desk, &wrong))
            button type="submit" name="step" value="standing" { (desk.t(Say::StandingSave)) }
        }
    }
}

fn acts(desk: &Admin, account: &Account) -> Markup {
    let act = |step: &str, title: Say, advice: Say, button: Say, class: &str| {
        html! {
            details.card {
                summary { (desk.t(title)) }
                form.act-card method="post" {
                    (csrf(desk))
                    p { (desk.t(advice)) }
                    div.row { button class=(class) type="submit" name="step" value=(step) { (desk.t(button)) } }
                }
            }
        }
    };
    html! {
        div.narrow-column {
            @match account.state {
                AccountState::New | AccountState::Active => {
                    (act("reset", Say::ResetTitle, Say::ResetAdvice, Say::ResetButton, "danger"))
                    (act("disable", Say::DisableTitle, Say::DisableAdvice, Say::DisableButton, "danger"))
                }
                AccountState::Disabled => {
                    (act("enable", Say::EnableTitle, Say::EnableAdvice, Say::EnableButton, "primary"))
                }
            }
        }
    }
}

/// Changes the account.
pub async fn act(desk: Admin, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = StaffId::new(id);
    let mut tx = desk.write().await?;
    let account = tx.account(&id).await?.ok_or(Fault::NotFound)?;
    let (by, now) = (&desk.staff.id, desk.now());
    let step = sent.value("step");
    let mut link = None;
    let outcome = match step {
        "standing" => {
            let typed = Typed::sent(&sent);
            match typed.read(&mut tx).await? {
                Ok(standing) => tx.set_standing(&id, &standing, by, now).await,
                Err(wrong) => {
                    drop(tx);
                    let told = Told {
                        standing: Some((typed, wrong)),
                        ..Told::default()
                    };
                    return Ok((INVALID, show(&desk, &id, told).await?).into_response());
                }
            }
        }
        "reset" => {
            let fresh = link.insert(FreshLink::new(desk.store(), desk.now()));
            let outcome = tx
                .reset_account(&id, &fresh.hash, fresh.until, by, now)
                .await;
            if outcome.is_ok() {
                unlock(desk.store(), &mut tx, &account.staff.login, &id).await?;
            }
            outcome
        }
        "disable" => tx.disable_account(&id, by, now).await,
        "enable" => tx.enable_account(&id, by, now).await,
        "unlock" => {
            unlock(desk.store(), &mut tx, &account.staff.login, &id).await?;
            let (by, subject) = (by.as_str(), id.as_str());
            tx.audit(by, "account.unlocked", subject, None, now).await?;
            Ok(())
        }
        "end" => {
            end(&mut tx, &desk, &id, sent.value("session")).await?;
            Ok(())
        }
        _ => return Err(Fault::BadRequest),
    };
    if let Err(error) = outcome {
        drop(tx);
        let told = Told {
            error: Some(refusal(error)?),
            ..Told::default()
        };
        return Ok((INVALID, show(&desk, &id, told).await?).into_response());
    }
    tx.commit().await?;
    if link.is_some() {
        let told = Told {
            link,
            ..Told::default()
        };
        return show(&desk, &id, told).await;
    }
    Ok(Redirect::to(&format!("/console/accounts/{id}?done={step}")).into_response())
}

/// Ends one session, or all where none is named.
async fn end(tx: &mut Tx, desk: &Admin, id: &StaffId, session: &str) -> Result<(), Fault> {
    let (by, now) = (&desk.staff.id, desk.now());
    match session {
        "" => drop(tx.end_sessions(id, Some(&desk.session), by, now).await?),
        session => drop(tx.end_session(id, session, by, now).await?),
    }
    Ok(())
}

fn refusal(error: AccountError) -> Result<Say, Fault> {
    Ok(match error {
        AccountError::Missing => return Err(Fault::NotFound),
        AccountError::LoginTaken => Say::LoginTaken,
        AccountError::LastAdmin => Say::RefusedLast,
        AccountError::Oneself => Say::RefusedSelf,
        AccountError::OnCrew => Say::RefusedCrew,
        AccountError::IsDisabled => Say::RefusedDisabled,
        AccountError::Store(error) => return Err(error.into()),
    })
}
