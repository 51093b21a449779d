//! `/console/privacy`: proof of what was removed, by the clock and by wish.

use super::only_admin;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::when;
use crate::console::table::{Key, Order, Table, View, export};
use crate::domain::privacy::RetentionKind;
use crate::locale::label::Label;
use crate::locale::label::privacy::PrivacyLabel as L;
use crate::sheet::{Cell, Head};
use crate::store::privacy::{Counts, Erasure, RetentionRun};
use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

const ADDRESS: &str = "/console/privacy";
/// Most proofs of erasures looked through at once; a bureau has some hundreds a year.
const MOST: i64 = 10_000;
/// Lines of sweeps shown: ten days.
const RUNS: i64 = 60;

/// What is asked of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    done: String,
}

/// The page.
pub async fn page(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    only_admin(&desk)?;
    let mut tx = desk.read().await?;
    let runs = tx.retention_runs(RUNS).await?;
    let (erasures, _) = tx.erasures(MOST, 0).await?;
    tx.rollback().await?;
    let body = html! {
        @if asked.done == "erased" { (done_note(&desk, L::EraseDone)) }
        p { (desk.t(L::PrivacyIntro)) }
        (erased(&desk, &asked.view, erasures))
        (swept(&desk, &runs))
    };
    draw(&desk, Nav::Privacy, desk.t(L::PrivacyTitle), body).await
}

/// The erasures as a workbook.
pub async fn workbook(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    only_admin(&desk)?;
    let mut tx = desk.read().await?;
    let (mut rows, _) = tx.erasures(MOST, 0).await?;
    tx.rollback().await?;
    sort(table(&desk, &asked.view).order(), &mut rows);
    let labels = [
        L::ErasureAt,
        L::ErasureBy,
        L::ErasureSubject,
        L::ErasureReason,
        L::ErasureCounts,
    ];
    let widths = [18, 18, 34, 40, 60];
    let heads: Vec<Head> = labels
        .into_iter()
        .zip(widths)
        .map(|(label, width)| Head::new(desk.t(label), width))
        .collect();
    let lines: Vec<[String; 5]> = rows.iter().map(|one| written(&desk, one)).collect();
    let cells = lines
        .iter()
        .map(|line| line.iter().map(|text| Cell::Text(text)).collect());
    let title = desk.t(L::ErasuresTitle);
    export(&desk, ("erasures", &title), &heads, cells)
}

fn written(desk: &Bureau, one: &Erasure) -> [String; 5] {
    [
        desk.t(Label::At { when: one.at }),
        by(desk, one),
        one.subject.clone(),
        one.reason.clone().unwrap_or_default(),
        went(desk, &one.counts),
    ]
}

fn table<'a>(desk: &'a Bureau, view: &'a View) -> Table<'a> {
    Table::new(desk, ADDRESS, view, ("at", true))
        .sorted("at", L::ErasureAt)
        .sorted("by", L::ErasureBy)
        .plain(L::ErasureSubject)
        .plain(L::ErasureReason)
        .plain(L::ErasureCounts)
}

fn sort(order: Order, rows: &mut [Erasure]) {
    order.sort(rows, |one, key| match key {
        "by" => Key::from(one.by.as_str()),
        _ => Key::from(one.at.millis()),
    });
}

fn by(desk: &Bureau, one: &Erasure) -> String {
    match one.by.as_str() {
        "self" => desk.t(L::ErasureSelf),
        name => name.to_owned(),
    }
}

fn went(desk: &Bureau, counts: &Counts) -> String {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    desk.t(L::ErasureWent {
        messages: number(counts.messages),
        photos: number(counts.photos),
        seats: number(counts.seats),
        health: number(counts.health),
    })
}

fn erased(desk: &Bureau, view: &View, mut rows: Vec<Erasure>) -> Markup {
    let table = table(desk, view);
    sort(table.order(), &mut rows);
    html! {
        section.card aria-labelledby="erasures" {
            h2 #erasures { (desk.t(L::ErasuresTitle)) }
            @if rows.is_empty() {
                (empty(desk, L::NoErasures, L::NoErasuresAdvice))
            } @else {
                (table.tools(None, &html! {}, Some("/console/privacy.xlsx")))
                table.stack.tight {
                    (table.head())
                    tbody {
                        @for one in &rows[table.rows(rows.len())] {
                            @let [at, by, subject, reason, went] = written(desk, one);
                            tr {
                                th scope="row" { (at) }
                                td data-label=(desk.t(L::ErasureBy)) { (by) }
                                td.mono data-label=(desk.t(L::ErasureSubject)) { (subject) }
                                td data-label=(desk.t(L::ErasureReason)) { (reason) }
                                td data-label=(desk.t(L::ErasureCounts)) { (went) }
                            }
                        }
                    }
                }
                (table.foot(rows.len()))
            }
        }
    }
}

const fn kind(kind: RetentionKind) -> L {
    match kind {
        RetentionKind::Answers => L::KindAnswers,
        RetentionKind::Photos => L::KindPhotos,
        RetentionKind::Messages => L::KindMessages,
        RetentionKind::Temperatures => L::KindTemperatures,
        RetentionKind::Doors => L::KindDoors,
        RetentionKind::Expired => L::KindExpired,
    }
}

fn swept(desk: &Bureau, runs: &[RetentionRun]) -> Markup {
    html! {
        section.card aria-labelledby="runs" {
            h2 #runs { (desk.t(L::RunsTitle)) }
            @if runs.is_empty() {
                (empty(desk, L::NoRuns, L::NoRunsAdvice))
            } @else {
                table.stack.tight {
                    thead { tr {
                        th scope="col" { (desk.t(L::RunAt)) }
                        th scope="col" { (desk.t(L::RunKind)) }
                        th.number scope="col" { (desk.t(L::RunRemoved)) }
                        th scope="col" { (desk.t(L::RunOldest)) }
                    } }
                    tbody {
                        @for run in runs {
                            tr {
                                th scope="row" { (when(desk, run.at)) }
                                td data-label=(desk.t(L::RunKind)) { (desk.t(kind(run.kind))) }
                                td.number data-label=(desk.t(L::RunRemoved)) { (run.removed) }
                                td data-label=(desk.t(L::RunOldest)) {
                                    @match run.oldest_kept { Some(at) => { (when(desk, at)) } None => "–" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
