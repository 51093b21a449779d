//! The list of accounts. Names are not searched for, as words searched for stand in the address.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::empty;
use super::super::people::Admin;
use super::super::show::{role, when};
use super::super::table::{PAGE, Table, View, choice, export as workbook};
use super::words::{on_off, state, state_badge, works_for};
use crate::domain::staff::Role;
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::sheet::{Cell, Head};
use crate::store::account::{Account, AccountFilter, AccountSort, AccountState};
use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

const ADDRESS: &str = "/console/accounts";

/// Most rows of a workbook; more accounts than a city's offices and firms have.
const MOST_ROWS: i64 = 100_000;

/// What is asked of the list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    role: String,
    state: String,
}

impl Asked {
    fn filter(&self) -> AccountFilter {
        AccountFilter {
            words: self.view.words().to_owned(),
            role: Role::parse(&self.role),
            state: AccountState::parse(&self.state),
        }
    }

    fn table<'a>(&'a self, desk: &'a Admin) -> Table<'a> {
        Table::new(desk, ADDRESS, &self.view, ("login", false))
            .filter("role", &self.role)
            .filter("state", &self.state)
            .sorted(AccountSort::Login.as_str(), Label::Login)
            .sorted(AccountSort::Name.as_str(), Say::ColName)
            .sorted(AccountSort::Role.as_str(), Say::ColRole)
            .plain(Say::ColFor)
            .plain(Say::ColState)
            .plain(Say::ColSecond)
            .sorted(AccountSort::Seen.as_str(), Say::ColSeen)
            .sorted(AccountSort::Made.as_str(), Say::ColMade)
    }
}

async fn load(
    desk: &Admin,
    asked: &Asked,
    table: &Table<'_>,
    whole: bool,
) -> Result<(Vec<Account>, usize), Fault> {
    let (filter, order) = (asked.filter(), table.order());
    let sort = AccountSort::parse(order.key).unwrap_or(AccountSort::Login);
    let mut tx = desk.read().await?;
    let total = usize::try_from(tx.count_accounts(&filter).await?).unwrap_or(0);
    let (limit, offset) = match whole {
        true => (MOST_ROWS, 0),
        false => (PAGE as i64, table.rows(total).start as i64),
    };
    let found = tx
        .accounts(&filter, sort, order.down, limit, offset)
        .await?;
    Ok((found, total))
}

/// The page.
pub async fn page(desk: Admin, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let table = asked.table(&desk);
    let (accounts, total) = load(&desk, &asked, &table, false).await?;
    let export = "/console/accounts/accounts.xlsx";
    let body = html! {
        div.row { a.button.primary href="/console/accounts/new" { (desk.t(Say::InviteTitle)) } }
        (table.tools(Some(desk.t(Say::Search)), &fields(&desk, &asked), Some(export)))
        @if accounts.is_empty() {
            (empty(&desk, Say::NoneMatch, Say::NoneMatchAdvice))
        } @else {
            table.stack.tight.card {
                (table.head())
                tbody { @for account in &accounts { (row(&desk, account)) } }
            }
        }
        (table.foot(total))
    };
    draw(&desk, Nav::Accounts, desk.t(Label::NavAccounts), body).await
}

fn fields(desk: &Admin, asked: &Asked) -> Markup {
    let roles: Vec<_> = Role::ALL
        .iter()
        .map(|one| (one.to_string(), desk.t(role(*one))))
        .collect();
    let states: Vec<_> = AccountState::ALL
        .iter()
        .map(|one| (one.to_string(), desk.t(state(*one).1)))
        .collect();
    html! {
        (choice(desk, "role", desk.t(Say::ColRole), &asked.role, &roles))
        (choice(desk, "state", desk.t(Say::ColState), &asked.state, &states))
    }
}

fn row(desk: &Admin, account: &Account) -> Markup {
    let (staff, works_for) = (&account.staff, works_for(desk, account));
    html! {
        tr {
            th scope="row" { a href={ (ADDRESS) "/" (staff.id) } { (staff.login) } }
            td data-label=(desk.t(Say::ColName)) { (staff.name) }
            td data-label=(desk.t(Say::ColRole)) { (desk.t(role(staff.role))) }
            td data-label=(desk.t(Say::ColFor)) { (if works_for.is_empty() { "–" } else { works_for.as_str() }) }
            td data-label=(desk.t(Say::ColState)) { (state_badge(desk, account.state)) }
            td data-label=(desk.t(Say::ColSecond)) { (desk.t(on_off(account.has_factor))) }
            td data-label=(desk.t(Say::ColSeen)) {
                @match account.seen_at { Some(at) => (when(desk, at)), None => (desk.t(Say::Never)) }
            }
            td data-label=(desk.t(Say::ColMade)) { (when(desk, account.made_at)) }
        }
    }
}

/// The rows as a workbook. Taking it is recorded.
pub async fn export(desk: Admin, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let table = asked.table(&desk);
    let (accounts, _) = load(&desk, &asked, &table, true).await?;
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    let mut tx = desk.write().await?;
    tx.audit(me, "accounts.exported", "accounts", None, now)
        .await?;
    tx.commit().await?;
    let heads = [
        Head::new(desk.t(Label::Login), 18),
        Head::new(desk.t(Say::ColName), 18),
        Head::new(desk.t(Say::ColRole), 12),
        Head::new(desk.t(Say::ColFor), 24),
        Head::new(desk.t(Say::ColState), 12),
        Head::new(desk.t(Say::ColSecond), 12),
        Head::new(desk.t(Say::ColSeen), 20),
        Head::new(desk.t(Say::ColMade), 20),
    ];
    let at = |moment| desk.t(Label::At { when: moment });
    let rows: Vec<[String; 8]> = accounts
        .iter()
        .map(|account| {
            [
                account.staff.login.clone(),
                account.staff.name.clone(),
                desk.t(role(account.staff.role)),
                works_for(&desk, account),
                desk.t(state(account.state).1),
                desk.t(on_off(account.has_factor)),
                account.seen_at.map(at).unwrap_or_default(),
                at(account.made_at),
            ]
        })
        .collect();
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| Cell::Text(cell)).collect());
    let title = desk.t(Label::NavAccounts);
    workbook(&desk, ("accounts", &title), &heads, rows)
}
