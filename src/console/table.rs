//! Lists that search, sort, filter and page: what is asked for stands in the address, so that it can be kept, sent and
//! gone back to, and the same rows are taken away as a workbook.
//!
//! A page reads a [`View`] from its query, says in a [`Table`] which columns there are, and asks it for the order, for
//! the rows of the page and for the markup around them. Nothing here needs a script.

use super::fault::Fault;
use super::notice::workbook;
use super::parts::{Field, pager};
use super::people::Desk;
use crate::locale::Wording;
use crate::locale::label::Label;
use crate::locale::label::table::TableLabel;
use crate::sheet::{Cell, Head, Writer};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use std::ops::Range;
use url::form_urlencoded::Serializer;

/// Rows on a page of a list.
pub const PAGE: usize = 50;

/// What is asked of a list. All of it is text, so that a page can flatten it into a query of its own
/// (`#[serde(flatten)]`), and nothing in it is refused: what is not understood asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct View {
    /// Words searched for. Never somebody's number or name: it stands in the address.
    pub q: String,
    /// Key of the column sorted by, with a `-` before it for the largest first.
    pub sort: String,
    /// Page, from 1.
    pub page: String,
}

impl View {
    /// The words searched for, without space around them.
    pub fn words(&self) -> &str {
        self.q.trim()
    }
}

/// By which column rows are sorted, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Key of the column; one of those the table has.
    pub key: &'static str,
    /// Whether the largest comes first.
    pub down: bool,
}

impl Order {
    /// As it stands in an address.
    fn written(self) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.key)
    }

    /// Sorts rows by what `value` reads of each under this order's key; rows alike stay as they were.
    pub fn sort<T, K: Ord>(self, rows: &mut [T], value: impl Fn(&T, &'static str) -> K) {
        rows.sort_by(|a, b| {
            let (a, b) = (value(a, self.key), value(b, self.key));
            if self.down { b.cmp(&a) } else { a.cmp(&b) }
        });
    }
}

/// A value by which rows of a list are compared, whatever its column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Nothing there; comes before what is.
    Missing,
    /// An amount or a moment.
    Number(i64),
    /// Text, compared by its characters.
    Text(String),
}

impl From<Option<i64>> for Key {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl From<i64> for Key {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_lowercase())
    }
}

struct Column {
    key: Option<&'static str>,
    label: String,
    number: bool,
}

/// A list on a page.
pub struct Table<'a> {
    desk: &'a Desk,
    address: &'a str,
    view: &'a View,
    filters: Vec<(&'static str, String)>,
    columns: Vec<Column>,
    first: Order,
}

impl<'a> Table<'a> {
    /// A list at `address`, sorted by the column `key` unless another is asked for; `down` for the largest first.
    pub fn new(
        desk: &'a Desk,
        address: &'a str,
        view: &'a View,
        (key, down): (&'static str, bool),
    ) -> Self {
        Self {
            desk,
            address,
            view,
            filters: Vec::new(),
            columns: Vec::new(),
            first: Order { key, down },
        }
    }

    /// A filter that is set: it stays in every address of the list. One that is empty does not.
    #[must_use]
    pub fn filter(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.filters.push((name, value.to_owned()));
        }
        self
    }

    /// A column that rows can be sorted by.
    #[must_use]
    pub fn sorted(self, key: &'static str, label: impl Wording) -> Self {
        self.with(Some(key), label, false)
    }

    /// A column of amounts that rows can be sorted by.
    #[must_use]
    pub fn number(self, key: &'static str, label: impl Wording) -> Self {
        self.with(Some(key), label, true)
    }

    /// A column that rows cannot be sorted by.
    #[must_use]
    pub fn plain(self, label: impl Wording) -> Self {
        self.with(None, label, false)
    }

    fn with(mut self, key: Option<&'static str>, label: impl Wording, number: bool) -> Self {
        let label = self.desk.t(label);
        self.columns.push(Column { key, label, number });
        self
    }

