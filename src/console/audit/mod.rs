//! The log of what was done, for administrators: filtered, in order of time, page after page, and as a workbook.

mod download;
mod words;

use super::Shared;
use super::fault::Fault;
use super::layout::{Nav, page as draw};
use super::parts::{Field, empty};
use super::people::{Admin, Desk};
use super::route::get;
use super::table::choice;
use crate::domain::id::StaffId;
use crate::domain::time::Timestamp;
use crate::locale::label::audit::AuditLabel as Say;
use crate::locale::label::table::TableLabel;
use crate::store::Tx;
use crate::store::audit::{AuditFilter, AuditLine, AuditMark, AuditOrder};
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// Where it is.
const ADDRESS: &str = "/console/audit";
/// Lines on a page.
const PAGE: usize = 50;
/// Lines are counted so far and no further: counting a million takes longer than reading a page of them.
const COUNTED: i64 = 10_000;

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route(ADDRESS, get(page))
        .route("/console/audit/audit.xlsx", get(download::export))
}

/// What is asked of the log; empty fields ask for nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Sign-in name or identifier.
    actor: String,
    action: String,
    subject: String,
    /// First day.
    from: String,
    /// Last day.
    until: String,
    /// `oldest`, or newest first.
    order: String,
    /// The line before the page: its moment and identifier.
    after: String,
}

/// What is wrong with what was asked.
#[derive(Debug, Default)]
struct Wrong {
    actor: Option<Say>,
    from: Option<Say>,
    until: Option<Say>,
}

impl Wrong {
    fn is_any(&self) -> bool {
        self.actor.is_some() || self.from.is_some() || self.until.is_some()
    }
}

impl Asked {
    fn order(&self) -> AuditOrder {
        match self.order.as_str() {
            "oldest" => AuditOrder::Oldest,
            _ => AuditOrder::Newest,
        }
    }

    fn mark(&self) -> Option<AuditMark> {
        let (at, id) = self.after.split_once('.')?;
        Some(AuditMark {
            at: Timestamp::from_millis(at.parse().ok()?),
            id: id.parse().ok()?,
        })
    }

    /// The filter, and what in it is not understood.
    async fn filter(&self, tx: &mut Tx) -> Result<(AuditFilter, Wrong), Fault> {
        let mut wrong = Wrong::default();
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut filter = AuditFilter {
            action: some(&self.action),
            subject: some(&self.subject),
            ..AuditFilter::default()
        };
        match day(&self.from) {
            Ok(first) => filter.from = first.and_then(|day| Timestamp::shanghai(day, 0, 0)),
            Err(label) => wrong.from = Some(label),
        }
        match day(&self.until) {
            Ok(last) => {
                let end = last.and_then(|day| day.checked_add_days(Days::new(1)));
                filter.until = end.and_then(|day| Timestamp::shanghai(day, 0, 0));
            }
            Err(label) => wrong.until = Some(label),
        }
        if let Some(typed) = some(&self.actor) {
            filter.actor = actor(tx, &typed).await?;
            if filter.actor.is_none() {
                wrong.actor = Some(Say::ActorUnknown);
            }
        }
        Ok((filter, wrong))
    }

    /// The address of the log with what is asked for, and one field more.
    fn address(&self, path: &str, (name, value): (&str, &str)) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in [
            ("actor", &self.actor),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("until", &self.until),
            ("order", &self.order),
        ] {
            if !value.trim().is_empty() {
                query.append_pair(name, value.trim());
            }
        }
        if !value.is_empty() {
            query.append_pair(name, value);
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

fn day(text: &str) -> Result<Option<NaiveDate>, Say> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Say::DayWrong),
    }
}

/// The actor that is meant: somebody's sign-in name, or an identifier as it stands in the log.
async fn actor(tx: &mut Tx, typed: &str) -> Result<Option<String>, Fault> {
    if let Some(id) = tx.account_of_login(&typed.to_lowercase()).await? {
        return Ok(Some(id.as_str().to_owned()));
    }
    let itself = AuditFilter {
        actor: Some(typed.to_owned()),
        ..AuditFilter::default()
    };
    let acts = tx.count_audit(&itself, 1).await? > 0;
    let known = acts || tx.account(&StaffId::new(typed)).await?.is_some();
    Ok(known.then(|| typed.to_owned()))
}

