//! The own second step: set up with an authenticator app, recovery codes, turned off.

use super::super::account::check_password;
use super::super::entry::attempt;
use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Field, csrf, done_note};
use super::super::people::{Anyone, Desk};
use super::super::sent::Sent;
use super::words::{Tab, own_tabs};
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::{Attempt, CodeOutcome, Factor, SetUp, Tried};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;

/// Where it is.
const ADDRESS: &str = "/console/second-step";
/// Side of the code's picture, in pixels.
const SIDE: u32 = 240;

/// What was done before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// What is wrong, beside which field.
#[derive(Default)]
struct Wrong {
    /// Of the code of whichever form was sent.
    code: Option<String>,
    /// Of the password.
    password: Option<String>,
    /// Which form was sent.
    step: String,
}

/// How far the account has come.
enum Stage {
    NoPassword,
    Off,
    Begun(SetUp),
    On(Factor),
}

async fn stage(desk: &Desk) -> Result<Stage, Fault> {
    let (store, me) = (desk.store(), &desk.staff.id);
    let mut tx = desk.read().await?;
    if let Some(factor) = tx.factor(me).await? {
        return Ok(Stage::On(factor));
    }
    let known = tx.staff_by_login(&desk.staff.login).await?;
    if known.is_none_or(|(_, hash)| hash.is_none()) {
        return Ok(Stage::NoPassword);
    }
    let begun = tx.factor_begun(store, me, desk.now()).await?;
    Ok(begun.map_or(Stage::Off, Stage::Begun))
}

/// The page.
pub async fn page(desk: Anyone, Query(done): Query<Done>) -> Result<Response, Fault> {
    show(&desk, done.done == "off", &Wrong::default()).await
}

async fn show(desk: &Desk, turned_off: bool, wrong: &Wrong) -> Result<Response, Fault> {
    let stage = stage(desk).await?;
    let body = html! {
        (own_tabs(desk, Tab::Second))
        @if turned_off { (done_note(desk, Say::DoneOff)) }
        @match &stage {
            Stage::NoPassword => section.narrow.card {
                p { (desk.t(Say::SecondAdvice)) }
                p.note { (desk.t(Say::SecondNeedsPassword)) }
                p { a.button href="/console/password" { (desk.t(Label::PasswordTitle)) } }
            },
            Stage::Off => form.narrow.card method="post" action=(ADDRESS) {
                (csrf(desk))
                p { (desk.t(Say::SecondAdvice)) }
                button.primary type="submit" name="step" value="begin" { (desk.t(Say::SecondBegin)) }
            },
            Stage::Begun(set_up) => (begun(desk, set_up, wrong)?),
            Stage::On(factor) => (on(desk, *factor, wrong)),
        }
    };
    draw(desk, Nav::Account, desk.t(Say::SecondStep), body).await
}

fn begun(desk: &Desk, set_up: &SetUp, wrong: &Wrong) -> Result<Markup, Fault> {
    let groups: Vec<_> = set_up.secret.as_bytes().chunks(4).collect();
    let groups: Vec<_> = groups
        .into_iter()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    Ok(html! {
        section.narrow.card {
            p { (desk.t(Say::SecondScan)) }
            div.key-code { (picture(desk, set_up)?) }
            p.hint { (desk.t(Say::SecondSecret)) }
            p.key translate="no" { (groups.join(" ")) }
            form.act-card method="post" action=(ADDRESS) {
                (csrf(desk))
                (Field::text("code", desk.t(Say::SecondType)).autocomplete("one-time-code").required()
                    .error(wrong.code.clone()).draw())
                div.row { button.primary type="submit" name="step" value="confirm" { (desk.t(Say::SecondConfirm)) } }
            }
            form method="post" action=(ADDRESS) {
                (csrf(desk))
                button.small type="submit" name="step" value="begin" { (desk.t(Say::SecondAgain)) }
            }
        }
    })
}

/// The key as apps scan it: an `otpauth` address, drawn here and sent nowhere.
fn picture(desk: &Desk, set_up: &SetUp) -> Result<Markup, Fault> {
    // A sign-in name is made of letters, digits, dots and dashes, so nothing in it has to be escaped.
    let address = format!(
        "otpauth://totp/returnline:{}?secret={}&issuer=returnline",
        desk.staff.login, set_up.secret
    );
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M);
    let code = code.map_err(|error| {
        tracing::error!(%error, "console: a key could not be drawn");
        Fault::Internal
    })?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(SIDE, SIDE)
        .build();
    let drawn = drawn.find("<svg").map_or("", |at| &drawn[at..]);
    Ok(PreEscaped(drawn.to_owned()))
}

fn on(desk: &Desk, factor: Factor, wrong: &Wrong) -> Markup {
    let error = |step: &str| wrong.code.clone().filter(|_| wrong.step == step);
    let code = |id: &'static str, step: &str| {
        Field::text("code", desk.t(Say::Code))
            .id(id)
            .autocomplete("one-time-code")
            .hint(desk.t(Say::CodeHint))
            .required()
            .error(error(step))
            .draw()
    };
    let since = Say::SecondSince { when: factor.since };
    let left = Say::CodesLeft {
        count: factor.codes_left,
    };
    html! {
        section.narrow.card {
            (done_note(desk, since))
            p { (desk.t(left)) }
        }
        div.halves {
            form.card method="post" action=(ADDRESS) {
                (csrf(desk))
                h2 { (desk.t(Say::RenewTitle)) }
                p.hint { (desk.t(Say::RenewAdvice)) }
                (code("code-renew", "renew"))
                button type="submit" name="step" value="renew" { (desk.t(Say::RenewButton)) }
            }
            form.card method="post" action=(ADDRESS) {
                (csrf(desk))
                h2 { (desk.t(Say::OffTitle)) }
                p.hint { (desk.t(Say::OffAdvice)) }
                (Field::text("password", desk.t(Label::Password)).kind("password").autocomplete("current-password")
                    .required().error(wrong.password.clone()).draw())
                (code("code-off", "off"))
                button.danger type="submit" name="step" value="off" { (desk.t(Say::OffButton)) }
            }
        }
    }
}

