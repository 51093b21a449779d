//! A manifest to take away: each copy says who made it, when, and for what.

use super::View;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::notice::workbook;
use crate::console::people::Desk;
use crate::console::show::{full_place, route, vehicle as vehicle_name, when};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::sheet::{Cell, Head, Writer};
use axum::response::Response;
use maud::{Markup, html};

/// How it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a workbook.
    Workbook,
    /// As a page to print.
    Print,
}

/// A manifest about to be given.
pub struct Paper<'a> {
    pub desk: &'a Desk,
    pub view: &'a View,
    /// Resident ID and mobile number of each, masked or not.
    pub numbers: Vec<(String, String)>,
    /// What it is for, where it is full.
    pub why: Option<String>,
    /// When it was made.
    pub at: Timestamp,
}

impl Paper<'_> {
    /// The answer.
    pub async fn give(&self, form: Form) -> Result<Response, Fault> {
        match form {
            Form::Workbook => self.workbook(),
            Form::Print => self.print().await,
        }
    }

    /// Who made this copy, when, and of which kind it is.
    fn marks(&self) -> [String; 2] {
        let kind = match self.why.clone() {
            Some(why) => TripLabel::WatermarkFull { why },
            None => TripLabel::WatermarkMasked,
        };
        let by = TripLabel::Watermark {
            name: self.desk.staff.name.clone(),
            login: self.desk.staff.login.clone(),
            moment: self.at,
        };
        [self.desk.t(by), self.desk.t(kind)]
    }

    fn title(&self) -> String {
        let vehicle = self.view.vehicle.label.clone();
        self.desk.t(TripLabel::ManifestOf { vehicle })
    }

    fn heads(&self) -> [(Label, u16); 7] {
        [
            (Label::ColSeat, 10),
            (Label::ColName, 14),
            (Label::ColResidentId, 22),
            (Label::ColMobile, 16),
            (Label::ColOrigin, 26),
            (Label::ColEmployer, 32),
            (Label::ColState, 14),
        ]
    }

    /// What stands in each row.
    fn rows(&self) -> Vec<[String; 7]> {
        let people = self.view.everybody(self.desk).zip(&self.numbers);
        let row = people.map(|((one, state), (id, mobile))| {
            let origin = one.origin.map(|code| full_place(self.desk, code));
            [
                one.seat.clone(),
                one.name.clone(),
                id.clone(),
                mobile.clone(),
                origin.unwrap_or_default(),
                one.employer_name.clone().unwrap_or_default(),
                state,
            ]
        });
        row.collect()
    }

    fn workbook(&self) -> Result<Response, Fault> {
        let departs = Label::At {
            when: self.view.trip.departs_at,
        };
        let [by, kind] = self.marks();
        let notes = [
            self.title(),
            format!(
                "{} · {}",
                route(self.desk, &self.view.trip),
                self.desk.t(departs)
            ),
            kind,
            by.clone(),
        ];
        let heads = self.heads();
        let heads: Vec<_> = heads
            .into_iter()
            .map(|(label, width)| Head::new(self.desk.t(label), width))
            .collect();
        let mut writer = Writer::new(&self.desk.t(TripLabel::Manifest), &notes, &heads)?;
        for row in self.rows() {
            let cells: Vec<_> = row.iter().map(|text| Cell::Text(text)).collect();
            writer.row(&cells)?;
        }
        // Below the list as well, where a copy cut off at the top still says whose it is.
        writer.row(&[Cell::Text(&by)])?;
        let name = format!("manifest-{}.xlsx", self.at.local().format("%Y%m%d-%H%M%S"));
        Ok(workbook(&name, writer.finish()?))
    }

    async fn print(&self) -> Result<Response, Fault> {
        let (desk, view) = (self.desk, self.view);
        let marks = self.marks();
        let line = marks.join(" · ");
        let body = html! {
            p.no-print.note { (desk.t(TripLabel::PrintHow)) }
            p {
                (route(desk, &view.trip)) " · " (when(desk, view.trip.departs_at)) " · "
                (desk.t(vehicle_name(view.vehicle.kind))) " · " (view.trip.meeting_point)
            }
            (self.table())
            p.watermark { (line) }
            div.watermark-behind aria-hidden="true" { @for _ in 0..6 { p { (marks[0]) } } }
        };
        let nav = if desk.is_bureau() {
            Nav::Trips
        } else {
            Nav::Arrivals
        };
        page(desk, nav, self.title(), body).await
    }

    fn table(&self) -> Markup {
        let (desk, here) = (self.desk, self.view.people.len());
        html! {
            table.paper {
                thead { tr {
                    @for (label, _) in self.heads() { th scope="col" { (desk.t(label)) } }
                    th scope="col" { "✓" }
                } }
                tbody {
                    @for (at, row) in self.rows().into_iter().enumerate() {
                        // Who did not come is nobody to tick off.
                        tr { @for cell in row { td { (cell) } } td.tick-box { @if at < here { "☐" } } }
                    }
                }
            }
        }
    }
}
