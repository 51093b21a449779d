//! What an administrator does with a trip: open it, change its time or its meeting points, cancel it.

use super::page::{At, show};
use super::read::moment;
use super::{mine, words};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::overview::taken;
use crate::console::parts::{Field, csrf};
use crate::console::people::Bureau;
use crate::console::show::place;
use crate::domain::id::TripId;
use crate::domain::trip::{TripFault, TripState};
use crate::locale::label::trip::TripLabel;
use crate::store::trip::{DraftError, Drafted, TripChangeError, TripSummary};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What was sent with a form that was refused, and why it was.
#[derive(Debug, Default)]
pub struct Given {
    fields: BTreeMap<String, String>,
    refusal: Option<TripLabel>,
}

impl Given {
    /// Nothing given, and a refusal to be told above the page.
    pub fn refused(label: TripLabel) -> Self {
        Self {
            refusal: Some(label),
            ..Self::default()
        }
    }

    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn step(&self) -> &str {
        self.get("step")
    }
}

/// What came of an act.
enum Outcome {
    Done(&'static str),
    Refused(TripLabel),
}

/// Takes an act of an administrator.
pub async fn act(
    desk: Bureau,
    Path(id): Path<String>,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    let id = TripId::new(id);
    let mut tx = desk.read().await?;
    let trip = tx.trip(&id).await?.ok_or(Fault::NotFound)?;
    drop(tx);
    mine(&desk, &trip)?;
    if !desk.is_admin() {
        return Err(Fault::Forbidden);
    }
    let mut given = Given {
        fields,
        refusal: None,
    };
    let outcome = match given.step() {
        "open" => open(&desk, &id, &given).await?,
        "cancel" | "move" | "meet" => change(&desk, &id, &given).await?,
        _ => return Err(Fault::BadRequest),
    };
    match outcome {
        Outcome::Done(done) => {
            desk.wake();
            Ok(Redirect::to(&format!("/console/trips/{id}?done={done}")).into_response())
        }
        Outcome::Refused(label) => {
            given.refusal = Some(label);
            let drawn = show(&desk, &id, &At::default(), &given).await?;
            Ok((INVALID, drawn).into_response())
        }
    }
}

async fn open(desk: &Bureau, id: &TripId, given: &Given) -> Result<Outcome, Fault> {
    let version = given.get("version").parse().unwrap_or(0);
    let mut tx = desk.write().await?;
    match tx.open_trip(id, version, &desk.staff.id, desk.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Outcome::Done("opened"))
        }
        Err(DraftError::NoTrip) => Err(Fault::NotFound),
        Err(DraftError::Store(error)) => Err(error.into()),
        Err(DraftError::Changed | DraftError::CodeTaken) => {
            tx.rollback().await?;
            Ok(Outcome::Refused(TripLabel::Changed))
        }
        Err(DraftError::NotReady(_)) => {
            tx.rollback().await?;
            Ok(Outcome::Refused(TripLabel::NotYet))
        }
    }
}

async fn change(desk: &Bureau, id: &TripId, given: &Given) -> Result<Outcome, Fault> {
    let (me, now, reason) = (&desk.staff.id, desk.now(), given.get("reason"));
    let mut tx = desk.write().await?;
    let (done, changed) = match given.step() {
        "cancel" => ("cancelled", tx.cancel_trip(id, reason, me, now).await),
        "move" => match moment(given.get("departs")) {
            Some(to) => ("moved", tx.move_trip(id, to, reason, me, now).await),
            None => return Ok(Outcome::Refused(TripLabel::TimeWrong)),
        },
        _ => {
            let points: Vec<_> = (0..given.fields.len())
                .map_while(|at| given.fields.get(&format!("meet-{at}")).cloned())
                .collect();
            if points.iter().any(|point| point.chars().count() > 80) {
                return Ok(Outcome::Refused(TripLabel::MeetLong));
            }
            let changed = tx.set_meeting_points(id, &points, reason, me, now).await;
            ("meet", changed)
        }
    };
    match changed {
        Ok(_) => {
            tx.commit().await?;
            Ok(Outcome::Done(done))
        }
        Err(TripChangeError::Store(error)) => Err(error.into()),
        Err(error) => {
            tx.rollback().await?;
            let label = words::change_error(&error).ok_or(Fault::NotFound)?;
            Ok(Outcome::Refused(label))
        }
    }
}

