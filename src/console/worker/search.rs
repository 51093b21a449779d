//! One search box for everybody. The words are personal, so they are sent in a form, and so are order and page of what
//! was found.

use super::words::registration_state;
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{Field, badge, csrf, empty};
use crate::console::people::Bureau;
use crate::console::show::{place, seat_name, seat_state};
use crate::domain::desk::{Wanted, WantedError};
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::label::table::TableLabel;
use crate::store::desk::{DeclaredHit, Hits, MOST_DECLARED, MOST_HITS, Order, WorkerHit};
use axum::extract::Form;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// People on a page.
const PAGE: i64 = 25;
/// The form's id: buttons beyond it belong to it too.
const FORM: &str = "find";

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    words: String,
    /// Order chosen in the form.
    order: String,
    /// Order chosen by a heading, before that.
    sort: String,
    page: String,
}

impl Asked {
    fn order(&self) -> (Order, bool) {
        let asked = match self.sort.is_empty() {
            true => self.order.as_str(),
            false => self.sort.as_str(),
        };
        match asked.strip_prefix('-') {
            Some(key) => (Order::parse(key).unwrap_or(Order::Name), true),
            None => (Order::parse(asked).unwrap_or(Order::Name), false),
        }
    }
}

/// The page before anybody is looked for.
pub async fn form(desk: Bureau) -> Result<Response, Fault> {
    let body = html! {
        (box_of(&desk, &Asked::default(), None))
        p.hint { (desk.t(L::SearchIntro)) }
        (counter(&desk))
    };
    draw(&desk, Nav::Workers, desk.t(Label::NavWorkers), body).await
}

/// Looks somebody up. A number that one person alone has leads straight to them.
pub async fn find(desk: Bureau, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let wanted = match Wanted::parse(&asked.words, desk.now().date()) {
        Ok(wanted) => wanted,
        Err(error) => {
            let error = match error {
                WantedError::Empty => L::SearchEmpty,
                WantedError::Number => L::SearchNumber,
                WantedError::NotAName => L::SearchNoName,
            };
            let body = html! { (box_of(&desk, &asked, Some(error))) (counter(&desk)) };
            let drawn = draw(&desk, Nav::Workers, desk.t(Label::NavWorkers), body).await?;
            return Ok((INVALID, drawn).into_response());
        }
    };
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, MOST_HITS);
    let mut tx = desk.read().await?;
    let span = ((page - 1) * PAGE, PAGE);
    let hits = tx
        .find_workers(desk.store(), &wanted, desk.district(), asked.order(), span)
        .await?;
    let declared = tx
        .find_declared(desk.store(), &wanted, desk.district())
        .await?;
    drop(tx);
    if let ([only], Wanted::Id(_) | Wanted::Mobile(_)) = (hits.page.as_slice(), &wanted) {
        return Ok(Redirect::to(&format!("/console/workers/{}", only.id)).into_response());
    }
    let body = html! {
        (box_of(&desk, &asked, None))
        @if !hits.page.is_empty() {
            (found(&desk, &asked, &hits, page))
        } @else if declared.is_empty() {
            (empty(&desk, L::SearchNobody, L::SearchNobodyAdvice))
        }
        @if !declared.is_empty() { (only_declared(&desk, &declared)) }
        (counter(&desk))
    };
    draw(&desk, Nav::Workers, desk.t(Label::NavWorkers), body).await
}

fn box_of(desk: &Bureau, asked: &Asked, error: Option<L>) -> Markup {
    let now = asked.order();
    html! {
        form.tools id=(FORM) method="post" action="/console/workers" role="search" {
            (csrf(desk))
            (Field::text("words", desk.t(L::SearchField)).kind("search").value(&asked.words).autocomplete("off")
                .hint(desk.t(L::SearchHint)).error(error.map(|label| desk.t(label))).required().draw())
            @if !asked.words.is_empty() {
                div.field {
                    label for="order" { (desk.t(TableLabel::SortBy)) }
                    select #order name="order" {
                        @for order in Order::ALL {
                            @for down in [false, true] {
                                option value=(written(*order, down)) selected[now == (*order, down)] {
                                    (desk.t(column(*order))) (if down { " ↓" } else { " ↑" })
                                }
                            }
                        }
                    }
                }
            }
            button.primary type="submit" { (desk.t(L::SearchGo)) }
        }
    }
}

/// Somebody who stands at the counter and is not known yet.
fn counter(desk: &Bureau) -> Markup {
    html! {
        form.row method="post" action="/console/counter" {
            (csrf(desk))
            button type="submit" { (desk.t(L::CounterNew)) }
        }
    }
}

fn written(order: Order, down: bool) -> String {
    format!("{}{order}", if down { "-" } else { "" })
}