/// The page.
async fn page(desk: Admin, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (filter, wrong) = asked.filter(&mut tx).await?;
    let actions = tx.audit_actions().await?;
    let (mut lines, count) = if wrong.is_any() {
        (Vec::new(), 0)
    } else {
        // One more than is shown tells whether there is a further page.
        let (order, mark) = (asked.order(), asked.mark());
        let lines = tx
            .audit_lines(&filter, order, mark, PAGE as i64 + 1)
            .await?;
        (lines, tx.count_audit(&filter, COUNTED + 1).await?)
    };
    drop(tx);
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let last = lines.last().filter(|_| more);
    let next = last.map(|line| format!("{}.{}", line.at.millis(), line.id));
    let body = html! {
        p.hint { (desk.t(Say::Advice)) }
        (tools(&desk, &asked, &wrong, &actions))
        @if lines.is_empty() {
            (empty(&desk, Say::Nothing, Say::NothingAdvice))
        } @else {
            (table(&desk, &lines))
        }
        (foot(&desk, &asked, count, next.as_deref()))
    };
    draw(&desk, Nav::Audit, desk.t(Say::Title), body).await
}

fn tools(desk: &Desk, asked: &Asked, wrong: &Wrong, actions: &[String]) -> Markup {
    let error = |label: &Option<Say>| label.clone().map(|label| desk.t(label));
    let mut actions: Vec<_> = actions
        .iter()
        .map(|name| (name.clone(), words::action(desk, name)))
        .collect();
    actions.sort_by(|a, b| a.1.cmp(&b.1));
    let oldest = asked.order() == AuditOrder::Oldest;
    html! {
        form.tools method="get" action=(ADDRESS) role="search" {
            (Field::text("actor", desk.t(Say::FieldActor)).value(&asked.actor)
                .autocomplete("off").error(error(&wrong.actor)).draw())
            (choice(desk, "action", desk.t(Say::FieldAction), &asked.action, &actions))
            (Field::text("subject", desk.t(Say::FieldSubject)).value(&asked.subject).autocomplete("off").draw())
            (Field::text("from", desk.t(Say::FieldFrom)).kind("date").value(&asked.from)
                .error(error(&wrong.from)).draw())
            (Field::text("until", desk.t(Say::FieldUntil)).kind("date").value(&asked.until)
                .error(error(&wrong.until)).draw())
            div.field {
                label for="order" { (desk.t(Say::FieldOrder)) }
                select #order name="order" {
                    option value="" { (desk.t(Say::Newest)) }
                    option value="oldest" selected[oldest] { (desk.t(Say::Oldest)) }
                }
            }
            button type="submit" { (desk.t(TableLabel::Show)) }
            a.button download href=(asked.address("/console/audit/audit.xlsx", ("", ""))) {
                (desk.t(TableLabel::Export))
            }
        }
    }
}

fn table(desk: &Desk, lines: &[AuditLine]) -> Markup {
    html! {
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(Say::ColWhen)) }
                th scope="col" { (desk.t(Say::ColWho)) }
                th scope="col" { (desk.t(Say::ColAction)) }
                th scope="col" { (desk.t(Say::ColSubject)) }
                th scope="col" { (desk.t(Say::ColReason)) }
                th scope="col" { (desk.t(Say::ColFrom)) }
            } }
            tbody { @for line in lines { (row(desk, line)) } }
        }
    }
}

fn row(desk: &Desk, line: &AuditLine) -> Markup {
    let only = |name: &str, value: &str| Asked::default().address(ADDRESS, (name, value));
    html! {
        tr {
            td data-label=(desk.t(Say::ColWhen)) { time datetime=(line.at.local().to_rfc3339()) { (words::moment(line.at)) } }
            td data-label=(desk.t(Say::ColWho)) {
                a href=(only("actor", &line.actor)) { (words::actor(desk, line)) }
                @if let Some((_, login)) = &line.account { span.hint { (login) } }
            }
            td data-label=(desk.t(Say::ColAction)) { (words::action(desk, &line.action)) }
            td data-label=(desk.t(Say::ColSubject)) {
                a.hash href=(only("subject", &line.subject)) { (line.subject) }
            }
            td data-label=(desk.t(Say::ColReason)) { (line.reason.as_deref().unwrap_or_default()) }
            td data-label=(desk.t(Say::ColFrom)) { (words::origin(desk, line)) }
        }
    }
}

fn foot(desk: &Desk, asked: &Asked, count: i64, next: Option<&str>) -> Markup {
    let said = match count > COUNTED {
        true => Say::CountOver { count: COUNTED },
        false => Say::Count { count },
    };
    html! {
        p.hint { (desk.t(said)) @if count > download::MOST { " " (desk.t(Say::TooMany { most: download::MOST })) } }
        nav.pager {
            @if !asked.after.is_empty() {
                a.button href=(asked.address(ADDRESS, ("", ""))) { (desk.t(Say::ToFirst)) }
            }
            @if let Some(next) = next {
                a.button href=(asked.address(ADDRESS, ("after", next))) rel="next" { (desk.t(Say::Further)) }
            }
        }
    }
}