    /// The order asked for; the list's own where the one asked for is none of its columns.
    pub fn order(&self) -> Order {
        let (down, key) = match self.view.sort.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, self.view.sort.as_str()),
        };
        let known = self.columns.iter().filter_map(|column| column.key);
        known
            .into_iter()
            .find(|known| *known == key)
            .map_or(self.first, |key| Order { key, down })
    }

    /// Which rows of `total` stand on the page asked for: the last page, where it lies beyond.
    pub fn rows(&self, total: usize) -> Range<usize> {
        let start = (self.at(total) - 1) * PAGE;
        start.min(total)..(start + PAGE).min(total)
    }

    fn at(&self, total: usize) -> usize {
        let asked = self.view.page.trim().parse().unwrap_or(1);
        usize::clamp(asked, 1, pages(total))
    }

    /// Whether anything is searched for or filtered: an empty list then says so instead of how to begin.
    pub fn is_narrowed(&self) -> bool {
        !self.view.words().is_empty() || !self.filters.is_empty()
    }

    /// The list's address with what is asked for, in another order.
    fn link(&self, order: Order) -> String {
        self.query(self.address, order, "")
    }

    fn query(&self, address: &str, order: Order, last: &str) -> String {
        let mut query = Serializer::new(String::new());
        if !self.view.words().is_empty() {
            query.append_pair("q", self.view.words());
        }
        for (name, value) in &self.filters {
            query.append_pair(name, value);
        }
        if order != self.first {
            query.append_pair("sort", &order.written());
        }
        let query = query.finish();
        match (query.is_empty(), last.is_empty()) {
            (true, true) => address.to_owned(),
            (true, false) => format!("{address}?{last}"),
            (false, true) => format!("{address}?{query}"),
            (false, false) => format!("{address}?{query}&{last}"),
        }
    }

    /// The form above the list: a search field (where there are words to search), the page's own filter fields, the
    /// order (which a narrow page has no headings for), and the way to take the rows away from `export`, an address.
    pub fn tools(&self, search: Option<String>, fields: &Markup, export: Option<&str>) -> Markup {
        let desk = self.desk;
        html! {
            form.tools method="get" action=(self.address) role="search" {
                @if let Some(label) = search {
                    (Field::text("q", label).kind("search").value(self.view.words()).draw())
                }
                (fields)
                (self.order_field())
                button type="submit" { (desk.t(TableLabel::Show)) }
                @if let Some(address) = export {
                    a.button download href=(self.query(address, self.order(), "")) { (desk.t(TableLabel::Export)) }
                }
            }
        }
    }

    fn order_field(&self) -> Markup {
        let (desk, now) = (self.desk, self.order());
        html! {
            div.field {
                label for="sort" { (desk.t(TableLabel::SortBy)) }
                select #sort name="sort" {
                    @for column in &self.columns {
                        @if let Some(key) = column.key {
                            @for down in [false, true] {
                                @let order = Order { key, down };
                                option value=(order.written()) selected[order == now] {
                                    (column.label) " " (if down { "↓" } else { "↑" })
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The row of headings; one that is sorted by says so, and turns the order round.
    pub fn head(&self) -> Markup {
        let now = self.order();
        html! {
            thead { tr {
                @for column in &self.columns {
                    @let class = column.number.then_some("number");
                    @match column.key {
                        None => th class=[class] scope="col" { (column.label) },
                        Some(key) => {
                            @let here = now.key == key;
                            @let next = Order { key, down: here && !now.down };
                            @let sorted = if now.down { "descending" } else { "ascending" };
                            th class=[class] scope="col" aria-sort=[here.then_some(sorted)] {
                                a.sort href=(self.link(next)) {
                                    (column.label)
                                    @if here { span aria-hidden="true" { (if now.down { " ↓" } else { " ↑" }) } }
                                }
                            }
                        }
                    }
                }
            } }
        }
    }

    /// How many rows there are, and the links to the pages before and after.
    pub fn foot(&self, total: usize) -> Markup {
        let address = self.query(self.address, self.order(), "page=");
        let (at, pages) = (self.at(total) as i64, pages(total) as i64);
        html! {
            p.hint { (self.desk.t(TableLabel::Rows { count: total as i64 })) }
            (pager(self.desk, &address, at, pages))
        }
    }
}

fn pages(total: usize) -> usize {
    total.div_ceil(PAGE).max(1)
}

/// Rows as a workbook to take away: `name` is its file name in ASCII without ending, `title` names the sheet and
/// stands in its first row with who made it and when.
///
/// # Errors
/// [`Fault::Internal`] when it cannot be written.
pub fn export<'r>(
    desk: &Desk,
    (name, title): (&str, &str),
    heads: &[Head],
    rows: impl IntoIterator<Item = Vec<Cell<'r>>>,
) -> Result<Response, Fault> {
    let made = desk.t(TableLabel::MadeBy {
        title: title.to_owned(),
        who: desk.staff.name.clone(),
        when: desk.now(),
    });
    let mut writer = Writer::new(title, &[made], heads)?;
    for row in rows {
        writer.row(&row)?;
    }
    let name = format!("{name}-{}.xlsx", desk.now().local().format("%Y%m%d-%H%M"));
    Ok(workbook(&name, writer.finish()?))
}

/// A filter field that is chosen from: the options are (value, text); none of them is "any".
pub fn choice(
    desk: &Desk,
    name: &str,
    label: String,
    chosen: &str,
    options: &[(String, String)],
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { (desk.t(Label::FilterAll)) }
                @for (value, text) in options {
                    option value=(value) selected[value == chosen] { (text) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_either_way_and_what_is_missing_comes_first() {
        let mut rows = vec![Some(2), None, Some(10)];
        let up = Order {
            key: "n",
            down: false,
        };
        up.sort(&mut rows, |row, _| Key::from(*row));
        assert_eq!(rows, [None, Some(2), Some(10)]);
        let down = Order {
            key: "n",
            down: true,
        };
        down.sort(&mut rows, |row, _| Key::from(*row));
        assert_eq!(rows, [Some(10), Some(2), None]);
        assert_eq!(down.written(), "-n");
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        assert_eq!([0, 1, PAGE, PAGE + 1].map(pages), [1, 1, 1, 2]);
    }
}
