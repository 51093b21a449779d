//! What the page of an upload shows.

use super::super::parts::{badge, csrf, described_by, done_note, empty, pager};
use super::super::people::Desk;
use super::words;
use crate::domain::employer::Employer;
use crate::domain::roster::{EntryFault, Field, RowKind, UploadState};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::sheet::place;
use crate::store::roster::{Upload, UploadCounts, UploadRow};
use maud::{Markup, html};

/// Rows about nobody that are named one by one.
const NAMED: usize = 20;

/// All that the page shows.
pub struct View<'a> {
    /// Whose staff.
    pub employer: &'a Employer,
    /// The upload.
    pub upload: &'a Upload,
    /// Rows of each kind.
    pub counts: UploadCounts,
    /// The kind that is shown.
    pub kind: Option<RowKind>,
    /// The page that is shown.
    pub at: i64,
    /// All pages.
    pub pages: i64,
    /// Its rows.
    pub rows: &'a [UploadRow],
    /// What was just done.
    pub done: &'a str,
}

impl View<'_> {
    fn address(&self) -> String {
        format!(
            "/console/rosters/{}/uploads/{}",
            self.employer.id, self.upload.id
        )
    }
}

/// A file that is being read, or that cannot be.
pub fn reading(desk: &Desk, employer: &Employer, upload: &Upload, going_on: bool) -> Markup {
    let refused = upload.outcome.refused.as_ref();
    let refusal = refused
        .and_then(words::refusal)
        .unwrap_or(RosterLabel::ReadingBroke);
    html! {
        (back(desk, employer))
        section.card {
            @if going_on {
                p role="status" { (desk.t(RosterLabel::ReadingNow { rows: upload.rows_done })) }
                progress aria-label=(desk.t(RosterLabel::UploadButton)) {}
            } @else {
                p.error role="alert" { (desk.t(refusal)) }
                a.button.primary href={ "/console/rosters/" (employer.id) "/upload" } {
                    (desk.t(RosterLabel::UploadAgain))
                }
            }
        }
    }
}

fn back(desk: &Desk, employer: &Employer) -> Markup {
    html! {
        p { a href={ "/console/rosters/" (employer.id) } {
            "← " (desk.t(Label::RosterOf { employer: employer.name.clone() }))
        } }
    }
}

/// A file that can be looked through.
pub fn body(desk: &Desk, view: &View<'_>) -> Markup {
    html! {
        (back(desk, view.employer))
        (said(desk, view))
        (summary(desk, view))
        (tabs(desk, view))
        @if view.rows.is_empty() {
            (empty(desk, Label::NoneInState, Label::NoneInStateAdvice))
        } @else {
            (table(desk, view))
            @let kind = view.kind.map_or("", RowKind::as_str);
            (pager(desk, &format!("{}?kind={kind}&page=", view.address()), view.at, view.pages))
        }
    }
}

fn said(desk: &Desk, view: &View<'_>) -> Markup {
    html! {
        @match view.done {
            "fixed" => (done_note(desk, RosterLabel::Fixed)),
            "wrong" => p.error role="alert" { (desk.t(RosterLabel::StillWrong)) },
            "locked" => p.error role="alert" { (desk.t(RosterLabel::RosterIsLocked)) },
            "busy" => p.error role="alert" { (desk.t(RosterLabel::UploadBusy)) },
            _ => {},
        }
        @if let (UploadState::Accepted, Some(count)) = (view.upload.state, view.upload.added) {
            (done_note(desk, RosterLabel::Accepted { count }))
        }
    }
}

fn summary(desk: &Desk, view: &View<'_>) -> Markup {
    let (wrong, to_add) = (view.counts.of(RowKind::Wrong), view.counts.to_add());
    let outcome = &view.upload.outcome;
    let rows: Vec<_> = outcome
        .passed_over
        .iter()
        .take(NAMED)
        .map(u32::to_string)
        .collect();
    html! {
        section.card {
            @if view.upload.state == UploadState::Ready {
                @if wrong > 0 { p { (desk.t(RosterLabel::AcceptLeaves { count: wrong })) } }
                @if to_add == 0 { p { (desk.t(RosterLabel::AcceptNothing)) } }
            }
            @if !outcome.passed_over.is_empty() {
                p.hint { (desk.t(RosterLabel::PassedOver {
                    count: outcome.passed_over.len(), rows: rows.join(", "),
                })) }
            }
            @if let (Some(sheet), false) = (&outcome.title, outcome.others.is_empty()) {
                p.hint { (desk.t(RosterLabel::OtherSheets {
                    sheet: sheet.clone(), sheets: outcome.others.join(", "),
                })) }
            }
            div.row {
                @if view.upload.state == UploadState::Ready {
                    form.row method="post" action=(view.address()) {
                        (csrf(desk))
                        @if to_add > 0 {
                            button.primary type="submit" name="step" value="accept" {
                                (desk.t(RosterLabel::AcceptButton { count: to_add }))
                            }
                        }
                        button type="submit" name="step" value="discard" { (desk.t(RosterLabel::Discard)) }
                    }
                }
                a.button href={ (view.address()) "/marked.xlsx" } { (desk.t(RosterLabel::MarkedDownload)) }
            }
        }
    }
}

