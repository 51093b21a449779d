//! Employers by file: a template, a look at what the file would do, and all of it at once when that is accepted. Nothing
//! is kept between the look and the acceptance but what the page itself carries, and that is read anew.

use super::file_draw::{self, Look};
use super::file_row::{What, Work, Wrong};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::people::Bureau;
use crate::console::sent::Sent;
use crate::console::table_file::{self, Refusal};
use crate::locale::label::employer::EmployerLabel;
use crate::sheet::{self, EmployerColumn, MAX_EMPLOYERS};
use axum::response::{IntoResponse, Redirect, Response};

/// A file as the page carries it until it is accepted.
pub type Table = sheet::Table<EmployerColumn>;

/// What each row came to.
pub type Outcomes = Vec<Result<What, Wrong>>;

/// The form.
pub async fn form(desk: Bureau) -> Result<Response, Fault> {
    file_draw::draw(&desk, &Look::default()).await
}

/// Takes a file to look at, or accepts what was looked at.
pub async fn sent(desk: Bureau, sent: Sent) -> Result<Response, Fault> {
    if sent.has("table") {
        let table = serde_json::from_str(sent.value("table"));
        return accept(&desk, table.map_err(|_| Fault::BadRequest)?).await;
    }
    match table_file::read(&desk, &sent).await? {
        Ok(table) => {
            let outcomes = carry_out(&desk, &table, false).await?;
            let look = Look {
                table,
                outcomes,
                refusal: None,
            };
            file_draw::draw(&desk, &look).await
        }
        Err(refusal) => {
            let look = Look {
                refusal: Some(told(refusal)),
                ..Look::default()
            };
            Ok((INVALID, file_draw::draw(&desk, &look).await?).into_response())
        }
    }
}

fn told(refusal: Refusal) -> EmployerLabel {
    match refusal {
        Refusal::NoFile => EmployerLabel::FileNone,
        Refusal::Unreadable(why) => EmployerLabel::FileBad { why },
        Refusal::NoHeader => EmployerLabel::FileNoHeader,
        Refusal::NoRows => EmployerLabel::FileNoRows,
        Refusal::TooMany => EmployerLabel::FileTooMany {
            most: MAX_EMPLOYERS,
        },
    }
}

/// Keeps all rows, or none: what has become wrong since is shown again.
async fn accept(desk: &Bureau, table: Table) -> Result<Response, Fault> {
    if table.rows.is_empty() || table.rows.len() > MAX_EMPLOYERS {
        return Err(Fault::BadRequest);
    }
    let outcomes = carry_out(desk, &table, true).await?;
    if outcomes.iter().any(Result::is_err) {
        let look = Look {
            table,
            outcomes,
            refusal: None,
        };
        return Ok((INVALID, file_draw::draw(desk, &look).await?).into_response());
    }
    let count = |what: What| outcomes.iter().filter(|row| **row == Ok(what)).count();
    let (new, changed) = (count(What::New), count(What::Changed));
    let address = format!("/console/employers?imported={new}-{changed}");
    Ok(Redirect::to(&address).into_response())
}

/// Carries every row out and keeps it where `keep` says so and none is wrong; else everything is as before.
async fn carry_out(desk: &Bureau, table: &Table, keep: bool) -> Result<Outcomes, Fault> {
    let mut tx = desk.write().await?;
    let mut work = Work::new(desk, &mut tx, &table.columns).await?;
    let mut outcomes = Outcomes::with_capacity(table.rows.len());
    for row in &table.rows {
        outcomes.push(work.row(row).await?);
    }
    if keep && outcomes.iter().all(Result::is_ok) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(outcomes)
}
