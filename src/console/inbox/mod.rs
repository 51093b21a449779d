//! The inbox: workers who asked for a person, who of the staff looks after them, and what they are answered. What a
//! clerk writes is stored and queued for the worker's chat in one transaction; the runner takes it from there.

mod act;
mod answers;
mod assign;
mod claim;
mod conversation;
mod list;

use super::Shared;
use super::fault::Fault;
use super::people::Bureau;
use super::route::{get, get_post};
use crate::domain::id::HelpId;
use crate::store::Tx;
use crate::store::help::InboxItem;
use axum::Router;

/// The routes of the inbox.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/inbox", get(list::page))
        .route("/console/inbox/list", get(list::list))
        .route(
            "/console/inbox/{id}",
            get_post(conversation::page, act::act),
        )
        .route("/console/inbox/{id}/messages", get(conversation::messages))
        .route("/console/answers", get_post(answers::page, answers::act))
}

/// The conversation, if it is this clerk's business.
async fn find(desk: &Bureau, tx: &mut Tx, id: &HelpId) -> Result<InboxItem, Fault> {
    let item = tx.help(id).await?;
    item.filter(|item| desk.looks_after(item.district))
        .ok_or(Fault::NotFound)
}

/// How the worker is called on a page.
fn who(desk: &Bureau, item: &InboxItem) -> String {
    item.name
        .clone()
        .unwrap_or_else(|| desk.t(crate::locale::label::Label::UnknownWorker))
}
