//! Entering an employer, and changing one.

use super::fields::{Errors, Fields, districts};
use super::find;
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page};
use crate::console::parts::{Field, csrf, described_by, field_error};
use crate::console::people::Bureau;
use crate::console::show::place;
use crate::domain::id::EmployerId;
use crate::locale::label::Label;
use crate::locale::label::employer::EmployerLabel;
use crate::store::employer::{EmployerEdit, EmployerError};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A form as sent; empty fields are not kept apart from missing ones.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Sent {
    name: String,
    district: String,
    zone: String,
    listed: String,
    from: String,
    through: String,
    version: String,
}

impl Sent {
    fn fields(self) -> Fields {
        Fields {
            name: self.name,
            district: self.district,
            zone: self.zone,
            listed: self.listed == "yes",
            from: self.from,
            through: self.through,
        }
    }
}

/// A form to be drawn.
struct View<'a> {
    fields: &'a Fields,
    errors: Errors,
    /// The employer that is changed.
    was: Option<&'a EmployerEdit>,
    /// Why the whole of it was refused.
    refusal: Option<EmployerLabel>,
}

/// An empty form.
pub async fn new(desk: Bureau) -> Result<Response, Fault> {
    let own = desk.district().map(|code| code.to_string());
    let fields = Fields {
        district: own.unwrap_or_default(),
        ..Fields::default()
    };
    draw(&desk, &View::of(&fields, None)).await
}

/// The form of an employer.
pub async fn edit(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let was = load(&desk, id).await?;
    let fields = Fields::of(&was.employer);
    draw(&desk, &View::of(&fields, Some(&was))).await
}

/// Enters an employer, or shows what is wrong.
pub async fn create(desk: Bureau, Form(sent): Form<Sent>) -> Result<Response, Fault> {
    take(&desk, None, sent).await
}

/// Changes an employer, or shows what is wrong.
pub async fn change(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let was = load(&desk, id).await?;
    take(&desk, Some(was), sent).await
}

async fn load(desk: &Bureau, id: String) -> Result<EmployerEdit, Fault> {
    let id = EmployerId::new(id);
    let mut tx = desk.read().await?;
    find(desk, &mut tx, &id).await?;
    tx.employer_edit(&id).await?.ok_or(Fault::NotFound)
}

async fn take(desk: &Bureau, was: Option<EmployerEdit>, sent: Sent) -> Result<Response, Fault> {
    let version = sent.version.parse().unwrap_or(-1);
    let fields = sent.fields();
    let draft = match fields.read(&districts(desk)) {
        Ok(draft) => draft,
        Err(errors) => {
            let view = View::of(&fields, was.as_ref());
            return refuse(desk, View { errors, ..view }).await;
        }
    };
    let (me, now) = (&desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    let kept = match &was {
        Some(was) => {
            let id = was.employer.id.clone();
            let changed = tx.change_employer(&id, version, &draft, me, now).await;
            changed.map(|()| id)
        }
        None => {
            let source = format!("console {}", desk.staff.login);
            tx.create_employer(&draft, &source, me, now).await
        }
    };
    let error = match kept {
        Ok(id) => {
            tx.commit().await?;
            let address = format!("/console/employers/{id}?done=saved");
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => error,
    };
    tx.rollback().await?;
    let mut view = View::of(&fields, was.as_ref());
    match error {
        EmployerError::NoEmployer => return Err(Fault::NotFound),
        EmployerError::Store(error) => return Err(error.into()),
        EmployerError::Changed => view.refusal = Some(EmployerLabel::Changed),
        EmployerError::NameTaken(name) => {
            view.errors
                .insert("name", EmployerLabel::NameTaken { name });
        }
    }
    refuse(desk, view).await
}

async fn refuse(desk: &Bureau, view: View<'_>) -> Result<Response, Fault> {
    Ok((INVALID, draw(desk, &view).await?).into_response())
}

impl<'a> View<'a> {
    fn of(fields: &'a Fields, was: Option<&'a EmployerEdit>) -> Self {
        Self {
            fields,
            errors: Errors::new(),
            was,
            refusal: None,
        }
    }
}

async fn draw(desk: &Bureau, view: &View<'_>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let all = tx.employer_summaries(None).await?;
    drop(tx);
    let zones: BTreeSet<String> = all
        .into_iter()
        .filter_map(|one| one.employer.zone)
        .collect();
    let (back, title) = match view.was {
        Some(was) => (
            format!("/console/employers/{}", was.employer.id),
            was.employer.name.clone(),
        ),
        None => ("/console/employers".to_owned(), desk.t(EmployerLabel::New)),
    };
    let body = html! {
        @if let Some(label) = &view.refusal { p.error.box role="alert" { (desk.t(label.clone())) } }
        form.card.narrow method="post" {
            (csrf(desk))
            @if let Some(was) = view.was { input type="hidden" name="version" value=(was.version); }
            (basics(desk, view, &zones))
            (listing(desk, view))
            div.row {
                button.primary type="submit" { (desk.t(EmployerLabel::Save)) }
                a.button href=(back) { (desk.t(Label::Back)) }
            }
        }
    };
    page(desk, Nav::Employers, title, body).await
}

fn error(desk: &Bureau, view: &View<'_>, field: &str) -> Option<String> {
    view.errors.get(field).map(|label| desk.t(label.clone()))
}

fn basics(desk: &Bureau, view: &View<'_>, zones: &BTreeSet<String>) -> Markup {
    let fields = view.fields;
    let wrong = error(desk, view, "district");
    let described = described_by("district", false, wrong.is_some());
    let zone_wrong = error(desk, view, "zone");
    html! {
        (Field::text("name", desk.t(EmployerLabel::Name)).value(&fields.name).required()
            .hint(desk.t(EmployerLabel::NameHint)).error(error(desk, view, "name")).draw())
        div.field {
            label for="district" { (desk.t(Label::ColDistrict)) }
            @if let Some(wrong) = &wrong { (field_error("district", wrong)) }
            select #district name="district" required aria-describedby=[described]
                aria-invalid=[wrong.is_some().then_some("true")] {
                option value="" { (desk.t(EmployerLabel::DistrictChoose)) }
                @for code in districts(desk) {
                    option value=(code) selected[fields.district == code.to_string()] { (place(desk, code)) }
                }
            }
        }
        div.field {
            label for="zone" { (desk.t(EmployerLabel::Zone)) }
            @if let Some(wrong) = &zone_wrong { (field_error("zone", wrong)) }
            input #zone type="text" name="zone" value=(fields.zone) list="zones"
                aria-describedby=[described_by("zone", true, zone_wrong.is_some())]
                aria-invalid=[zone_wrong.is_some().then_some("true")];
            p.hint #zone-hint { (desk.t(EmployerLabel::ZoneHint)) }
            datalist #zones { @for zone in zones { option value=(zone) {} } }
        }
    }
}

fn listing(desk: &Bureau, view: &View<'_>) -> Markup {
    let fields = view.fields;
    html! {
        fieldset.ticks {
            legend { (desk.t(EmployerLabel::Listing)) }
            label.tick {
                input type="checkbox" name="listed" value="yes" checked[fields.listed];
                span { (desk.t(EmployerLabel::ListedTick)) }
            }
        }
        p.hint { (desk.t(EmployerLabel::ListedHint)) }
        div.numbers {
            (Field::text("from", desk.t(EmployerLabel::FirstDay)).kind("date").value(&fields.from)
                .error(error(desk, view, "from")).draw())
            (Field::text("through", desk.t(EmployerLabel::LastDay)).kind("date").value(&fields.through)
                .error(error(desk, view, "through")).draw())
        }
    }
}