fn tabs(desk: &Desk, view: &View<'_>) -> Markup {
    let choices = [None]
        .into_iter()
        .chain(RowKind::ALL.iter().copied().map(Some));
    html! {
        nav.tabs aria-label=(desk.t(RosterLabel::FilterRows)) {
            @for choice in choices {
                a href={ (view.address()) "?kind=" (choice.map_or("", RowKind::as_str)) }
                    aria-current=[(choice == view.kind).then_some("true")] {
                    (desk.t(choice.map_or(RosterLabel::KindAll, |kind| words::kind(kind).1)))
                    span.hint { (choice.map_or(view.counts.all(), |kind| view.counts.of(kind))) }
                }
            }
        }
    }
}

fn table(desk: &Desk, view: &View<'_>) -> Markup {
    html! {
        table.stack.card.sheet {
            thead { tr {
                th.number scope="col" { (desk.t(RosterLabel::ColRow)) }
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColResidentId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(RosterLabel::ColRemark)) }
            } }
            tbody {
                @for row in view.rows {
                    @let faults = row.row.cells.read(desk.now().date()).err();
                    @match (faults, view.upload.state) {
                        (Some(faults), UploadState::Ready) => (wrong_row(desk, view, row, &faults)),
                        (faults, _) => (plain_row(desk, row, faults.as_deref().unwrap_or_default())),
                    }
                }
            }
        }
    }
}

/// A row as it will be taken, or was: numbers masked.
fn plain_row(desk: &Desk, row: &UploadRow, faults: &[EntryFault]) -> Markup {
    let entry = row.row.cells.read(desk.now().date()).ok();
    let id = entry.as_ref().map(|entry| entry.resident_id.masked());
    let mobile = entry.as_ref().and_then(|entry| entry.mobile.as_ref());
    let mobile = mobile.map(|mobile| mobile.masked());
    let (tone, label) = words::kind(row.kind);
    html! {
        tr #{ "r" (row.row.number) } {
            td.number data-label=(desk.t(RosterLabel::ColRow)) { (row.row.number) }
            th scope="row" { (entry.as_ref().map_or("–", |entry| entry.name.expose())) }
            td.mono data-label=(desk.t(Label::ColResidentId)) { (id.as_deref().unwrap_or("–")) }
            td.mono data-label=(desk.t(Label::ColMobile)) { (mobile.as_deref().unwrap_or("–")) }
            td data-label=(desk.t(RosterLabel::ColRemark)) {
                (badge(desk, tone, label))
                @if let Some(first) = row.same_as {
                    span.hint { (desk.t(RosterLabel::SameAs { row: first })) }
                }
                @for fault in faults { span.hint { (at_cell(desk, row, *fault)) } }
            }
        }
    }
}

/// A row to be corrected in place; its form stands in the last cell, the fields refer to it.
fn wrong_row(desk: &Desk, view: &View<'_>, row: &UploadRow, faults: &[EntryFault]) -> Markup {
    let number = row.row.number;
    let form = format!("f{number}");
    html! {
        tr.wrong #{ "r" (number) } {
            td.number data-label=(desk.t(RosterLabel::ColRow)) { (number) }
            @for field in Field::ALL {
                td data-label=(desk.t(words::field(*field))) { (cell_field(desk, row, *field, faults)) }
            }
            td.actions data-label=(desk.t(RosterLabel::ColRemark)) {
                form #(form) method="post" action=(view.address()) {
                    (csrf(desk))
                    input type="hidden" name="row" value=(number);
                    input type="hidden" name="kind" value=(view.kind.map_or("", RowKind::as_str));
                    input type="hidden" name="page" value=(view.at);
                    button.primary.small type="submit" name="step" value="fix"
                        aria-label=(desk.t(RosterLabel::FixRow { row: i64::from(number) })) {
                        (desk.t(RosterLabel::FixButton))
                    }
                }
            }
        }
    }
}

fn cell_field(desk: &Desk, row: &UploadRow, field: Field, faults: &[EntryFault]) -> Markup {
    let id = format!("c{}-{field}", row.row.number);
    let fault = faults.iter().find(|fault| fault.field == field);
    html! {
        input #(id) type="text" name=(field) form={ "f" (row.row.number) } value=(row.row.cells.cell(field))
            autocomplete="off" maxlength="200" aria-label=(desk.t(words::field(field)))
            aria-describedby=[described_by(&id, false, fault.is_some())]
            aria-invalid=[fault.is_some().then_some("true")];
        @if let Some(fault) = fault {
            p.error #{ (id) "-error" } { (at_cell(desk, row, *fault)) }
        }
    }
}

fn at_cell(desk: &Desk, row: &UploadRow, fault: EntryFault) -> String {
    desk.t(RosterLabel::CellFault {
        cell: place(&row.row, fault.field),
        fault: desk.t(words::cell_fault(fault.fault)),
    })
}