/// The forms that fit the trip's state and who looks at it.
pub fn actions(
    desk: &Bureau,
    summary: &TripSummary,
    drafted: &Drafted,
    faults: &[TripFault],
    given: &Given,
) -> Markup {
    let state = summary.trip.state;
    let draft = state == TripState::Draft;
    let runs = matches!(state, TripState::Open | TripState::Boarding);
    html! {
        @if let Some(label) = &given.refusal { p.error.box role="alert" { (desk.t(label.clone())) } }
        @if draft {
            div.row {
                a.button href={ "/console/trips/" (drafted.id) "/edit" } { (desk.t(TripLabel::TripEdit)) }
                @if !desk.is_admin() { span.hint { (desk.t(TripLabel::OnlyAdminOpens)) } }
            }
        }
        @if desk.is_admin() && draft && faults.is_empty() { (open_form(desk, drafted)) }
        @if desk.is_admin() && (draft || runs) {
            div.acts {
                @if runs {
                    (move_form(desk, drafted, given))
                    (meet_form(desk, drafted, given))
                }
                (cancel_form(desk, summary, given))
            }
        }
    }
}

fn open_form(desk: &Bureau, drafted: &Drafted) -> Markup {
    html! {
        form.card.act-card method="post" action={ "/console/trips/" (drafted.id) } {
            (csrf(desk))
            input type="hidden" name="version" value=(drafted.version);
            h2 { (desk.t(TripLabel::StepOpen)) }
            p { (desk.t(TripLabel::OpenAdvice)) }
            button.primary type="submit" name="step" value="open" { (desk.t(TripLabel::OpenNow)) }
        }
    }
}

/// A form behind its heading, open where it was refused.
fn folded(desk: &Bureau, title: TripLabel, step: &str, given: &Given, form: Markup) -> Markup {
    html! {
        details.card open[given.step() == step] {
            summary { (desk.t(title)) }
            (form)
        }
    }
}

fn reason(desk: &Bureau, step: &'static str, given: &Given) -> Markup {
    let mine = given.step() == step;
    let wrong = mine && given.refusal == Some(TripLabel::ReasonNeeded);
    Field::text("reason", desk.t(TripLabel::Reason))
        .id(step)
        .value(if mine { given.get("reason") } else { "" })
        .hint(desk.t(TripLabel::ReasonHint))
        .error(wrong.then(|| desk.t(TripLabel::ReasonNeeded)))
        .required()
        .draw()
}

fn move_form(desk: &Bureau, drafted: &Drafted, given: &Given) -> Markup {
    let now = drafted.draft.departs_at();
    let now = now.map_or_else(String::new, |at| {
        at.local().format("%Y-%m-%dT%H:%M").to_string()
    });
    let mine = given.step() == "move";
    let wrong = given
        .refusal
        .clone()
        .filter(|label| mine && matches!(label, TripLabel::MomentWrong | TripLabel::TimeWrong));
    let form = html! {
        form.act-card method="post" action={ "/console/trips/" (drafted.id) } {
            (csrf(desk))
            p { (desk.t(TripLabel::ChangeMomentAdvice)) }
            (Field::text("departs", desk.t(TripLabel::NewDeparture)).kind("datetime-local")
                .value(if mine { given.get("departs") } else { &now })
                .error(wrong.map(|label| desk.t(label))).required().draw())
            (reason(desk, "move", given))
            button type="submit" name="step" value="move" { (desk.t(TripLabel::ChangeMoment)) }
        }
    };
    folded(desk, TripLabel::ChangeMoment, "move", given, form)
}

fn meet_form(desk: &Bureau, drafted: &Drafted, given: &Given) -> Markup {
    let stops = &drafted.draft.stops;
    let mine = given.step() == "meet";
    let form = html! {
        form.act-card method="post" action={ "/console/trips/" (drafted.id) } {
            (csrf(desk))
            @for (at, stop) in stops.iter().enumerate() {
                @let name = format!("meet-{at}");
                (Field::text(&name, format!("{} · {}", desk.t(TripLabel::StopMeet), place(desk, stop.place)))
                    .value(if mine { given.get(&name) } else { &stop.meeting_point }).required().draw())
            }
            (reason(desk, "meet", given))
            button type="submit" name="step" value="meet" { (desk.t(TripLabel::ChangeMeet)) }
        }
    };
    folded(desk, TripLabel::ChangeMeet, "meet", given, form)
}

fn cancel_form(desk: &Bureau, summary: &TripSummary, given: &Given) -> Markup {
    let advice = match taken(summary) {
        0 => TripLabel::CancelDraftAdvice,
        count => TripLabel::CancelAdvice { count },
    };
    let form = html! {
        form.act-card method="post" action={ "/console/trips/" (summary.trip.id) } {
            (csrf(desk))
            p { (desk.t(advice)) }
            (reason(desk, "cancel", given))
            button.danger type="submit" name="step" value="cancel" { (desk.t(TripLabel::CancelTrip)) }
        }
    };
    folded(desk, TripLabel::CancelTrip, "cancel", given, form)
}
