//! The table of open conversations: everybody's, one's own, or those that nobody looks after yet.

use super::who;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, refreshing_page};
use crate::console::parts::{Tone, badge, done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::{channel, lasting};
use crate::console::table::{Key, Table, View};
use crate::domain::words;
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::store::help::InboxItem;
use axum::extract::{Query, RawQuery};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

words! {
    /// Whose conversations are shown.
    Whose {
        /// One's own.
        Mine => "mine",
        /// Nobody's yet.
        Free => "free",
        /// Everybody's.
        All => "all",
    }
}

/// What is asked for; it stands in the address.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    whose: String,
    /// What was just done.
    done: String,
}

impl Asked {
    fn whose(&self) -> Whose {
        Whose::parse(&self.whose).unwrap_or(Whose::All)
    }
}

/// The page.
pub async fn page(
    desk: Bureau,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let items = open_items(&desk).await?;
    let live = format!("/console/inbox/list?{}", query.unwrap_or_default());
    let body = html! {
        @if asked.done == "closed" { (done_note(&desk, Label::DoneClosed)) }
        div.bar-above {
            (tabs(&desk, &items, asked.whose()))
            @if desk.is_admin() { a.button href="/console/answers" { (desk.t(L::CannedTitle)) } }
        }
        div data-live=(live) { (table(&desk, &items, &asked)) }
    };
    refreshing_page(&desk, Nav::Inbox, desk.t(Label::NavInbox), body, Some(30)).await
}

/// The same without its frame, for the script that keeps it fresh.
pub async fn list(desk: Bureau, Query(asked): Query<Asked>) -> Result<Markup, Fault> {
    let items = open_items(&desk).await?;
    Ok(table(&desk, &items, &asked))
}

async fn open_items(desk: &Bureau) -> Result<Vec<InboxItem>, Fault> {
    let mut items = desk.read().await?.inbox().await?;
    items.retain(|item| desk.looks_after(item.district));
    Ok(items)
}

fn belongs(desk: &Bureau, item: &InboxItem, whose: Whose) -> bool {
    match whose {
        Whose::All => true,
        Whose::Free => item.assigned.is_none(),
        Whose::Mine => item
            .assigned
            .as_ref()
            .is_some_and(|(id, _)| *id == desk.staff.id),
    }
}

fn tabs(desk: &Bureau, items: &[InboxItem], here: Whose) -> Markup {
    let label = |whose| match whose {
        Whose::Mine => L::InboxMine,
        Whose::Free => L::InboxFree,
        Whose::All => L::InboxAll,
    };
    html! {
        nav.tabs aria-label=(desk.t(L::InboxShow)) {
            @for whose in Whose::ALL.iter().rev() {
                @let count = items.iter().filter(|item| belongs(desk, item, *whose)).count();
                a href={ "/console/inbox?whose=" (whose) } aria-current=[(here == *whose).then_some("page")] {
                    (desk.t(label(*whose))) span.hint { (count) }
                }
            }
        }
    }
}

fn table(desk: &Bureau, items: &[InboxItem], asked: &Asked) -> Markup {
    if items.is_empty() {
        return empty(desk, Label::InboxEmpty, Label::InboxEmptyAdvice);
    }
    let whose = asked.whose();
    let shown = items.iter().filter(|item| belongs(desk, item, whose));
    let mut shown: Vec<&InboxItem> = shown.collect();
    if shown.is_empty() {
        return empty(desk, L::InboxNone, L::InboxNoneAdvice);
    }
    let filter = match whose {
        Whose::All => "",
        Whose::Mine | Whose::Free => whose.as_str(),
    };
    let table = Table::new(desk, "/console/inbox", &asked.view, ("wait", false))
        .filter("whose", filter)
        .sorted("worker", Label::ColWorker)
        .plain(Label::ColLastWords)
        .sorted("wait", Label::ColWaits)
        .sorted("channel", Label::ColChannel)
        .sorted("employer", Label::ColEmployer)
        .sorted("with", L::InboxWith);
    table
        .order()
        .sort(&mut shown, |item, key| key_of(item, key));
    let page = table.rows(shown.len());
    html! {
        table.stack.card {
            (table.head())
            tbody { @for item in &shown[page] { (row(desk, item)) } }
        }
        (table.foot(shown.len()))
    }
}

fn key_of(item: &InboxItem, column: &str) -> Key {
    let text = |text: Option<&str>| text.map_or(Key::Missing, Key::from);
    match column {
        "worker" => text(item.name.as_deref()),
        "channel" => Key::from(item.channel.as_str()),
        "employer" => text(item.employer.as_deref()),
        "with" => text(item.assigned.as_ref().map(|(_, name)| name.as_str())),
        // The longest wait first; who has been answered comes after all who wait.
        _ => Key::from(item.waiting_since.map_or(i64::MAX, |since| since.millis())),
    }
}

fn row(desk: &Bureau, item: &InboxItem) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "/console/inbox/" (item.help) } { (who(desk, item)) } }
            td.clip data-label=(desk.t(Label::ColLastWords)) { (item.last_text.as_deref().unwrap_or("–")) }
            td data-label=(desk.t(Label::ColWaits)) { (wait(desk, item)) }
            td data-label=(desk.t(Label::ColChannel)) { (desk.t(channel(item.channel))) }
            td data-label=(desk.t(Label::ColEmployer)) { (item.employer.as_deref().unwrap_or("–")) }
            td data-label=(desk.t(L::InboxWith)) { (with(desk, item)) }
        }
    }
}

fn with(desk: &Bureau, item: &InboxItem) -> Markup {
    html! {
        @match &item.assigned {
            Some((id, _)) if *id == desk.staff.id => (badge(desk, Tone::Good, L::InboxYou)),
            Some((_, name)) => (name),
            None => { span.hint { (desk.t(L::InboxNobody)) } }
        }
    }
}

fn wait(desk: &Bureau, item: &InboxItem) -> Markup {
    html! {
        @match item.waiting_since {
            Some(since) => { span.badge.busy { (lasting(desk, since, desk.now())) } }
            None => (badge(desk, Tone::Good, Label::Answered)),
        }
    }
}