/// Heading of the column that an order goes by.
fn column(order: Order) -> Heading {
    match order {
        Order::Name => Heading::Common(Label::ColName),
        Order::Employer => Heading::Common(Label::ColEmployer),
        Order::District => Heading::Own(L::ColDistrict),
        Order::State => Heading::Own(L::ColRegistration),
        Order::Seat => Heading::Common(Label::ColSeat),
    }
}

/// A heading out of either catalogue.
enum Heading {
    Common(Label),
    Own(L),
}

impl crate::locale::Wording for Heading {
    fn id(&self) -> &'static str {
        match self {
            Self::Common(label) => label.id(),
            Self::Own(label) => label.id(),
        }
    }
    fn args(&self) -> Vec<(&'static str, crate::locale::Value)> {
        match self {
            Self::Common(label) => label.args(),
            Self::Own(label) => label.args(),
        }
    }
}

fn head(desk: &Bureau, asked: &Asked, order: Order) -> Markup {
    let (now, down) = asked.order();
    let here = now == order;
    let next = written(order, here && !down);
    let sorted = if down { "descending" } else { "ascending" };
    html! {
        th scope="col" aria-sort=[here.then_some(sorted)] {
            button.sort form=(FORM) type="submit" name="sort" value=(next) {
                (desk.t(column(order)))
                @if here { span aria-hidden="true" { (if down { " ↓" } else { " ↑" }) } }
            }
        }
    }
}

fn found(desk: &Bureau, asked: &Asked, hits: &Hits, page: i64) -> Markup {
    let pages = (hits.found + PAGE - 1) / PAGE;
    html! {
        p role="status" {
            (desk.t(L::SearchFound { count: hits.found }))
            @if hits.cut { " " (desk.t(L::SearchCut { count: hits.found })) }
        }
        table.stack.card {
            thead { tr {
                (head(desk, asked, Order::Name))
                th scope="col" { (desk.t(L::ColId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                (head(desk, asked, Order::Employer))
                (head(desk, asked, Order::District))
                (head(desk, asked, Order::State))
                (head(desk, asked, Order::Seat))
            } }
            tbody { @for hit in &hits.page { (row(desk, hit)) } }
        }
        @if pages > 1 {
            nav.pager aria-label=(desk.t(Label::PagerName)) {
                @if page > 1 {
                    button form=(FORM) type="submit" name="page" value=(page - 1) { (desk.t(Label::PagerBack)) }
                }
                span { (desk.t(Label::PagerAt { page, pages })) }
                @if page < pages {
                    button form=(FORM) type="submit" name="page" value=(page + 1) { (desk.t(Label::PagerOn)) }
                }
            }
        }
    }
}

/// Those on an employer's list of whom the bureau knows no more.
fn only_declared(desk: &Bureau, declared: &[DeclaredHit]) -> Markup {
    html! {
        h2 { (desk.t(L::SearchDeclared)) }
        p.hint {
            (desk.t(L::SearchDeclaredHint))
            @if declared.len() == MOST_DECLARED {
                " " (desk.t(L::SearchDeclaredCut { count: MOST_DECLARED as i64 }))
            }
        }
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(L::ColId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(L::ColDistrict)) }
            } }
            tbody { @for one in declared {
                tr {
                    th scope="row" { (one.name) }
                    td.mono data-label=(desk.t(L::ColId)) { (one.id_mask) }
                    td.mono data-label=(desk.t(Label::ColMobile)) { (one.mobile_mask.as_deref().unwrap_or("–")) }
                    td data-label=(desk.t(Label::ColEmployer)) {
                        a href={ "/console/employers/" (one.employer) } { (one.employer_name) }
                    }
                    td data-label=(desk.t(L::ColDistrict)) { (place(desk, one.district)) }
                }
            } }
        }
    }
}

fn row(desk: &Bureau, hit: &WorkerHit) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "/console/workers/" (hit.id) } { (hit.name) } }
            td.mono data-label=(desk.t(L::ColId)) { (hit.id_mask) }
            td.mono data-label=(desk.t(Label::ColMobile)) { (hit.mobile_mask) }
            td data-label=(desk.t(Label::ColEmployer)) { (hit.employer.as_deref().unwrap_or("–")) }
            td data-label=(desk.t(L::ColDistrict)) {
                @match hit.district { Some(code) => (place(desk, code)), None => "–" }
            }
            td data-label=(desk.t(L::ColRegistration)) {
                @match hit.state {
                    Some(state) => { @let (tone, label) = registration_state(state); (badge(desk, tone, label)) }
                    None => { span.hint { (desk.t(L::NotRegistered)) } }
                }
            }
            td data-label=(desk.t(Label::ColSeat)) {
                @match &hit.seat {
                    Some((trip, vehicle, seat, state)) => {
                        span { (seat_name(trip, vehicle, seat)) " " span.hint { (desk.t(seat_state(*state))) } }
                    }
                    None => "–",
                }
            }
        }
    }
}