/// Sets it up, renews its recovery codes or turns it off.
pub async fn act(desk: Anyone, sent: Sent) -> Result<Response, Fault> {
    let stage = stage(&desk).await?;
    let step = sent.value("step");
    match (step, &stage) {
        ("begin", Stage::Off | Stage::Begun(_)) => {
            let mut tx = desk.write().await?;
            tx.begin_factor(desk.store(), &desk.staff.id, desk.now())
                .await?;
            tx.commit().await?;
            Ok(Redirect::to(ADDRESS).into_response())
        }
        ("confirm", Stage::Begun(_)) => confirm(&desk, sent.value("code")).await,
        ("renew", Stage::On(_)) => renew(&desk, sent.value("code")).await,
        ("off", Stage::On(_)) => turn_off(&desk, &sent).await,
        ("begin" | "confirm" | "renew" | "off", _) => Ok(Redirect::to(ADDRESS).into_response()),
        (_, _) => Err(Fault::BadRequest),
    }
}

async fn refuse(desk: &Desk, step: &str, wrong: Wrong) -> Result<Response, Fault> {
    let wrong = Wrong {
        step: step.to_owned(),
        ..wrong
    };
    Ok((INVALID, show(desk, false, &wrong).await?).into_response())
}

/// Counts an attempt at a code; what to say where it is locked out.
async fn locked(desk: &Desk) -> Result<Option<String>, Fault> {
    let tried = Tried::Code(desk.staff.id.as_str());
    Ok(match attempt(desk.shared(), &tried).await? {
        Attempt::Locked { until } => Some(desk.t(Say::LockedUntil { until })),
        Attempt::Counted { .. } => None,
    })
}

async fn confirm(desk: &Desk, code: &str) -> Result<Response, Fault> {
    let of_code = |code| Wrong {
        code: Some(code),
        ..Wrong::default()
    };
    if let Some(until) = locked(desk).await? {
        return refuse(desk, "confirm", of_code(until)).await;
    }
    let (store, me) = (desk.store(), &desk.staff.id);
    let real_now = desk.console().real_clock.now();
    let mut tx = desk.write().await?;
    let codes = tx
        .confirm_factor(store, me, code, real_now, desk.now())
        .await?;
    let Some(codes) = codes else {
        drop(tx);
        return refuse(desk, "confirm", of_code(desk.t(Say::CodeWrong))).await;
    };
    tx.attempt_was_right(store, &Tried::Code(me.as_str()))
        .await?;
    tx.commit().await?;
    show_codes(desk, &codes).await
}

async fn renew(desk: &Desk, code: &str) -> Result<Response, Fault> {
    match use_code(desk, code).await? {
        Some(error) => {
            let wrong = Wrong {
                code: Some(error),
                ..Wrong::default()
            };
            refuse(desk, "renew", wrong).await
        }
        None => {
            let mut tx = desk.write().await?;
            let codes = tx
                .renew_recovery_codes(desk.store(), &desk.staff.id, desk.now())
                .await?;
            tx.commit().await?;
            show_codes(desk, &codes).await
        }
    }
}

async fn turn_off(desk: &Desk, sent: &Sent) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let known = tx.staff_by_login(&desk.staff.login).await?;
    drop(tx);
    let hash = known.and_then(|(_, hash)| hash);
    let password = check_password(desk, sent.value("password").to_owned(), hash).await?;
    // A code is used up only together with the right password.
    let code = match password {
        Some(_) => None,
        None => use_code(desk, sent.value("code")).await?,
    };
    if password.is_some() || code.is_some() {
        let wrong = Wrong {
            code,
            password,
            ..Wrong::default()
        };
        return refuse(desk, "off", wrong).await;
    }
    let mut tx = desk.write().await?;
    tx.turn_factor_off(&desk.staff.id, desk.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to("/console/second-step?done=off").into_response())
}

/// Uses a code up; gives what is wrong with it.
async fn use_code(desk: &Desk, code: &str) -> Result<Option<String>, Fault> {
    if let Some(until) = locked(desk).await? {
        return Ok(Some(until));
    }
    let (store, me) = (desk.store(), &desk.staff.id);
    let real_now = desk.console().real_clock.now();
    let mut tx = desk.write().await?;
    match tx.use_code(store, me, code, real_now, desk.now()).await? {
        CodeOutcome::Wrong => Ok(Some(desk.t(Say::CodeWrong))),
        CodeOutcome::Right | CodeOutcome::Recovered => {
            tx.attempt_was_right(store, &Tried::Code(me.as_str()))
                .await?;
            tx.commit().await?;
            Ok(None)
        }
    }
}

/// Shows recovery codes, this once.
async fn show_codes(desk: &Desk, codes: &[String]) -> Result<Response, Fault> {
    let body = html! {
        section.narrow.card {
            p { (desk.t(Say::CodesAdvice)) }
            ol.codes translate="no" { @for code in codes { li { (code) } } }
            p.no-print { a.button.primary href=(ADDRESS) { (desk.t(Say::CodesKept)) } }
        }
    };
    draw(desk, Nav::Account, desk.t(Say::CodesTitle), body).await
}
